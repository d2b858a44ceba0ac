package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"surety/fault"
	"surety/internal/testpostgres"
	"surety/record"
)

// both is one fixture on each engine with the same records.
type both struct{ engines []*fixture }

func newBoth(t *testing.T) both {
	return both{[]*fixture{newFixture(t, filepath.Join(t.TempDir(), "surety.db")), newFixture(t, testpostgres.Database(t))}}
}

// drawAsset draws an asset with values that are alike often enough to matter.
func drawAsset(t *rapid.T, persons, assets []record.ID) *testAsset {
	words := rapid.SampledFrom([]string{"", "Server", "server room", "Müller", "mueller", "Straße", "STRASSE", "漏洞管理", "e-mail", "ÅNGSTRÖM", "zebra", "Ⅷ", "a b c", "100%_x", "'quoted\""})
	a := &testAsset{
		Name: rapid.SampledFrom([]string{"Archive", "archive", "Backup", "Ärger", "öl", "Zone", "zone 10", "zone 9", "x"}).Draw(t, "name"), Text: record.Markdown(words.Draw(t, "text")),
		Level: rapid.SampledFrom([]string{"", "low", "medium", "high"}).Draw(t, "level"), Place: words.Draw(t, "place"),
		Tags:  rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "B", "ç", "dd"}), 0, 3, rapid.ID).Draw(t, "tags"),
		Goals: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"confidentiality", "integrity"}), 0, 2, rapid.ID).Draw(t, "goals"),
		Count: rapid.IntRange(-3, 3).Draw(t, "count"), Weight: rapid.SampledFrom([]float64{0, -1.5, 0.1, 1e9, 2}).Draw(t, "weight"),
		Share:    record.Percent(rapid.SampledFrom([]float64{0, 12.5, 100}).Draw(t, "share")),
		Due:      rapid.SampledFrom([]record.Date{"", "2026-01-31", "2026-12-01", "2027-02-28"}).Draw(t, "due"),
		Every:    rapid.SampledFrom([]record.Period{"", "P1Y", "P12M", "P14D", "P2W", "P6M"}).Draw(t, "every"),
		Price:    rapid.SampledFrom([]record.Money{{}, {Minor: -5, Currency: "EUR"}, {Minor: 1000, Currency: "EUR"}, {Minor: 10, Currency: "USD"}}).Draw(t, "price"),
		Critical: rapid.Bool().Draw(t, "critical"),
	}
	if i := rapid.IntRange(-1, len(persons)-1).Draw(t, "owner"); i >= 0 {
		a.Owner = record.Ref(persons[i])
	}
	for i := range rapid.IntRange(0, min(3, len(assets))).Draw(t, "needs") {
		a.Needs = append(a.Needs, record.Ref(assets[(i*7)%len(assets)]))
	}
	slices.Sort(a.Needs)
	a.Needs = slices.Compact(a.Needs)
	return a
}

// fill puts the same random persons and assets into both engines.
func (b both) fill(t *testing.T, n int) (persons []record.ID) {
	var assets []record.ID
	draw := func(i int) *record.Record {
		f := b.engines[0]
		if i < 4 {
			return f.person(fmt.Sprintf("Person %d", i))
		}
		return rapid.Custom(func(t *rapid.T) *record.Record {
			rec := f.asset(drawAsset(t, persons, assets))
			rec.State = rapid.SampledFrom([]string{"planned", "used", "gone", "retired"}).Draw(t, "state")
			if rapid.IntRange(0, 3).Draw(t, "marked") == 0 {
				rec.Mark = record.MarkRestricted
				rec.Readers = []record.Ref{record.Ref(persons[rapid.IntRange(0, 3).Draw(t, "reader")])}
			}
			rec.Custom = map[string]any{"cost": rapid.SampledFrom([]any{nil, 1.0, 10.0, 9.5, "ten", true, "A"}).Draw(t, "cost")}
			return rec
		}).Example(i)
	}
	for i := range n {
		rec := draw(i)
		for _, f := range b.engines {
			copied := *rec
			copied.Kind = f.kinds[rec.Kind.Name]
			copied.Body = copied.Kind.Clone(rec.Body)
			if i%3 == 0 {
				f.tick()
			}
			f.put("create", &copied)
			rec.ID = copied.ID
		}
		if i < 4 {
			persons = append(persons, rec.ID)
		} else {
			assets = append(assets, rec.ID)
		}
	}
	return persons
}

var sortFields = []string{"", "key", "title", "changed", "state", "owner", "level", "place", "count", "weight", "share", "due", "every", "price", "critical"}

