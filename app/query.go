package app

import (
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

// ParseQuery reads a list's query as scripts write it: state=open,
// due.lt=2026-12-31, owner=PERSON-0003, sort=-level, limit=50, after=CURSOR,
// q=words, ended=yes. Several values of one name mean any of them.
func ParseQuery(kind *record.Kind, values map[string][]string) (store.Query, error) {
	query := store.Query{Kind: kind.Name, Limit: DefaultLimit}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names) // the same query gives the same statement
	for _, name := range names {
		if err := addToQuery(kind, &query, name, values[name]); err != nil {
			return query, err
		}
	}
	return query, nil
}

func addToQuery(kind *record.Kind, query *store.Query, name string, values []string) error {
	last := values[len(values)-1]
	switch name {
	case "sort":
		query.Sort = sortField(kind, last)
	case "after":
		query.After = last
	case "q":
		query.Search = last
	case "ended":
		query.IncludeEnded = last == "yes" || last == "true"
	case "limit":
		n, err := strconv.Atoi(last)
		if err != nil || n < 1 || n > MostLimit {
			return fault.At(fault.Malformed, "", "limit", "%q is no limit: expected 1 to %d", last, MostLimit)
		}
		query.Limit = n
	default:
		field, op := name, "eq"
		if i := strings.LastIndexByte(name, '.'); i > 0 && !strings.HasPrefix(name, "custom.") {
			field, op = name[:i], name[i+1:]
		}
		if op == "eq" && len(values) > 1 {
			op = "in"
		}
		if field == "state" {
			query.IncludeEnded = true // who asks for a state means it
		}
		query.Filters = append(query.Filters, store.Filter{Field: field, Op: op, Values: values})
	}
	return nil
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
