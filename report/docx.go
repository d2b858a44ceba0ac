package report

import (
	"archive/zip"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// docxStyles are the looks that the parts of a document in Office Open XML name.
//
//go:embed docx/styles.xml
var docxStyles string

// Names of the vocabularies of Office Open XML (ISO/IEC 29500-1).
const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relationSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeType    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// A page of A4 in twentieths of a point, and what its margins leave.
const (
	docxPage = `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1134" w:header="624" w:footer="567" w:gutter="0"/>`
	docxRoom = 9638
)

// wordFile is a paper on its way into a document of Office Open XML.
type wordFile struct {
	paper  *Paper
	body   strings.Builder
	links  []string // addresses, in the order of their relations
	starts []int    // with which number each numbered list begins
}

// writeDOCX writes the paper as a document for word processors, in styles that they
// know, so that it can go on being edited there.
func (p *Paper) writeDOCX(w io.Writer) error {
	d := &wordFile{paper: p}
	d.titleBlock()
	for _, part := range p.parts {
		switch part := part.(type) {
		case heading:
			d.paragraph(fmt.Sprintf("Heading%d", min(part.level, 3)), "", run(part.text, ""))
		case paragraph:
			d.paragraph("", "", run(string(part), ""))
		case prose:
			d.prose(p.untitled(part))
		case *table:
			d.table(part)
		case figures:
			d.table(part.table)
		case signatures:
			d.signatures(part)
		}
	}
	return d.write(w)
}

// write packs the parts.
func (d *wordFile) write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", d.contentTypes()},
		{"_rels/.rels", relations(
			relation{"rId1", officeType + "officeDocument", "word/document.xml", ""},
			relation{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", ""})},
		{"docProps/core.xml", d.properties()},
		{"word/document.xml", xmlHead + `<w:document ` + wordSpace + `><w:body>` + d.body.String() +
			`<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>` + docxPage + `</w:sectPr></w:body></w:document>`},
		{"word/_rels/document.xml.rels", d.documentRelations()},
		{"word/styles.xml", docxStyles},
		{"word/numbering.xml", d.numbering()},
		{"word/header1.xml", d.header()},
		{"word/footer1.xml", d.footer()},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: d.paper.Printed})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part.text); err != nil {
			return err
		}
	}
	return z.Close()
}

func (d *wordFile) contentTypes() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, part := range []struct{ name, kind string }{
		{"word/document", wordType + "document.main"}, {"word/styles", wordType + "styles"}, {"word/numbering", wordType + "numbering"},
		{"word/header1", wordType + "header"}, {"word/footer1", wordType + "footer"}, {"docProps/core", "application/vnd.openxmlformats-package.core-properties"},
	} {
		fmt.Fprintf(&b, `<Override PartName="/%s.xml" ContentType="%s+xml"/>`, part.name, part.kind)
	}
	return b.String() + `</Types>`
}

type relation struct{ id, kind, target, mode string }

func relations(list ...relation) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + relationSpace + `">`)
	for _, r := range list {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"`, r.id, r.kind, inXML(r.target))
		if r.mode != "" {
			fmt.Fprintf(&b, ` TargetMode="%s"`, r.mode)
		}
		b.WriteString(`/>`)
	}
	return b.String() + `</Relationships>`
}

// firstLink is the number of the first relation that is an address.
const firstLink = 10

func (d *wordFile) documentRelations() string {
	list := []relation{
		{"rId1", officeType + "styles", "styles.xml", ""}, {"rId2", officeType + "numbering", "numbering.xml", ""},
		{"rId3", officeType + "header", "header1.xml", ""}, {"rId4", officeType + "footer", "footer1.xml", ""},
	}
	for i, address := range d.links {
		list = append(list, relation{fmt.Sprintf("rId%d", firstLink+i), officeType + "hyperlink", address, "External"})
	}
	return relations(list...)
}

func (d *wordFile) properties() string {
	p, at := d.paper, d.paper.Printed.UTC().Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + inXML(p.Title) + `</dc:title><dc:subject>` + inXML(p.Standing) + `</dc:subject><dc:creator>` + inXML(p.Organization) + `</dc:creator>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified><dc:language>` + inXML(p.Language) + `</dc:language></cp:coreProperties>`
}

// header stands on each page: the title with its version, and the classification.
func (d *wordFile) header() string {
	p := d.paper
	return xmlHead + `<w:hdr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>` + run(p.Title+" · "+p.Standing, "") + `<w:r><w:tab/></w:r>` + run(p.Classification, "<w:b/>") + `</w:p></w:hdr>`
}

// footer stands on each page: whose the paper is, and page x of y, which the word
// processor counts.
func (d *wordFile) footer() string {
	const here, all = 1_000_001, 1_000_002
	words := d.paper.reader.Say("Page %d of %d", here, all)
	before, rest, _ := strings.Cut(words, fmt.Sprint(here))
	between, after, _ := strings.Cut(rest, fmt.Sprint(all))
	return xmlHead + `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` + run(d.paper.Organization+" · "+d.paper.day(d.paper.Printed), "") + `<w:r><w:tab/></w:r>` +
		run(before, "") + counted("PAGE") + run(between, "") + counted("NUMPAGES") + run(after, "") + `</w:p></w:ftr>`
}

func counted(what string) string {
	return `<w:fldSimple w:instr=" ` + what + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
}

// numbering are the forms of lists: points, and numbers that begin where each list
// begins.
func (d *wordFile) numbering() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:numbering ` + wordSpace + `>`)
	for form, kind := range []string{"bullet", "decimal"} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>`, form)
		for level := range listLevels {
			text := fmt.Sprintf("%%%d.", level+1)
			if kind == "bullet" {
				text = "•"
			}
			fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="340"/></w:pPr></w:lvl>`, level, kind, text, 340*(level+1))
		}
		b.WriteString(`</w:abstractNum>`)
	}
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i, start := range d.starts {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/>`, i+2)
		for level := range listLevels {
			fmt.Fprintf(&b, `<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, level, start)
		}
		b.WriteString(`</w:num>`)
	}
	return b.String() + `</w:numbering>`
}

// listLevels is how deep lists go; what is nested deeper stays at the last.
const listLevels = 9

// inXML is a text as XML holds it; what XML can't hold is left out.
func inXML(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a builder takes everything
	}
	return strings.NewReplacer("&#x9;", " ", "&#xA;", " ", "&#xD;", " ", "\uFFFD", "").Replace(b.String())
}
