package record

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"surety/fault"
)

// Get returns the field's value in a body (a pointer to the kind's struct, or
// to a row's): one of the Go types listed at the Type constants; rows come as
// the slice of their struct.
func (f *Field) Get(body any) any { return f.value(body).Interface() }

func (f *Field) value(body any) reflect.Value {
	return reflect.ValueOf(body).Elem().FieldByIndex(f.index)
}

// IsSet tells whether the field holds something in a body.
func (f *Field) IsSet(body any) bool {
	v := f.value(body)
	if v.Kind() == reflect.Slice {
		return v.Len() > 0
	}
	return !v.IsZero()
}

// Set puts a value of the field's Go type into a body; nil clears it.
func (f *Field) Set(body, value any) error {
	target := f.value(body)
	if value == nil {
		target.SetZero()
		return nil
	}
	v := reflect.ValueOf(value)
	if v.Type() != target.Type() {
		return fmt.Errorf("%s holds %s, not %T", f.Name, target.Type(), value)
	}
	target.Set(v)
	return nil
}

// Rows returns pointers to the nested rows of a body.
func (f *Field) Rows(body any) []any {
	v := f.value(body)
	rows := make([]any, v.Len())
	for i := range rows {
		rows[i] = v.Index(i).Addr().Interface()
	}
	return rows
}

// AppendRow adds an empty nested row to a body and returns a pointer to it.
// Pointers to rows that were had before are no longer of the body.
func (f *Field) AppendRow(body any) any {
	v := f.value(body)
	v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
	return v.Index(v.Len() - 1).Addr().Interface()
}

// Refs returns the references that the field holds in a body.
func (f *Field) Refs(body any) []Ref {
	switch f.Type {
	case TypeRef:
		if to := f.value(body).Addr().Interface().(*Ref); *to != "" {
			return []Ref{*to}
		}
	case TypeRefs:
		return *f.value(body).Addr().Interface().(*[]Ref)
	}
	return nil
}

// Attachments returns the files that the field holds in a body.
func (f *Field) Attachments(body any) []Attachment {
	switch value := f.Get(body).(type) {
	case Attachment:
		if value != (Attachment{}) {
			return []Attachment{value}
		}
	case []Attachment:
		return value
	}
	return nil
}

// Text writes a value in the canonical form that Parse reads: ISO 8601 dates,
// the values of enumerations, "; " between the entries of a list.
func (f *Field) Text(body any) string {
	switch value := f.Get(body).(type) {
	case string:
		return value
	case Markdown:
		return string(value)
	case bool:
		if value {
			return "yes"
		}
		return ""
	case int:
		return strconv.Itoa(value)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case Percent:
		return strconv.FormatFloat(float64(value), 'f', -1, 64)
	case Date:
		return string(value)
	case Period:
		return string(value)
	case Money:
		return value.String()
	case Ref:
		return string(value)
	case time.Time:
		if value.IsZero() {
			return ""
		}
		return value.UTC().Format(time.RFC3339Nano)
	case []string:
		return strings.Join(value, "; ")
	case []Ref:
		texts := make([]string, len(value))
		for i, r := range value {
			texts[i] = string(r)
		}
		return strings.Join(texts, "; ")
	case Attachment:
		return value.Name
	case []Attachment:
		names := make([]string, len(value))
		for i, a := range value {
			names[i] = a.Name
		}
		return strings.Join(names, "; ")
	}
	return ""
}

// Parse reads the canonical text of a value for the field and returns it as
// its Go type. Attachments and rows have no text form.
func (f *Field) Parse(text string) (any, error) {
	text = strings.TrimSpace(text)
	switch f.Type {
	case TypeText:
		return text, nil
	case TypeEnum:
		return text, f.checkOption(text)
	case TypeMarkdown:
		return Markdown(text), nil
	case TypeTexts, TypeEnums:
		return f.parseTexts(text)
	case TypeBool:
		return parseBool(text)
	case TypeInteger:
		return parseNumber(text, strconv.Atoi)
	case TypeDecimal:
		return parseNumber(text, parseFloat)
	case TypePercent:
		value, err := parseNumber(strings.TrimSuffix(text, "%"), parseFloat)
		return Percent(value), err
	case TypeDate:
		return ParseDate(text)
	case TypePeriod:
		return ParsePeriod(text)
	case TypeMoney:
		return ParseMoney(text)
	case TypeInstant:
		return parseInstant(text)
	case TypeRef:
		return Ref(text), nil
	case TypeRefs:
		var refs []Ref
		for _, part := range splitList(text) {
			refs = append(refs, Ref(part))
		}
		return refs, nil
	}
	return nil, fault.New(fault.Invalid, "%s can't be given as text", fault.Word(f.Label))
}

func (f *Field) parseTexts(text string) (any, error) {
	parts := splitList(text)
	if f.Type == TypeEnums {
		for _, part := range parts {
			if err := f.checkOption(part); err != nil {
				return parts, err
			}
		}
	}
	return parts, nil
}

func (f *Field) checkOption(value string) error {
	if _, ok := f.Option(value); !ok && value != "" {
		return fault.New(fault.Invalid, "%q is not one of %s", value, f.Values())
	}
	return nil
}

// splitList splits at semicolons and line ends, dropping empty parts.
func splitList(text string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' || r == '\r' }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

func parseFloat(text string) (float64, error) { return strconv.ParseFloat(text, 64) }

func parseNumber[N int | float64](text string, parse func(string) (N, error)) (N, error) {
	if text == "" {
		return 0, nil
	}
	value, err := parse(strings.TrimSpace(text))
	if errors.Is(err, strconv.ErrRange) {
		return 0, fault.New(fault.Invalid, "%q is larger than any number that is kept here", text)
	}
	if err != nil || float64(value) != float64(value) {
		return 0, fault.New(fault.Invalid, "%q is no number", text)
	}
	return value, nil
}

func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "yes", "true", "1", "on":
		return true, nil
	case "", "no", "false", "0", "off":
		return false, nil
	}
	return false, fault.New(fault.Invalid, "%q is neither yes nor no", text)
}

func parseInstant(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04", dateForm} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fault.New(fault.Invalid, "%q is no instant: expected a form such as 2026-11-24T09:30:00Z", text)
}
