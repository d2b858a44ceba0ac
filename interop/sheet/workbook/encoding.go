package workbook

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"surety/fault"
)

// The encodings that text files are told to be in.
const (
	encodingUTF8    = "UTF-8"
	encodingUTF16LE = "UTF-16 little endian"
	encodingUTF16BE = "UTF-16 big endian"
	encodingWindows = "Windows-1252"
)

// decode turns the bytes of a text file into a string. A byte order mark says
// which encoding it is; without one UTF-16 shows by its zero bytes, and what
// is no UTF-8 is taken for Windows-1252, as spreadsheet programs write it.
func decode(data []byte) (text, name string, err error) {
	name, data = detect(data)
	switch name {
	case encodingUTF8:
		text = string(data)
	case encodingUTF16LE:
		text, err = decodeWith(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data)
	case encodingUTF16BE:
		text, err = decodeWith(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data)
	case encodingWindows:
		text, err = decodeWith(charmap.Windows1252, data)
	}
	if err != nil || !isText(text) {
		return "", "", fault.New(fault.Malformed, "this is no text and no spreadsheet: save the table as XLSX or CSV")
	}
	return text, name, nil
}

func detect(data []byte) (name string, rest []byte) {
	if rest, ok := bytes.CutPrefix(data, []byte("\xEF\xBB\xBF")); ok && utf8.Valid(rest) {
		return encodingUTF8, rest
	}
	if rest, ok := bytes.CutPrefix(data, []byte("\xFF\xFE")); ok {
		return encodingUTF16LE, rest
	}
	if rest, ok := bytes.CutPrefix(data, []byte("\xFE\xFF")); ok {
		return encodingUTF16BE, rest
	}
	if name := zeroBytes(data[:min(len(data), 4096)]); name != "" {
		return name, data
	}
	if utf8.Valid(data) {
		return encodingUTF8, data
	}
	return encodingWindows, data
}

// zeroBytes tells UTF-16 without a mark: in text of European letters every
// other byte is zero, on one side only.
func zeroBytes(head []byte) string {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most := len(head) / 2 * 4 / 10
	switch {
	case zeros[1] > most && zeros[0] == 0:
		return encodingUTF16LE
	case zeros[0] > most && zeros[1] == 0:
		return encodingUTF16BE
	}
	return ""
}

func decodeWith(e encoding.Encoding, data []byte) (string, error) {
	text, err := e.NewDecoder().Bytes(data)
	return string(text), err
}

// isText refuses what has control characters that no table needs.
func isText(text string) bool {
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			return false
		}
	}
	return true
}
