package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"surety/fault"
	"surety/record"
)

// disk is a place where there is room for some bytes only.
type disk struct {
	dir        string
	told       string // of the database when it is full
	toldOfFile string // of an attachment
	free       func() // from now on there is room again
}

// fullDisks runs a test on disks of a size: one on which no file can grow beyond
// it, which anybody can have, and where it may be mounted one that is as small as
// a whole.
func fullDisks(t *testing.T, size uint64, test func(t *testing.T, d disk)) {
	t.Run("a file that can't grow", func(t *testing.T) {
		var before syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
		free := func() {
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
				t.Error(err)
			}
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: before.Max}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(free)
		test(t, disk{dir: t.TempDir(), told: "the disk can't be read or written, nothing was changed", toldOfFile: "can't be used", free: free})
	})
	t.Run("a small disk", func(t *testing.T) {
		dir := t.TempDir()
		mount := func(size uint64, flags uintptr) error {
			return syscall.Mount("tmpfs", dir, "tmpfs", flags, fmt.Sprintf("size=%d", size))
		}
		if err := mount(size, 0); err != nil {
			t.Logf("none can be mounted: %v", err)
			return
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
				t.Error(err)
			}
		})
		test(t, disk{dir: dir, told: "the disk is full, nothing was changed", toldOfFile: "the disk is full", free: func() {
			if err := mount(10*size, syscall.MS_REMOUNT); err != nil {
				t.Fatal(err)
			}
		}})
	})
}

func TestAFullDiskIsToldAndNothingIsLostOrHalfDone(t *testing.T) {
	fullDisks(t, 6<<20, onceFull)
}

// onceFull fills a disk by writes, and goes on when there is room again.
func onceFull(t *testing.T, d disk) {
	f := newFixture(t, filepath.Join(d.dir, "surety.db"))
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
		if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), d.told) || !strings.Contains(err.Error(), d.dir) {
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
	f.store.dir = d.dir
	if _, _, err := f.putBlob(f.ctx, bytes.NewReader(make([]byte, 8<<20))); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), d.toldOfFile) {
		t.Errorf("an attachment got %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(d.dir, "blobs", ".new*")); err != nil || len(left) > 0 {
		t.Errorf("the refused attachment left %v, %v", left, err)
	}
	d.free()
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
	fullDisks(t, 8<<20, importWhenFull)
}

