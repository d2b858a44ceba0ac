package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"surety/language"
	"surety/record"
)

// Text writes a field's value for a person: references by key and title,
// enumerations by label, rows one a line.
func (n Names) Text(f *record.Field, body any) string {
	if !f.IsSet(body) {
		return ""
	}
	switch f.Type {
	case record.TypeRef, record.TypeRefs:
		return n.list(f.Refs(body))
	case record.TypeEnum:
		if o, ok := f.Option(f.Text(body)); ok {
			return o.Label
		}
	case record.TypeEnums:
		var labels []string
		for _, value := range f.Get(body).([]string) {
			if o, ok := f.Option(value); ok {
				value = o.Label
			}
			labels = append(labels, value)
		}
		return strings.Join(labels, "; ")
	case record.TypePeriod:
		return f.Get(body).(record.Period).Words()
	case record.TypeInstant:
		return f.Get(body).(time.Time).UTC().Format("2006-01-02 15:04")
	case record.TypeRows:
		var lines []string
		for _, row := range f.Rows(body) {
			lines = append(lines, n.row(f, row))
		}
		return strings.Join(lines, "\n")
	}
	return f.Text(body)
}

func (n Names) list(refs []record.Ref) string {
	var texts []string
	for _, ref := range refs {
		texts = append(texts, n.of(ref))
	}
	return strings.Join(texts, "; ")
}

func (n Names) row(f *record.Field, row any) string {
	var parts []string
	for _, rf := range f.Row {
		if text := n.Text(rf, row); text != "" {
			parts = append(parts, rf.Label+": "+text)
		}
	}
	return strings.Join(parts, ", ")
}

func (n Names) of(ref record.Ref) string {
	name, ok := n[ref.ID()]
	switch {
	case !ok:
		return string(ref)
	case name.Restricted:
		return name.Title
	}
	return name.Key + " " + name.Title
}

// open names a record as everybody may read it.
func (n Names) open(ref record.Ref) string {
	if name := n[ref.ID()]; name.Marked {
		return someRestricted(language.For(language.English, nil), name.Kind)
	}
	return n.of(ref)
}

// JSON writes a record for scripts: its identity, and its fields by name with
// references as keys. A reference to what the actor may not see reads
// "restricted".
func (n Names) JSON(rec *record.Record) (json.RawMessage, error) {
	identity, fields, err := n.inHalves(rec)
	return append(identity, fields...), err
}

// inHalves writes a record as JSON does, in two parts to be put together.
func (n Names) inHalves(rec *record.Record) (identity, fields []byte, err error) {
	var ids []record.Ref // put back below: the record is the caller's
	rec.Kind.ReplaceRefs(rec.Body, func(_ string, to record.Ref) record.Ref {
		ids = append(ids, to)
		return n.key(to)
	})
	fields, err = rec.Kind.Encode(rec.Body)
	rec.Kind.ReplaceRefs(rec.Body, func(string, record.Ref) record.Ref {
		id := ids[0]
		ids = ids[1:]
		return id
	})
	if err != nil {
		return nil, nil, fmt.Errorf("write %s as JSON: %w", rec.Key, err)
	}
	identity, err = json.Marshal(struct {
		ID       record.ID      `json:"id"`
		Kind     string         `json:"kind"`
		Key      string         `json:"key"`
		State    string         `json:"state"`
		Revision int            `json:"revision"`
		Created  time.Time      `json:"created"`
		Changed  time.Time      `json:"changed"`
		Mark     string         `json:"mark,omitempty"`
		Readers  []record.Ref   `json:"readers,omitempty"`
		Custom   map[string]any `json:"custom,omitempty"`
	}{rec.ID, rec.Kind.Name, rec.Key, rec.State, rec.Revision, rec.Created, rec.Changed, rec.Mark, n.keys(rec.Readers), rec.Custom})
	if err != nil {
		return nil, nil, fmt.Errorf("write %s as JSON: %w", rec.Key, err)
	}
	if len(fields) <= len("{}") {
		return identity, nil, nil
	}
	identity[len(identity)-1] = ','
	return identity, fields[1:], nil
}

// key is what scripts know a record by.
func (n Names) key(to record.Ref) record.Ref {
	name, ok := n[to.ID()]
	switch {
	case !ok:
		return to
	case name.Restricted:
		return restricted
	}
	return record.Ref(name.Key)
}

func (n Names) keys(refs []record.Ref) []record.Ref {
	keys := make([]record.Ref, len(refs))
	for i, ref := range refs {
		keys[i] = n.key(ref)
	}
	return keys
}

// JSON writes a page of a list for scripts: {"items": […], "next": cursor}.
// The items are put together as they are, since encoding them once more would
// only check what was written a moment before.
func (l *Listing) JSON() (json.RawMessage, error) {
	next, err := json.Marshal(l.Next)
	if err != nil {
		return nil, fmt.Errorf("write the cursor of a list: %w", err)
	}
	page := [][]byte{[]byte(`{"items":[`)}
	for i, rec := range l.Records {
		identity, fields, err := l.Names.inHalves(rec)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			page = append(page, []byte{','})
		}
		page = append(page, identity, fields)
	}
	return slices.Concat(append(page, []byte(`],"next":`), next, []byte{'}'})...), nil
}
