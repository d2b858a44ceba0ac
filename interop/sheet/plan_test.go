package sheet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"surety/fault"
	"surety/record"
)

// joined joins rows of cells with a separator, as a CSV without quotes.
func joined(separator string, rows ...[]string) []byte {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.Join(row, separator) + "\r\n")
	}
	return []byte(b.String())
}

func TestTextFilesOfAllSortsAreImported(t *testing.T) {
	windows, err := charmap.Windows1252.NewEncoder().Bytes(joined(";",
		[]string{"Risikoregister der Bäckerei Süß", "", "", "", ""},
		[]string{"", "", "", "", ""},
		[]string{"Risiko", "Auswirkung", "Fällig bis", "Schaden in €", "Verantwortlicher"},
		[]string{"Ofen fällt aus", "4", "31.12.2026", "1.500,00", "Mara Lind"},
		[]string{"Mehl fehlt", "2", "01.02.2027", "250", ""}))
	must(t, err)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(joined("\t",
		[]string{"Bezeichnung", "Schadensausmaß", "Termin", "Schadenssumme [EUR]", "Risikoeigentümer"},
		[]string{"Ofen fällt aus", "4", "31.12.2026", "1.500,00", "Lind, Mara"},
		[]string{"Mehl fehlt", "2", "01.02.2027", "250,00", "-"}))
	must(t, err)
	american := []byte("Risk Title,Impact,Due Date,Loss,Risk Owner\n\"Ofen fällt aus\",4,12/31/2026,\"EUR 1,500.00\",mara.lind@example.org\n\"Mehl fehlt\",2,02/01/2027,€250,n/a\n")
	for name, data := range map[string][]byte{"Windows-1252 with semicolons": windows, "UTF-16 with tabs": utf16, "American with commas": american} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			lind := m.add("person", &testPerson{Name: "Mara Lind", Mail: "mara.lind@example.org"}, "")
			book := read(t, "register.csv", data)
			mapping := m.propose(t, "risk", book)
			plan := m.plan(t, "risk", mapping, book)
			if faults := faultsOf(plan); len(faults) > 0 || len(plan.New) > 0 {
				t.Fatal(faults, plan.New, mapping.Columns)
			}
			m.carryOut(t, plan)
			want := []*testRisk{
				{Title: "Ofen fällt aus", Consequence: 4, Due: "2026-12-31", Loss: record.Money{Minor: 150_000, Currency: "EUR"}, Owner: record.Ref(lind.ID)},
				{Title: "Mehl fehlt", Consequence: 2, Due: "2027-02-01", Loss: record.Money{Minor: 25_000, Currency: "EUR"}},
			}
			if diff := cmp.Diff(want, risksOf(m)); diff != "" {
				t.Error(diff)
			}
			if s := m.plan(t, "risk", mapping, book).Summary(); s.Unchanged != 2 {
				t.Errorf("again: %+v", s)
			}
		})
	}
}

func risksOf(m *memory) []*testRisk {
	var risks []*testRisk
	for _, r := range m.records {
		if risk, ok := r.Body.(*testRisk); ok {
			risks = append(risks, risk)
		}
	}
	return risks
}

// planCSV proposes and plans a text of semicolons for a kind.
func planCSV(t testing.TB, m *memory, kind, csv string, change func(*Mapping)) *Plan {
	t.Helper()
	book := read(t, "file.csv", []byte(csv))
	mapping := m.propose(t, kind, book)
	if change != nil {
		change(mapping)
	}
	return m.plan(t, kind, mapping, book)
}

