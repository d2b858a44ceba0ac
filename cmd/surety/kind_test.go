package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"surety/internal/testpostgres"
	"surety/record"
)

// turbine is a kind that surety doesn't have: this struct and the words of
// turbines are all that is ever said of it.
type turbine struct {
	Name      string          `json:"name" label:"Turbine" is:"required,title,search,list"`
	Maker     string          `json:"maker" label:"Maker" enum:"nordwind=Nordwind GmbH,boreas" is:"required,index,list"`
	Output    int             `json:"output,omitzero" label:"Rated output" help:"In kilowatts." is:"index,list"`
	Inspected record.Date     `json:"inspected,omitzero" label:"Inspected" is:"index,list"`
	Price     record.Money    `json:"price,omitzero" label:"Price"`
	Keeper    record.Ref      `json:"keeper,omitzero" label:"Keeper" to:"person" back:"turbines" is:"index"`
	Remarks   record.Markdown `json:"remarks,omitzero" label:"Remarks" is:"search"`
}

func turbines() *record.Kind {
	return record.MustDefine[turbine](record.Spec{
		Name: "turbine", Prefix: "TURBINE", Label: "Turbine", Plural: "Turbines", Place: "do", Help: "What turns wind into current.",
	})
}

func TestAKindDeclaredInOneStructHasAllThatSuretyGivesAKind(t *testing.T) {
	for name, db := range map[string]func(*testing.T) string{
		"SQLite":     func(*testing.T) string { return "" },
		"PostgreSQL": func(t *testing.T) string { return testpostgres.Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFarm(t, db(t))
			f.formListDetailAndHistory()
			f.importOfText()
			f.importOfAWorkbook()
			f.exportAndImportAgain()
			f.api()
			if out := f.mustRun("", "log", "verify"); !strings.Contains(out, "entries") {
				t.Errorf("the log says %s", out)
			}
		})
	}
}

func (f *farm) formListDetailAndHistory() {
	t := f.t
	says(t, f.page("/place/do"), `href="/list/turbine"`, "Turbines")
	says(t, f.page("/new/turbine"), "What turns wind into current.", "Rated output", "In kilowatts.", `<option value="nordwind"`, "Nordwind GmbH", `id="keeper"`)
	says(t, f.post("/new/turbine", "name", "Deich 1", "maker", "nordwind", "output", "3000", "inspected", "2026-05-01", "remarks", "**Loud**"),
		"TURBINE-0001 is there", "Deich 1", "Nordwind GmbH", "3,000", "1 May 2026", "<strong>Loud</strong>")
	says(t, f.post("/TURBINE-0001/edit", "base", "1", "name", "Deich 1", "maker", "boreas", "output", "3200"), "TURBINE-0001 is saved")
	says(t, f.page("/"), `href="/list/turbine"`, "Turbines") // the menu leads to what is used
	says(t, f.page("/TURBINE-0001/history"), "Rated output", "3,000", "3,200", "Nordwind GmbH", "Boreas")
	says(t, f.page("/list/turbine?maker=boreas&output.ge=3000&sort=-output"), "Deich 1", "TURBINE-0001")
	says(t, f.page("/search?q=deich"), "TURBINE-0001")
	says(t, f.mustRun("", "list", "turbine", "--where", "maker=boreas"), "RATED OUTPUT", "TURBINE-0001", "3200")
	says(t, f.mustRun("", "get", "TURBINE-0001"), "Deich 1", "Rated output", "3200")
}

// summary is what an import says of itself, as scripts read it.
type summary struct {
	Rows, Create, Update, Unchanged int
	Faults                          []struct {
		Sheet   string
		Row     int
		Column  string
		Message string
	}
}

func (f *farm) importSheet(file string, flags ...string) summary {
	f.t.Helper()
	out := f.mustRun("", append([]string{"import", "sheet", file, "--kind", "turbine", "--format", "json"}, flags...)...)
	var s summary
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		f.t.Fatalf("%v in %s", err, out)
	}
	return s
}

func (f *farm) expectImport(file string, want summary) {
	f.t.Helper()
	got := f.importSheet(file)
	if got.Rows != want.Rows || got.Create != want.Create || got.Update != want.Update || got.Unchanged != want.Unchanged || len(got.Faults) > 0 {
		f.t.Errorf("importing %s gave %+v, expected %+v", filepath.Base(file), got, want)
	}
}

func (f *farm) items() []map[string]any {
	f.t.Helper()
	var page struct{ Items []map[string]any }
	if err := json.Unmarshal([]byte(f.mustRun("", "list", "turbine", "--where", "sort=key", "--format", "json")), &page); err != nil {
		f.t.Fatal(err)
	}
	return page.Items
}

