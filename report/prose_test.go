package report_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"surety/conform"
	"surety/report"
)

func TestADocumentSaysAllThatItsTextSays(t *testing.T) {
	h := newHouse(t, "Stadtwerke Übersee")
	paper := h.document("Handling of incidents", procedure(t), "pdf")
	expect(t, "pdf", paper, "Stadtwerke Übersee", "Internal", "Version 1.0: Draft", "nobody yet", "Everybody reports; nobody is blamed",
		"This procedure says who does what and when, in that order", "Łódź, Győr, Þórr, Ἀθήνα, Київ, Ελλάδα", "2 ≤ 3 → ✓, else ✕", "Reached at", "0461 555 112",
		"1. Assess within thirty", "• of the firewall", "surety list incident --where state=open", "[Picture, not in this paper: A drawing of the network]", "Change history", conform.Disclaimer)
	said := words(t, "pdf", paper)
	if n := strings.Count(said, "Handling of incidents Everybody"); n != 0 {
		t.Error("the title stands twice, as the title and as the text's first heading")
	}
	if strings.Contains(said, "block of HTML") || strings.Contains(said, "<b>") {
		t.Error("HTML of the text is shown")
	}
	if said := words(t, "md", h.document("Twice", "# Twice\n\nWords *set* by **us**.", "md")); strings.Count(said, "Twice") != 1 || !strings.Contains(said, "Words set by us") {
		t.Errorf("the text as Markdown reads %q", said)
	}
}

func TestTheLinksOfATextLeadOnlyWhereTheySay(t *testing.T) {
	paper := newHouse(t, "Nordwerk Netz").document("Handling of incidents", procedure(t), "pdf")
	var found []string
	for _, match := range regexp.MustCompile(`/URI \(([^)]*)\)`).FindAllSubmatch(paper, -1) {
		found = append(found, string(match[1]))
	}
	slices.Sort(found)
	want := []string{"https://example.org/a", "https://example.org/board", "https://example.org/policy", "https://isms.example.org/RISK-0001", "mailto:isms@example.org"}
	if found = slices.Compact(found); !slices.Equal(found, want) {
		t.Errorf("links lead to %q, expected %q", found, want)
	}
}

// entry is an entry of a PDF's outline, as another program reads it.
type entry struct {
	Page int    `xml:"page,attr"`
	Text string `xml:",chardata"`
}

