package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"surety/record"
)

// same compares records; kinds by name.
var same = []cmp.Option{
	cmp.Comparer(func(a, b *record.Kind) bool { return a.Name == b.Name }),
	cmpopts.EquateEmpty(),
}

func TestARecordComesBackAsItWasPut(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		owner := f.person("Zoë Müller")
		f.put("create", owner)
		rec := f.asset(&testAsset{Name: "Billing", Owner: record.Ref(owner.ID), Level: "high", Tags: []string{"a", "b"}, Count: 3, Weight: 1.5, Due: "2026-12-01",
			Every: "P1Y", Price: record.Money{Minor: 1250, Currency: "EUR"}, Critical: true, Parts: []testPart{{Label: "one"}}})
		rec.Mark, rec.Readers, rec.Custom = record.MarkRestricted, []record.Ref{record.Ref(owner.ID)}, map[string]any{"cost": 12.5, "centre": "K1"}
		f.put("create", rec)
		if rec.ID == "" || rec.Key != "ASSET-0001" || rec.Revision != 1 || rec.CreatedBy != "account-1" || !rec.Created.Equal(f.now) {
			t.Errorf("the record was given %+v", rec)
		}
		got, err := f.Get(f.ctx, rec.ID, owner.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[record.ID]*record.Record{rec.ID: rec, owner.ID: owner}, got, same...); diff != "" {
			t.Error(diff)
		}
		byKey, err := f.ByKey(f.ctx, "ASSET-0001", "ASSET-0002")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]*record.Record{"ASSET-0001": rec}, byKey, same...); diff != "" {
			t.Error(diff)
		}
		page, err := f.List(f.ctx, Query{Kind: "asset", Filters: []Filter{{Field: "level", Values: []string{"high"}}}, Sort: "-due", Sight: Sight{Person: owner.ID}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]*record.Record{rec}, page.Records, same...); diff != "" {
			t.Error(diff)
		}
		page, err = f.List(f.ctx, Query{Kind: "asset"})
		if err != nil || len(page.Records) != 0 {
			t.Errorf("a marked record is listed to nobody in particular: %v %v", page, err)
		}
		found, err := f.Search(f.ctx, "mull", Sight{All: true}, nil, 10)
		if err != nil || len(found) != 1 || found[0].Title != "Zoë Müller" {
			t.Errorf("search gave %v, %v", found, err)
		}
	})
}
