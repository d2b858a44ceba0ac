//go:build shots

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"surety/app"
	"surety/language"
	"surety/report"
)

// TestThePapersAreDrawn writes each paper of the demonstration organization into
// the folder that SURETY_SHOTS names, and a picture of its first two pages, in
// colour and as a printer without colour shows the first.
func TestThePapersAreDrawn(t *testing.T) {
	folder := os.Getenv("SURETY_SHOTS")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	soa, err := report.SoA(t.Context(), s.App, s.manager, "SOA-0001", false)
	drawPaper(t, folder, "paper-soa", soa, err)
	register, err := report.Register(t.Context(), s.App, s.manager, app.Query{})
	drawPaper(t, folder, "paper-risks", register, err)
	policy, err := report.Document(t.Context(), s.App, s.manager, "DOC-0001")
	drawPaper(t, folder, "paper-document", policy, err)
	german := language.With(t.Context(), language.For(language.German, nil))
	draft, err := report.SoA(german, s.App, s.manager, "SOA-0001", true)
	drawPaper(t, folder, "paper-soa-german", draft, err)
	suppliers, err := report.List(t.Context(), s.App, s.manager, app.Query{Kind: "supplier"})
	drawPaper(t, folder, "paper-suppliers", suppliers, err)
}

func drawPaper(t *testing.T, folder, name string, paper *report.Paper, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	paper.Address = "https://isms.example.org"
	f, err := os.Create(filepath.Join(folder, name+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := paper.Write(f, report.PDF); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for _, flags := range [][]string{{"-r", "100", "-l", "2", "-png", f.Name(), filepath.Join(folder, name)}, {"-r", "100", "-l", "1", "-gray", "-png", f.Name(), filepath.Join(folder, name+"-grey")}} {
		if out, err := exec.Command("pdftoppm", flags...).CombinedOutput(); err != nil {
			t.Fatalf("pdftoppm %v: %v\n%s", flags, err, out)
		}
	}
}
