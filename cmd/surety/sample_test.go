package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"surety/demo/sample"
)

// register is the sample risk register as one of its files.
func register(t *testing.T, name string) (file string) {
	t.Helper()
	made := map[string]func() ([]byte, error){sample.WorkbookName: sample.Workbook, sample.TextName: sample.Text}[name]
	data, err := made()
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// importRisks imports a file and returns what the import says as JSON, and
// whether it was refused.
func importRisks(t *testing.T, dir, file string, flags ...string) (said summary, refused bool) {
	t.Helper()
	out, err := surety(t, dir, "", append([]string{"import", "sheet", file, "--kind", "risk", "--format", "json"}, flags...)...)
	if err := json.NewDecoder(strings.NewReader(out[strings.Index(out, "{"):])).Decode(&said); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return said, err != nil
}

// imported lists the open risks that have a number of the register, by it.
func imported(t *testing.T, dir string) map[string]map[string]any {
	t.Helper()
	var page struct{ Items []map[string]any }
	if err := json.Unmarshal([]byte(mustSurety(t, dir, "", "list", "risk", "--limit", "500", "--where", "sort=key", "--format", "json")), &page); err != nil {
		t.Fatal(err)
	}
	risks := map[string]map[string]any{}
	for _, item := range page.Items {
		if number, ok := item["external_id"].(string); ok && strings.HasPrefix(number, "R-") {
			risks[number] = item
		}
	}
	return risks
}

// entries is what the log says of itself: it grows with whatever is written.
func entries(t *testing.T, dir string) string {
	t.Helper()
	return mustSurety(t, dir, "", "log", "verify")
}

func TestTheRegisterOfTheFirstHourIsImportedAsItIsMeant(t *testing.T) {
	for name, other := range map[string]string{sample.WorkbookName: sample.TextName, sample.TextName: sample.WorkbookName} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			mustSurety(t, dir, "", "demo")
			before, file := entries(t, dir), register(t, name)
			if said, _ := importRisks(t, dir, file, "--dry-run"); said.Rows != 18 || said.Create != 18 || len(said.Faults) != 0 || entries(t, dir) != before {
				t.Errorf("the dry run says %+v, or has written", said)
			}
			if said, refused := importRisks(t, dir, file); said.Create != 18 || refused {
				t.Fatalf("the import says %+v", said)
			}
			risks := imported(t, dir)
			if len(risks) != 13 { // five are done
				t.Errorf("%d open risks have a number of the register, expected 13", len(risks))
			}
			for number, fields := range map[string]map[string]any{
				"R-01": {"title": "Ausfall der Leittechnik", "consequence": 4.0, "likelihood": 2.0, "assessed": "2026-09-14"},
				"R-02": {"consequence": 5.0, "likelihood": 3.0, "assessed": "2026-09-14"}, // "sehr hoch" and "mittel"; "Clausen, Henrik"
				"R-06": {"consequence": 3.0, "likelihood": 4.0, "assessed": "2026-09-21"}, // 21.09.26
				"R-07": {"scenario": "Wasser über 3,3 m in den Technikräumen.", "consequence": 5.0, "likelihood": 3.0},
			} {
				for field, want := range fields {
					if got := risks[number][field]; got != want {
						t.Errorf("%s of %s is %v, expected %v", field, number, got, want)
					}
				}
			}
			if risks["R-01"]["owner"] != risks["R-02"]["owner"] || risks["R-03"]["owner"] != risks["R-01"]["owner"] {
				t.Error("Henrik Clausen, Clausen, Henrik and H. Clausen are not one person")
			}

			after := entries(t, dir)
			for _, again := range []string{file, register(t, other)} { // the other file holds the same risks
				if said, refused := importRisks(t, dir, again); said.Unchanged != 18 || said.Create+said.Update != 0 || refused {
					t.Errorf("importing %s again says %+v", filepath.Base(again), said)
				}
			}
			if now := entries(t, dir); now != after {
				t.Errorf("what changed nothing has written:\n%s", cmp.Diff(after, now))
			}
		})
	}
}

func TestLevelsInWordsAreFaultsByTheirPlaceUntilThereIsAMethod(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara@example.org")
	before := entries(t, dir)
	for name, first := range map[string]string{sample.WorkbookName: "Risiken 2026 F6, F10, F19, F26", sample.TextName: "CSV F5, F8, F15, F20"} {
		said, refused := importRisks(t, dir, register(t, name))
		if !refused || said.Rows != 18 || len(said.Faults) != 23 {
			t.Errorf("%s: %d faults, expected one for each level in words, 23", name, len(said.Faults))
		}
		out, _ := surety(t, dir, "", "import", "sheet", register(t, name), "--kind", "risk")
		says(t, out, first+`: Schadenshöhe: "hoch" is no number`, "There is no risk method yet", "nothing was imported: 23 faults")
	}
	if now := entries(t, dir); now != before {
		t.Errorf("an import that was refused has written:\n%s", now)
	}
}

func TestFaultsOfARegisterAreNamedBySheetRowAndColumnAndNothingIsWritten(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "", "demo")
	before := entries(t, dir)
	data, err := sample.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{"F7": "7", "G12": 9, "I20": "31.02.2026", "C17": "", "A28": "R-01"} {
		if err := book.SetCellValue("Risiken 2026", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "faulty.xlsx")
	if err := book.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	said, refused := importRisks(t, dir, file)
	type place struct {
		Row    int
		Column string
	}
	want := map[place]string{{7, "F"}: "7", {12, "G"}: "9", {20, "I"}: "31.02.2026", {17, "C"}: "missing", {28, "A"}: "R-01"}
	for _, fault := range said.Faults {
		words, ok := want[place{fault.Row, fault.Column}]
		if fault.Sheet != "Risiken 2026" || !ok || !strings.Contains(fault.Message, words) {
			t.Errorf("there is a fault at %s %s%d that is none: %s", fault.Sheet, fault.Column, fault.Row, fault.Message)
		}
		delete(want, place{fault.Row, fault.Column})
	}
	if len(want) > 0 || !refused {
		t.Errorf("no fault is named at %v", want)
	}
	if now := entries(t, dir); now != before {
		t.Errorf("an import that was refused has written:\n%s", now)
	}
}
