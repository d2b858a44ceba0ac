package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// What a revision holds beside the fields of the kind, as members of the one
// JSON object whose fields the log commits to. No field's name begins with @.
const (
	asideKey     = "@key"
	asideState   = "@state"
	asideMark    = "@mark"
	asideReaders = "@readers"
	asideCustom  = "@custom"
	asideNote    = "@note"
	asideOrigin  = "@origin"
)

// aside is what a revision tells of the write that made it.
type aside struct{ note, origin string }

// member is one member of a JSON object as it stands in its text.
type member struct {
	name  string
	value []byte
}

// members splits the text of a JSON object into its members. The text comes from
// an encoder; anything else is refused.
func members(text []byte) ([]member, error) {
	var list []member
	malformed := fault.New(fault.Malformed, "a stored body is no JSON object")
	at := 1
	if len(text) < 2 || text[0] != '{' || text[len(text)-1] != '}' {
		return nil, malformed
	}
	for at < len(text)-1 {
		end := skipValue(text, at)
		if end < 0 || end >= len(text) || text[end] != ':' || text[at] != '"' {
			return nil, malformed
		}
		var name string
		if raw := text[at+1 : end-1]; bytes.IndexByte(raw, '\\') < 0 {
			name = string(raw)
		} else if err := json.Unmarshal(text[at:end], &name); err != nil {
			return nil, malformed
		}
		from := end + 1
		if end = skipValue(text, from); end < 0 {
			return nil, malformed
		}
		list = append(list, member{name, text[from:end]})
		if at = end + 1; text[end] != ',' && end != len(text)-1 {
			return nil, malformed
		}
	}
	return list, nil
}

// skipValue finds the end of the compact JSON value that begins at at: where the
// comma, colon or bracket after it stands; -1 if there is none.
func skipValue(text []byte, at int) int {
	depth, quoted := 0, false
	for i := at; i < len(text); i++ {
		switch b := text[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '{' || b == '[':
			depth++
		case depth == 0 && (b == ',' || b == ':' || b == '}' || b == ']'):
			return i
		case b == '}' || b == ']':
			depth--
		}
	}
	return -1
}

// committed is what a revision keeps of a record: the canonical body of what
// can't be destroyed alone, and the personal fields apart.
type committed struct {
	body     []byte
	personal []journal.Field // canonical values, without salt yet
}

// commitTo splits a record into what its revision keeps. encoded is its body's
// JSON.
func (l *layout) commitTo(rec *record.Record, encoded, readers, custom []byte, told aside) (committed, error) {
	var doc bytes.Buffer
	doc.Grow(len(encoded) + 256)
	doc.WriteByte('{')
	put := func(name string, value []byte) {
		if doc.Len() > 1 {
			doc.WriteByte(',')
		}
		fmt.Fprintf(&doc, "%q:", name) // names are plain ASCII
		doc.Write(value)
	}
	for _, text := range [...]member{{asideKey, []byte(rec.Key)}, {asideMark, []byte(rec.Mark)}, {asideNote, []byte(told.note)}, {asideOrigin, []byte(told.origin)}, {asideState, []byte(rec.State)}} {
		if len(text.value) == 0 {
			continue
		}
		quoted, err := json.Marshal(string(text.value))
		if err != nil {
			return committed{}, err
		}
		put(text.name, quoted)
	}
	for _, list := range [...]member{{asideReaders, readers}, {asideCustom, custom}} {
		if len(list.value) > 0 {
			put(list.name, list.value)
		}
	}
	fields, err := members(encoded)
	if err != nil {
		return committed{}, err
	}
	var c committed
	for _, m := range fields {
		if !l.isPersonal(m.name) {
			put(m.name, m.value)
			continue
		}
		if !l.kind.Field(m.name).IsSet(rec.Body) {
			continue
		}
		value, err := journal.Canonical(m.value)
		if err != nil {
			return committed{}, fault.At(fault.Invalid, rec.Name(), m.name, "it can't be kept: %w", err)
		}
		c.personal = append(c.personal, journal.Field{Name: m.name, Value: value})
	}
	doc.WriteByte('}')
	if c.body, err = journal.Canonical(doc.Bytes()); err != nil {
		return committed{}, &fault.Error{Kind: fault.Invalid, Record: rec.Name(), Message: "it can't be kept", Err: err}
	}
	return c, nil
}

func (l *layout) isPersonal(field string) bool {
	for _, name := range l.personal {
		if name == field {
			return true
		}
	}
	return false
}

// revive makes the record that a revision kept. personal are the values that
// could be opened.
func (l *layout) revive(body []byte, schema int, personal []journal.Field) (rec *record.Record, told aside, err error) {
	all, err := members(body)
	if err != nil {
		return nil, told, err
	}
	rec = &record.Record{Kind: l.kind}
	places := map[string]any{asideKey: &rec.Key, asideMark: &rec.Mark, asideNote: &told.note, asideOrigin: &told.origin, asideState: &rec.State, asideReaders: &rec.Readers, asideCustom: &rec.Custom}
	fields := make([]byte, 1, len(body)+128)
	fields[0] = '{'
	put := func(name string, value []byte) {
		if len(fields) > 1 {
			fields = append(fields, ',')
		}
		fields = append(append(append(append(fields, '"'), name...), `":`...), value...)
	}
	for _, m := range all {
		if dest, ok := places[m.name]; ok {
			if err := json.Unmarshal(m.value, dest); err != nil {
				return nil, told, err
			}
			continue
		}
		put(m.name, m.value)
	}
	for _, f := range personal {
		put(f.Name, f.Value)
	}
	rec.Body, err = l.kind.Decode(append(fields, '}'), schema)
	return rec, told, err
}
