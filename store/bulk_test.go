package store

import (
	"fmt"
	"testing"

	"surety/fault"
	"surety/record"
)

func TestAWriteOfVeryManyRecordsIsWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		const n = 2*mostStaged + 500
		owners := []*record.Record{f.person("A"), f.person("B")}
		f.put("create", owners...)
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			var last *record.Record
			for i := range n {
				rec := f.asset(&testAsset{Name: fmt.Sprintf("Asset %d", i), Owner: record.Ref(owners[i%2].ID), Count: i})
				if last != nil {
					rec.Body.(*testAsset).Needs = []record.Ref{record.Ref(last.ID)}
				}
				if err := tx.Put(rec, "create", ""); err != nil {
					return err
				}
				if i%7 == 0 {
					rec.Body.(*testAsset).Place = "again"
					if err := tx.Put(rec, "update", ""); err != nil {
						return err
					}
				}
				if i == 1500 {
					got, err := tx.Get(f.ctx, rec.ID, last.ID)
					if err != nil || len(got) != 2 {
						t.Errorf("in between it reads %v, %v", got, err)
					}
				}
				last = rec
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		counts, err := f.Count(f.ctx, Query{Kind: "asset"}, "owner")
		if err != nil || counts[string(owners[0].ID)] != n/2 || counts[string(owners[1].ID)] != n/2 {
			t.Errorf("the counts are %v, %v", counts, err)
		}
		page, err := f.List(f.ctx, Query{Kind: "asset", Sort: "-key", Limit: 1})
		if err != nil || page.Records[0].Key != fmt.Sprintf("ASSET-%04d", n) {
			t.Errorf("the last key is %v, %v", page.Records, err)
		}
		f.ok(t)
		next := f.asset(&testAsset{Name: "Next"})
		f.put("create", next)
		if next.Key != fmt.Sprintf("ASSET-%04d", n+1) {
			t.Errorf("the next key is %s", next.Key)
		}
	})
}

func TestAWriteOfVeryManyRecordsThatFailsLeavesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		for name, last := range map[string]*record.Record{"a dangling reference": f.asset(&testAsset{Name: "B", Owner: "nobody"}), "a taken id": {ID: "taken", Kind: f.kinds["person"], Body: &testPerson{Name: "X"}}} {
			taken := f.person("Taken")
			taken.ID = "taken"
			err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
				if err := tx.Put(taken, "create", ""); err != nil {
					return err
				}
				for i := range mostStaged + 300 {
					rec := f.asset(&testAsset{Name: fmt.Sprint(i)})
					if i == 500 {
						rec = last
					}
					if err := tx.Put(rec, "create", ""); err != nil {
						return err
					}
				}
				return nil
			})
			if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Exists) {
				t.Errorf("%s: got %v", name, err)
			}
			if n, err := f.Position(f.ctx); err != nil || n != 0 || taken.Revision != 0 {
				t.Errorf("%s: the log has %d entries, %v", name, n, err)
			}
		}
		f.put("create", f.person("After"))
	})
}