func TestEveryFaultNamesItsPlaceAndAnyOneStopsTheImport(t *testing.T) {
	m := newMemory(t)
	m.add("asset", &testAsset{Name: "Server", Type: "hardware"}, "")
	m.add("asset", &testAsset{Name: "Server", Type: "software"}, "")
	m.scales = map[string][]Step{"risk.consequence": fiveSteps("a", "b", "c", "d", "e")}
	plan := planCSV(t, m, "risk", strings.Join([]string{
		"Register", "",
		"Risk;Consequence;Due;Assets;Option;Own number",
		"Fire;9;31.02.2026;Server;wait;R-1",
		"Flood;2;31.12.2026;Pump;avoid;R-2",
		"Theft;3;;ASSET-0099;share;R-1",
		";3;;;share;R-4",
		"Good;3;;;share;R-5",
	}, "\n"), nil)
	want := []string{
		`CSV B4: Consequence: what "9" means is not decided: say what it means, or change the cell`,
		`CSV C4: Due: "31.02.2026" is no day of the calendar`,
		`CSV D4: Assets: "Server" may mean ASSET-0001 or ASSET-0002: write the key`,
		`CSV E4: Option: what "wait" means is not decided: say what it means, or change the cell`,
		`CSV D5: Assets: no asset is called "Pump": import it first, or leave the column out`,
		`CSV D6: Assets: there is no record ASSET-0099`,
		`CSV F6: Own number: "R-1" stands in row 4 already: each record may be in the file once`,
		`CSV A7: Risk: Risk is missing`,
	}
	want[0] = `CSV B4: Consequence: "9" is no step of the scale: expected one of 1 a, 2 b, 3 c, 4 d, 5 e`
	if diff := cmp.Diff(want, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
	if commands, err := plan.Commands(); commands != nil || !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "CSV D6") {
		t.Errorf("%v, %v", commands, err)
	}
	data, err := json.Marshal(plan)
	must(t, err)
	var got map[string]any
	must(t, json.Unmarshal(data, &got))
	first := got["faults"].([]any)[0]
	wantFirst := map[string]any{"sheet": "CSV", "row": 4.0, "column": "B", "message": strings.TrimPrefix(want[0], "CSV B4: ")}
	if diff := cmp.Diff(wantFirst, first); diff != "" {
		t.Error(diff)
	}
	delete(got, "faults")
	if diff := cmp.Diff(map[string]any{"rows": 5.0, "create": 1.0, "update": 0.0, "unchanged": 0.0}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAPlanWithoutFaultsHasAnEmptyListOfThem(t *testing.T) {
	plan := planCSV(t, newMemory(t), "risk", "Risk;Due\nFire;\n", nil)
	data, err := json.Marshal(plan)
	must(t, err)
	if want := `{"rows":1,"create":1,"update":0,"unchanged":0,"faults":[]}`; string(data) != want {
		t.Errorf("%s", data)
	}
}

func TestTheSameKeyTwiceInAFileIsAFault(t *testing.T) {
	m := newMemory(t)
	m.add("risk", &testRisk{Title: "Flood", System: "s"}, "")
	plan := planCSV(t, m, "risk", "Key;Risk\n;Fire\n; fire\nRISK-0001;Flood\nrisk-0001;Flooded\n;FLOOD\nRISK-0077;Other\n", nil)
	want := []string{
		`CSV B3: Risk: "fire" stands in row 2 already: each record may be in the file once`,
		`CSV A5: Key: "RISK-0001" stands in row 4 already: each record may be in the file once`,
		`CSV B6: Risk: "FLOOD" stands in row 4 already: each record may be in the file once`,
		`CSV A7: Key: there is no record RISK-0077: leave the key empty to make a new one`,
	}
	if diff := cmp.Diff(want, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
}

func TestAnUpdateShowsWhatChangesAndKeepsWhatTheFileLeavesBlank(t *testing.T) {
	m := newMemory(t)
	lind := m.add("person", &testPerson{Name: "Mara Lind"}, "")
	m.add("person", &testPerson{Name: "Kai Ito"}, "")
	m.add("risk", &testRisk{Title: "Fire", External: "R-1", System: "s", Owner: record.Ref(lind.ID), Option: "avoid", Due: "2026-01-01", Scenario: "old"}, "").Revision = 4
	plan := planCSV(t, m, "risk", "Risk ID;Risk;Risk owner;Strategie;Due\nr-1;Fire;Ito, Kai;retain;\n", nil)
	want := []RowPlan{{Sheet: "CSV", Row: 2, Action: Update, Key: "RISK-0001", Title: "Fire", Changes: []Change{
		{Field: "external_id", Label: "Own number", Old: "R-1", New: "r-1"},
		{Field: "owner", Label: "Risk owner", Old: "PERSON-0001 Mara Lind", New: "PERSON-0002 Kai Ito"},
		{Field: "option", Label: "Option", Old: "Avoid", New: "Retain"},
	}}}
	if diff := cmp.Diff(want, plan.Rows); diff != "" {
		t.Error(diff, faultsOf(plan))
	}
	m.carryOut(t, plan)
	if r := risksOf(m)[0]; r.Due != "2026-01-01" || r.Scenario != "old" || m.records[2].Revision != 5 {
		t.Errorf("%+v", r)
	}
}

func TestAnExportThatWasEditedClearsWhatWasEmptiedAndIsRefusedWhenStale(t *testing.T) {
	m := newMemory(t)
	m.add("risk", &testRisk{Title: "Fire", System: "s", Due: "2026-01-01", Tags: []string{"a"}}, "")
	var b bytes.Buffer
	must(t, m.export(m.catalogue.Kind("risk")).WriteCSV(&b, ';'))
	edited := strings.Replace(b.String(), "2026-01-01", "", 1)
	if plan := planCSV(t, m, "risk", edited, nil); len(plan.Rows) != 1 || !cmp.Equal(plan.Rows[0].Changes, []Change{{Field: "due", Label: "Due", Old: "2026-01-01"}}) {
		t.Errorf("%+v %v", plan.Rows, faultsOf(plan))
	}
	m.records[0].Revision = 2
	want := []string{`CSV B2: Revision: RISK-0001 was changed since: the file is based on revision 1, now there is 2. Export it again`}
	if diff := cmp.Diff(want, faultsOf(planCSV(t, m, "risk", edited, nil))); diff != "" {
		t.Error(diff)
	}
	if s := planCSV(t, m, "risk", b.String(), nil).Summary(); s.Unchanged != 1 {
		t.Errorf("an unchanged row of an older revision: %+v", s)
	}
}

func TestPeopleNobodyKnowsYetAreCreatedOnceForAllRows(t *testing.T) {
	m := newMemory(t)
	m.add("person", &testPerson{Name: "Mara Lind"}, "")
	plan := planCSV(t, m, "risk", "Risk;Owner\nFire;Ito, Kai\nFlood;Herr Kai Ito\nTheft;anna.beck@example.org\nStorm;Lind, Mara\nIce;IT\n", nil)
	var people []string
	for _, n := range plan.New {
		people = append(people, fmt.Sprint(n.Title, n.Rows))
	}
	if diff := cmp.Diff([]string{"Anna Beck[4]", "IT[6]", "Kai Ito[2 3]"}, people); diff != "" {
		t.Error(diff, faultsOf(plan))
	}
	if len(plan.Notes) != 1 || plan.Notes[0].String() != `CSV row 6: "IT" would become a new person: is it one?` {
		t.Errorf("notes: %v", plan.Notes)
	}
	m.carryOut(t, plan)
	var mail string
	for _, r := range m.records {
		if p, ok := r.Body.(*testPerson); ok && p.Name == "Anna Beck" {
			mail = p.Mail
		}
	}
	if mail != "anna.beck@example.org" {
		t.Errorf("mail %q", mail)
	}
}

func TestAShortNameIsTakenForTheOnePersonWhomTheFileNamesInFull(t *testing.T) {
	m := newMemory(t)
	m.add("person", &testPerson{Name: "Henrik Clausen"}, "")
	plan := planCSV(t, m, "risk", "Risk;Owner\nA;Henrik Clausen\nB;H. Clausen\nC;K. Bahnsen\nD;Bahnsen, Kirsten\nE;J. Ito\nF;Jan Ito\nG;Jana Ito\n", nil)
	var people, notes []string
	for _, n := range plan.New {
		people = append(people, n.Title)
	}
	for _, n := range plan.Notes {
		notes = append(notes, n.String())
	}
	if diff := cmp.Diff([]string{"J. Ito", "Jan Ito", "Jana Ito", "Kirsten Bahnsen"}, people); diff != "" {
		t.Error(diff)
	}
	want := []string{`CSV row 3: "H. Clausen" is taken for Henrik Clausen, whom the file names elsewhere`, `CSV row 4: "K. Bahnsen" is taken for Kirsten Bahnsen, whom the file names elsewhere`}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Error(diff)
	}
}

func TestRowsMayReferToEachOtherWhateverTheirOrder(t *testing.T) {
	m := newMemory(t)
	csv := "Asset;Type;Depends on;Own number\nBilling;software;A-3, Server;A-1\nServer;hardware;Room 4;A-2\nRoom 4;site;;A-3\n"
	plan := planCSV(t, m, "asset", csv, nil)
	if len(plan.Faults) > 0 {
		t.Fatal(faultsOf(plan))
	}
	m.carryOut(t, plan) // refuses what is not there yet
	for _, r := range m.records {
		if a := r.Body.(*testAsset); a.Name == "Billing" {
			if diff := cmp.Diff([]string{"Room 4", "Server"}, titles(m, a.DependsOn)); diff != "" {
				t.Error(diff)
			}
		}
	}
	if s := planCSV(t, m, "asset", csv, nil).Summary(); s.Unchanged != 3 {
		t.Errorf("again: %+v", s)
	}
}

func TestANameThatSeveralRecordsHaveIsRefused(t *testing.T) {
	m := newMemory(t)
	m.add("asset", &testAsset{Name: "Server", Type: "hardware"}, "")
	m.add("asset", &testAsset{Name: "Server", Type: "software"}, "")
	plan := planCSV(t, m, "risk", "Risk;Assets\nFire;Server\n", nil)
	if diff := cmp.Diff([]string{`CSV B2: Assets: "Server" may mean ASSET-0001 or ASSET-0002: write the key`}, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
	plan = planCSV(t, m, "asset", "Asset;Type\nServer;hardware\n", nil)
	if diff := cmp.Diff([]string{`CSV A2: Asset: "Server" is ASSET-0001 and ASSET-0002: name the one meant by its key`}, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
}

func TestALongFileAsksTheResolverAFewTimes(t *testing.T) {
	m := newMemory(t)
	var b strings.Builder
	b.WriteString("Risk;Owner;Assets\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "Risk %d;Person Nr%c;Asset\n", i, 'a'+i%26)
	}
	m.add("asset", &testAsset{Name: "Asset", Type: "site"}, "")
	plan := planCSV(t, m, "risk", b.String(), nil)
	if m.asked > 6 || plan.Summary().Create != 3000 || len(plan.New) != 26 {
		t.Errorf("asked %d times, %+v, %d new", m.asked, plan.Summary().Create, len(plan.New))
	}
}

func TestTheOrganizationsOwnFieldsAreImportedAndExported(t *testing.T) {
	m := newMemory(t)
	p := m.planner()
	p.Custom = []*record.Field{
		{Name: "cost_centre", Label: "Cost centre", Type: record.TypeText},
		{Name: "budget", Label: "Budget figure", Type: record.TypeDecimal},
		{Name: "class", Label: "Class", Type: record.TypeEnum, Options: []record.Option{{Value: "A", Label: "A"}, {Value: "B", Label: "B"}}},
		{Name: "bought", Label: "Bought", Type: record.TypeDate},
	}
	kind := m.catalogue.Kind("asset")
	book := read(t, "assets.csv", []byte("Asset;Type;Cost centre;Budget figure;Class;Bought\nServer;hardware;0815;1.234,5;b;31.12.2025\n"))
	mapping, err := p.Propose(context.Background(), kind, book)
	must(t, err)
	plan, err := p.Plan(context.Background(), kind, mapping, book)
	must(t, err)
	m.carryOut(t, plan)
	want := map[string]any{"cost_centre": "0815", "budget": 1234.5, "class": "B", "bought": "2025-12-31"}
	if diff := cmp.Diff(want, m.records[0].Custom); diff != "" {
		t.Error(diff, faultsOf(plan))
	}
	x := m.export(kind)
	x.Custom = p.Custom
	var b bytes.Buffer
	must(t, x.WriteXLSX(&b))
	book = read(t, "export.xlsx", b.Bytes())
	mapping, err = p.Propose(context.Background(), kind, book)
	must(t, err)
	plan, err = p.Plan(context.Background(), kind, mapping, book)
	must(t, err)
	if plan.Summary().Unchanged != 1 {
		t.Errorf("%+v %v", plan.Rows, faultsOf(plan))
	}
}

func TestRowsThatAreNoRecordsAreLeftOutAndNoted(t *testing.T) {
	m := germanMemory(t)
	book := read(t, "risiken.xlsx", germanRegister(t))
	plan := m.plan(t, "risk", m.propose(t, "risk", book), book)
	var notes []string
	for _, n := range plan.Notes {
		notes = append(notes, n.String())
	}
	want := []string{
		`Risiken 2026: other sheets of the file are not read: "Listen" (hidden)`,
		`Risiken 2026 row 6: it is a heading within the table and was left out: "Abschnitt A: Leitstelle"`,
		`Risiken 2026 row 10: it is hidden in the file and would be imported`,
	}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Error(diff)
	}
	repeated := planCSV(t, m, "risk", "Risk;Due\nFire;\nRisk;Due\nFlood;\n", nil)
	if repeated.Summary().Rows != 2 || !strings.Contains(fmt.Sprint(repeated.Notes), "CSV row 3: it repeats the headings") {
		t.Errorf("%+v %v", repeated.Summary(), repeated.Notes)
	}
}
