package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"surety/fault"
	"surety/record"
)

// smallDisk mounts a file system of some bytes, which takes root.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		if os.Geteuid() != 0 {
			t.Skip("only root can mount a small disk; continuous integration runs as root")
		}
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestAFullDiskIsToldAndNothingIsLostOrHalfDone(t *testing.T) {
	dir := smallDisk(t, "6m")
	f := newFixture(t, filepath.Join(dir, "surety.db"))
	var kept []record.ID
	full := false
	for i := 0; i < 20_000 && !full; i++ {
		rec := f.asset(&testAsset{Name: fmt.Sprintf("Asset %d", i), Text: record.Markdown(strings.Repeat("words ", 200))})
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, "create", "") })
		if err == nil {
			kept = append(kept, rec.ID)
			continue
		}
		full = true
		if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "the disk is full, nothing was changed") || !strings.Contains(err.Error(), dir) {
			t.Errorf("got %v", err)
		}
		if rec.Revision != 0 || rec.ID != "" {
			t.Errorf("the refused record was changed: %+v", rec)
		}
	}
	if !full || len(kept) < 10 {
		t.Fatalf("after %d records the disk is full: %v", len(kept), full)
	}
	check := func(when string) {
		t.Helper()
		got, err := f.Get(f.ctx, kept...)
		if err != nil || len(got) != len(kept) {
			t.Errorf("%s: %d of %d records are there: %v", when, len(got), len(kept), err)
		}
		if n, err := f.Position(f.ctx); err != nil || n != int64(len(kept)) {
			t.Errorf("%s: the log has %d entries, %v, expected %d", when, n, err, len(kept))
		}
		f.ok(t)
	}
	check("on the full disk")
	several := make([]error, 6)
	var wait sync.WaitGroup
	for i := range several {
		wait.Go(func() {
			rec := f.asset(&testAsset{Name: "Another", Text: record.Markdown(strings.Repeat("word ", 20_000))})
			several[i] = f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, "create", "") })
		})
	}
	wait.Wait()
	for _, err := range several {
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("one of several at once got %v", err)
		}
	}
	check("after several at once")
	_, _, err := f.store.PutBlob(f.ctx, bytes.NewReader(make([]byte, 8<<20)))
	if blobs := f.opts.Dir; err != nil {
		t.Errorf("the attachments lie elsewhere (%s): %v", blobs, err)
	}
	f.store.dir = dir
	if _, _, err := f.store.PutBlob(f.ctx, bytes.NewReader(make([]byte, 8<<20))); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("an attachment got %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "blobs", ".new*")); err != nil || len(left) > 0 {
		t.Errorf("the refused attachment left %v, %v", left, err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=60m"); err != nil {
		t.Fatal(err)
	}
	rec := f.asset(&testAsset{Name: "With room again"})
	f.put("create", rec)
	kept = append(kept, rec.ID)
	check("with room again")
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	f.open()
	check("opened again")
}

func TestAFullDiskDuringAnImportLeavesNothingOfIt(t *testing.T) {
	dir := smallDisk(t, "8m")
	f := newFixture(t, filepath.Join(dir, "surety.db"))
	first := f.person("Ann")
	f.put("create", first)
	err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
		for i := range 20_000 {
			if err := tx.Put(f.asset(&testAsset{Name: fmt.Sprintf("Asset %d", i), Text: "some words about it"}), "import", ""); err != nil {
				return err
			}
		}
		return nil
	})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	if n, err := f.Position(f.ctx); err != nil || n != 1 {
		t.Errorf("the log has %d entries, %v", n, err)
	}
	f.ok(t)
	f.put("create", f.person("Bob"))
}

func TestAClosedStoreSaysSo(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		if err := f.store.Close(); err != nil {
			t.Fatal(err)
		}
		_, read := f.List(f.ctx, Query{Kind: "asset"})
		write := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(f.person("P"), "create", "") })
		for name, err := range map[string]error{"reading": read, "writing": write} {
			if !fault.Is(err, fault.Unavailable) {
				t.Errorf("%s gave %v, expected that it is unavailable", name, err)
			}
		}
		if err := f.store.Close(); err != nil && isPostgres(f.opts.URL) {
			t.Errorf("closing again gave %v", err)
		}
	})
}

