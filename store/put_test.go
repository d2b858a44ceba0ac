package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"surety/fault"
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

func TestAStaleRevisionIsRefusedWithBothVersions(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.asset(&testAsset{Name: "Billing"})
		f.put("create", rec)
		mine := *rec
		rec.Body = &testAsset{Name: "Billing system"}
		f.put("update", rec)
		mine.Body = &testAsset{Name: "Invoices"}
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(&mine, "update", "") })
		var e *fault.Error
		if !fault.Is(err, fault.Stale) || !errors.As(err, &e) {
			t.Fatalf("got %v, expected that it is stale", err)
		}
		if diff := cmp.Diff(rec, e.Current, same...); diff != "" || e.Record != "ASSET-0001" {
			t.Errorf("the fault names %s and carries another record: %s", e.Record, diff)
		}
		if mine.Revision != 1 || mine.Body.(*testAsset).Name != "Invoices" {
			t.Errorf("the refused record was changed: %+v", mine)
		}
	})
}

func TestAReferenceThatLeadsNowhereIsRefusedByRecordFieldAndTarget(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		person := f.person("Ann")
		f.put("create", person)
		cases := map[string]struct {
			body  *testAsset
			field string
			says  string
		}{
			"nothing there":       {&testAsset{Name: "A", Owner: "01930000-none"}, "owner", `"01930000-none", but there is no such person`},
			"in a list":           {&testAsset{Name: "A", Needs: []record.Ref{record.Ref(person.ID), "01930000-none"}}, "needs", "no such asset or person"},
			"in a nested row":     {&testAsset{Name: "A", Parts: []testPart{{Label: "x", Of: "01930000-none"}}}, "parts.of", "no such asset"},
			"of the wrong kind":   {&testAsset{Name: "A", Parts: []testPart{{Label: "x", Of: record.Ref(person.ID)}}}, "parts.of", "PERSON-0001, which is of the kind person: expected asset"},
			"another's, unseen":   {&testAsset{Name: "A", Owner: record.Ref(f.elsewhere(t))}, "owner", "no such person"},
			"of an ended request": {&testAsset{Name: "A", Owner: "'; DROP TABLE record; --"}, "owner", "no such person"},
		}
		for name, c := range cases {
			rec := f.asset(c.body)
			err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, "create", "") })
			var e *fault.Error
			if !fault.Is(err, fault.Invalid) || !errors.As(err, &e) || e.Field != c.field || !strings.HasPrefix(e.Record, "ASSET-") || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: got %v, expected a fault at ASSET-….%s that says %s", name, err, c.field, c.says)
			}
			if rec.ID != "" || rec.Key != "" || rec.Revision != 0 {
				t.Errorf("%s: the refused record was changed: %+v", name, rec)
			}
		}
		if size, err := f.Position(f.ctx); err != nil || size != 1 {
			t.Errorf("the log has %d entries (%v), expected the one of the person", size, err)
		}
	})
}

// elsewhere makes a person in another organization.
func (f *fixture) elsewhere(t *testing.T) record.ID {
	t.Helper()
	if err := f.store.CreateOrganization(f.ctx, "org-2", "Another"); err != nil {
		t.Fatal(err)
	}
	rec := f.person("Eve")
	if err := f.store.In("org-2").Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, "create", "") }); err != nil {
		t.Fatal(err)
	}
	return rec.ID
}

func TestRecordsThatReferToEachOtherCanBePutInAnyOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		a, b := f.asset(&testAsset{Name: "A"}), f.asset(&testAsset{Name: "B"})
		a.ID, b.ID = f.newID(), f.newID()
		a.Body.(*testAsset).Needs, b.Body.(*testAsset).Needs = []record.Ref{record.Ref(b.ID)}, []record.Ref{record.Ref(a.ID)}
		f.put("create", a, b)
		back, err := f.Back(f.ctx, "asset", "needs", a.ID, b.ID)
		if diff := cmp.Diff(map[record.ID][]record.ID{a.ID: {b.ID}, b.ID: {a.ID}}, back); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestEveryDanglingReferenceOfAWriteIsTold(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			for range 3 {
				if err := tx.Put(f.asset(&testAsset{Name: "A", Owner: "nobody"}), "create", ""); err != nil {
					return err
				}
			}
			return nil
		})
		var list fault.List
		if !errors.As(err, &list) || len(list) != 3 {
			t.Errorf("got %v, expected three faults", err)
		}
	})
}

