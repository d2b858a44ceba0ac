package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// customField is a field that the organization added to a kind.
type customField = *org.CustomField

// mostCustomFields bounds the fields an organization can add in all.
const mostCustomFields = 500

// CustomField is a field that the organization added to a kind.
type CustomField = org.CustomField

// CustomFields lists the organization's own fields of a kind.
func (a *App) CustomFields(ctx context.Context, actor Actor, kind *record.Kind) ([]CustomField, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	page, err := a.store.In(actor.Organization).List(ctx, store.Query{
		Kind: "custom_field", Limit: mostCustomFields, Sight: store.Sight{All: true}, Filters: []store.Filter{{Field: "of", Op: "eq", Values: []string{kind.Name}}},
	})
	if err != nil {
		return nil, err
	}
	fields := make([]CustomField, len(page.Records))
	for i, rec := range page.Records {
		fields[i] = *rec.Body.(*org.CustomField)
	}
	return fields, nil
}

// checkOwnFilters refuses filters by fields that the organization doesn't have,
// and values that such a field can't hold: they would find nothing.
func (a *App) checkOwnFilters(ctx context.Context, actor Actor, kind *record.Kind, filters []store.Filter) error {
	if !slices.ContainsFunc(filters, func(f store.Filter) bool { return strings.HasPrefix(f.Field, ownField) }) {
		return nil
	}
	fields, err := a.CustomFields(ctx, actor, kind)
	if err != nil {
		return err
	}
	for _, filter := range filters {
		name, own := strings.CutPrefix(filter.Field, ownField)
		if !own {
			continue
		}
		i := slices.IndexFunc(fields, func(f CustomField) bool { return f.Name == name })
		if i < 0 {
			return fault.At(fault.Invalid, kind.Name, filter.Field, "your organization has no such field at this kind")
		}
		for _, value := range filter.Values {
			if filter.Op != "prefix" && !customFits(&fields[i], value) {
				return fault.At(fault.Invalid, kind.Name, filter.Field, "%q is no %s", value, customExpects(&fields[i]))
			}
		}
	}
	return nil
}

// validateCustom checks the organization's own fields of a record.
func (w *write) validateCustom(rec *record.Record) (fault.List, error) {
	if w.custom == nil {
		page, err := w.tx.List(w.ctx, store.Query{Kind: "custom_field", Limit: mostCustomFields, Sight: store.Sight{All: true}})
		if err != nil {
			return nil, err
		}
		w.custom = map[string][]customField{}
		for _, field := range page.Records {
			body := field.Body.(*org.CustomField)
			w.custom[body.Of] = append(w.custom[body.Of], body)
		}
	}
	var faults fault.List
	report := func(name, format string, args ...any) {
		faults = append(faults, fault.At(fault.Invalid, rec.Name(), "custom."+name, format, args...))
	}
	known := map[string]bool{}
	for _, field := range w.custom[rec.Kind.Name] {
		known[field.Name] = true
		value, given := rec.Custom[field.Name]
		if text, isText := value.(string); !given || value == nil || isText && record.IsBlank(text) {
			if field.Required {
				report(field.Name, "%s is missing", field.Label)
			}
			continue
		}
		if text := fmt.Sprint(value); !customFits(field, text) {
			report(field.Name, "%q is no %s", text, customExpects(field))
		}
	}
	for name := range rec.Custom {
		if !known[name] {
			report(name, "your organization has no such field at this kind")
		}
	}
	return faults, nil
}

func customFits(field customField, text string) bool {
	switch field.Type {
	case "number":
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	case "date":
		_, err := record.ParseDate(text)
		return err == nil
	case "yes_no":
		return text == "yes" || text == "no" || text == "true" || text == "false"
	case "choice":
		for _, choice := range field.Choices {
			if choice == text {
				return true
			}
		}
		return false
	}
	return len(text) <= 2000
}

func customExpects(field customField) string {
	switch field.Type {
	case "choice":
		return "choice of " + field.Label + ": expected one of " + strings.Join(field.Choices, ", ")
	case "yes_no":
		return "yes or no"
	}
	return field.Type
}

// CustomColumns are the organization's own fields of a kind as fields, for
// files that carry them beside the kind's own.
func (a *App) CustomColumns(ctx context.Context, actor Actor, kind *record.Kind) ([]*record.Field, error) {
	own, err := a.CustomFields(ctx, actor, kind)
	if err != nil {
		return nil, err
	}
	fields := make([]*record.Field, len(own))
	for i, c := range own {
		fields[i] = &record.Field{Name: c.Name, Label: c.Label, Type: record.TypeText, Max: 2000}
		if c.Type == "date" {
			fields[i].Type = record.TypeDate
		}
	}
	return fields, nil
}
