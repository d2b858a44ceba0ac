package report_test

import (
	"bytes"
	"os"
	"testing"

	"surety/app"
	"surety/isms/document"
	"surety/record"
	"surety/report"
)

// write writes a paper in a format.
func write(t testing.TB, p *report.Paper, err error, format string) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// document writes a text as a document and makes its paper.
func (h *house) document(title, text, format string) []byte {
	h.t.Helper()
	rec := h.must(app.Create{Kind: "document", Body: &document.Document{Title: title, Type: "procedure", RequiredBy: "organization", Version: "1.0", Text: record.Markdown(text), Classification: "internal"}})[0]
	p, err := report.Document(h.t.Context(), h.App, h.manager, rec.Key)
	if err == nil {
		p.Address = "https://isms.example.org"
	}
	return write(h.t, p, err, format)
}

func procedure(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/procedure.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
