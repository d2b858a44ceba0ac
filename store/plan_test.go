package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"surety/record"
)

// plan is how the engine carries out a statement, a line a step.
func (f *fixture) plan(t testing.TB, s watched) []string {
	t.Helper()
	number, err := f.store.number(f.ctx, testOrganization)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	err = f.store.engine.write(f.ctx, number, simple(func(ctx context.Context, c *conn) error {
		explain := "EXPLAIN "
		if c.d.name == "sqlite" {
			explain = "EXPLAIN QUERY PLAN "
		}
		return c.each(ctx, func(rows *sql.Rows) error {
			var line string
			dest := []any{&line}
			if c.d.name == "sqlite" {
				dest = []any{new(int), new(int), new(int), &line}
			}
			err := rows.Scan(dest...)
			lines = append(lines, line)
			return err
		}, explain+s.text, s.args...)
	}))
	if err != nil {
		t.Fatalf("%s: %v", s.text, err)
	}
	return lines
}

// isSlow tells a step that reads a whole table or sorts what it read.
func isSlow(line string) bool {
	line = strings.TrimLeft(line, " ->")
	switch {
	case strings.HasPrefix(line, "SCAN n"), strings.HasPrefix(line, "SCAN CONSTANT ROW"), strings.HasPrefix(line, "SCAN json_each"): // what a bounded subquery gave
		return false
	case strings.HasPrefix(line, "SCAN"), strings.Contains(line, "TEMP B-TREE"), strings.Contains(line, "AUTOMATIC"):
		return true
	case strings.HasPrefix(line, "Seq Scan"), strings.HasPrefix(line, "Sort  ("), strings.HasPrefix(line, "Incremental Sort"):
		return true
	}
	return false
}

