package report_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/document"
	"surety/isms/supplier"
	"surety/language"
	"surety/record"
	"surety/report"
)

// inGerman is the context of somebody who reads German.
func inGerman(t *testing.T) context.Context {
	t.Helper()
	return language.With(t.Context(), language.For(language.German, nil))
}

// english are messages of the program that a paper says in English although its
// reader reads German; short ones may be names that people gave.
func english(said string) []string {
	r := language.For(language.German, nil)
	var found []string
	for _, message := range language.Messages(language.German) {
		if len(message) > 6 && r.Say(message) != message && !strings.Contains(message, "%") && regexp.MustCompile(`(^|\W)`+regexp.QuoteMeta(message)+`($|\W)`).MatchString(said) {
			found = append(found, message)
		}
	}
	return found
}

func TestAStatementIsSaidInTheLanguageOfItsReader(t *testing.T) {
	h := newHouse(t, "Stadtwerke Übersee")
	h.release()
	h.edit("A.5.7", "status", "implemented")
	h.edit("A.8.13", "included", "undecided")
	h.retire(h.rows["A.5.2"])
	h.must(app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Alter Scan", Origin: "test", Collected: "2024-01-01", Expires: "2025-01-01", Rows: []record.Ref{record.Ref(h.rows["A.5.7"].ID)}}})
	for _, format := range formats {
		draft, err := report.SoA(inGerman(t), h.App, h.manager, "SOA-0001", true)
		paper := write(t, draft, err, format)
		expect(t, format, paper, "Stadtwerke Übersee", "Norm", "Entwurf, weicht in 3 Zeilen von der freigegebenen Fassung 1.0 ab", "noch niemand", "25.11.2026, 09:00 UTC",
			"Von den 93 Maßnahmen des Anhangs A bezieht die Erklärung 90 ein und lässt 1 aus. Über eine ist nicht entschieden. Eine hat keine Zeile: A.5.2. Eine Maßnahme ist eine eigene der Organisation.",
			"Umgesetzt", "Alter Scan (abgelaufen am 01.01.2025)", "erklärter Stand Teilweise umgesetzt Umgesetzt", "Einbeziehung Ja", "Zeile entfallen",
			"Aus Einträgen berechnet; keine Aussage über Konformität.")
		release, err := report.SoA(inGerman(t), h.App, h.manager, "SOA-0001", false)
		expect(t, format, write(t, release, err, format), "Freigegeben 25.11.2026", "Mara Lind, 25.11.2026", "Gültiger Nachweis", "Teilweise umgesetzt")
	}
	draft, err := report.SoA(inGerman(t), h.App, h.manager, "SOA-0001", true)
	tables := sheets(t, write(t, draft, err, "xlsx"))
	for _, name := range []string{"Erklärung", "Abweichungen", "Über dieses Papier"} {
		if tables[name] == nil {
			t.Errorf("the workbook has no sheet %s", name)
		}
	}
	if heads := tables["Erklärung"][0]; !slices.Equal(heads, []string{"Maßnahme", "Titel", "Einbezogen", "Begründung", "Erklärt", "Festgestellt", "Eigentümer", "Nachweise"}) {
		t.Errorf("the heads are %q", heads)
	}
	draft, err = report.SoA(inGerman(t), h.App, h.manager, "SOA-0001", true)
	paper := write(t, draft, err, "pdf")
	expect(t, "pdf", paper, "Seite 1 von", "✗ Nicht entschieden", "Abweichungen von der freigegebenen Fassung 1.0")
	if !strings.Contains(string(paper), "/Lang (de)") {
		t.Error("the PDF does not say that it is German")
	}
}

func TestARegisterIsSaidInTheLanguageOfItsReader(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.assessed()
	query := app.Query{IncludeEnded: true}
	register, err := report.Register(inGerman(t), h.App, h.manager, query)
	paper := write(t, register, err, "pdf")
	expect(t, "pdf", paper, "Risikoregister", "Alle, auch beendete", "absteigend", "Risiken nach Risikoniveau", "Nicht beurteilt", "✗ nicht akzeptiert", "bis 30.06.2027",
		"verfallen, erteilt 24.11.2026 von Mara Lind", "nur behauptet, von Nils Ahrens", "Fällig 31.01.2027.", "Auswirkung", "Wahrscheinlichkeit", "6 Risiken", "Seite 1 von")
	register, err = report.Register(inGerman(t), h.App, h.manager, query)
	// The names of the method's levels are as its people typed them.
	said := strings.ReplaceAll(words(t, "md", write(t, register, err, "md")), "Very high", "")
	if left := english(said); len(left) > 0 {
		t.Errorf("the German register says %q:\n%s", left, said)
	}
	register, err = report.Register(inGerman(t), h.App, h.manager, app.Query{Search: "nichts"})
	expect(t, "md", write(t, register, err, "md"), "Nichts passt.", "Wörter: nichts")
}

func TestAListIsSaidInTheLanguageOfItsReader(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.must(app.Create{Kind: "supplier", Body: &supplier.Supplier{Name: "Kabelhaus", Service: "Strom", Rating: "high", Relevant: true, Owner: record.Ref(h.manager.Person), Reviewed: "2026-10-01"}})
	for condition, query := range map[string]app.Query{
		"Stand":  {Kind: "supplier"},
		"Status": {Kind: "supplier", Filters: []app.Filter{{Field: "state", Op: "ne", Values: []string{"retired"}}}},
		"Zuletzt überprüft: höchstens 31.12.2026": {Kind: "supplier", Filters: []app.Filter{{Field: "reviewed", Op: "le", Values: []string{"2026-12-31"}}}, Sort: "-title"},
	} {
		list, err := report.List(inGerman(t), h.App, h.manager, query)
		said := words(t, "md", write(t, list, err, "md"))
		if !strings.Contains(said, condition) || !strings.Contains(said, "Kabelhaus") {
			t.Errorf("there is no %q in %s", condition, said)
		}
		if left := english(said); len(left) > 0 {
			t.Errorf("the German list says %q:\n%s", left, said)
		}
	}
	list, err := report.List(inGerman(t), h.App, h.manager, app.Query{Kind: "supplier"})
	tables := sheets(t, write(t, list, err, "xlsx"))
	rows := tables["Lieferanten"]
	if len(rows) != 2 {
		t.Fatalf("the sheets are %q", fmt.Sprint(tables))
	}
	reviewed := slices.Index(rows[0], "Zuletzt überprüft")
	if reviewed < 0 || rows[1][reviewed] != "2026-10-01" {
		t.Errorf("the row is %q below %q", rows[1], rows[0])
	}
}

func TestADocumentIsAPaperInItsOwnLanguage(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	make := func(tag string) *report.Paper {
		rec := h.must(app.Create{Kind: "document", Body: &document.Document{Title: "Leitlinie " + tag, Type: "topic_policy", RequiredBy: "organization", Version: "1.0", Language: tag, Text: "Worte."}})[0]
		p, err := report.Document(t.Context(), h.App, h.manager, rec.Key)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	german := write(t, make("de-AT"), nil, "pdf")
	expect(t, "pdf", german, "Version 1.0: Entwurf", "Seite 1 von 1", "Änderungsverlauf", "Zuletzt geändert", "24.11.2026", "noch niemand")
	if left := english(words(t, "md", write(t, make("de"), nil, "md"))); len(left) > 0 {
		t.Errorf("the German document says %q", left)
	}
	if !strings.Contains(string(german), "/Lang (de-AT)") {
		t.Error("the PDF does not say of which language its text is")
	}
	for tag, lang := range map[string]string{"en-GB": "en-GB", "fr": "fr", "Klartext": "en", "": "en"} {
		paper := write(t, make(tag), nil, "pdf")
		expect(t, "pdf", paper, "Page 1 of 1", "Change history")
		if !strings.Contains(string(paper), "/Lang ("+lang+")") {
			t.Errorf("a document in %q does not say that it is %s", tag, lang)
		}
	}
}
