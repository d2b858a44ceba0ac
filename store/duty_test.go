package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/record"
)

func TestWhatIsDueFromAPersonComesInTheOrderOfDays(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		ann, bo := f.person("Ann"), f.person("Bo")
		f.put("create", ann, bo)
		due := func(name string, owner *record.Record, day record.Date, state string) *record.Record {
			rec := f.asset(&testAsset{Name: name, Owner: record.Ref(owner.ID), Due: day})
			rec.State = state
			return rec
		}
		secret := due("secret", ann, "2026-11-02", "planned")
		secret.Mark = record.MarkRestricted
		f.put("create", due("later", ann, "2026-12-01", "used"), due("late", ann, "2026-11-01", "planned"), due("far", ann, "2027-06-01", "used"),
			due("over", ann, "2026-11-01", "gone"), due("Bo's", bo, "2026-11-01", "used"), due("undated", ann, "", "used"), secret)
		titles := func(limit int) (list []string) {
			found, err := f.Duties(f.ctx, ann.ID, "2026-12-31", limit)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				list = append(list, fmt.Sprint(d.Day, " ", d.Title, " ", len(d.Readers)))
			}
			return list
		}
		if diff := cmp.Diff([]string{"2026-11-01 late 0", "2026-11-02 secret 1", "2026-12-01 later 0"}, titles(10)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"2026-11-01 late 0"}, titles(1)); diff != "" {
			t.Error(diff)
		}
		counts, err := f.Overdue(f.ctx, "2026-11-24", ann.ID, bo.ID)
		if diff := cmp.Diff(map[record.ID]map[string]int{ann.ID: {"asset": 2}, bo.ID: {"asset": 1}}, counts); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

func TestStandInsAreSeenFromBothSidesUntilTheyEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		put := func(s StandIn) {
			t.Helper()
			if err := f.PutStandIn(f.ctx, s, "2026-11-24"); err != nil {
				t.Fatal(err)
			}
		}
		away := StandIn{ID: "1", Person: "ann", Deputy: "bo", From: "2026-11-20", Until: "2026-12-04"}
		put(StandIn{ID: "2", Person: "ann", Deputy: "bo", Record: "r", From: "2026-11-20", Until: "2026-12-04"})
		once := StandIn{ID: "3", Person: "ann", Deputy: "cy", Record: "r", From: "2026-11-21", Until: "2026-12-06"}
		put(away)
		put(once) // in place of the second
		for person, want := range map[record.ID][]StandIn{"ann": {away, once}, "bo": {away}, "cy": {once}, "di": nil} {
			got, err := f.StandIns(f.ctx, person, "2026-12-04")
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Error(person, err, diff)
			}
		}
		if got, err := f.StandIns(f.ctx, "ann", "2026-12-07"); err != nil || got != nil {
			t.Errorf("what ended is still there: %v %v", got, err)
		}
		if gone, err := f.RemoveStandIn(f.ctx, "bo", "1"); err != nil || gone {
			t.Errorf("a deputy ended it: %v", err)
		}
		if gone, err := f.RemoveStandIn(f.ctx, "ann", "1"); err != nil || !gone {
			t.Errorf("it was not ended: %v", err)
		}
	})
}

func TestADigestIsLeftOnceADayAndAFailureIsShownUntilItIsDelivered(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		for i, want := range []bool{true, false} {
			first, err := f.LeaveDigest(f.ctx, "a", "2026-11-24", "2026-10-24", "mail", []byte("a"))
			if err != nil || first != want {
				t.Errorf("time %d: first %v, %v", i+1, first, err)
			}
		}
		days, err := f.Digests(f.ctx)
		if diff := cmp.Diff(map[string]record.Date{"a": "2026-11-24"}, days); err != nil || diff != "" {
			t.Error(err, diff)
		}
		take := func() []Message {
			list, err := f.store.TakeMessages(f.ctx, []string{"mail"}, 10, time.Second)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if list, err := f.store.TakeMessages(f.ctx, []string{"webhook"}, 10, time.Second); err != nil || len(list) != 0 {
			t.Errorf("another topic took %v, %v", list, err)
		}
		taken := take()
		if len(taken) != 1 || taken[0].Attempts != 1 {
			t.Fatalf("took %v", taken)
		}
		if err := f.store.FailMessage(f.ctx, taken[0].ID, "no route", 0); err != nil {
			t.Fatal(err)
		}
		failing, err := f.Failing(f.ctx, 10)
		if err != nil || len(failing) != 1 || failing[0].Failure != "no route" || failing[0].Attempts != 1 {
			t.Errorf("failing: %+v, %v", failing, err)
		}
		again := take()
		if len(again) != 1 || again[0].Attempts != 2 {
			t.Fatalf("took %v again", again)
		}
		if err := f.store.FinishMessage(f.ctx, again[0].ID); err != nil {
			t.Fatal(err)
		}
		if failing, err := f.Failing(f.ctx, 10); err != nil || len(failing) != 0 {
			t.Errorf("still failing: %+v, %v", failing, err)
		}
	})
}
