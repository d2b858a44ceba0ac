package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"surety/record"
)

// asks lists and counts, by memory and by the tables.
func (f *fixture) asks(t *rapid.T, q Query) (listed []string, counted map[string]int, tallied []Tally) {
	t.Helper()
	listed = allPages(f.t, f, f, q)
	counted, err := f.Count(f.ctx, q, "owner")
	if err != nil {
		t.Fatal(err)
	}
	if tallied, err = f.Tally(f.ctx, q, "level", "critical"); err != nil {
		t.Fatal(err)
	}
	return listed, counted, tallied
}

func TestWhatWasWrittenAMomentAgoIsListedAndCounted(t *testing.T) {
	b := newBoth(t)
	persons := b.fill(t, 80)
	for _, f := range b.engines {
		f.store.censuses = newCensuses(1)
		f.ids.Add(10_000) // past those that both were filled with
	}
	rapid.Check(t, func(rt *rapid.T) {
		q := drawQuery(rt, persons)
		f := rapid.SampledFrom(b.engines).Draw(rt, "engine")
		f.write(rt, persons)
		f.asks(rt, q)
		f.write(rt, persons)
		listed, counted, tallied := f.asks(rt, q)
		kept := f.store.censuses
		f.store.censuses = newCensuses(1 << 40)
		listedAlone, countedAlone, talliedAlone := f.asks(rt, q)
		f.store.censuses = kept
		if diff := cmp.Diff(listedAlone, listed) + cmp.Diff(countedAlone, counted) + cmp.Diff(talliedAlone, tallied); diff != "" {
			rt.Fatalf("%+v: the tables and what is remembered of them differ:\n%s", q, diff)
		}
	})
}

// write changes some records and makes some.
func (f *fixture) write(t *rapid.T, persons []record.ID) {
	t.Helper()
	found, err := f.ByKey(f.ctx, fmt.Sprintf("ASSET-%04d", rapid.IntRange(1, 70).Draw(t, "changed")))
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range found {
		rec.Body, rec.State = drawAsset(t, persons, nil), rapid.SampledFrom([]string{"planned", "used", "gone"}).Draw(t, "state")
		rec.Mark, rec.Readers = "", nil
		if rapid.Bool().Draw(t, "marked") {
			rec.Mark, rec.Readers = record.MarkRestricted, []record.Ref{record.Ref(persons[1])}
		}
		f.put("update", rec)
	}
	if rapid.Bool().Draw(t, "more") {
		f.put("create", f.asset(drawAsset(t, persons, nil)))
	}
}
