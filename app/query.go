package app

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"surety/fault"
	"surety/record"
	"surety/store"
)

// Bounds of a list.
const (
	DefaultLimit = 50
	MostLimit    = 500
)

// ownField begins the names of the organization's own fields.
const ownField = "custom."

// ParseQuery reads a list's query as scripts write it: state=open,
// due.lt=2026-12-31, owner=PERSON-0003, owner.in=PERSON-0003,PERSON-0007,
// sort=-level, limit=50, after=CURSOR, q=words, ended=yes. Several filters of
// one name mean any of them; what says one thing is given once.
func ParseQuery(kind *record.Kind, values map[string][]string) (store.Query, error) {
	query := store.Query{Kind: kind.Name, Limit: DefaultLimit}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names) // the same query gives the same statement
	for _, name := range names {
		if len(values[name]) == 0 {
			continue
		}
		read := addFilter
		switch name {
		case "sort", "after", "q", "ended", "limit":
			if len(values[name]) > 1 {
				return query, fault.At(fault.Malformed, "", name, "it is given %d times: give it once", len(values[name]))
			}
			read = setOption
		}
		if err := read(kind, &query, name, values[name]); err != nil {
			return query, err
		}
	}
	return query, nil
}

// setOption reads what says of the whole list how it is to be given.
func setOption(kind *record.Kind, query *store.Query, name string, values []string) error {
	value := values[0]
	switch name {
	case "sort":
		query.Sort = sortField(kind, value)
	case "after":
		query.After = value
	case "q":
		query.Search = value
	case "ended":
		if !slices.Contains([]string{"yes", "true", "no", "false"}, value) {
			return fault.At(fault.Malformed, "", name, "%q is neither yes nor no", value)
		}
		query.IncludeEnded = value == "yes" || value == "true"
	case "limit":
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 || n > MostLimit {
			return fault.At(fault.Malformed, "", name, "%q is no limit: expected 1 to %d", value, MostLimit)
		}
		query.Limit = n
	}
	return nil
}

// addFilter reads one condition: FIELD=value, or FIELD.OPERATOR=value.
func addFilter(kind *record.Kind, query *store.Query, name string, values []string) error {
	bare, custom := strings.CutPrefix(name, ownField)
	field, op, compared := strings.Cut(bare, ".")
	if custom {
		field = ownField + field
	}
	switch {
	case !compared:
		op = "eq"
	case op == "in":
		var err error
		if values, err = splitValues(name, values); err != nil {
			return err
		}
	case op == "set" || op == "empty":
		if value := values[0]; len(values) > 1 || value != "" && value != "yes" && value != "true" {
			return fault.At(fault.Malformed, "", name, "it takes no value but yes: %s.set=yes finds what has one, %s.empty=yes what has none", field, field)
		}
		values = nil
	}
	if slices.Contains(values, "") {
		return fault.At(fault.Malformed, "", name, "its value is missing: %s.empty=yes finds what has none", field)
	}
	if op == "eq" && len(values) > 1 {
		op = "in"
	}
	if field == "state" {
		query.IncludeEnded = true // who asks for a state means it
	}
	query.Filters = append(query.Filters, store.Filter{Field: field, Op: op, Values: values})
	return nil
}

// splitValues takes lists apart at their commas. A value that holds a comma
// itself is asked for by the field's plain name, given once for each value.
func splitValues(name string, lists []string) ([]string, error) {
	var values []string
	for _, list := range lists {
		for _, value := range strings.Split(list, ",") {
			value = strings.TrimSpace(value)
			if value == "" {
				return nil, fault.At(fault.Malformed, "", name, "%q lacks a value: expected values with commas between them", list)
			}
			values = append(values, value)
		}
	}
	return values, nil
}

// sortField turns the name that a list is sorted by into the indexed field
// that carries the order.
func sortField(kind *record.Kind, name string) string {
	bare := strings.TrimPrefix(name, "-")
	if f := kind.Field(bare); f != nil && f.Order != "" {
		return name[:len(name)-len(bare)] + f.Order
	}
	return name
}
