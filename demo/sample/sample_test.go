package sample_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"surety/demo/sample"
)

var update = flag.Bool("update", false, "write the files anew")

func TestTheFilesBesideAreWhatIsMade(t *testing.T) {
	for name, made := range map[string]func() ([]byte, error){sample.WorkbookName: sample.Workbook, sample.TextName: sample.Text} {
		data, err := made()
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(name, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == sample.TextName {
			if !bytes.Equal(kept, data) {
				t.Errorf("%s is not what is made: run the tests with -update", name)
			}
			continue
		}
		if diff := cmp.Diff(cells(t, data), cells(t, kept)); diff != "" {
			t.Errorf("%s is not what is made: run the tests with -update (-made +kept):\n%s", name, diff)
		}
	}
}

func TestTheWorkbookIsAsMessyAsRealOnes(t *testing.T) {
	data, err := sample.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	merged, err := f.GetMergeCells(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	if len(merged) < 10 {
		t.Errorf("%d merged ranges: expected titles, groups and areas", len(merged))
	}
	rows := cells(t, data)
	if rows[4][0] != "Nr." || len(rows[2]) != 0 {
		t.Errorf("the header does not stand in row 5, below a blank row: %v", rows[:6])
	}
	risks, levels := 0, map[string]bool{}
	for _, row := range rows[5:] {
		if len(row) > 6 && row[0] != "" {
			risks++
			levels[row[5]] = true
		}
	}
	if risks != 18 || !levels["hoch"] || !levels["4"] {
		t.Errorf("%d risks with levels %v: expected 18, in words and figures", risks, levels)
	}
}

func TestTheTextIsInWindows1252WithSemicolons(t *testing.T) {
	data, err := sample.Text()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("Risikoeigent\xfcmer;Schadensh\xf6he;")) {
		t.Error("no header in Windows-1252 with semicolons")
	}
	if !bytes.Contains(data, []byte(";14.09.2026;")) || !bytes.Contains(data, []byte(";1.234,56;")) {
		t.Error("no dates and amounts as Germans write them")
	}
}

func cells(t *testing.T, data []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
