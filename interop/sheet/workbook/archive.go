package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"surety/fault"
)

// maxParts bounds the files in an XLSX; real ones have a few hundred at most.
const maxParts = 10_000

// archive is the ZIP that an XLSX is (ECMA-376 part 2). It refuses one whose
// directory declares too much, and counts what is really unpacked, because a
// directory can lie.
type archive struct {
	parts   map[string]*zip.File
	limit   int64
	counted int64
}

func openArchive(data []byte, limit int64) (*archive, error) {
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, unreadable(err, "the file is damaged, it can't be unpacked")
	}
	if len(reader.File) > maxParts {
		return nil, fault.New(fault.TooLarge, "the file holds %d parts: no spreadsheet has more than %d", len(reader.File), maxParts)
	}
	a := &archive{parts: make(map[string]*zip.File, len(reader.File)), limit: limit}
	var declared uint64
	for _, f := range reader.File {
		if declared += f.UncompressedSize64; declared > uint64(limit) || f.UncompressedSize64 > uint64(limit) {
			return nil, a.tooLarge()
		}
		a.parts[partName(f.Name)] = f
	}
	return a, nil
}

func (a *archive) tooLarge() error {
	return fault.New(fault.TooLarge, "the file unpacks to more than %d MB: it is refused as no honest spreadsheet", a.limit>>20)
}

// partName folds a part's name: names are compared without case, and some
// writers use backslashes or a slash in front.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "/"))
}

// has tells whether there is a part of the name.
func (a *archive) has(name string) bool { return a.parts[partName(name)] != nil }

// open gives a part's bytes; reading fails once all parts together have
// unpacked to more than the limit.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, fault.New(fault.Malformed, "the file is no complete spreadsheet: its part %s is missing", name)
	}
	content, err := f.Open()
	if err != nil {
		return nil, unreadable(err, "the file is damaged at %s", name)
	}
	return &part{ReadCloser: content, archive: a, name: name}, nil
}

// decode reads a part that is small by nature into a struct.
func (a *archive) decode(name string, into any) error {
	content, err := a.open(name)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // only read
	return damaged(name, xml.NewDecoder(content).Decode(into))
}

type part struct {
	io.ReadCloser
	archive *archive
	name    string
}

func (p *part) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.archive.counted += int64(n); p.archive.counted > p.archive.limit {
		return 0, p.archive.tooLarge()
	}
	return n, err
}

// damaged explains an error met while a part was decoded.
func damaged(name string, err error) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return unreadable(err, "the file is damaged at %s", name)
}

// unreadable is an error whose cause is of use to whoever made the file, not to
// whoever imports it.
func unreadable(cause error, format string, args ...any) *fault.Error {
	e := fault.New(fault.Malformed, format, args...)
	e.Err = cause
	return e
}
