package app

import (
	"bytes"
	"encoding/json"
	"slices"

	"surety/record"
)

// same tells that a record, after its derived fields were computed, is what
// stands, and that it is based on it.
func same(rec, stands *record.Record) bool {
	return rec.Revision == stands.Revision && rec.State == stands.State && rec.Mark == stands.Mark && slices.Equal(rec.Readers, stands.Readers) && sameContent(rec, stands)
}

// sameContent tells that the fields of two versions of a record are the same,
// and the organization's own too.
func sameContent(rec, stands *record.Record) bool {
	if len(rec.Custom)+len(stands.Custom) > 0 && !sameValue(rec.Custom, stands.Custom) {
		return false
	}
	return !slices.ContainsFunc(rec.Kind.Fields, func(f *record.Field) bool {
		set := f.IsSet(rec.Body)
		return set != f.IsSet(stands.Body) || set && !sameValue(f.Get(rec.Body), f.Get(stands.Body))
	})
}

// sameValue tells that two values are kept as the same.
func sameValue(a, b any) bool {
	first, err := json.Marshal(a)
	if err != nil {
		return false
	}
	second, err := json.Marshal(b)
	return err == nil && bytes.Equal(first, second)
}
