package app

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"surety/fault"
	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// customField is a field that the organization added to a kind.
type customField = *org.CustomField

// mostCustomFields bounds the fields an organization can add in all.
const mostCustomFields = 500

// mostCustomText is the most characters of a text in such a field.
const mostCustomText = 2000

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

// ownFields lists the organization's own fields of a kind, read once in the
// transaction.
func (w *write) ownFields(kind *record.Kind) ([]customField, error) {
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
	return w.custom[kind.Name], nil
}

// validateCustom checks the organization's own fields of a record. A value whose
// field is no longer there may stay as it was before.
func (w *write) validateCustom(rec, before *record.Record) (fault.List, error) {
	fields, err := w.ownFields(rec.Kind)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	report := func(name, format string, args ...any) {
		faults = append(faults, fault.At(fault.Invalid, rec.Name(), "custom."+name, format, args...))
	}
	known := map[string]bool{}
	for _, field := range fields {
		known[field.Name] = true
		value, given := rec.Custom[field.Name]
		if text, isText := value.(string); !given || value == nil || isText && record.IsBlank(text) {
			if field.Required {
				report(field.Name, "%s is missing", fault.Word(field.Label))
			}
			continue
		}
		if !customFits(field, value) {
			report(field.Name, "%.80q is no %s", fmt.Sprint(value), customExpects(field))
		}
	}
	for name, value := range rec.Custom {
		if known[name] {
			continue
		}
		if before != nil {
			if stood, ok := before.Custom[name]; ok && sameValue(stood, value) {
				continue
			}
		}
		report(name, "your organization has no such field at this kind")
	}
	return faults, nil
}

// keepFormer gives what an edit says of the organization's own fields, with the
// values that stand of fields that are no longer there: no form shows them, and
// they are not lost when the field is brought back.
func (w *write) keepFormer(rec *record.Record, given map[string]any) (map[string]any, error) {
	fields, err := w.ownFields(rec.Kind)
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	for name, value := range rec.Custom {
		if !slices.ContainsFunc(fields, func(f customField) bool { return f.Name == name }) {
			values[name] = value
		}
	}
	maps.Copy(values, given)
	maps.DeleteFunc(values, func(_ string, value any) bool { return value == nil })
	return values, nil
}

// checkOwnField refuses a field of a kind that there isn't, one that is there
// already under its name, and more of them than are kept.
func (w *write) checkOwnField(rec *record.Record, field customField) (fault.List, error) {
	var faults fault.List
	if w.app.catalogue.Kind(field.Of) == nil {
		faults = append(faults, fault.At(fault.Invalid, rec.Name(), "of", "there is no kind %q: the kinds are %s", field.Of, strings.Join(w.app.catalogue.Names(), ", ")))
	}
	page, err := w.tx.List(w.ctx, store.Query{Kind: "custom_field", Limit: mostCustomFields, Sight: store.Sight{All: true}})
	if err != nil {
		return nil, err
	}
	others := 0
	for _, other := range page.Records {
		if other.ID == rec.ID {
			continue
		}
		others++
		if body := other.Body.(*org.CustomField); body.Of == field.Of && body.Name == field.Name {
			faults = append(faults, fault.At(fault.Invalid, rec.Name(), "name", "%s is a field of this name at this kind already", other.Key))
		}
	}
	if others >= mostCustomFields {
		faults = append(faults, fault.At(fault.Invalid, rec.Name(), "", "there are %d fields already: no more are kept", others))
	}
	return faults, nil
}

// customFits tells whether a value is one that an own field can hold.
func customFits(field customField, value any) bool {
	switch value.(type) {
	case string, bool, float64, int:
	default:
		return false // a list or an object
	}
	text := fmt.Sprint(value)
	switch field.Type {
	case "number":
		number, err := strconv.ParseFloat(text, 64)
		return err == nil && !math.IsNaN(number) && !math.IsInf(number, 0) && !strings.ContainsAny(text, "xX_")
	case "date":
		_, err := record.ParseDate(text)
		return err == nil
	case "yes_no":
		return text == "yes" || text == "no" || text == "true" || text == "false"
	case "choice":
		return slices.Contains(field.Choices, text)
	}
	return utf8.RuneCountInString(text) <= mostCustomText && record.IsText(text)
}

func customExpects(field customField) string {
	switch field.Type {
	case "choice":
		return "choice of " + field.Label + ": expected one of " + strings.Join(field.Choices, ", ")
	case "yes_no":
		return "yes or no"
	}
	if field.Type == "text" {
		return fmt.Sprintf("text of at most %d characters", mostCustomText)
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
		fields[i] = &record.Field{Name: c.Name, Label: c.Label, Type: record.TypeText, Max: mostCustomText}
		if c.Type == "date" {
			fields[i].Type = record.TypeDate
		}
	}
	return fields, nil
}
