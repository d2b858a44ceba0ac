package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// words are what somebody reads who opens a paper, as if on one line.
func words(t *testing.T, format string, paper []byte) string {
	t.Helper()
	var all []string
	switch format {
	case "pdf":
		all = append(all, pdftotext(t, paper))
	case "xlsx":
		for _, sheet := range sheets(t, paper) {
			for _, row := range sheet {
				all = append(all, row...)
			}
		}
	case "md":
		all = append(all, renderedMarkdown(t, paper).text)
	}
	return strings.Join(strings.Fields(strings.Join(all, " ")), " ")
}

// pdftotext reads a PDF by a program that isn't ours.
func pdftotext(t *testing.T, paper []byte, flags ...string) string {
	t.Helper()
	program := exec.Command("pdftotext", append(flags, "-", "-")...)
	program.Stdin = bytes.NewReader(paper)
	out, err := program.Output()
	if err != nil {
		t.Fatalf("the PDF can't be read: %v (pdftotext is needed: make setup)", err)
	}
	return string(out)
}

// box is a word's place on its page, in points.
type box struct {
	Left   float64 `xml:"xMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

type page struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []box   `xml:"word"`
}

func pages(t *testing.T, paper []byte) []page {
	t.Helper()
	var document struct {
		Pages []page `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal([]byte(pdftotext(t, paper, "-bbox")), &document); err != nil {
		t.Fatal(err)
	}
	return document.Pages
}

// sheets are the cells of a workbook, by sheet.
func sheets(t *testing.T, paper []byte) map[string][][]string {
	t.Helper()
	book := openWorkbook(t, paper)
	found := map[string][][]string{}
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = rows
	}
	return found
}

func openWorkbook(t *testing.T, paper []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(paper))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return book
}

// rendered is Markdown as a reader sees it, raw HTML and all.
type rendered struct {
	text     string
	table    [][]string // the first
	tables   [][][]string
	elements map[string]int
	links    map[string]string // where each text leads
}

func renderedMarkdown(t *testing.T, paper []byte) rendered {
	t.Helper()
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML())).Convert(paper, &page); err != nil {
		t.Fatal(err)
	}
	r := rendered{elements: map[string]int{}, links: map[string]string{}}
	var all strings.Builder
	cell, link := false, ""
	tokens := xml.NewDecoder(strings.NewReader("<main>" + page.String() + "</main>"))
	for {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the Markdown renders as no sound HTML: %v\n%s", err, page.String())
		}
		switch token := token.(type) {
		case xml.StartElement:
			r.elements[token.Name.Local]++
			switch token.Name.Local {
			case "a":
				link = token.Attr[0].Value
			case "table":
				r.tables = append(r.tables, nil)
			case "tr":
				table := &r.tables[len(r.tables)-1]
				*table = append(*table, nil)
			case "th", "td":
				cell = true
				row := lastRow(r.tables)
				*row = append(*row, "")
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "a":
				link = ""
			case "th", "td":
				cell = false
			}
			all.WriteString("\n")
		case xml.CharData:
			all.Write(token)
			if link != "" {
				r.links[string(token)] = link
			}
			if cell {
				row := *lastRow(r.tables)
				row[len(row)-1] += string(token)
			}
		}
	}
	r.text = all.String()
	if len(r.tables) > 0 {
		r.table = r.tables[0]
	}
	return r
}

func lastRow(tables [][][]string) *[]string {
	table := tables[len(tables)-1]
	return &table[len(table)-1]
}
