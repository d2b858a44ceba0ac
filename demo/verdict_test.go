package demo_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"surety/conform"
	"surety/demo"
	"surety/expr"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// told is a ledger after the demonstration's items, and what they are called.
type told struct {
	*ledger
	names map[record.ID]string
}

func tell(t testing.TB, today record.Date) told {
	t.Helper()
	names := map[record.ID]string{}
	l := loaded(t, func(yield func(demo.Item) bool) {
		for item := range demo.Items(today) {
			if item.Do == demo.Create {
				names[record.ID(fmt.Sprintf("id-%07d", len(names)+1))] = item.Name
			}
			if !yield(item) {
				return
			}
		}
	})
	return told{ledger: l, names: names}
}

// reader lets verdicts read a ledger.
type reader struct{ *ledger }

func (r reader) Get(_ context.Context, ids ...record.ID) (map[record.ID]*record.Record, error) {
	found := map[record.ID]*record.Record{}
	for _, id := range ids {
		if rec := r.byID[id]; rec != nil {
			found[id] = rec
		}
	}
	return found, nil
}

func (r reader) Scan(_ context.Context, kind string, after record.ID, limit int) ([]*record.Record, error) {
	all := slices.DeleteFunc(r.records(kind), func(rec *record.Record) bool { return rec.ID <= after })
	slices.SortFunc(all, func(a, b *record.Record) int { return cmp.Compare(a.ID, b.ID) })
	return all[:min(len(all), limit)], nil
}

func (r reader) Back(_ context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error) {
	found := map[record.ID][]record.ID{}
	for _, id := range to {
		for _, rec := range r.referring(kind, field, id) {
			found[id] = append(found[id], rec.ID)
		}
	}
	return found, nil
}

func (r reader) Entries(_ context.Context, ids ...record.ID) (map[record.ID]store.Entry, error) {
	found := map[record.ID]store.Entry{}
	for _, id := range ids {
		if rec := r.byID[id]; rec != nil {
			found[id] = store.Entry{ID: id, Kind: rec.Kind.Name, Key: rec.Key, Title: rec.Title(), State: rec.State, Revision: rec.Revision, Mark: rec.Mark, Readers: readers(rec)}
		}
	}
	return found, nil
}

func readers(rec *record.Record) []record.ID {
	var ids []record.ID
	for _, ref := range rec.Readers {
		ids = append(ids, ref.ID())
	}
	return ids
}

// judge gives the verdicts of ISO/IEC 27001 on a day.
func (l told) judge(t testing.TB, today record.Date) *conform.Report {
	t.Helper()
	set, problems := pack.Load(nil, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	standard, err := set.Find("iso27001@2022")
	if err != nil {
		t.Fatal(err)
	}
	env, err := expr.New(l.catalogue)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := conform.New(conform.Options{Environment: env, Pack: standard, System: l.records("management_system")[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	now := today.Time().Add(15 * time.Hour)
	if err := engine.Evaluate(t.Context(), reader{l.ledger}, now); err != nil {
		t.Fatal(err)
	}
	report, err := engine.Report(t.Context(), reader{l.ledger}, store.Sight{All: true}, now)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// failures are the requirements that fail, each with the records that do.
func (l told) failures(report *conform.Report) map[string][]string {
	failures := map[string][]string{}
	for _, r := range report.Requirements {
		if !r.Verdict.Worse(conform.NotFollowed) {
			continue
		}
		names := []string{}
		for _, rec := range r.Records {
			names = append(names, l.names[rec.ID])
		}
		slices.Sort(names)
		failures[r.ID] = names
	}
	return failures
}