// drawQuery draws a query that is understood.
func drawQuery(t *rapid.T, persons []record.ID) Query {
	q := Query{Kind: "asset", Limit: rapid.SampledFrom([]int{4, 11, 200}).Draw(t, "limit"), IncludeEnded: rapid.Bool().Draw(t, "ended"),
		Sort: rapid.SampledFrom([]string{"", "-"}).Draw(t, "direction") + rapid.SampledFrom(sortFields).Draw(t, "sort")}
	if q.Sort == "-" {
		q.Sort = "-key"
	}
	switch rapid.IntRange(0, 2).Draw(t, "sight") {
	case 0:
		q.Sight.All = true
	case 1:
		q.Sight.Person = persons[rapid.IntRange(0, len(persons)-1).Draw(t, "person")]
	}
	if rapid.IntRange(0, 3).Draw(t, "searches") == 0 {
		q.Search = rapid.SampledFrom([]string{"server", "ser", "mul", "strasse", "漏洞", "管理", "zo", "archive server", "mail", "%", "8"}).Draw(t, "search")
	}
	for range rapid.IntRange(0, 3).Draw(t, "filters") {
		q.Filters = append(q.Filters, drawFilter(t, persons))
	}
	return q
}

func drawFilter(t *rapid.T, persons []record.ID) Filter {
	ops := []string{"eq", "ne", "lt", "le", "gt", "ge", "in", "set", "empty"}
	var values []string
	field := rapid.SampledFrom([]string{"state", "key", "title", "changed", "owner", "needs", "level", "tags", "goals", "place", "count", "weight", "due", "every", "price", "critical", "custom.cost"}).Draw(t, "field")
	switch field {
	case "state":
		ops, values = []string{"eq", "ne", "in"}, []string{"planned", "used", "gone", "retired"}
	case "key":
		ops, values = []string{"eq", "ne", "in", "lt", "ge"}, []string{"ASSET-0001", "asset-0005", "ASSET-9999"}
	case "title", "place":
		ops, values = append(ops, "prefix"), []string{"Archive", "arc", "zone 10", "STRASSE", "", "öl", "server"}
	case "changed":
		values = []string{"2026-11-24T09:00:05Z", "2026-11-24", "2027-01-01"}
	case "owner":
		ops, values = []string{"eq", "ne", "in", "set", "empty"}, append(texts(persons), "nobody")
	case "needs":
		ops, values = []string{"eq", "in", "set", "empty"}, []string{"01930000-0000-7000-8000-000000000006", "01930000-0000-7000-8000-00000000000a", "nobody"}
	case "level":
		values = []string{"low", "medium", "high"}
	case "goals":
		ops, values = []string{"eq", "ne", "in", "set", "empty"}, []string{"confidentiality", "integrity"}
	case "tags":
		ops, values = append(ops, "prefix"), []string{"a", "b", "C", "d"}
	case "count", "weight":
		values = []string{"-2", "0", "1", "2"}
	case "due":
		values = []string{"2026-01-31", "2026-06-01"}
	case "every":
		values = []string{"P1Y", "P14D"}
	case "price":
		values = []string{"10.00 EUR", "0.10 USD"}
	case "critical":
		ops, values = []string{"eq", "ne"}, []string{"yes", "no"}
	case "custom.cost":
		ops, values = append(ops, "prefix"), []string{"10", "9.5", "ten", "yes", "a"}
	}
	f := Filter{Field: field, Op: rapid.SampledFrom(ops).Draw(t, "op")}
	switch f.Op {
	case "in":
		f.Values = rapid.SliceOfN(rapid.SampledFrom(values), 1, 3).Draw(t, "values")
	case "set", "empty":
	default:
		f.Values = []string{rapid.SampledFrom(values).Draw(t, "value")}
	}
	return f
}

