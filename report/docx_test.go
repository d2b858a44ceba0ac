package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"surety/report"
)

// schema is the order in which the schema of ISO/IEC 29500-1 wants the children of
// the elements that are written here.
var schema = map[string][]string{
	"pPr":       {"pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl"},
	"rPr":       {"rStyle", "rFonts", "b", "bCs", "i", "strike", "color", "sz", "szCs", "u"},
	"tbl":       {"tblPr", "tblGrid", "tr"},
	"tr":        {"trPr", "tc"},
	"tc":        {"tcPr", "p"},
	"body":      {},
	"lvl":       {"start", "numFmt", "lvlText", "lvlJc", "pPr"},
	"sectPr":    {"headerReference", "footerReference", "pgSz", "pgMar"},
	"numbering": {"abstractNum", "num"}, "tblPr": {"tblStyle", "tblInd", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook"}, "trPr": {"cantSplit", "tblHeader"},
}

// parts unpacks a document and reads each part by the rules of XML and in the
// order of the schema.
func parts(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
		ordered(t, f.Name, text)
	}
	return all
}

func ordered(t *testing.T, name string, text []byte) {
	t.Helper()
	type open struct {
		name string
		at   int
	}
	stack := []open{{}}
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s is no XML: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			parent := &stack[len(stack)-1]
			if order := schema[parent.name]; len(order) > 0 {
				at := slices.Index(order, e.Name.Local)
				if at < parent.at {
					t.Errorf("%s: %s stands in %s where the schema has no place for it", name, e.Name.Local, parent.name)
				}
				parent.at = at
			}
			stack = append(stack, open{name: e.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func TestADocumentIsWrittenForWordProcessors(t *testing.T) {
	h := newHouse(t, "Nordwerk")
	text := "## Rule & <reason>\n\nAll of **it**, *really*, `as is`, see [the law](https://law.example.org/a?b=1&c=2) and [this](javascript:alert(1)).\n\n" +
		"1. First\n2. Second\n   - deeper\n\n   and more\n\n3. Third\n\nAgain:\n\n5. Five\n\n> Said.\n\n```\na\n  b\n```\n\n| What | How many |\n| --- | ---: |\n| Locks | 3 |\n\n[[who]] decides."
	all := parts(t, h.document("Locks & keys", text, report.DOCX))
	body := all["word/document.xml"]
	for _, want := range []string{
		`w:val="Title"`, "Locks &amp; keys", `w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">Rule`, "&amp;", "<w:b/>", "<w:i/>", "Consolas",
		`<w:hyperlink r:id="rId10">`, `<w:ilvl w:val="0"/><w:numId w:val="2"/>`, `<w:ilvl w:val="1"/><w:numId w:val="1"/>`, `<w:numId w:val="3"/>`,
		`w:val="Quote"`, `w:val="Code"`, "<w:br/>", "<w:tblHeader/>", `<w:jc w:val="right"/>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the document does not say %s", want)
		}
	}
	if strings.Contains(body, "javascript") || strings.Count(body, "<w:hyperlink") != 1 {
		t.Error("an address leads where none may lead")
	}
	if links := all["word/_rels/document.xml.rels"]; !strings.Contains(links, `Id="rId10"`) || !strings.Contains(links, "b=1&amp;c=2") {
		t.Errorf("the address is not kept: %s", links)
	}
	if numbers := all["word/numbering.xml"]; !strings.Contains(numbers, `<w:startOverride w:val="5"/>`) {
		t.Error("a list that begins with five begins with another number")
	}
	if head := all["word/header1.xml"]; !strings.Contains(head, "Locks &amp; keys · Version 1.0: Draft") || !strings.Contains(head, "Internal") {
		t.Errorf("the head of each page is %s", head)
	}
	if foot := all["word/footer1.xml"]; !strings.Contains(foot, " PAGE ") || !strings.Contains(foot, " NUMPAGES ") || strings.Contains(foot, "100000") {
		t.Errorf("the foot of each page is %s", foot)
	}
}
