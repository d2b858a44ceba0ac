package picture_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"pgregory.net/rapid"

	"surety/picture"
)

func svgOf(t interface{ Fatal(...any) }, p picture.Picture) string {
	var b bytes.Buffer
	if err := p.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAPictureInAPageIsWellFormedWhateverItsWordsAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyHeatMap(t)
		m.Title, m.Rows[0].Label, m.Levels[0].Name = `A "title" <script>alert(1)</script>`, `<b onclick="x">`, "]]>&amp;"
		m.Cells[0][0] = picture.Cell{Count: `1"><a href="//evil">`, URL: `/list?a="b`, Data: []picture.Datum{{Name: "row", Value: `"><i>`}}}
		decoder := xml.NewDecoder(strings.NewReader(svgOf(t, m.Picture())))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !strings.Contains(" svg desc title g a rect path text ", " "+element.Name.Local+" ") {
				t.Fatalf("it holds a %s", element.Name.Local)
			}
			for _, attribute := range element.Attr {
				if name := attribute.Name.Local; name == "style" || strings.HasPrefix(name, "on") {
					t.Fatalf("%s has an attribute %s", element.Name.Local, name)
				}
			}
		}
	})
}

// paperOf draws a picture on a page of a PDF and gives the file's name.
func paperOf(t *testing.T, p picture.Picture) string {
	t.Helper()
	pdf := fpdf.New("L", "mm", "A4", "")
	for style, name := range map[string]string{"": "Inter_400Regular.ttf", "B": "Inter_600SemiBold.ttf"} {
		font, err := os.ReadFile(filepath.Join("..", "report", "fonts", name))
		if err != nil {
			t.Fatal(err)
		}
		pdf.AddUTF8FontFromBytes("Inter", style, font)
	}
	pdf.AddPage()
	const width = 260
	if height := p.Draw(pdf, "Inter", 15, 20, width, func(url string) string { return "https://isms.example.org" + url }); height != p.Height*width/p.Width {
		t.Errorf("it is %v tall", height)
	}
	file := filepath.Join(t.TempDir(), "picture.pdf")
	if err := pdf.OutputFileAndClose(file); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAPictureOnPaperHasTheWordsThatItHasInThePage(t *testing.T) {
	m := picture.HeatMap{
		Title: "Risks", RowAxis: "Consequence", ColumnAxis: "Likelihood", Width: 960, Words: picture.HeatWords{Border: "May stay as it is below", More: "%d more"},
		Rows: []picture.Scale{{Value: "1", Label: "Gering"}, {Value: "2", Label: "Übermäßig"}}, Columns: []picture.Scale{{Value: "1", Label: "Rare"}, {Value: "2", Label: "Often"}},
		Levels: []picture.Level{{Name: "small", Acceptable: true}, {Name: "large"}},
		Cells:  [][]picture.Cell{{{Level: 0, Count: "7", Chips: []picture.Chip{{Name: "RISK-0042", URL: "/RISK-0042"}}}, {Level: 0}}, {{Level: 1}, {Level: 1, Count: "2"}}},
	}
	raw := sameWords(t, m.Picture())
	if !bytes.Contains(raw, []byte("https://isms.example.org/RISK-0042")) {
		t.Error("the chip is no link on paper")
	}
	m.Flows = []picture.Flow{{From: picture.Place{Row: 1, Column: 1}, Count: 12}}
	sameWords(t, m.Picture())
}

// sameWords draws a picture on paper, compares, and gives the PDF.
func sameWords(t *testing.T, p picture.Picture) []byte {
	t.Helper()
	file := paperOf(t, p)
	read, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext, which scripts/setup installs: %v", err)
	}
	words := regexp.MustCompile(`<text [^>]*>([^<]*)<`).FindAllStringSubmatch(svgOf(t, p), -1)
	if len(words) < 14 {
		t.Fatalf("the page shows only %d texts", len(words))
	}
	for _, w := range words {
		if !strings.Contains(string(read), w[1]) {
			t.Errorf("the paper lacks %q:\n%s", w[1], read)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