func TestADatabaseThatAnotherProgramHoldsIsUnavailable(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	other, _, err := connectRaw(t, f.opts.URL, f.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer other.close()
	err = other.write(f.ctx, 0, simple(func(ctx context.Context, c *conn) error {
		if err := f.store.engine.(*sqliteEngine).writing.c.control(ctx, "PRAGMA busy_timeout = 50"); err != nil {
			return err
		}
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(f.person("P"), "create", "") })
		if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "another program holds the database") {
			t.Errorf("got %v", err)
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	f.put("create", f.person("Q"))
}

func TestWritesOfManyAtOnceAreAllKeptEachOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		owner := f.person("Owner")
		f.put("create", owner)
		const clients, each = 24, 12
		var wait sync.WaitGroup
		var mu sync.Mutex
		var kept []record.ID
		stale, refused := 0, 0
		for i := range clients {
			wait.Go(func() {
				for j := range each {
					rec := f.asset(&testAsset{Name: fmt.Sprintf("Asset %d %d", i, j), Owner: record.Ref(owner.ID)})
					if j%4 == 3 {
						rec.Body.(*testAsset).Owner = "nobody"
					}
					err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
						if err := tx.Put(rec, "create", ""); err != nil {
							return err
						}
						if j%4 == 2 { // all edit the same record, from what they read
							got, err := tx.Get(f.ctx, owner.ID)
							if err != nil {
								return err
							}
							same := got[owner.ID]
							same.Body.(*testPerson).Unit = fmt.Sprintf("Unit %d %d", i, j)
							return tx.Put(same, "update", "")
						}
						return nil
					})
					mu.Lock()
					switch {
					case err == nil:
						kept = append(kept, rec.ID)
					case fault.Is(err, fault.Invalid):
						refused++
					case fault.Is(err, fault.Stale):
						stale++
					default:
						t.Errorf("got %v", err)
					}
					mu.Unlock()
				}
			})
		}
		wait.Wait()
		if refused != clients*each/4 {
			t.Errorf("%d writes were refused, expected %d", refused, clients*each/4)
		}
		if stale > 0 && !isPostgres(f.opts.URL) {
			t.Errorf("%d writes were stale though each read what it changed", stale)
		}
		got, err := f.Get(f.ctx, append(kept, owner.ID)...)
		if err != nil || len(got) != len(kept)+1 {
			t.Errorf("%d of %d are there: %v", len(got), len(kept)+1, err)
		}
		edits := got[owner.ID].Revision - 1
		if expected := clients*each/4 - stale; edits != expected {
			t.Errorf("the shared record was changed %d times, expected %d", edits, expected)
		}
		if n, err := f.Position(f.ctx); err != nil || n != int64(len(kept)+edits+1) {
			t.Errorf("the log has %d entries, %v, expected %d", n, err, len(kept)+edits+1)
		}
		f.ok(t)
	})
}

func TestWritesThatWaitShareACommit(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	hold, held := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		err := f.Write(f.ctx, testAuthor, func(*Tx) error { close(held); <-hold; return nil })
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	failed := errors.New("no")
	begun := 0
	for i := range 10 {
		wait.Go(func() {
			err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
				if err := tx.Put(f.person(fmt.Sprint("P", i)), "create", ""); err != nil || i%5 != 0 {
					return err
				}
				return failed
			})
			if i%5 == 0 && !errors.Is(err, failed) || i%5 != 0 && err != nil {
				t.Errorf("write %d gave %v", i, err)
			}
		})
	}
	g := f.store.engine.(*sqliteEngine).writing
	for len(g.queue) < 10 { // each has to be in the queue; nothing else is waited for
		begun++
	}
	close(hold)
	wait.Wait()
	if n, err := f.Position(f.ctx); err != nil || n != 8 {
		t.Errorf("the log has %d entries, %v, expected 8", n, err)
	}
	f.ok(t)
}
