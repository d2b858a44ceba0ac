package workbook

import (
	"bytes"
	"unicode/utf16"

	"surety/fault"
)

// sniff tells by a file's first bytes whether it is a ZIP archive, as XLSX is.
// What is neither that nor text gets an error that says what it is instead.
func sniff(data []byte) (zipped bool, err error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return false, fault.New(fault.Malformed, "the file is empty")
	}
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return false, fault.New(fault.Malformed, "this is %s, no spreadsheet: save the table as XLSX or CSV", f.name)
		}
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return false, compound(data)
	}
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 512)], "\xEF\xBB\xBF \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("spreadsheet")):
		return false, fault.New(fault.Unsupported, "this is an XML spreadsheet of 2003: open it and save it as XLSX")
	case bytes.HasPrefix(head, []byte("<")):
		return false, fault.New(fault.Malformed, "this is HTML or XML, no spreadsheet: open it in a spreadsheet program and save it as XLSX")
	}
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")), nil
}

// foreign lists the beginnings of files that get sent by mistake.
var foreign = [...]struct {
	magic string
	name  fault.Word
}{
	{"%PDF-", fault.Word("a PDF")},
	{"{\\rtf", fault.Word("an RTF document")},
	{"\x89PNG", fault.Word("a picture")},
	{"\xFF\xD8\xFF", fault.Word("a picture")},
	{"GIF8", fault.Word("a picture")},
	{"\x1F\x8B", fault.Word("a compressed file")},
	{"7z\xBC\xAF", fault.Word("a compressed file")},
	{"Rar!", fault.Word("a compressed file")},
	{"SQLite format 3\x00", fault.Word("a database")},
}

// compound explains a file in the compound format (MS-CFB), which holds the
// spreadsheets of before 2007 and those behind a password (MS-OFFCRYPTO).
func compound(data []byte) error {
	if bytes.Contains(data, littleEndian("EncryptedPackage")) {
		return fault.New(fault.Unsupported, "the file is protected by a password: open it, remove the password and save it again")
	}
	if bytes.Contains(data, littleEndian("Workbook")) || bytes.Contains(data, littleEndian("Book")) {
		return fault.New(fault.Unsupported, "this is a spreadsheet in the format of before 2007 (.xls): open it and save it as XLSX")
	}
	return fault.New(fault.Malformed, "this is an old office document, no spreadsheet: save the table as XLSX or CSV")
}

func littleEndian(text string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}
