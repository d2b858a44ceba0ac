package web

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/record"
)

// choice is a control of the page of an import: the place of the mapping it is
// for, what stood there, and what was chosen. A place is "key", "blank",
// "column/3", "fixed/type", or "word/3/hoch" for what a word of a column means.
type choice struct{ at, was, is string }

// choicesIn are the controls that were changed. The row in which another fixed
// value can be added names its place itself.
func choicesIn(form url.Values) []choice {
	at, was, is := form["at"], form["was"], form["is"]
	if len(at) != len(was) || len(at) != len(is) {
		return nil // not sent by the page
	}
	var changed []choice
	for i := range at {
		if was[i] != is[i] {
			changed = append(changed, choice{at[i], was[i], is[i]})
		}
	}
	if path, value := form.Get("fix"), strings.TrimSpace(form.Get("fix-value")); path != "" && value != "" {
		changed = append(changed, choice{at: "fixed/" + path, is: value})
	}
	return changed
}

// remap puts what was chosen into a mapping. Only what was changed counts, so
// that what was changed in the mapping's text stays. How the cells of a column
// were to be read goes with its field.
func remap(mapping string, choices []choice) (string, error) {
	if mapping == "" || len(choices) == 0 {
		return mapping, nil
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(mapping), &m); err != nil {
		return "", fault.New(fault.Malformed, "the mapping can't be read: %w", err)
	}
	columns, _ := m["columns"].([]any)
	var moved []string // columns that go elsewhere now
	for _, c := range choices {
		kind, rest, _ := strings.Cut(c.at, "/")
		switch kind {
		case "key", "blank":
			m[kind] = c.is
		case "fixed":
			putIn(m, "fixed", rest, c.is)
			if c.is == "" {
				delete(m["fixed"].(map[string]any), rest)
			}
		case "column":
			if column, i := columnAt(columns, rest); column != nil {
				columns[i] = map[string]any{"header": column["header"], "field": c.is}
				moved = append(moved, rest)
			}
		case "word":
			number, word, _ := strings.Cut(rest, "/")
			if column, _ := columnAt(columns, number); column != nil && !slices.Contains(moved, number) {
				putIn(column, "values", word, c.is) // "" is still to be decided
			}
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		return "", err
	}
	return b.String(), nil
}

func columnAt(columns []any, number string) (column map[string]any, i int) {
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(columns) {
		return nil, 0
	}
	column, _ = columns[i].(map[string]any)
	return column, i
}

// putIn sets a value in a part of the mapping, which may not be there yet.
func putIn(m map[string]any, part, name, value string) {
	values, ok := m[part].(map[string]any)
	if !ok {
		values = map[string]any{}
		m[part] = values
	}
	values[name] = value
}

// targets are the places that a column can go to.
func (s *server) targets(v visit, kind *record.Kind) ([]record.Option, error) {
	r := v.reader()
	options := []record.Option{{Value: "", Label: r.Say("not read")}, {Value: "key", Label: r.Say("Key")}, {Value: "state", Label: r.Say("State")}}
	for _, f := range kind.Fields {
		if f.Is(record.MarkComputed) || f.Type == record.TypeAttachment || f.Type == record.TypeAttachments {
			continue
		}
		options = append(options, record.Option{Value: f.Name, Label: r.Say(f.Label)})
	}
	if f := kind.ApprovalsField(); f != nil {
		options = append(options, record.Option{Value: "approvals.by", Label: r.Say("Approved by")}, record.Option{Value: "approvals.at", Label: r.Say("Approved on")}, record.Option{Value: "approvals.version", Label: r.Say("Approved version")})
	}
	custom, err := s.app.CustomFields(v.Context(), v.Actor, kind)
	if err != nil {
		return nil, err
	}
	for _, c := range custom {
		options = append(options, record.Option{Value: "custom." + c.Name, Label: c.Label})
	}
	return options, nil
}
