package store

import (
	"slices"
	"testing"
)

func TestAListByTitleStandsAsItsReadersLookForThings(t *testing.T) {
	want := []string{"(draft)", "7 days", "10 days", "Ablage", "Ärger", "arzt", "Møller", "Müller", "Straße 2", "STRASSE 10", "zone 9", "Zone 10"}
	onBoth(t, func(t *testing.T, f *fixture) {
		for _, i := range []int{7, 3, 11, 0, 9, 5, 1, 10, 4, 2, 8, 6} {
			f.put("create", f.asset(&testAsset{Name: want[i], Place: want[i]}))
		}
		for _, sort := range []string{"title", "place"} {
			if got := f.titles(t, Query{Sort: sort}); !slices.Equal(got, want) {
				t.Errorf("by %s: %q, expected %q", sort, got, want)
			}
		}
		for begin, found := range map[string][]string{
			"zone 1": {"Zone 10"}, "ZONE": {"zone 9", "Zone 10"}, "strasse 1": {"STRASSE 10"}, "arg": {"Ärger"}, "mø": {"Møller"}, "1": {"10 days"}, "(": {"(draft)"},
		} {
			if got := f.titles(t, Query{Sort: "title", Filters: []Filter{{Field: "title", Op: "prefix", Values: []string{begin}}}}); !slices.Equal(got, found) {
				t.Errorf("what begins with %q: %q, expected %q", begin, got, found)
			}
		}
		for same, found := range map[string][]string{"straße 10": {"STRASSE 10"}, "zone 010": nil, "Moller": nil} {
			if got := f.titles(t, Query{Filters: []Filter{{Field: "place", Values: []string{same}}}}); !slices.Equal(got, found) {
				t.Errorf("what is %q: %q, expected %q", same, got, found)
			}
		}
	})
}

func (f *fixture) titles(t *testing.T, q Query) []string {
	t.Helper()
	q.Kind = "asset"
	page, err := f.List(f.ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, rec := range page.Records {
		titles = append(titles, rec.Title())
	}
	return titles
}
