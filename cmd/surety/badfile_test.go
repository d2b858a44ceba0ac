package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// badFiles are what people, or somebody hostile, bring in place of a
// spreadsheet, by name: the content, and what is said of it.
func badFiles(t *testing.T) map[string]badFile {
	t.Helper()
	sound := soundWorkbook(t)
	return map[string]badFile{
		"picture.xlsx":  {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"), "no spreadsheet"},
		"paper.csv":     {[]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"), "PDF"},
		"program.csv":   {append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 200)...), "no spreadsheet"},
		"old.xls":       {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), "old office document"},
		"letter.docx":   {zipOf(t, map[string]io.Reader{"word/document.xml": strings.NewReader("<document/>")}), "no "},
		"cut.xlsx":      {sound[:len(sound)*2/3], "damaged"},
		"empty.xlsx":    {nil, "empty"},
		"bomb.xlsx":     {bomb(t, sound), "unpacks to more than"},
		"headless.csv":  {[]byte("1;2;3\n4;5;6\n"), "looks like the headings"},
		"elsewhere.csv": {[]byte("Colour;Shape\nred;round\n"), "looks like the headings"},
	}
}

type badFile struct {
	content []byte
	said    string
}

func soundWorkbook(t *testing.T) []byte {
	t.Helper()
	book := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "Turbine", "B1": "Maker", "A2": "Deich 9", "B2": "boreas"} {
		if err := book.SetCellStr("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, parts map[string]io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for name, content := range parts {
		part, err := w.Create(name)
		if err == nil {
			_, err = io.Copy(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a workbook of a few megabytes whose sheet unpacks to 300.
func bomb(t *testing.T, sound []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(sound), int64(len(sound)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]io.Reader{}
	for _, f := range from.File {
		if parts[f.Name], err = f.Open(); err != nil {
			t.Fatal(err)
		}
	}
	parts["xl/worksheets/sheet1.xml"] = io.MultiReader(
		strings.NewReader(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`), io.LimitReader(blanks{}, 300<<20))
	return zipOf(t, parts)
}

// blanks is white space without end.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestAFileThatIsNoSpreadsheetIsRefusedByNameAndNothingIsWritten(t *testing.T) {
	f := newFarm(t, "")
	f.mustRun("", "import", "sheet", f.file("sound.xlsx", soundWorkbook(t)), "--kind", "turbine", "--dry-run")
	before := f.mustRun("", "log", "verify")
	for name, bad := range badFiles(t) {
		file := f.file(name, bad.content)
		code, out, complaint := f.run("", "import", "sheet", file, "--kind", "turbine")
		if code != 2 || out != "" || !strings.Contains(complaint, name) || !strings.Contains(complaint, bad.said) {
			t.Errorf("%s gave exit %d, %q and %q, expected a complaint with %q", name, code, out, complaint, bad.said)
		}
		status, page := f.uploadAny(file)
		if status < 400 || status >= 500 || !strings.Contains(page, bad.said) || !strings.Contains(page, "Import a spreadsheet") {
			t.Errorf("%s uploaded is answered with %d, expected the page with %q: %.400s", name, status, bad.said, page[max(strings.Index(page, "<main"), 0):])
		}
	}
	if code, _, complaint := f.run("", "import", "sheet", t.TempDir(), "--kind", "turbine"); code != 2 || !strings.Contains(complaint, "can't be read") {
		t.Errorf("a folder gave exit %d and %q", code, complaint)
	}
	if after := f.mustRun("", "log", "verify"); after != before {
		t.Errorf("what was refused has written:\n%s", after)
	}
}

// file writes a file into a folder of its own.
func (f *farm) file(name string, content []byte) string {
	f.t.Helper()
	file := filepath.Join(f.t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		f.t.Fatal(err)
	}
	return file
}
