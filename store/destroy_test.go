package store

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"surety/fault"
	"surety/record"
)

// paper is an asset with words and a file, in three revisions: two of the first
// wording, and one of the second.
func (f *fixture) paper(t *testing.T, file string) *record.Record {
	t.Helper()
	digest, size, err := f.putBlob(f.ctx, strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	attached := record.Attachment{Digest: digest, Name: "paper.txt", Media: "text/plain", Size: size}
	rec := f.asset(&testAsset{Name: "Paper", Text: "Quastenfloh first", File: attached, Level: "low"})
	f.put("create", rec)
	rec.Body = &testAsset{Name: "Paper", Text: "Quastenfloh first", File: attached, Level: "high"}
	f.put("update", rec)
	rec.Body = &testAsset{Name: "Paper", Text: "Wolkenbein second", Level: "high"}
	f.put("update", rec)
	return rec
}

func (f *fixture) dispose(t *testing.T, rec *record.Record) {
	t.Helper()
	body := *rec.Body.(*testAsset)
	body.Text, body.File = "", record.Attachment{}
	rec.Body, rec.State = &body, "gone"
	if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Destroy(rec, []string{"text", "file"}, "minutes", nil) }); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsDestroyedIsGoneFromEveryRevisionAndFileAndTheLogStillVerifies(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.paper(t, "Quastenfloh on paper")
		path := f.store.blobPath(f.first(t, rec).File.Digest)
		other := f.asset(&testAsset{Name: "Another", Text: "stays"})
		f.put("create", other)
		f.ok(t)
		f.dispose(t, rec)
		if v := f.ok(t); v.Erased != 5 {
			t.Errorf("the log says that %d values are erased, expected 3 texts and 2 files", v.Erased)
		}
		history, err := f.History(f.ctx, rec.ID, 0, 10)
		if err != nil || len(history) != 4 || history[0].Note != "minutes" {
			t.Fatalf("the history is %+v, %v", history, err)
		}
		for _, r := range history {
			if body := r.Record.Body.(*testAsset); body.Text != "" || body.File != (record.Attachment{}) || body.Name != "Paper" || r.Record.Key != rec.Key {
				t.Errorf("revision %d says %+v", r.Revision, body)
			}
		}
		if then, err := f.AsOf(2).Get(f.ctx, rec.ID); err != nil || then[rec.ID].Body.(*testAsset).Text != "" || then[rec.ID].Body.(*testAsset).Level != "high" {
			t.Errorf("as of then it is %+v, %v", then[rec.ID], err)
		}
		for _, words := range []string{"quastenfloh", "wolkenbein"} {
			if found, err := f.Search(f.ctx, words, Sight{All: true}, nil, 5); err != nil || len(found) != 0 {
				t.Errorf("%s still finds %v, %v", words, found, err)
			}
		}
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file is still there: %v", err)
		}
		f.leavesNoTrace(t, "Quastenfloh", "quastenfloh", "Wolkenbein", "wolkenbein")
		f.dispose(t, rec) // once more destroys nothing more
		f.ok(t)
		// What is left of a revision is as much proved as before.
		f.tamper(t, "UPDATE revision SET body = $1 WHERE num = (SELECT num FROM record WHERE key = $2) AND revision = 1", []byte(`{"@key":"ASSET-0001","@state":"planned","level":"low","name":"Other"}`), rec.Key)
		if v, err := f.Verify(f.ctx); err != nil || v.OK() {
			t.Errorf("what is left of a revision was altered, and the log verifies: %+v, %v", v, err)
		}
	})
}

// first is the body of a record's first revision.
func (f *fixture) first(t *testing.T, rec *record.Record) *testAsset {
	t.Helper()
	history, err := f.History(f.ctx, rec.ID, 2, 1)
	if err != nil || len(history) != 1 {
		t.Fatalf("the first revision: %v, %v", history, err)
	}
	return history[0].Record.Body.(*testAsset)
}

func TestWhatIsDestroyedOfChosenRevisionsLeavesTheOthers(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec, twin := f.paper(t, "one file of two"), f.paper(t, "one file of two")
		path := f.store.blobPath(f.first(t, twin).File.Digest)
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			return tx.Destroy(rec, []string{"file", "text"}, "", func(past *record.Record) bool { return past.Body.(*testAsset).File.Digest != "" })
		})
		if err != nil {
			t.Fatal(err)
		}
		history, err := f.History(f.ctx, rec.ID, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, r := range history {
			texts = append(texts, string(r.Record.Body.(*testAsset).Text))
		}
		if !slices.Equal(texts, []string{"Wolkenbein second", "Wolkenbein second", "", ""}) {
			t.Errorf("the texts are %q", texts)
		}
		f.ok(t)
		if _, err := os.Stat(path); err != nil {
			t.Errorf("the file of another record is gone: %v", err)
		}
		f.dispose(t, twin)
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file that nothing refers to is still there: %v", err)
		}
	})
}

func TestARestoreDestroysAgainWhatABackupStillHas(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.paper(t, "Quastenfloh on paper")
		kept := f.paper(t, "kept")
		path := f.store.blobPath(f.first(t, rec).File.Digest)
		var backup, keys bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		f.tick()
		f.dispose(t, rec)
		if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			return tx.Destroy(kept, []string{"text"}, "", func(past *record.Record) bool { return past.Revision == 1 })
		}); err != nil {
			t.Fatal(err)
		}
		if err := f.store.BackupKeys(f.ctx, &keys); err != nil {
			t.Fatal(err)
		}
		for engine, url := range emptyPlaces(t) {
			t.Run("into "+engine, func(t *testing.T) {
				g := f.restored(t, url, backup.Bytes(), Restoring{Keys: bytes.NewReader(keys.Bytes())})
				defer g.store.Close()
				v := g.ok(t)
				if v.Erased != 6 {
					t.Errorf("the log says that %d values are erased, expected 4 texts and 2 files", v.Erased)
				}
				found, err := g.Get(f.ctx, rec.ID, kept.ID)
				if err != nil {
					t.Fatal(err)
				}
				if got := found[rec.ID]; got.State != "gone" || got.Body.(*testAsset).Text != "" {
					t.Errorf("restored is %+v %+v", got, got.Body)
				}
				if got := found[kept.ID]; got.State == "gone" || got.Body.(*testAsset).Text != "Wolkenbein second" || g.first(t, kept).Text != "" {
					t.Errorf("of what is kept, %+v %+v is restored, the first revision as %+v", got, got.Body, g.first(t, kept))
				}
				if _, err := os.Stat(strings.Replace(path, f.store.dir, g.store.dir, 1)); !os.IsNotExist(err) {
					t.Errorf("the file came back: %v", err)
				}
			})
		}
	})
}

func TestOnlyOrdinaryFieldsAreDestroyedWithTheirRevisions(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.person("Ann")
		f.put("create", rec)
		for _, field := range []string{"name", "nothing"} {
			if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Destroy(rec, []string{field}, "", nil) }); !fault.Is(err, fault.Invalid) {
				t.Errorf("destroying %s gave %v", field, err)
			}
		}
	})
}
