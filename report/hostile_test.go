package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"surety/app"
	"surety/isms/org"
)

// hostile are texts that mean something to a spreadsheet, to Markdown or to a
// browser, and that must be read as they were written.
var hostile = []string{
	`=HYPERLINK("http://evil.example","Open")`, "+1+1", "-2+3", "@SUM(A1:A9)", "=cmd|' /C calc'!A0", "'quoted",
	"a | b || c", `back\slash \| pipe`, "*bold* _it_ **x** __y__ ~~gone~~", "`code` ``", "# no heading", "[link](javascript:alert(1)) ![i](http://evil.example/x.png)",
	"<script>alert(1)</script><img src=x onerror=alert(1)>", "<!-- hidden", "&lt;b&gt; &amp; &copy; AT&T", "http://evil.example www.evil.example a@evil.example", "1. first", "- item", "> quote", "---", "$x$ [^1] :+1:",
}

func TestNoTextBecomesAFormula(t *testing.T) {
	h := newHouse(t, "=1+1")
	controls := writeHostile(h)
	book := openWorkbook(t, h.paper("xlsx", true))
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := book.GetCellFormula(sheet, cell)
				if err != nil || formula != "" {
					t.Errorf("%s!%s holds the formula %q, %v", sheet, cell, formula, err)
				}
				if kind, err := book.GetCellType(sheet, cell); err != nil || kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
					t.Errorf("%s!%s is no text but of type %v, %v", sheet, cell, kind, err)
				}
			}
		}
	}
	expectReasons(t, sheets(t, h.paper("xlsx", true))["Statement"], controls)
}

func TestNoTextIsReadAsMarkdown(t *testing.T) {
	h := newHouse(t, "Nordwerk <b>Netz</b> & # *Söhne*")
	h.release()
	controls := writeHostile(h)
	h.edit("OWN-1", "control", "1.", "title", "- [x] done")
	h.edit("A.5.1", "title", "</td></table>| **Policies**")
	r := renderedMarkdown(t, h.paper("md", true))
	expectReasons(t, r.table, controls)
	if !strings.Contains(r.text, "Organization: Nordwerk <b>Netz</b> & # *Söhne*") {
		t.Errorf("the organization's name is not as it was written:\n%.300s", r.text)
	}
	for _, d := range [][]string{
		{"1.", "- [x] done", "new row", "–", "Yes; Grid code; Planned"},
		{"A.5.1", "</td></table>| **Policies**", "title", "Policies for information security", "</td></table>| **Policies**"},
		{"A.5.1", "</td></table>| **Policies**", "reason", "Customers ask for it", hostile[0]},
	} {
		if !slices.ContainsFunc(r.tables[1], func(row []string) bool { return slices.Equal(row, d) }) {
			t.Errorf("the differences do not say %q: %.2000q", d, r.tables[1])
		}
	}
	for _, element := range []string{"img", "script", "b", "em", "del", "code", "ol", "input", "hr", "blockquote", "h3"} {
		if n := r.elements[element]; n != 0 {
			t.Errorf("a text became %d elements %s", n, element)
		}
	}
	for text, address := range r.links { // an address may lead to itself, for that is what it says
		if address != text && address != "http://"+text && address != "mailto:"+text {
			t.Errorf("%q leads to %s", text, address)
		}
	}
	if r.elements["h1"] != 1 || r.elements["h2"] != 1 || r.elements["table"] != 2 || r.elements["ul"] != 1 {
		t.Errorf("the paper is not laid out as it is without them: %v", r.elements)
	}
}

// writeHostile writes each hostile text as the reason of a row of its own and
// returns which control has which.
func writeHostile(h *house) map[string]string {
	h.t.Helper()
	controls := map[string]string{}
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range h.rows {
			if !yield(name) {
				return
			}
		}
	})
	for i, text := range hostile {
		h.edit(names[i], "included", "yes", "exclusion_reason", "", "reason", text)
		controls[names[i]] = text
	}
	return controls
}

func expectReasons(t *testing.T, table [][]string, controls map[string]string) {
	t.Helper()
	if len(table) != 95 { // head, Annex A and the own control
		t.Errorf("the table has %d rows, expected 95", len(table))
	}
	for _, row := range table[1:] {
		if want, ok := controls[row[0]]; ok && row[3] != want && !strings.HasSuffix(row[3], "; "+want) {
			t.Errorf("the reason of %s reads %q, expected %q", row[0], row[3], want)
		}
	}
}

const (
	german = "Größe der Übergabestation: „Straße“ – ÄÖÜ äöü ß § 8a € 5 µm²"
	long   = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftssicherheitsbeauftragtenverordnung"
)

func TestGermanLettersAreReadBackFromEachFormat(t *testing.T) {
	h := newHouse(t, "Überlandwerk Groß-Gerau")
	h.edit("A.5.1", "reason", german, "title", "Richtlinien für Öffentlichkeitsarbeit")
	for _, format := range formats {
		expect(t, format, h.paper(format, true), "Überlandwerk Groß-Gerau", "Jörg Weiß")
		expect(t, format, h.paper(format, true), strings.Fields(german+" Richtlinien für")...)
	}
}

func TestWordsThatAreTooLongForTheirPlaceAreBrokenAndNotCut(t *testing.T) {
	h := newHouse(t, long+" Aktiengesellschaft "+strings.ToUpper(long))
	h.release()
	person := h.must(app.Create{Kind: "person", Body: &org.Person{Name: strings.Repeat("Weißenbacher-", 12) + "Ende"}})[0]
	h.edit("A.5.1", "title", long+long, "reason", strings.Repeat(long+" ", 9)+"letztes", "owner", person.Key)
	h.edit("A.5.2", "reason", strings.Repeat("x", 2000))
	paper := h.paper("pdf", true)
	joined := strings.Join(strings.Fields(pdftotext(t, paper, "-raw")), "")
	for _, want := range []string{long + "Aktiengesellschaft" + strings.ToUpper(long), "letztes", "Ende"} {
		if !strings.Contains(joined, strings.Join(strings.Fields(want), "")) {
			t.Errorf("%q is cut", want)
		}
	}
	for n, page := range pages(t, paper) {
		for _, word := range page.Words {
			if word.Left < 36 || word.Right > page.Width-36 || word.Bottom > page.Height-9 {
				t.Errorf("page %d: %q runs out of its page, to %.0f of %.0f", n+1, word.Text, word.Right, page.Width)
			}
		}
	}
	if n := strings.Count(joined, "x"); n < 2000 {
		t.Errorf("%d of 2000 letters of a word are there", n)
	}
}

func TestLettersThatTheFontLacksAreToldAndNotLeftOut(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	whole := "Кириллица, Ελληνικά, 中文 \U0001F600\uFE0F, e\u0301tude, ﬁnal, §"
	h.edit("A.5.1", "reason", whole, "title", "中")
	said := words(t, "pdf", h.paper("pdf", true))
	for _, want := range []string{"Кириллица, Ελληνικά, □□ □, étude, ﬁnal, §", "Characters that the fonts of this paper lack stand as □."} {
		if !strings.Contains(said, want) {
			t.Errorf("there is no %q in:\n%.1500s", want, said)
		}
	}
	for _, format := range []string{"xlsx", "md"} {
		expect(t, format, h.paper(format, true), whole)
	}
	h.edit("A.5.1", "reason", "Law", "title", "Policies")
	if said := words(t, "pdf", h.paper("pdf", true)); strings.Contains(said, "□") {
		t.Error("nothing is lacking, and the paper says that something is")
	}
}
