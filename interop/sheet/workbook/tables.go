package workbook

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// tables are what the cells of an XLSX point into.
type tables struct {
	strings  []string
	formats  []format // by the style index of a cell
	date1904 bool
}

func (a *archive) tables(rels relationships, allowed *allowance) (*tables, error) {
	t := &tables{}
	if name := rels.target("/sharedStrings"); name != "" && a.has(name) {
		if err := t.readStrings(a, name, allowed); err != nil {
			return nil, damaged(name, err)
		}
	}
	if name := rels.target("/styles"); name != "" && a.has(name) {
		if err := t.readStyles(a, name); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// readStrings reads the shared strings (ECMA-376 part 1, 18.4).
func (t *tables) readStrings(a *archive, name string, allowed *allowance) error {
	content, err := a.open(name)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // only read
	decoder := xml.NewDecoder(content)
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			text, err := richText(decoder, "si")
			if err != nil {
				return err
			}
			if err := allowed.text(0, 0, text); err != nil {
				return err
			}
			if err := allowed.take(0, 1); err != nil {
				return err
			}
			t.strings = append(t.strings, text)
		}
	}
}

// richText joins the texts of a string item up to its end, without the
// phonetic hints that may stand between them.
func richText(decoder *xml.Decoder, end string) (string, error) {
	var text strings.Builder
	inText, phonetic := false, false
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return "", unexpected(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "t"
			phonetic = phonetic || token.Name.Local == "rPh"
		case xml.CharData:
			if inText && !phonetic {
				text.WriteString(unescape(string(token)))
			}
		case xml.EndElement:
			inText = false
			switch token.Name.Local {
			case "rPh":
				phonetic = false
			case end:
				return text.String(), nil
			}
		}
	}
}

// unexpected turns the end of a part in the middle of an element into an error.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unescape resolves the _xHHHH_ escapes of an ST_Xstring (ECMA-376 part 1, 22.9.2.19).
func unescape(text string) string {
	i := strings.Index(text, "_x")
	if i < 0 {
		return text
	}
	var b strings.Builder
	for ; i >= 0; i = strings.Index(text, "_x") {
		b.WriteString(text[:i])
		text = text[i:]
		if len(text) >= 7 && text[6] == '_' {
			if unit, err := strconv.ParseUint(text[2:6], 16, 16); err == nil && !utf16.IsSurrogate(rune(unit)) {
				b.WriteRune(rune(unit))
				text = text[7:]
				continue
			}
		}
		b.WriteString(text[:2])
		text = text[2:]
	}
	b.WriteString(text)
	return b.String()
}

// readStyles reads which number format each style has (ECMA-376 part 1, 18.8).
func (t *tables) readStyles(a *archive, name string) error {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Styles []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := a.decode(name, &sheet); err != nil {
		return err
	}
	own := make(map[int]format, len(sheet.Formats))
	for _, f := range sheet.Formats {
		own[f.ID] = parseFormat(f.Code)
	}
	t.formats = make([]format, len(sheet.Styles))
	for i, style := range sheet.Styles {
		f, ok := own[style.Format]
		if !ok {
			f = builtinFormat(style.Format)
		}
		t.formats[i] = f
	}
	return nil
}

func (t *tables) format(style int) format {
	if style < 0 || style >= len(t.formats) {
		return format{}
	}
	return t.formats[style]
}