func outline(t *testing.T, paper []byte) []entry {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, paper, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftohtml", "-xml", "-stdout", "-i", file).Output()
	if err != nil {
		t.Fatalf("the PDF can't be read: %v (pdftohtml is needed: make setup)", err)
	}
	var entries []entry
	tokens := xml.NewDecoder(strings.NewReader(string(out)))
	tokens.Strict = false
	for {
		token, err := tokens.Token()
		if err != nil {
			return entries
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "item" {
			var e entry
			if err := tokens.DecodeElement(&e, &start); err != nil {
				t.Fatal(err)
			}
			entries = append(entries, e)
		}
	}
}

func TestTheOutlineLeadsToThePageOfEachHeading(t *testing.T) {
	paper := newHouse(t, "Nordwerk Netz").document("Handling of incidents", procedure(t), "pdf")
	var titles []string
	sheets := pages(t, paper)
	for _, e := range outline(t, paper) {
		titles = append(titles, e.Text)
		page := ""
		for _, w := range sheets[e.Page-1].Words {
			page += w.Text + " "
		}
		if !strings.Contains(page, e.Text) {
			t.Errorf("%q is not on page %d", e.Text, e.Page)
		}
	}
	if want := []string{"Purpose", "Roles", "Notes on roles", "Steps", "Appendix 1", "Appendix 2", "Appendix 3", "Change history"}; !slices.Equal(titles, want) {
		t.Errorf("the outline is %q, expected %q", titles, want)
	}
}

func TestNoHeadingAndNoSingleLineOfAParagraphStandsAlone(t *testing.T) {
	text := "## Beginning\n\n"
	for range 40 { // paragraphs of three lines between headings fall on every place of a page
		text += strings.Repeat("Words that fill a line and go on to the next, ", 6) + "end.\n\n## Heading\n\n"
	}
	for shift := range 6 {
		paper, err := report.Set(strings.Repeat("One line.\n\n", shift) + text + "End.")
		if err != nil {
			t.Fatal(err)
		}
		for n, page := range pages(t, paper) {
			lines := linesOf(page)
			last := lines[len(lines)-2] // the last is the foot
			if strings.HasPrefix(last, "Heading") || strings.HasPrefix(last, "Beginning") {
				t.Errorf("page %d ends with the heading %q", n+1, last)
			}
			first := lines[0]
			if n > 0 {
				first = lines[1] // below the head
			}
			if strings.HasSuffix(first, "end.") && !strings.HasPrefix(first, "Words that fill") {
				t.Errorf("page %d begins with the last line of a paragraph: %q", n+1, first)
			}
		}
	}
}

// linesOf are the lines of a page from its top, words by place.
func linesOf(p page) []string {
	var lines []string
	bottom := -1.0
	for _, w := range p.Words {
		if w.Bottom-bottom > 2 || bottom-w.Bottom > 2 {
			lines = append(lines, "")
			bottom = w.Bottom
		}
		lines[len(lines)-1] = strings.TrimSpace(lines[len(lines)-1] + " " + w.Text)
	}
	return lines
}

func TestHostileMarkdownIsSetWithinThePage(t *testing.T) {
	for name, text := range map[string]string{
		"quotations in quotations": strings.Repeat(">", 3000) + " deep",
		"lists in lists": func() (s string) {
			for i := range 300 {
				s += strings.Repeat("  ", i) + "- item\n"
			}
			return s
		}(),
		"a table of many columns":      "|" + strings.Repeat(" wide |", 60) + "\n|" + strings.Repeat(" --- |", 60) + "\n|" + strings.Repeat(" Donaudampfschifffahrt |", 60),
		"a row with too few cells":     "| a | b |\n| --- | --- |\n| only |\n",
		"a row longer than a page":     "| a | b |\n| --- | --- |\n| " + strings.Repeat("long words ", 3000) + " | b |",
		"a heading longer than a page": "# " + strings.Repeat("heading ", 2000),
		"a word longer than a page":    strings.Repeat("x", 12000),
		"signs without letters":        "😀 中文 שלום مرحبا \u202e\u200b\ufeff \x01 á ffi ſ",
		"nothing":                      "",
		"only a heading":               "# Text",
		"code":                         "```\n" + strings.Repeat("\t", 200) + "x\n```\n\n```\n\n```",
	} {
		t.Run(name, func(t *testing.T) {
			paper, err := report.Set(text)
			if err != nil {
				t.Fatal(err)
			}
			for n, page := range pages(t, paper) {
				for _, word := range page.Words {
					if word.Left < 60 || word.Right > page.Width-55 || word.Bottom > page.Height-9 {
						t.Fatalf("page %d: %.40q runs out of its place, from %.0f to %.0f", n+1, word.Text, word.Left, word.Right)
					}
				}
			}
		})
	}
}

func TestSignsThatNoFontHasStandAsBoxesAndThePaperSaysSo(t *testing.T) {
	const told = "Characters that the fonts of this paper lack stand as □."
	paper, err := report.Set("Meeting with 中文 at noon")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "pdf", paper, "Meeting with □□ at noon", told)
	if paper, err = report.Set("Meeting at noon"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(words(t, "pdf", paper), told) {
		t.Error("it says so without need")
	}
}

// letters of the languages of Europe, beside the plain ones.
const letters = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŴŵŶŷŸŹźŻżŽž ȘșȚț ẀẁẂẃẄẅỲỳẞ " +
	"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίόύώϊϋΐΰαβγδεζηθικλμνξοπρςστυφχψω Ἀθῆναι " +
	"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя ЀЂЃЄЅІЇЈЉЊЋЌЍЎЏѐёђѓєѕіїјљњћќѝўџҐґ " +
	"ԱԲԳաբգ აბგდე → ← ≤ ≥ ≠ ± × ✓ ✕ ✗ – — „“ «» € £ § ° µ ½ … • №"

func TestEveryLetterOfEuropeIsSetAndReadBackInEachFace(t *testing.T) {
	paper, err := report.Set(letters + "\n\n**" + letters + "**\n\n*" + letters + "*\n\n`" + letters + "`\n")
	if err != nil {
		t.Fatal(err)
	}
	said := words(t, "pdf", paper)
	for _, word := range strings.Fields(letters) {
		if n := strings.Count(strings.ReplaceAll(said, " ", ""), word); n < 4 {
			t.Errorf("%q is read back %d times, expected in each of 4 faces", word, n)
		}
	}
	if strings.Contains(said, "□") {
		t.Error("a letter stands as a box")
	}
	program := exec.Command("pdffonts", "-")
	program.Stdin = strings.NewReader(string(paper))
	out, err := program.Output()
	if err != nil {
		t.Fatal(err)
	}
	fonts := strings.Split(strings.TrimSpace(string(out)), "\n")[2:]
	for _, font := range fonts {
		if fields := strings.Fields(font); fields[len(fields)-5] != "yes" || fields[len(fields)-3] != "yes" {
			t.Errorf("a font is not embedded, or without its letters: %s", font)
		}
	}
	if len(fonts) != 4 || len(paper) > 300_000 {
		t.Errorf("%d fonts in %d bytes: expected 4 in less than 300 kB", len(fonts), len(paper))
	}
}

func FuzzMarkdownIsSetOrRefused(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Add("> - 1. | a |\n|---|\n```x")
	f.Fuzz(func(t *testing.T, text string) {
		text = text[:min(len(text), 20_000)]
		paper, err := report.Set(text)
		if err != nil || !strings.HasPrefix(string(paper), "%PDF-") {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
