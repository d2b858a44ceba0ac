package workbook

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

func encoded(t testing.TB, name, text string) []byte {
	t.Helper()
	encoders := map[string]interface{ Bytes([]byte) ([]byte, error) }{
		"windows": charmap.Windows1252.NewEncoder(),
		"le":      unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(),
		"le bom":  unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
		"be":      unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(),
		"be bom":  unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(),
	}
	data, err := encoders[name].Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEncodingsAreToldByMarkAndByContent(t *testing.T) {
	text := "Maßnahme\tFällig\r\nTür schließen – 5 €\t31.12.2026\r\n"
	want := [][]string{{"Maßnahme", "Fällig"}, {"Tür schließen – 5 €", "31.12.2026"}}
	cases := []struct {
		name, encoding string
		data           []byte
	}{
		{"UTF-8", "UTF-8", []byte(text)},
		{"UTF-8 with mark", "UTF-8", []byte("\xEF\xBB\xBF" + text)},
		{"Windows-1252", "Windows-1252", encoded(t, "windows", text)},
		{"UTF-16 LE", "UTF-16 little endian", encoded(t, "le", text)},
		{"UTF-16 LE with mark", "UTF-16 little endian", encoded(t, "le bom", text)},
		{"UTF-16 BE", "UTF-16 big endian", encoded(t, "be", text)},
		{"UTF-16 BE with mark", "UTF-16 big endian", encoded(t, "be bom", text)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			book := mustRead(t, "file", c.data)
			if diff := cmp.Diff(want, texts(book.Sheets[0])); diff != "" || book.Encoding != c.encoding || book.Separator != '\t' {
				t.Errorf("%s, separator %q: %s", book.Encoding, book.Separator, diff)
			}
		})
	}
}

func texts(s Sheet) [][]string {
	var rows [][]string
	for _, row := range s.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		rows = append(rows, cells)
	}
	return rows
}

func TestSeparatorsAreFoundAmongTitlesDecimalsAndQuotes(t *testing.T) {
	cases := map[string]struct {
		text string
		want rune
	}{
		"semicolons with decimal commas": {"Wert;Prozent;Faktor\n1,5;2,5;3,5\n4,5;5,5;6,5\n", ';'},
		"title rows above":               {"Risikoregister 2026, Stand Mai, Entwurf\n\nNr.;Risiko;Eigner\n1;Brand, Feuer;Lind\n2;Diebstahl;Meyer\n", ';'},
		"commas with quoted semicolons":  {"Risk,Tags,Owner\n\"Fire, smoke\",a;b,Lind\nTheft,c;d,Meyer\nFlood,e,Ito\n", ','},
		"tabs":                           {"Risk\tOwner\nFire, smoke\tLind\n", '\t'},
		"pipes":                          {"Risk|Owner\nFire|Lind\n", '|'},
		"one column":                     {"Name\nMara Lind\nKai Ito\n", ','},
		"named in the first line":        {"sep=|\nRisk|Owner;Deputy;Other\nFire|Lind;a;b\n", '|'},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := mustRead(t, "file", []byte(c.text)).Separator; got != c.want {
				t.Errorf("found %q", got)
			}
		})
	}
}

func TestRowsKeepTheNumbersThatPeopleSee(t *testing.T) {
	text := "sep=;\r\nRisk;Note\r\n\r\nFire;\"two\r\nlines; and \"\"quotes\"\"\" \r\n;;\r\nTheft\r\nA 5\" pipe;x;y"
	var got []string
	for _, row := range mustRead(t, "file", []byte(text)).Sheets[0].Rows {
		got = append(got, fmt.Sprintf("%d: %d %q", row.Number, len(row.Cells), row.At(0).Text+"|"+row.At(1).Text))
	}
	want := []string{`2: 2 "Risk|Note"`, `4: 2 "Fire|two\r\nlines; and \"quotes\""`, `6: 1 "Theft|"`, `7: 3 "A 5\" pipe|x"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAQuotationMarkOutOfPlaceIsNamedByRowInsteadOfSwallowingRows(t *testing.T) {
	for text, want := range map[string]string{
		"a;b\n\"c;d\ne;f\n":          "row 2 opens a quotation mark",
		"a;b\nc;d\n\"5\" pipe\";x\n": "row 3 has a quotation mark inside",
	} {
		_, err := Read(context.Background(), "file", []byte(text), Limits{})
		if !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestLineEndsOfOldMacsAreRead(t *testing.T) {
	if diff := cmp.Diff([][]string{{"a", "b"}, {"c", "d"}}, texts(mustRead(t, "file", []byte("a;b\rc;d\r")).Sheets[0])); diff != "" {
		t.Error(diff)
	}
}

func TestHarmlessTextsBeginNoFormulaAndComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`['=+@\-\t\n＝a]{0,6}`).Draw(t, "text")
		harmless := Harmless(text)
		if isFormula(harmless) {
			t.Errorf("%q is still a formula", harmless)
		}
		if back := Bare(harmless); back != text {
			t.Errorf("%q came back as %q", text, back)
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	for _, text := range []string{"a;b\n1;\"x\ny\"\n", "sep=,\na,b", "\xFF\xFEa\x00;\x00b\x00", "\"\"\"\r\r\n", "a\tb\n=1\t'+2"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAnything(t, data) })
}
