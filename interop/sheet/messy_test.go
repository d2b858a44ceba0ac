package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// told are the faults and notes of a plan, those that say the same together.
func told(list []Fault) []string {
	lines := []string{}
	for _, g := range Grouped(list) {
		lines = append(lines, g.String())
	}
	return lines
}

func TestASecondLineOfHeadingsDividesMergedOnes(t *testing.T) {
	f := excelize.NewFile()
	set := func(cell string, values ...any) { must(t, f.SetSheetRow("Sheet1", cell, &values)) }
	set("A1", "Risikobezeichnung", "Schadenshöhe", nil, "Eintrittswahrscheinlichkeit", "Maßnahme")
	set("A2", nil, "Stufe", "Begründung")
	set("A3", "Feuer", 4, "Netz steht", 2)
	set("A4", "Wasser", 3, "", 1)
	must(t, f.MergeCell("Sheet1", "B1", "C1"))
	must(t, f.MergeCell("Sheet1", "A1", "A2"))
	m := newMemory(t)
	book := read(t, "register.xlsx", written(t, f))
	mapping := m.propose(t, "risk", book)
	headers := map[string]string{}
	for _, c := range mapping.Columns {
		headers[c.Header] = c.Field
	}
	if headers["Schadenshöhe / Stufe"] != "consequence" || headers["Risikobezeichnung"] != "title" {
		t.Errorf("the columns go to %v", headers)
	}
	if s := m.plan(t, "risk", mapping, book).Summary(); s.Create != 2 || len(s.Faults) > 0 {
		t.Errorf("%+v", s)
	}
}

func TestGivenAndFamilyNamesAreOnePerson(t *testing.T) {
	for heading, want := range map[string]string{
		"Nachname;Vorname;E-Mail": "Jürgen Groß, Ida", "Name;Vorname;E-Mail": "Jürgen Groß, Ida", "Last name;First name;E-mail": "Jürgen Groß, Ida",
	} {
		m := newMemory(t)
		book := read(t, "people.csv", []byte(heading+"\nGroß;Jürgen;juergen@example.org\nIda;;ida@example.org\n"))
		plan := m.plan(t, "person", m.propose(t, "person", book), book)
		var titles []string
		for _, row := range plan.Rows {
			titles = append(titles, row.Title)
		}
		if got := strings.Join(titles, ", "); got != want || len(plan.Faults) > 0 {
			t.Errorf("%s gives %s and %v", heading, got, plan.Faults)
		}
	}
}

func TestRowsThatAreNoRecordsAreLeftOutAndSaid(t *testing.T) {
	m := newMemory(t)
	book := read(t, "risks.csv", []byte("Nr.;Risiko;Szenario;Risikoeigner\nR-1;Feuer;Es brennt;N.N.\nR-2;Wasser;;???\nR-3;;;\nR-4;;;\n;;;\nSumme;;;\n;;;\n;Legende: rot = hoch;;\n"))
	plan := m.plan(t, "risk", m.propose(t, "risk", book), book)
	if s := plan.Summary(); s.Rows != 2 || s.Create != 2 || len(s.Faults) > 0 || len(plan.New) > 0 {
		t.Errorf("%+v, new %v", s, plan.New)
	}
	want := []string{"CSV rows 4, 5, 7: nothing but Nr. is filled in: it was left out", `CSV row 9: it stands apart beneath the table and was left out: "Legende: rot = hoch"`}
	if diff := cmp.Diff(want, told(plan.Notes)); diff != "" {
		t.Error(diff)
	}
	if plan := m.plan(t, "risk", &Mapping{Kind: "risk", HeaderRow: 1, Key: "title", Columns: []Column{{Header: "Nr."}, {Header: "Risiko", Field: "title"}}}, read(t, "none.csv", []byte("Nr.;Risiko\n"))); len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0].Message, "no row") {
		t.Errorf("a file of headings alone: %v", plan.Notes)
	}
}

func TestWhatIsWrongInManyRowsIsSaidOnce(t *testing.T) {
	m := newMemory(t)
	m.add("risk", &testRisk{Title: "Feuer", External: "R-1"}, "")
	var text strings.Builder
	text.WriteString("Nr.;Risiko;Fällig am\n")
	for i := range 8 {
		text.WriteString("R-1;Feuer;" + []string{"31.12.2026", "bald"}[i/5] + "\n")
	}
	book := read(t, "risks.csv", []byte(text.String()))
	plan := m.plan(t, "risk", m.propose(t, "risk", book), book)
	want := []string{
		`CSV A3, A4, A5, A6, A7 and 2 more: Nr.: "R-1" stands in row 2 already: each record may be in the file once`,
		`CSV C7, C8, C9: Fällig am: "bald"`,
	}
	got := told(plan.Faults)
	if len(got) != len(want) || got[0] != want[0] || !strings.HasPrefix(got[1], want[1]) {
		t.Errorf("it says %q", got)
	}
}