// importWhenFull makes one write of more than a disk holds.
func importWhenFull(t *testing.T, d disk) {
	f := newFixture(t, filepath.Join(d.dir, "surety.db"))
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
		if err := f.store.engine.(*sqliteEngine).writer.control(ctx, "PRAGMA busy_timeout = 50"); err != nil {
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
		if stale > 0 {
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

// waiting is how many writes wait for the group that the test's organization uses.
func (f *fixture) waiting(t *testing.T) int {
	t.Helper()
	if e, ok := f.store.engine.(*sqliteEngine); ok {
		return len(e.writing.queue)
	}
	number, err := f.store.number(f.ctx, testOrganization)
	if err != nil {
		t.Fatal(err)
	}
	g, err := f.store.engine.(*postgresEngine).group(number)
	if err != nil {
		t.Fatal(err)
	}
	return len(g.queue)
}

// atOnce has n writes wait until all of them do, and returns what each gave.
func (f *fixture) atOnce(t *testing.T, n int, write func(i int, tx *Tx) error) []error {
	t.Helper()
	hold, held := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		err := f.Write(f.ctx, testAuthor, func(*Tx) error { close(held); <-hold; return nil })
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	errs := make([]error, n)
	for i := range n {
		wait.Go(func() { errs[i] = f.Write(f.ctx, testAuthor, func(tx *Tx) error { return write(i, tx) }) })
	}
	for f.waiting(t) < n { // nothing else is waited for
		runtime.Gosched()
	}
	close(hold)
	wait.Wait()
	return errs
}

// heads is how often the log's head was written while do ran: once a transaction.
func (f *fixture) heads(do func()) int {
	n := 0
	for _, s := range f.watch(do) {
		if strings.HasPrefix(s.text, "UPDATE log_head") {
			n++
		}
	}
	return n
}

func TestWritesThatWaitShareACommit(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		known := f.person("Known")
		f.put("create", known)
		stale := *known
		stale.Revision = 7
		var errs []error
		heads := f.heads(func() {
			errs = f.atOnce(t, 20, func(i int, tx *Tx) error {
				switch i % 5 {
				case 0: // fails before it has written anything
					rec := stale
					return tx.Put(&rec, "update", "")
				case 1: // goes on from what another of the group may have done
					got, err := tx.Get(f.ctx, known.ID)
					if err != nil {
						return err
					}
					got[known.ID].Body.(*testPerson).Unit = fmt.Sprint("Unit ", i)
					return tx.Put(got[known.ID], "update", "")
				case 2: // sees what others of the group have done
					before, err := tx.Position(f.ctx)
					if err != nil {
						return err
					}
					all, err := tx.Changes(f.ctx, 0, 100)
					if err == nil && int64(len(all)) != before {
						err = fmt.Errorf("%d changes at position %d", len(all), before)
					}
					if err != nil {
						return err
					}
				}
				return tx.Put(f.asset(&testAsset{Name: fmt.Sprint("A", i), Owner: record.Ref(known.ID)}), "create", "")
			})
		})
		for i, err := range errs {
			if i%5 == 0 && !fault.Is(err, fault.Stale) || i%5 != 0 && err != nil {
				t.Errorf("write %d gave %v", i, err)
			}
		}
		if most := 1 + 4; heads > most { // once at the end, and before each write that reads the log
			t.Errorf("the log's head was written %d times, expected at most %d", heads, most)
		}
		if n, err := f.Position(f.ctx); err != nil || n != 17 {
			t.Errorf("the log has %d entries, %v, expected 17", n, err)
		}
		history, err := f.History(f.ctx, known.ID, 0, 10)
		if err != nil || len(history) != 5 {
			t.Errorf("the shared record has %d revisions, %v, expected 5", len(history), err)
		}
		f.ok(t)
	})
}

func TestAWriteThatFailsHalfDoneHarmsNoneThatWaitsWithIt(t *testing.T) {
	failed := errors.New("no")
	fail := map[string]func(f *fixture, tx *Tx) error{
		"given up": func(*fixture, *Tx) error { return failed },
		"dangling": func(f *fixture, tx *Tx) error {
			return tx.Put(f.asset(&testAsset{Name: "Dangling", Owner: "nobody"}), "create", "")
		},
		"taken": func(f *fixture, tx *Tx) error {
			rec := f.person("Taken")
			rec.Key = "PERSON-0001"
			return tx.Put(rec, "create", "")
		},
	}
	onBoth(t, func(t *testing.T, f *fixture) {
		f.put("create", f.person("First"))
		expected := int64(1)
		for name, how := range fail {
			errs := f.atOnce(t, 10, func(i int, tx *Tx) error {
				if err := tx.Put(f.person(fmt.Sprint("P", i)), "create", ""); err != nil || i%5 != 0 {
					return err
				}
				return how(f, tx)
			})
			for i, err := range errs {
				if (err != nil) != (i%5 == 0) {
					t.Errorf("%s: write %d gave %v", name, i, err)
				}
			}
			expected += 8
			if n, err := f.Position(f.ctx); err != nil || n != expected {
				t.Errorf("%s: the log has %d entries, %v, expected %d", name, n, err, expected)
			}
		}
		f.ok(t)
	})
}

func TestAnEditOfARecordThatAnotherWriteOfTheGroupMadeFollowsIt(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		id := f.newID()
		errs := f.atOnce(t, 12, func(i int, tx *Tx) error {
			found, err := tx.Get(f.ctx, id)
			if err != nil {
				return err
			}
			rec := found[id]
			if rec == nil {
				rec = f.person("Made")
				rec.ID = id
				return tx.Put(rec, "create", "")
			}
			rec.Body.(*testPerson).Unit = fmt.Sprint("Unit ", i)
			return tx.Put(rec, "update", "")
		})
		if err := errors.Join(errs...); err != nil {
			t.Error(err)
		}
		if list, err := f.History(f.ctx, id, 0, 20); err != nil || len(list) != 12 {
			t.Errorf("it has %d revisions, %v, expected 12", len(list), err)
		}
		f.ok(t)
	})
}
