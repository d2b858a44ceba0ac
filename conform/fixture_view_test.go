package conform_test

import (
	"cmp"
	"maps"
	"slices"

	"surety/record"
)

// fixtureView is a view of the records of one fixture.
type fixtureView map[record.ID]*record.Record

// Get gives the record, or nil.
func (v fixtureView) Get(id record.ID) (*record.Record, error) { return v[id], nil }

// Back gives the records of a kind whose field refers to the record.
func (v fixtureView) Back(id record.ID, kind, field string) ([]*record.Record, error) {
	return v.of(kind, func(rec *record.Record) bool {
		return slices.ContainsFunc(rec.Kind.Links(rec.Body), func(l record.Link) bool { return l.Field == field && l.To.ID() == id })
	}), nil
}

// All gives the records of a kind that are not retired.
func (v fixtureView) All(kind string) ([]*record.Record, error) {
	return v.of(kind, func(rec *record.Record) bool { return rec.State != record.StateRetired }), nil
}

func (v fixtureView) of(kind string, wanted func(*record.Record) bool) []*record.Record {
	var found []*record.Record
	for rec := range maps.Values(v) {
		if rec.Kind.Name == kind && wanted(rec) {
			found = append(found, rec)
		}
	}
	slices.SortFunc(found, func(a, b *record.Record) int { return cmp.Compare(a.ID, b.ID) })
	return found
}
