package store

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"surety/fault"
	"surety/record"
)

// ok verifies the organization's log and fails where something doesn't fit.
func (f *fixture) ok(t testing.TB) Verification {
	t.Helper()
	v, err := f.Verify(f.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !v.OK() {
		t.Fatalf("the log does not verify: %v, %v", v.Discrepancy, v.Live)
	}
	return v
}

func TestErasingAPersonalFieldDestroysItEverywhereAndTheLogStillVerifies(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.new("person", &testPerson{Name: "Xaverine Quastenfloh", Mail: "xq@example.org", Unit: "Sales", Homes: []string{"Nowhere Street 5"}})
		f.put("create", rec)
		rec.Body.(*testPerson).Mail = "other@example.org"
		f.put("update", rec)
		f.ok(t)
		if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Erase(rec.ID, "name", "she asked for it") }); err != nil {
			t.Fatal(err)
		}
		got, err := f.Get(f.ctx, rec.ID)
		if err != nil {
			t.Fatal(err)
		}
		body := got[rec.ID].Body.(*testPerson)
		if body.Name != "" || body.Mail != "other@example.org" || got[rec.ID].Revision != 3 || got[rec.ID].Title() != "PERSON-0001" {
			t.Errorf("what stands is %+v %+v", got[rec.ID], body)
		}
		history, err := f.History(f.ctx, rec.ID, 0, 10)
		if err != nil || len(history) != 3 || history[0].Op != "erase" || history[0].Note != "she asked for it" {
			t.Fatalf("the history is %+v, %v", history, err)
		}
		for i, mail := range []string{"other@example.org", "other@example.org", "xq@example.org"} {
			if body := history[i].Record.Body.(*testPerson); body.Name != "" || body.Mail != mail || body.Unit != "Sales" {
				t.Errorf("revision %d says %+v", history[i].Revision, body)
			}
		}
		for _, words := range []string{"xaverine", "quasten"} {
			if found, err := f.Search(f.ctx, words, Sight{All: true}, nil, 5); err != nil || len(found) != 0 {
				t.Errorf("%s still finds %v, %v", words, found, err)
			}
		}
		entries, err := f.Entries(f.ctx, rec.ID)
		if err != nil || entries[rec.ID].Title != "PERSON-0001" {
			t.Errorf("the directory says %+v, %v", entries[rec.ID], err)
		}
		if v := f.ok(t); v.Erased != 2 {
			t.Errorf("the log says that %d values are erased, expected 2", v.Erased)
		}
		erasures, err := f.store.Erasures(f.ctx)
		if err != nil || len(erasures) != 1 || erasures[0] != (Erasure{Organization: testOrganization, Record: rec.ID, Field: "name"}) {
			t.Errorf("the erasures are %v, %v", erasures, err)
		}
		f.leavesNoTrace(t, "Quastenfloh", "quastenfloh")
	})
}

// leavesNoTrace looks for texts in every table and, on SQLite, in every byte of
// the database's files.
func (f *fixture) leavesNoTrace(t *testing.T, texts ...string) {
	t.Helper()
	look := func(where string, data []byte) {
		for _, text := range texts {
			if bytes.Contains(data, []byte(text)) {
				t.Errorf("%s still holds %q", where, text)
			}
		}
	}
	b := &bytes.Buffer{}
	if _, err := f.store.Backup(f.ctx, b); err != nil {
		t.Fatal(err)
	}
	for name, content := range unpack(t, b.Bytes()) {
		look("the backup's "+name, content)
	}
	if isPostgres(f.opts.URL) {
		return
	}
	err := filepath.WalkDir(filepath.Dir(f.opts.URL), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look(filepath.Base(path), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnErasedFieldCanBeSetAndErasedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.person("Ann")
		f.put("create", rec)
		for range 2 {
			if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Erase(rec.ID, "name", "") }); err != nil {
				t.Fatal(err)
			}
			rec.Revision++
			rec.Body = &testPerson{Name: "Ann again"}
			f.put("update", rec)
			f.ok(t)
		}
		// In one write: set, and erased before it was ever on the disk.
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			rec.Body = &testPerson{Name: "Ann", Mail: "fleeting@example.org"}
			if err := tx.Put(rec, "update", ""); err != nil {
				return err
			}
			return tx.Erase(rec.ID, "mail", "")
		})
		if err != nil {
			t.Fatal(err)
		}
		f.ok(t)
		f.leavesNoTrace(t, "fleeting@")
	})
}

func TestOnlyPersonalFieldsOfRecordsThatAreThereCanBeErased(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.person("Ann")
		f.put("create", rec)
		for name, c := range map[string]struct {
			id    record.ID
			field string
			kind  fault.Kind
		}{"not personal": {rec.ID, "unit", fault.Invalid}, "no field": {rec.ID, "nothing", fault.Invalid}, "no record": {"nobody", "name", fault.NotFound}} {
			err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Erase(c.id, c.field, "") })
			if !fault.Is(err, c.kind) {
				t.Errorf("%s: got %v, expected %v", name, err, c.kind)
			}
		}
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, "erase", "") })
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a put that calls itself an erasure gave %v", err)
		}
	})
}

func TestPersonalValuesOfThePastAreSealedInTheDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.new("person", &testPerson{Name: "Ann", Mail: "before@example.org"})
		f.put("create", rec)
		rec.Body = &testPerson{Name: "Ann", Mail: "after@example.org"}
		f.put("update", rec)
		if isPostgres(f.opts.URL) { // SQLite's write-ahead log has it until the next checkpoint
			f.leavesNoTrace(t, "before@example.org")
		}
		if err := f.store.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(f.opts.Dir, "keys", "master"), filepath.Join(f.opts.Dir, "away")); err != nil {
			t.Fatal(err)
		}
		f.open()
		_, err := f.History(f.ctx, rec.ID, 0, 5)
		if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "master is missing") {
			t.Errorf("without the master key the history gave %v", err)
		}
		v, err := f.Verify(context.Background())
		if err != nil || !v.Report.OK() || v.Withheld != 4 {
			t.Errorf("without the master key the log gave %+v, %v, expected that 4 values are withheld", v.Report, err)
		}
	})
}
