package sheet

import (
	"testing"

	"surety/isms"
	"surety/isms/control"
	"surety/isms/org"
	"surety/record"
)

// program is a memory of the program's own kinds.
func program(t testing.TB) *memory {
	t.Helper()
	catalogue, err := isms.Catalogue()
	must(t, err)
	return &memory{catalogue: catalogue}
}

func TestRowsOfAStatementAreKnownByTheirControl(t *testing.T) {
	m := program(t)
	statement := record.Ref(m.add("soa", &control.Statement{Title: "SoA"}, "").ID)
	for _, id := range []string{"A.5.1", "A.5.2"} {
		m.add("soa_row", &control.Row{Statement: statement, Control: id, Title: "Control " + id, Included: "undecided"}, "")
	}
	book := read(t, "soa.csv", []byte("Control;Title;Included;Why it is included\nA.5.1;Policies, as we call them;yes;The board wants it\nA.5.2;Roles;yes;The board wants it\n"))
	plan := m.plan(t, "soa_row", m.propose(t, "soa_row", book), book)
	if s := plan.Summary(); plan.Mapping.Key != "control" || s.Update != 2 || len(s.Faults) > 0 {
		t.Errorf("by %q: %+v", plan.Mapping.Key, s)
	}
}

func TestTheSameControlOfAnotherStatementOrStandardIsAnotherRow(t *testing.T) {
	m := program(t)
	first, second := m.add("soa", &control.Statement{Title: "First"}, ""), m.add("soa", &control.Statement{Title: "Second"}, "")
	for _, row := range []control.Row{{Statement: record.Ref(first.ID), Standard: "iso27001@2022"}, {Statement: record.Ref(second.ID), Standard: "iso27001@2022"}, {Statement: record.Ref(second.ID), Standard: "iso27018@2025"}} {
		row.Control, row.Title, row.Included = "A.5.1", "A control", "undecided"
		m.add("soa_row", &row, "")
	}
	book := read(t, "soa.csv", []byte("Statement;Of the edition;Control;Title;Included?\n"+
		second.Key+";iso27018@2025;A.5.1;Notification;yes\n"+second.Key+";iso27001@2022;A.5.1;Policies;yes\n"+first.Key+";iso27018@2025;A.5.1;Notification;yes\n"))
	plan := m.plan(t, "soa_row", m.propose(t, "soa_row", book), book)
	if s := plan.Summary(); s.Update != 2 || s.Create != 1 || len(s.Faults) > 0 {
		t.Errorf("%+v", s)
	}
}

func TestAReferenceThatSeveralRecordsHaveIsNamedAsTheFileSaysIt(t *testing.T) {
	m := program(t)
	statement := record.Ref(m.add("soa", &control.Statement{Title: "SoA"}, "").ID)
	for _, id := range []string{"A.5.1", "A.5.2"} {
		m.add("soa_row", &control.Row{Statement: statement, Control: id, Title: "Control " + id, Included: "undecided"}, "")
	}
	book := read(t, "soa.csv", []byte("Statement;Included\nSoA;yes\n"))
	plan := m.plan(t, "soa_row", &Mapping{Kind: "soa_row", HeaderRow: 1, Key: "soa", Columns: []Column{{Header: "Statement", Field: "soa"}, {Header: "Included", Field: "included"}}}, book)
	if got := faultsOf(plan); len(got) != 1 || got[0] != `CSV A2: Statement: "SoA" is `+m.records[1].Key+" and "+m.records[2].Key+": name the one meant by its key" {
		t.Errorf("it says %q", got)
	}
}

func TestYesAndNoAnswerWhereOneChoiceIsTheOthersNegation(t *testing.T) {
	m := program(t)
	book := read(t, "issues.csv", []byte("Issue;Origin;Topic;Does it matter?\nA new law;external;legal;ja\nThe weather;external;other;no\nA rumour;external;other;offen\n"))
	plan := m.plan(t, "issue", m.propose(t, "issue", book), book)
	m.carryOut(t, plan)
	if len(m.records) != 3 {
		t.Fatalf("%d records, faults %q", len(m.records), faultsOf(plan))
	}
	for i, want := range []string{"relevant", "not_relevant", "open"} {
		if got := m.records[i].Body.(*org.Issue).Determination; got != want {
			t.Errorf("%s is %q, want %q", m.records[i].Key, got, want)
		}
	}
}
