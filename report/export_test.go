package report

import (
	"bytes"

	"surety/language"
)

// Set sets a text in Markdown as a PDF, without an organization around it.
func Set(markdown string) ([]byte, error) {
	var b bytes.Buffer
	p := &Paper{Title: "Text", Formats: []string{PDF}, Language: "en", reader: language.For(language.English, nil), Address: "https://isms.example.org"}
	p.add(prose(markdown))
	err := p.Write(&b, PDF)
	return b.Bytes(), err
}