func TestNoReadScansOrSortsAndEachTakesFewStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		var persons []*record.Record
		for i := range 5 {
			persons = append(persons, f.person(fmt.Sprintf("Person %d", i)))
		}
		f.put("create", persons...)
		var assets []*record.Record
		for i := range 400 {
			rec := f.asset(&testAsset{Name: fmt.Sprintf("Server %d", i), Text: "mail alpha", Owner: record.Ref(persons[i%5].ID), Needs: []record.Ref{record.Ref(persons[0].ID)}, Level: []string{"low", "high"}[i%2],
				Tags: []string{"t"}, Count: i, Place: "here", Due: "2026-12-01"})
			if i%50 == 0 {
				rec.Mark, rec.Readers = record.MarkRestricted, []record.Ref{record.Ref(persons[1].ID)}
			}
			rec.Custom = map[string]any{"cost": float64(i)}
			assets = append(assets, rec)
		}
		f.put("create", assets...)
		assets[7].State = "used"
		f.put("update", assets[7])
		f.analyze(t)
		eq := func(field, value string) Filter { return Filter{Field: field, Values: []string{value}} }
		sight := Sight{Person: persons[1].ID}
		list := func(q Query) func(Reader) error {
			q.Kind, q.Sight = "asset", sight
			return func(r Reader) error { _, err := r.List(f.ctx, q); return err }
		}
		first, err := f.List(f.ctx, Query{Kind: "asset", Sort: "-due", Limit: 20, Sight: sight})
		if err != nil {
			t.Fatal(err)
		}
		cases := map[string]struct {
			most int // statements
			do   func(Reader) error
		}{
			"a list":            {2, list(Query{})},
			"a list with ended": {2, list(Query{IncludeEnded: true})},
			"the next page":     {2, list(Query{Sort: "-due", Limit: 20, After: first.Next})},
			"a filter":          {3, list(Query{Filters: []Filter{eq("level", "high")}, Sort: "-count"})},
			"a reference":       {3, list(Query{Filters: []Filter{eq("owner", string(persons[2].ID))}, Sort: "title"})},
			"references":        {3, list(Query{Filters: []Filter{eq("needs", string(persons[0].ID))}, Sort: "title"})},
			"a facet":           {3, list(Query{Filters: []Filter{eq("tags", "t")}, Sort: "changed"})},
			"an own field":      {3, list(Query{Filters: []Filter{{Field: "custom.cost", Op: "gt", Values: []string{"17"}}}, Sort: "changed"})},
			"several filters":   {3, list(Query{Filters: []Filter{eq("level", "low"), {Field: "count", Op: "ge", Values: []string{"5"}}, {Field: "place", Op: "prefix", Values: []string{"he"}}}, Sort: "due"})},
			"a state":           {2, list(Query{Filters: []Filter{eq("state", "planned")}, Sort: "-count"})},
			"what isn't":        {2, list(Query{Filters: []Filter{{Field: "owner", Op: "ne", Values: []string{"x"}}, {Field: "needs", Op: "empty"}}, Sort: "count"})},
			"words in a list":   {3, list(Query{Search: "mail serv", Sort: "due"})},
			"several lists": {3, func(r Reader) error {
				_, err := r.Lists(f.ctx, Query{Kind: "person", Sort: "title", Sight: sight}, Query{Kind: "asset", Sort: "-count", Limit: 5, Sight: sight, Filters: []Filter{eq("owner", string(persons[2].ID))}},
					Query{Kind: "asset", Sort: "due", Sight: sight, Filters: []Filter{{Field: "due", Op: "ge", Values: []string{"2026-11-01"}}, {Field: "due", Op: "le", Values: []string{"2026-11-30"}}}})
				return err
			}},
			"several totals": {1, func(r Reader) error {
				_, err := r.Totals(f.ctx, Query{Kind: "person", Sight: sight}, Query{Kind: "asset", Sight: sight})
				return err
			}},
			"a count by state": {1, func(r Reader) error { _, err := r.Count(f.ctx, Query{Kind: "asset"}, "state"); return err }},
			"a count by a field": {1, func(r Reader) error {
				_, err := r.Count(f.ctx, Query{Kind: "asset", Sight: sight}, "level")
				return err
			}},
			"a tally": {1, func(r Reader) error {
				_, err := r.Tally(f.ctx, Query{Kind: "asset", Sight: sight}, "level", "count")
				return err
			}},
			"a tally of what a field says": {2, func(r Reader) error {
				_, err := r.Tally(f.ctx, Query{Kind: "asset", Filters: []Filter{eq("owner", string(persons[2].ID))}}, "level", "count")
				return err
			}},
			"records by id":   {2, func(r Reader) error { _, err := r.Get(f.ctx, assets[3].ID, assets[9].ID); return err }},
			"a record by key": {2, func(r Reader) error { _, err := r.ByKey(f.ctx, "ASSET-0003"); return err }},
			"all of a kind":   {2, func(r Reader) error { _, err := r.Scan(f.ctx, "asset", assets[3].ID, 100); return err }},
			"the directory":   {2, func(r Reader) error { _, err := r.Entries(f.ctx, assets[0].ID, persons[0].ID); return err }},
			"who refers": {1, func(r Reader) error {
				_, err := r.Back(f.ctx, "asset", "owner", persons[0].ID, persons[1].ID)
				return err
			}},
			"links":    {4, func(r Reader) error { _, _, err := r.Links(f.ctx, persons[0].ID); return err }},
			"a search": {3, func(r Reader) error { _, err := r.Search(f.ctx, "serv", sight, nil, 500); return err }},
			"a search for two words": {4, func(r Reader) error {
				_, err := r.Search(f.ctx, "serv mail", sight, []string{"asset"}, 500)
				return err
			}},
			"a search by key":         {2, func(r Reader) error { _, err := r.Search(f.ctx, "ASSET-00", sight, nil, 20); return err }},
			"history":                 {1, func(r Reader) error { _, err := r.History(f.ctx, assets[7].ID, 0, 20); return err }},
			"history with sealed":     {2, func(r Reader) error { _, err := r.History(f.ctx, persons[0].ID, 0, 20); return err }},
			"changes":                 {2, func(r Reader) error { _, err := r.Changes(f.ctx, 3, 50); return err }},
			"the position":            {1, func(r Reader) error { _, err := r.Position(f.ctx); return err }},
			"the past of records":     {1, func(Reader) error { _, err := f.AsOf(100).Get(f.ctx, assets[3].ID); return err }},
			"the past of a kind":      {1, func(Reader) error { _, err := f.AsOf(100).Scan(f.ctx, "asset", "", 100); return err }},
			"who referred":            {2, func(Reader) error { _, err := f.AsOf(100).Back(f.ctx, "asset", "owner", persons[0].ID); return err }},
			"a session":               {1, func(Reader) error { _, _, err := f.store.SessionByHash(f.ctx, "x"); return err }},
			"a token":                 {1, func(Reader) error { _, _, err := f.store.TokenByHash(f.ctx, "x"); return err }},
			"an account":              {1, func(Reader) error { _, err := f.store.AccountByLogin(f.ctx, "x"); return err }},
			"a position by its time":  {1, func(Reader) error { _, err := f.PositionAt(f.ctx, f.clock()); return err }},
			"names of accounts":       {1, func(r Reader) error { _, err := r.AccountNames(f.ctx, "x"); return err }},
			"a sort by each column":   {2 * len(sortFields), func(r Reader) error { return eachSort(f, r, sight) }},
			"messages that are due":   {1, func(Reader) error { _, err := f.store.TakeMessages(f.ctx, []string{"mail", "job"}, 5, 1); return err }},
			"what is due":             {3, func(Reader) error { _, err := f.Duties(f.ctx, persons[1].ID, "2026-12-31", 20); return err }},
			"how much is overdue":     {1, func(Reader) error { _, err := f.Overdue(f.ctx, "2027-01-01", persons[1].ID); return err }},
			"who stands in":           {1, func(Reader) error { _, err := f.StandIns(f.ctx, persons[1].ID, "2026-12-31"); return err }},
			"a calendar's account":    {1, func(Reader) error { _, err := f.store.AccountByFeed(f.ctx, "x"); return err }},
			"messages that failed":    {1, func(Reader) error { _, err := f.Failing(f.ctx, 20); return err }},
			"the kinds in use":        {1, func(Reader) error { _, err := f.Uses(f.ctx, sight); return err }},
			"an organization's users": {1, func(Reader) error { _, err := f.Accounts(f.ctx); return err }},
		}
		for name, c := range cases {
			for _, few := range []int{1, fewRows} {
				f.store.few = few
				statements := f.watch(func() {
					if err := c.do(f); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				})
				if len(statements) > c.most || len(statements) == 0 {
					t.Errorf("%s takes %d statements, expected at most %d: %q", name, len(statements), c.most, statements)
				}
				for _, s := range statements {
					for _, line := range f.plan(t, s) {
						if isSlow(line) {
							t.Errorf("%s (rare up to %d): %s\nin %s", name, few, line, s.text)
						}
					}
				}
			}
		}
	})
}

