package web

import (
	"bytes"
	"encoding/json"

	"surety/fault"
	"surety/record"
)

// remap puts the fields that were chosen for the columns into a mapping. Only
// choices that were changed count, so that what was changed in the mapping's
// text stays. How the cells of a column were to be read went with its field.
func remap(mapping string, was, chosen []string) (string, error) {
	if mapping == "" || len(was) != len(chosen) {
		return mapping, nil
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(mapping), &m); err != nil {
		return "", fault.New(fault.Malformed, "the mapping can't be read: %w", err)
	}
	columns, ok := m["columns"].([]any)
	if !ok || len(columns) != len(chosen) {
		return mapping, nil
	}
	for i := range columns {
		column, ok := columns[i].(map[string]any)
		if !ok || was[i] == chosen[i] {
			continue
		}
		columns[i] = map[string]any{"header": column["header"], "field": chosen[i]}
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

// targets are the places that a column can go to.
func (s *server) targets(v visit, kind *record.Kind) ([]record.Option, error) {
	options := []record.Option{{Value: "", Label: "not read"}, {Value: "key", Label: "Key"}, {Value: "state", Label: "State"}}
	for _, f := range kind.Fields {
		if f.Is(record.MarkComputed) || f.Type == record.TypeAttachment || f.Type == record.TypeAttachments {
			continue
		}
		options = append(options, record.Option{Value: f.Name, Label: f.Label})
	}
	if f := kind.ApprovalsField(); f != nil {
		options = append(options, record.Option{Value: "approvals.by", Label: "Approved by"}, record.Option{Value: "approvals.at", Label: "Approved on"}, record.Option{Value: "approvals.version", Label: "Approved version"})
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