func TestKeysCountOnWithoutGapsAndGivenKeysAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		var many []*record.Record
		for range 40 {
			many = append(many, f.person("P"))
		}
		f.put("create", many...)
		given := f.person("G")
		given.Key = "PERSON-0100"
		next, after := f.person("N"), f.asset(&testAsset{Name: "A"})
		f.put("create", given)
		f.put("create", next, after)
		got := []string{many[0].Key, many[39].Key, given.Key, next.Key, after.Key}
		if diff := cmp.Diff([]string{"PERSON-0001", "PERSON-0040", "PERSON-0100", "PERSON-0101", "ASSET-0001"}, got); diff != "" {
			t.Error(diff)
		}
		for _, key := range []string{"PERSON-7", "ASSET-0007", "PERSON-0000", "PERSON-x"} {
			bad := f.person("B")
			bad.Key = key
			if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(bad, "create", "") }); !fault.Is(err, fault.Invalid) {
				t.Errorf("the key %s gave %v, expected that it is invalid", key, err)
			}
		}
		for _, taken := range []*record.Record{{Kind: f.kinds["person"], Key: "PERSON-0100", Body: &testPerson{}}, {Kind: f.kinds["person"], ID: given.ID, Body: &testPerson{}}} {
			if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(taken, "create", "") }); !fault.Is(err, fault.Exists) {
				t.Errorf("a taken key or id gave %v, expected that it exists", err)
			}
		}
	})
}

func TestAFailedWriteChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		kept := f.asset(&testAsset{Name: "Kept"})
		f.put("create", kept)
		before, failed := *kept, errors.New("the caller thought better of it")
		fresh := f.asset(&testAsset{Name: "Fresh"})
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			kept.Body.(*testAsset).Place = "elsewhere"
			for _, rec := range []*record.Record{kept, fresh} {
				if err := tx.Put(rec, "update", ""); err != nil {
					return err
				}
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatalf("got %v, expected the caller's error", err)
		}
		if kept.Revision != 1 || !kept.Changed.Equal(before.Changed) || fresh.ID != "" || fresh.Revision != 0 {
			t.Errorf("the records stayed changed: %+v, %+v", kept, fresh)
		}
		got, err := f.Get(f.ctx, kept.ID)
		if err != nil || got[kept.ID].Body.(*testAsset).Place != "" {
			t.Errorf("the database has %+v, %v", got[kept.ID], err)
		}
		if page, err := f.List(f.ctx, Query{Kind: "asset"}); err != nil || len(page.Records) != 1 {
			t.Errorf("%d assets are listed, expected one: %v", len(page.Records), err)
		}
		f.put("update", kept) // and it can go on
	})
}

func TestAPanicOfAWriteIsItsCallersAndTheStoreGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.HasPrefix(got, "oops") {
					t.Errorf("recovered %v, expected the panic", got)
				}
			}()
			_ = f.Write(f.ctx, testAuthor, func(tx *Tx) error {
				if err := tx.Put(f.person("P"), "create", ""); err != nil {
					return err
				}
				panic("oops")
			})
		}()
		f.put("create", f.person("Q"))
		if page, err := f.List(f.ctx, Query{Kind: "person"}); err != nil || len(page.Records) != 1 || page.Records[0].Title() != "Q" {
			t.Errorf("got %v, %v, expected only the second person", page.Records, err)
		}
	})
}

func TestAWriteThatEndsItsGoroutineDoesNotEndTheStore(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		var wait sync.WaitGroup
		wait.Go(func() {
			_ = f.Write(f.ctx, testAuthor, func(tx *Tx) error {
				if err := tx.Put(f.person("P"), "create", ""); err != nil {
					t.Error(err)
				}
				runtime.Goexit()
				return nil
			})
		})
		wait.Wait()
		f.put("create", f.person("Q"))
		if n, err := f.Position(f.ctx); err != nil || n != 1 {
			t.Errorf("the log has %d entries, %v, expected the one that came after", n, err)
		}
	})
}

func TestAWriteGivenUpChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		ctx, cancel := context.WithCancel(f.ctx)
		err := f.Write(ctx, testAuthor, func(tx *Tx) error {
			cancel()
			_ = tx.Put(f.person("P"), "create", "")
			return nil
		})
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("got %v, expected that it is unavailable", err)
		}
		if err := f.Write(ctx, testAuthor, func(*Tx) error { return nil }); !fault.Is(err, fault.Unavailable) {
			t.Errorf("got %v, expected that it is unavailable", err)
		}
		if n, err := f.Position(f.ctx); err != nil || n != 0 {
			t.Errorf("the log has %d entries: %v", n, err)
		}
	})
}

func TestARequestSentTwiceIsCarriedOutOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		send := func() (result string, again bool) {
			err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
				answer, done, err := tx.Done("request-7")
				if err != nil || done {
					result, again = string(answer), done
					return err
				}
				rec := f.person("P")
				if err := tx.Put(rec, "create", ""); err != nil {
					return err
				}
				result = string(rec.ID)
				return tx.Finish("request-7", []byte(rec.ID))
			})
			if err != nil {
				t.Fatal(err)
			}
			return result, again
		}
		var wait sync.WaitGroup
		results := make([]string, 8)
		for i := range results {
			wait.Go(func() { results[i], _ = send() })
		}
		wait.Wait()
		for _, r := range results {
			if r == "" || r != results[0] {
				t.Errorf("the answers are %v, expected the same for all", results)
				break
			}
		}
		if n, err := f.Position(f.ctx); err != nil || n != 1 {
			t.Errorf("the log has %d entries, expected one: %v", n, err)
		}
		f.tick()
		if err := f.ForgetRequests(f.ctx, f.clock()); err != nil {
			t.Fatal(err)
		}
		if _, again := send(); again {
			t.Error("a forgotten request was remembered")
		}
	})
}

func TestATransactionReadsWhatItWrote(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		owner := f.person("Olga")
		f.put("create", owner)
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			rec := f.asset(&testAsset{Name: "Ledger", Owner: record.Ref(owner.ID), Level: "low"})
			if err := tx.Put(rec, "create", ""); err != nil {
				return err
			}
			rec.Body.(*testAsset).Level = "high"
			if err := tx.Put(rec, "update", ""); err != nil {
				return err
			}
			got, err := tx.Get(f.ctx, rec.ID)
			if err != nil || got[rec.ID] == nil || got[rec.ID].Revision != 2 {
				t.Errorf("Get gave %v, %v", got, err)
			}
			page, err := tx.List(f.ctx, Query{Kind: "asset", Filters: []Filter{{Field: "level", Values: []string{"high"}}}})
			if err != nil || len(page.Records) != 1 {
				t.Errorf("List gave %v, %v", page, err)
			}
			back, err := tx.Back(f.ctx, "asset", "owner", owner.ID)
			if err != nil || len(back[owner.ID]) != 1 {
				t.Errorf("Back gave %v, %v", back, err)
			}
			found, err := tx.Search(f.ctx, "ledg", Sight{}, nil, 5)
			if err != nil || len(found) != 1 {
				t.Errorf("Search gave %v, %v", found, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestOneOrganizationSeesNothingOfAnother(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		eve := f.elsewhere(t)
		f.put("create", f.person("Ann"))
		other := f.store.In("org-2")
		got, err := f.Get(f.ctx, eve)
		if err != nil || len(got) != 0 {
			t.Errorf("Get gave %v, %v", got, err)
		}
		for _, o := range []*Org{f.Org, other} {
			page, err := o.List(f.ctx, Query{Kind: "person"})
			if err != nil || len(page.Records) != 1 || page.Records[0].Key != "PERSON-0001" {
				t.Errorf("List gave %v, %v", page, err)
			}
			list, err := o.Scan(f.ctx, "person", "", 0)
			if err != nil || len(list) != 1 {
				t.Errorf("Scan gave %v, %v", list, err)
			}
			changes, err := o.Changes(f.ctx, 0, 0)
			if err != nil || len(changes) != 1 {
				t.Errorf("Changes gave %v, %v", changes, err)
			}
		}
		found, err := f.Search(f.ctx, "eve", Sight{All: true}, nil, 5)
		if err != nil || len(found) != 0 {
			t.Errorf("Search gave %v, %v", found, err)
		}
		if _, err := f.store.In("org-3").Get(f.ctx, eve); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown organization gave %v, expected that it is not found", err)
		}
	})
}