// eachSort lists by every column, both ways.
func eachSort(f *fixture, r Reader, sight Sight) error {
	for i, sort := range sortFields {
		if i%2 == 1 {
			sort = "-" + sort
		}
		if _, err := r.List(f.ctx, Query{Kind: "asset", Sort: sort, Sight: sight, IncludeEnded: i%3 == 0}); err != nil {
			return err
		}
	}
	return nil
}

// analyze gives PostgreSQL's planner its statistics.
func (f *fixture) analyze(t testing.TB) {
	t.Helper()
	if f.store.dialect.name != "postgres" {
		return
	}
	if err := f.store.engine.write(f.ctx, 0, simple(func(ctx context.Context, c *conn) error { return c.control(ctx, "ANALYZE") })); err != nil {
		t.Fatal(err)
	}
}

func TestAWriteOfOneRecordTakesFewStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.put("create", f.asset(&testAsset{Name: "First"}))
		rec := f.asset(&testAsset{Name: "Mail server", Text: "alpha"})
		if n := len(f.watch(func() { f.put("create", rec) })); n > 10 {
			t.Errorf("making a record takes %d statements, expected at most 10: %q", n, f.statements)
		}
		rec.Body.(*testAsset).Count = 5
		if n := len(f.watch(func() { f.put("update", rec) })); n > 8 {
			t.Errorf("changing a record takes %d statements, expected at most 8: %q", n, f.statements)
		}
		for _, s := range f.statements {
			for _, line := range f.plan(t, s) {
				if isSlow(line) {
					t.Errorf("%s\nin %s", line, s.text)
				}
			}
		}
	})
}