func (f *farm) importOfText() {
	t := f.t
	file := filepath.Join(t.TempDir(), "anlagen.csv")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const text = "\xEF\xBB\xBFAnlagen des Windhofs;;;;;\n;;;;;\n" +
		"Turbine;Maker;Rated output;Inspected;Price (EUR);Keeper\n" +
		"Deich 2;Nordwind GmbH;3.000;31.12.2025;1.234.567,89;Jens Petersen\n" +
		"Deich 3;boreas;2.500;01.02.2026;;Jens Petersen\n"
	write(strings.Replace(text, "31.12.2025", "31.02.2025", 1))
	code, out, complaint := f.run("", "import", "sheet", file, "--kind", "turbine", "--format", "json")
	var s summary
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if code != 2 || len(s.Faults) != 1 || s.Faults[0].Row != 4 || s.Faults[0].Column != "D" || !strings.Contains(complaint, "nothing was imported") {
		t.Errorf("a day that isn't gave exit %d, %+v\n%s", code, s, complaint)
	}

	write(text)
	if s := f.importSheet(file, "--dry-run"); s.Rows != 2 || s.Create != 2 || len(s.Faults) != 0 {
		t.Errorf("the dry run says %+v, expected 2 rows to create", s)
	}
	if n := len(f.items()); n != 1 {
		t.Errorf("after a dry run there are %d turbines, expected the one of before", n)
	}
	f.expectImport(file, summary{Rows: 2, Create: 2})
	f.expectImport(file, summary{Rows: 2, Unchanged: 2})
	says(t, f.page("/TURBINE-0002"), "Deich 2", "Nordwind GmbH", "31 Dec 2025", "1,234,567.89 EUR", "Jens Petersen")
	write(strings.Replace(text, "2.500", "2.600", 1))
	f.expectImport(file, summary{Rows: 2, Update: 1, Unchanged: 1})
}

func (f *farm) importOfAWorkbook() {
	t := f.t
	book := excelize.NewFile()
	for cell, value := range map[string]any{
		"A1": "Windhof", "A3": "Turbine", "B3": "Maker", "C3": "Rated output", "D3": "Keeper",
		"A4": "Hügel 1", "B4": "boreas", "C4": 1800, "D4": "Petersen, Jens",
	} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "more.xlsx")
	if err := book.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	plan := f.upload(file)
	says(t, plan, "1 to create", "Hügel 1")
	says(t, f.post("/import", "kind", "turbine", "file", between(t, plan, `name="file" value="`, `"`), "name", "more.xlsx", "act", "run"), "1 created", "Hügel 1")
	f.expectImport(file, summary{Rows: 1, Unchanged: 1})
	if out := f.mustRun("", "list", "person", "--format", "json"); strings.Count(out, "Petersen") == 0 || strings.Contains(out, "Petersen, Jens") {
		t.Errorf("Jens Petersen is not one person: %s", out)
	}
}

func (f *farm) exportAndImportAgain() {
	t := f.t
	before := f.items()
	file := filepath.Join(t.TempDir(), "turbine.xlsx")
	if err := os.WriteFile(file, []byte(f.page("/export/turbine.xlsx")), 0o600); err != nil {
		t.Fatal(err)
	}
	f.expectImport(file, summary{Rows: 4, Unchanged: 4})
	if diff := cmp.Diff(before, f.items()); diff != "" {
		t.Errorf("exporting and importing again changed:\n%s", diff)
	}
}

var lastLine = regexp.MustCompile(`\S+\s*$`)

func (f *farm) api() {
	t := f.t
	token := strings.TrimSpace(lastLine.FindString(f.mustRun("", "token", "add", "script", "--role", "manager")))
	call := func(method, path, body string, want int) string {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, f.address+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		answer, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != want {
			t.Errorf("%s %s was answered with %d, expected %d:\n%s", method, path, response.StatusCode, want, answer)
		}
		return string(answer)
	}
	says(t, call(http.MethodPost, "/api/v1/turbine", `{"name":"Hügel 2","maker":"nordwind"}`, http.StatusCreated), "TURBINE-0005")
	says(t, call(http.MethodPost, "/api/v1/turbine", `{"name":"Hügel 3","maker":"unknown"}`, http.StatusUnprocessableEntity), "nordwind")
	says(t, call(http.MethodGet, "/api/v1/turbine?maker=nordwind&sort=-output", "", http.StatusOK), "Deich 2", "Hügel 2")
	says(t, call(http.MethodGet, "/api/v1/turbine/TURBINE-0001/history", "", http.StatusOK), "3200")
	says(t, call(http.MethodGet, "/api/v1/openapi.json", "", http.StatusOK), "/turbine")
}
