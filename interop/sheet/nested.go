package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"surety/fault"
	"surety/record"
)

// nested reads nested rows: JSON as an export writes it, or plain entries,
// each of which becomes the main text of a row.
func (r *reader) nested(text string) (any, error) {
	f := r.slot.field
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[{") || strings.HasPrefix(text, "[\n") || text == "[]" {
		return decodeRows(r.kind, f, text)
	}
	main := mainText(f)
	if main == nil {
		return nil, fault.New(fault.Invalid, "%q gives no rows: expected them as an export writes them", text)
	}
	entries := cleanTexts(splitEntries(text, false))
	if err := tooMany(f, len(entries)); err != nil {
		return nil, err
	}
	body := r.kind.New()
	for _, entry := range entries {
		if err := main.Set(f.AppendRow(body), entry); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// mainText is the field of nested rows that a plain text goes to: the first
// required text.
func mainText(f *record.Field) *record.Field {
	for _, rf := range f.Row {
		if rf.Type == record.TypeText && rf.Is(record.MarkRequired) {
			return rf
		}
	}
	return nil
}

// decodeRows reads the JSON of nested rows into a body that holds only them.
func decodeRows(kind *record.Kind, f *record.Field, text string) (any, error) {
	name, err := json.Marshal(f.Name)
	if err != nil {
		return nil, err
	}
	return kind.Decode(bytes.Join([][]byte{[]byte("{"), name, []byte(":"), []byte(text), []byte("}")}, nil), kind.Schema)
}

// encodeRows writes nested rows as JSON, each reference as name gives it.
func encodeRows(kind *record.Kind, f *record.Field, body any, name func(record.Ref) string) (string, error) {
	copied := kind.New()
	if err := f.Set(copied, f.Get(body)); err != nil {
		return "", err
	}
	copied = kind.Clone(copied) // the rows are shared with the body otherwise
	kind.ReplaceRefs(copied, func(_ string, to record.Ref) record.Ref { return record.Ref(name(to)) })
	data, err := json.Marshal(f.Get(copied))
	if err != nil {
		return "", fmt.Errorf("write %s: %w", f.Label, err)
	}
	return string(data), nil
}
