package app

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
	"surety/store"
)

const (
	// restricted stands for a reference to what the actor may not know.
	restricted record.Ref = "restricted"
	// nothing is the identity of no record, so that a filter by it finds none.
	nothing = "-"
)

var idForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// resolveQuery makes a query one that the store can answer without telling more
// than the actor may know. What a filter names and the actor may not know is
// taken as a record that isn't there, and references order nothing: the order of
// identities, which is that of making, would place what is restricted between
// its neighbours.
func (a *App) resolveQuery(ctx context.Context, actor Actor, reader store.Reader, kind *record.Kind, query store.Query) (store.Query, error) {
	if f := kind.Field(strings.TrimPrefix(query.Sort, "-")); f != nil && len(f.To) > 0 {
		return query, fault.At(fault.Invalid, kind.Name, f.Name, "lists can't be sorted by a reference").Mending("filter by it: %s=KEY", f.Name)
	}
	query.Filters = slices.Clone(query.Filters) // they are the caller's
	for i := range query.Filters {
		filter := &query.Filters[i]
		f := kind.Field(filter.Field)
		var err error
		switch {
		case filter.Op == "set" || filter.Op == "empty":
		case filter.Field == "key":
			err = a.checkKeys(kind, *filter)
		case f != nil && len(f.To) > 0:
			filter.Values, err = a.resolveValues(ctx, actor, reader, f, *filter)
		}
		if err != nil {
			return query, err
		}
	}
	return query, a.checkOwnFilters(ctx, actor, kind, query.Filters)
}

// checkKeys refuses what can be no key of the kind, which would find nothing.
func (a *App) checkKeys(kind *record.Kind, filter store.Filter) error {
	for _, value := range filter.Values {
		if a.kindOfKey(value) != kind {
			return fault.At(fault.Invalid, "", "key", "%q is no key: expected a form such as %s-0042", value, kind.Prefix)
		}
	}
	return nil
}

// kindOfKey is the kind that a key of the full form belongs to, or nil.
func (a *App) kindOfKey(key string) *record.Kind {
	_, number, _ := strings.Cut(key, "-")
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return nil
	}
	return a.catalogue.OfKey(key)
}

// resolveValues puts identities in the place of the keys that a filter names.
func (a *App) resolveValues(ctx context.Context, actor Actor, reader store.Reader, f *record.Field, filter store.Filter) ([]string, error) {
	if !slices.Contains([]string{"", "eq", "ne", "in"}, filter.Op) {
		return nil, fault.At(fault.Invalid, "", f.Name, "it can't be compared by %s: expected eq, ne, in, set or empty", filter.Op)
	}
	keys := make([]string, len(filter.Values))
	var ids []record.ID
	for i, value := range filter.Values {
		keys[i] = strings.ToUpper(value)
		if idForm.MatchString(value) {
			ids = append(ids, record.ID(value))
		} else if target := a.kindOfKey(value); target == nil || !slices.Contains(f.To, target.Name) {
			return nil, fault.At(fault.Invalid, "", f.Name, "%q is no key of a record that can stand here: expected a form such as %s-0042; several as %s.in=A,B", value, a.catalogue.Kind(f.To[0]).Prefix, f.Name)
		}
	}
	known, err := a.idsOfKeys(ctx, actor, reader, keys)
	if err != nil {
		return nil, err
	}
	if !actor.Has(Manager) { // a manager sees whatever there is
		ids = slices.AppendSeq(ids, maps.Values(known))
	}
	entries, err := a.directory.entries(ctx, actor.Organization, reader, ids)
	if err != nil {
		return nil, err
	}
	values := make([]string, len(keys))
	for i, key := range keys {
		id := record.ID(filter.Values[i])
		values[i] = nothing
		if named, ok := known[key]; ok {
			if id = named; actor.Has(Manager) {
				values[i] = string(id)
				continue
			}
		}
		if e, ok := entries[id]; ok && mayKnow(actor, e) {
			values[i] = string(e.ID)
		}
	}
	return values, nil
}

// idsOfKeys are the identities of keys, by key; one that names nothing is left out.
func (a *App) idsOfKeys(ctx context.Context, actor Actor, reader store.Reader, keys []string) (map[string]record.ID, error) {
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return a.kindOfKey(key) == nil })
	ids, missing := a.directory.idsOf(actor.Organization, keys)
	if len(missing) == 0 {
		return ids, nil
	}
	read, err := reader.ByKey(ctx, missing...)
	if err != nil {
		return nil, err
	}
	a.directory.learn(actor.Organization, read)
	for key, rec := range read {
		ids[key] = rec.ID
	}
	return ids, nil
}

// countByKey puts keys in the place of identities that were counted.
func (a *App) countByKey(ctx context.Context, actor Actor, reader store.Reader, counts map[string]int) (map[string]int, error) {
	ids := make([]record.ID, 0, len(counts))
	for id := range counts {
		ids = append(ids, record.ID(id))
	}
	names, err := a.namesByID(ctx, actor, reader, ids)
	if err != nil {
		return nil, err
	}
	byKey := map[string]int{}
	for id, n := range counts {
		name, known := names[record.ID(id)]
		switch {
		case known && name.Restricted:
			byKey[string(restricted)] += n
		case known:
			byKey[name.Key] += n
		default:
			byKey[id] += n
		}
	}
	return byKey, nil
}