// allPages reads every page of a query.
func allPages(t testing.TB, f *fixture, r Reader, q Query) []string {
	t.Helper()
	var keys []string
	for range 1000 {
		page, err := r.List(f.ctx, q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		if len(page.Records) > q.Limit || page.Next != "" && len(page.Records) != q.Limit {
			t.Fatalf("%+v: a page of %d records with the next at %q", q, len(page.Records), page.Next)
		}
		for _, rec := range page.Records {
			keys = append(keys, rec.Key)
		}
		if q.After = page.Next; q.After == "" {
			return keys
		}
	}
	t.Fatalf("%+v: the pages never end", q)
	return nil
}

func TestPagesCoverEachRecordOnceAndAreTheSameOnBothEnginesAndInThePast(t *testing.T) {
	b := newBoth(t)
	persons := b.fill(t, 160)
	position, err := b.engines[0].Position(b.engines[0].ctx)
	if err != nil {
		t.Fatal(err)
	}
	view := b.engines[0].AsOf(position)
	rapid.Check(t, func(rt *rapid.T) {
		q := drawQuery(rt, persons)
		few := rapid.SampledFrom([]int{2, fewRows}).Draw(rt, "rare")
		many := rapid.SampledFrom([]int{1, manyRows}).Draw(rt, "many")
		for _, f := range b.engines {
			f.store.few, f.store.censuses = few, newCensuses(many)
		}
		lite, post := allPages(t, b.engines[0], b.engines[0], q), allPages(t, b.engines[1], b.engines[1], q)
		if diff := cmp.Diff(lite, post); diff != "" {
			rt.Fatalf("%+v: SQLite and PostgreSQL differ:\n%s", q, diff)
		}
		if diff := cmp.Diff(lite, allPages(t, b.engines[0], view, q)); diff != "" {
			rt.Fatalf("%+v: now and as of now differ:\n%s", q, diff)
		}
		sorted := slices.Clone(lite)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(lite) {
			rt.Fatalf("%+v: a record came twice: %v", q, lite)
		}
		b.countsAgree(rt, view, q, len(lite))
	})
}

func TestListsAndTotalsAskedForTogetherAreThoseAskedForOneByOne(t *testing.T) {
	b := newBoth(t)
	persons := b.fill(t, 160)
	rapid.Check(t, func(rt *rapid.T) {
		queries := []Query{{Kind: "person", Sort: "title", Sight: Sight{All: true}}}
		for range rapid.IntRange(1, 4).Draw(rt, "queries") {
			queries = append(queries, drawQuery(rt, persons))
		}
		few := rapid.SampledFrom([]int{2, fewRows}).Draw(rt, "rare")
		many := rapid.SampledFrom([]int{1, manyRows}).Draw(rt, "many")
		for _, f := range b.engines {
			f.store.few, f.store.censuses = few, newCensuses(many)
			pages, err := f.Lists(f.ctx, queries...)
			if err != nil {
				rt.Fatal(err)
			}
			totals, err := f.Totals(f.ctx, queries...)
			if err != nil {
				rt.Fatal(err)
			}
			for i, q := range queries {
				page, err := f.List(f.ctx, q)
				if err != nil {
					rt.Fatal(err)
				}
				if diff := cmp.Diff(page, pages[i], cmp.Comparer(func(x, y *record.Record) bool {
					return x.ID == y.ID && x.Revision == y.Revision && x.Title() == y.Title()
				})); diff != "" {
					rt.Fatalf("%+v: alone and among others differ:\n%s", q, diff)
				}
				counts, err := f.Count(f.ctx, q, "")
				if err != nil || counts[""] != totals[i] {
					rt.Fatalf("%+v: %d are counted alone and %d among others: %v", q, counts[""], totals[i], err)
				}
			}
		}
	})
}

// countsAgree compares counts on both engines and in the past with each other
// and with the list.
func (b both) countsAgree(t *rapid.T, view *View, q Query, listed int) {
	for _, by := range []string{"", "state", "level", "owner", "needs", "tags", "goals", "count", "critical", "due"} {
		var all []map[string]int
		for _, r := range []Reader{b.engines[0], b.engines[1], view} {
			counts, err := r.Count(b.engines[0].ctx, q, by)
			if err != nil {
				t.Fatalf("%+v by %s: %v", q, by, err)
			}
			all = append(all, counts)
		}
		if diff := cmp.Diff(all[0], all[1]) + cmp.Diff(all[0], all[2]); diff != "" {
			t.Fatalf("%+v by %q: the counts differ:\n%s", q, by, diff)
		}
		sum := 0
		for _, n := range all[0] {
			sum += n
		}
		if several := by == "needs" || by == "tags" || by == "goals"; !several && sum != listed {
			t.Fatalf("%+v by %q: %d are counted, %d listed", q, by, sum, listed)
		}
	}
	b.talliesAgree(t, view, q, listed)
}

// talliesAgree compares what is counted by several fields together in the same way.
func (b both) talliesAgree(t *rapid.T, view *View, q Query, listed int) {
	var all [][]Tally
	for _, r := range []Reader{b.engines[0], b.engines[1], view} {
		list, err := r.Tally(b.engines[0].ctx, q, "level", "count", "critical", "due")
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		all = append(all, list)
	}
	if diff := cmp.Diff(all[0], all[1], cmpopts.EquateEmpty()) + cmp.Diff(all[0], all[2], cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%+v: the tallies differ:\n%s", q, diff)
	}
	sum := 0
	for _, tally := range all[0] {
		sum += tally.Count
	}
	if sum != listed {
		t.Fatalf("%+v: %d are tallied, %d listed", q, sum, listed)
	}
}

func TestAnUnknownFilterSortOrComparisonIsRefusedWithWhatThereIs(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		cases := map[string]struct {
			query Query
			says  string
		}{
			"an unknown kind":            {Query{Kind: "asse"}, "expected one of asset, note, person"},
			"a field that isn't indexed": {Query{Kind: "asset", Filters: []Filter{{Field: "text", Values: []string{"x"}}}}, "filter by one of state, key, title, changed, count, critical"},
			"an unknown field":           {Query{Kind: "asset", Filters: []Filter{{Field: "nothing", Values: []string{"x"}}}}, "filter by one of"},
			"an unknown sort":            {Query{Kind: "asset", Sort: "-tags"}, "sort by one of key, changed, title, state, owner, level"},
			"an unknown state":           {Query{Kind: "asset", Filters: []Filter{{Field: "state", Values: []string{"lost"}}}}, "expected one of planned, used, gone, retired"},
			"an unknown value":           {Query{Kind: "asset", Filters: []Filter{{Field: "level", Values: []string{"huge"}}}}, "not one of low, medium, high"},
			"no date":                    {Query{Kind: "asset", Filters: []Filter{{Field: "due", Op: "lt", Values: []string{"31.12.2026"}}}}, "expected the form 2026-11-24"},
			"an unknown comparison":      {Query{Kind: "asset", Filters: []Filter{{Field: "due", Op: "like", Values: []string{"x"}}}}, "expected eq, ne, lt"},
			"no value":                   {Query{Kind: "asset", Filters: []Filter{{Field: "due", Op: "lt"}}}, "lt takes one"},
			"a prefix of a number":       {Query{Kind: "asset", Filters: []Filter{{Field: "count", Op: "prefix", Values: []string{"1"}}}}, "can't be compared by prefix"},
			"too many words":             {Query{Kind: "asset", Search: "a b c d e f g h i j k l"}, "at most 10"},
			"a cursor that is none":      {Query{Kind: "asset", After: "x"}, "no cursor"},
		}
		for name, c := range cases {
			_, err := f.List(f.ctx, c.query)
			if err == nil || !strings.Contains(err.Error(), c.says) || fault.Is(err, fault.Internal) {
				t.Errorf("%s: got %v, expected a fault that says %q", name, err, c.says)
			}
			if _, again := f.AsOf(0).List(f.ctx, c.query); again == nil || strings.ReplaceAll(again.Error(), "list as it was", "list") != err.Error() {
				t.Errorf("%s: a view of the past says %v", name, again)
			}
		}
		if _, err := f.Count(f.ctx, Query{Kind: "asset"}, "place"); err == nil || !strings.Contains(err.Error(), "count by one of state, owner, needs, level") {
			t.Errorf("counting by a text gave %v", err)
		}
		for _, by := range []string{"place", "owner", "needs", "tags", "nothing"} {
			if _, err := f.Tally(f.ctx, Query{Kind: "asset"}, "level", by); err == nil || !strings.Contains(err.Error(), "can't be tallied by it") {
				t.Errorf("tallying by %s gave %v", by, err)
			}
		}
	})
}

func TestACursorOfAnotherQueryIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		for _, name := range []string{"A", "B", "C"} {
			f.put("create", f.asset(&testAsset{Name: name}))
		}
		page, err := f.List(f.ctx, Query{Kind: "asset", Sort: "title", Limit: 1})
		if err != nil || page.Next == "" {
			t.Fatal(page, err)
		}
		for _, q := range []Query{
			{Kind: "asset", Sort: "-title"}, {Kind: "asset", Sort: "due"}, {Kind: "person", Sort: "title"}, {Kind: "asset", Sort: "title", IncludeEnded: true},
			{Kind: "asset", Sort: "title", Search: "x"}, {Kind: "asset", Sort: "title", Filters: []Filter{{Field: "level", Values: []string{"low"}}}},
		} {
			q.After = page.Next
			if _, err := f.List(f.ctx, q); !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), "another query") {
				t.Errorf("%+v gave %v, expected that the cursor is of another query", q, err)
			}
		}
		q := Query{Kind: "asset", Sort: "title", Limit: 5, After: page.Next}
		if page, err := f.List(f.ctx, q); err != nil || len(page.Records) != 2 {
			t.Errorf("another limit gave %v, %v", page, err)
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add(cursor{int64(5), 7}.text([8]byte{}))
	f.Add(cursor{"text", 7}.text([8]byte{}))
	f.Add(cursor{1.5, 7}.text([8]byte{}))
	f.Add("x")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseCursor(text, [8]byte{})
		if err != nil {
			if fault.Is(err, fault.Internal) {
				t.Fatal(err)
			}
			return
		}
		again, err := parseCursor(c.text([8]byte{}), [8]byte{})
		if err != nil || *again != *c {
			t.Fatalf("%q gave %v, then %v, %v", text, c, again, err)
		}
	})
}

func TestAListIsBounded(t *testing.T) {
	for given, expected := range map[int]int{0: defaultLimit, -5: defaultLimit, 7: 7, 1 << 40: MostLimit} {
		if got := limited(given); got != expected {
			t.Errorf("a limit of %d became %d, expected %d", given, got, expected)
		}
	}
}
