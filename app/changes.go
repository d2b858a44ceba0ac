package app

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"surety/record"
)

// changes compares two revisions field by field, and what stands beside the
// fields: the organization's own, and who may see the record.
func changes(before, after *record.Record, names Names) []FieldChange {
	var list []FieldChange
	add := func(f *record.Field, old, now string) {
		if old != now {
			list = append(list, FieldChange{Field: f, Before: old, After: now})
		}
	}
	for _, f := range after.Kind.Fields {
		add(f, names.changed(f, before.Body), names.changed(f, after.Body))
		if n := len(list); n > 0 && list[n-1].Field == f && f.Type != record.TypeAttachment && f.Type != record.TypeAttachments {
			list[n-1].names, list[n-1].was, list[n-1].is = names, before.Body, after.Body
		}
	}
	own := map[string]any{}
	maps.Copy(own, before.Custom)
	maps.Copy(own, after.Custom)
	for _, name := range slices.Sorted(maps.Keys(own)) {
		add(&record.Field{Name: ownField + name, Label: record.Words(name)}, customText(before.Custom[name]), customText(after.Custom[name]))
	}
	add(&record.Field{Name: "mark", Label: "Confidentiality mark"}, before.Mark, after.Mark)
	add(&record.Field{Name: "readers", Label: "Readers"}, names.list(before.Readers), names.list(after.Readers))
	return list
}

func customText(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// changed is a field's text for comparing revisions: of files with size and
// digest, since another file may have the same name.
func (n Names) changed(f *record.Field, body any) string {
	if f.Type != record.TypeAttachment && f.Type != record.TypeAttachments {
		return n.Text(f, body)
	}
	var lines []string
	for _, a := range f.Attachments(body) {
		lines = append(lines, fmt.Sprintf("%s, %d bytes, SHA-256 %.12s…", a.Name, a.Size, a.Digest))
	}
	return strings.Join(lines, "\n")
}
