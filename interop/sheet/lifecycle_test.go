package sheet

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/record"
)

func TestApprovedStatesOfAFileAreOnlyAsserted(t *testing.T) {
	m := newMemory(t)
	lind := m.add("person", &testPerson{Name: "Mara Lind"}, "")
	csv := "Titel;Version;Status;Freigegeben von;Freigabe am\nPasswörter;1.0;freigegeben;Mara Lind;31.01.2026\nBackup;2;in Prüfung;;\nLöschen;1;Entwurf;;\nReisen;3;zurückgezogen;;\nFernzugriff;1;Freigegeben;;\n"
	plan := planCSV(t, m, "policy", csv, nil)
	if len(plan.Faults) > 0 {
		t.Fatal(faultsOf(plan))
	}
	m.carryOut(t, plan)
	states := map[string]string{}
	for _, r := range m.records[1:] {
		states[r.Title()] = r.State
	}
	if diff := cmp.Diff(map[string]string{"Passwörter": "review", "Backup": "review", "Löschen": "draft", "Reisen": "withdrawn", "Fernzugriff": "review"}, states); diff != "" {
		t.Error(diff)
	}
	policy := m.records[1].Body.(*testPolicy)
	want := []record.Approval{{By: record.Ref(lind.ID), At: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), Asserted: true}}
	if diff := cmp.Diff(want, policy.Approvals); diff != "" {
		t.Error(diff)
	}
	if n := len(m.records[1].Kind.Approvals(policy)); n != 0 {
		t.Errorf("%d approvals count", n)
	}
	notes := fmt.Sprint(plan.Notes)
	for _, want := range []string{"CSV row 2: the approval that the file names is kept as asserted", "CSV row 6: the file says Approved: it begins as In review"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note %q in %s", want, notes)
		}
	}
	again := planCSV(t, m, "policy", csv, nil)
	if s := again.Summary(); s.Unchanged != 5 {
		t.Errorf("again: %+v %v", s, again.Rows)
	}
}

func TestAnImportNeitherRevokesApprovalsNorChangesWhatIsFrozen(t *testing.T) {
	m := newMemory(t)
	m.add("policy", &testPolicy{Title: "A", Version: "1"}, "approved")
	m.add("policy", &testPolicy{Title: "B", Version: "1"}, "withdrawn")
	m.add("policy", &testPolicy{Title: "C", Version: "1"}, "approved")
	plan := planCSV(t, m, "policy", "Title;Version;State\nA;1;Draft\nB;2;Withdrawn\nC;2;Approved\nB2;1;nonsense\n", nil)
	want := []string{
		`CSV row 3: POL-0002 is Withdrawn and can't be edited: what differs is Version`,
		`CSV C5: State: "nonsense" is no state of Policies: expected one of Draft, In review, Approved, Withdrawn, Retired`,
	}
	if diff := cmp.Diff(want, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
	if plan.Rows[0].Action != Unchanged || plan.Rows[1].Action != Faulty || plan.Rows[2].Action != Update {
		t.Errorf("%+v", plan.Rows)
	}
	if notes := fmt.Sprint(plan.Notes); !strings.Contains(notes, "CSV row 2: it is Approved here and stays so") || !strings.Contains(notes, "CSV row 4: the change puts it back to Draft") {
		t.Error(notes)
	}
}

func TestStatesThatAreTooFineAreProposedAsTheNearest(t *testing.T) {
	m := newMemory(t)
	mapping := m.propose(t, "risk", read(t, "risks.csv", []byte("Risk;Status\nA;in Arbeit\nB;erledigt\nC;Quatsch\nD;offen\n")))
	if diff := cmp.Diff(map[string]string{"in Arbeit": "open", "erledigt": "closed", "Quatsch": ""}, mapping.Columns[1].Values); diff != "" {
		t.Error(diff)
	}
	notes := strings.Join(mapping.Notes, "\n")
	for _, want := range []string{`"in Arbeit" is taken for Open`, `"erledigt" is taken for Closed`} {
		if !strings.Contains(notes, want) {
			t.Errorf("no %s in %s", want, notes)
		}
	}
}
