package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
	"surety/internal/testpostgres"
	"surety/record"
)

// unpack reads the parts of a backup.
func unpack(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	parts := map[string][]byte{}
	for _, p := range unpackInOrder(t, data) {
		parts[p.name] = p.value
	}
	return parts
}

func unpackInOrder(t testing.TB, data []byte) []member {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var parts []member
	for archive := tar.NewReader(z); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, member{header.Name, content})
	}
}

// content is every row of every table, as texts, by table; and every attachment.
func (f *fixture) content(t testing.TB, but ...string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	number, err := f.store.number(f.ctx, testOrganization)
	if err != nil {
		t.Fatal(err)
	}
	err = f.store.engine.read(f.ctx, number, func(c *conn) error {
		tables, err := collect(f.ctx, c, scanText, c.d.tables)
		for _, table := range tables {
			if slices.Contains(but, table) {
				continue
			}
			err := c.each(f.ctx, func(rows *sql.Rows) error {
				names, err := rows.Columns()
				if err != nil {
					return err
				}

				values, err := scanAny(rows, len(names))
				row := make([]string, len(names))
				for i, name := range names {
					row[i] = fmt.Sprintf("%s=%v", name, values[i])
				}
				slices.Sort(row) // columns that were added later stand elsewhere
				all[table] = append(all[table], strings.Join(row, " "))
				return err
			}, "SELECT * FROM "+table)
			if err != nil {
				return err
			}
			slices.Sort(all[table])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := filepath.Glob(filepath.Join(f.store.dir, "blobs", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range blobs {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all["blob "+filepath.Base(path)] = []string{string(data)}
	}
	return all
}

// lived fills a store with some of everything.
func (f *fixture) lived(t testing.TB) {
	t.Helper()
	ann := f.new("person", &testPerson{Name: "Ann Ünal", Mail: "ann@example.org", Unit: "Sales"})
	bob := f.person("Bob")
	f.put("create", ann, bob)
	var assets []*record.Record
	for i := range 30 {
		rec := f.asset(&testAsset{Name: fmt.Sprintf("Asset %d 漏洞", i), Owner: record.Ref(ann.ID), Level: "high", Count: i, Tags: []string{"x", "y"}, Weight: 0.5, Due: "2027-01-01", Price: record.Money{Minor: 5, Currency: "EUR"}})
		rec.Custom = map[string]any{"cost": float64(i)}
		assets = append(assets, rec)
	}
	f.put("create", assets...)
	assets[3].Mark, assets[3].Readers, assets[3].State = record.MarkRestricted, []record.Ref{record.Ref(bob.ID)}, "gone"
	assets[4].Body = &testAsset{Name: "Renamed", Owner: record.Ref(bob.ID)}
	f.tick()
	f.put("update", assets[3], assets[4])
	if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
		if err := tx.Outbox("mail", []byte("hello")); err != nil {
			return err
		}
		if err := tx.Finish("request-1", []byte{0, 1}); err != nil {
			return err
		}
		return tx.Erase(bob.ID, "name", "")
	}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.putBlob(f.ctx, strings.NewReader("an attachment")); err != nil {
		t.Fatal(err)
	}
	account := Account{ID: "account-1", Login: "ann", Name: "Ann", Password: "hash", Roles: []string{"manager", "auditor"}, Person: ann.ID, Created: f.clock()}
	for _, err := range []error{
		f.PutAccount(f.ctx, account), f.PutSetting(f.ctx, "theme", []byte("dark")),
		f.PutToken(f.ctx, Token{Hash: "h", Name: "script", Account: "account-1", Roles: []string{"reader"}, Created: f.clock(), Expires: f.clock().Add(time.Hour)}),
		f.store.PutSession(f.ctx, Session{Hash: "s", Account: "account-1", Created: f.clock(), Expires: f.clock().Add(time.Hour)}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Checkpoint(f.ctx); err != nil {
		t.Fatal(err)
	}
}

// restored restores into an empty place and opens it.
func (f *fixture) restored(t testing.TB, url string, backup []byte, with Restoring) *fixture {
	t.Helper()
	g := &fixture{t: t, ctx: f.ctx, kinds: f.kinds, now: f.now}
	g.opts = f.opts
	g.opts.URL, g.opts.Dir, g.opts.Clock, g.opts.NewID, g.opts.watch = url, t.TempDir(), g.clock, f.newID, nil
	if err := Restore(f.ctx, g.opts, bytes.NewReader(backup), with); err != nil {
		t.Fatal(err)
	}
	g.open()
	return g
}

func emptyPlaces(t testing.TB) map[string]string {
	return map[string]string{"SQLite": filepath.Join(t.TempDir(), "restored.db"), "PostgreSQL": testpostgres.Database(t)}
}

func TestARestoredBackupIsTheSameToTheLastRowOnEitherEngine(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.lived(t)
		var backup, keys bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		if err := f.store.BackupKeys(f.ctx, &keys); err != nil {
			t.Fatal(err)
		}
		before := f.content(t, "session")
		for engine, url := range emptyPlaces(t) {
			t.Run("into "+engine, func(t *testing.T) {
				g := f.restored(t, url, backup.Bytes(), Restoring{Keys: bytes.NewReader(keys.Bytes())})
				if diff := cmp.Diff(before, g.content(t, "session")); diff != "" {
					t.Error(diff)
				}
				v := g.ok(t)
				if v.Withheld != 0 || v.Records != 32 || v.Own != 1 {
					t.Errorf("the check found %+v", v)
				}
				for _, words := range []string{"unal", "renamed", "漏洞"} {
					a, err := f.Search(f.ctx, words, Sight{All: true}, nil, 50)
					if err != nil {
						t.Fatal(err)
					}
					b, err := g.Search(f.ctx, words, Sight{All: true}, nil, 50)
					if diff := cmp.Diff(titles(a), titles(b)); err != nil || diff != "" || len(a) == 0 {
						t.Errorf("%s: %v %s", words, err, diff)
					}
				}
				next := g.asset(&testAsset{Name: "Goes on"})
				g.put("create", next)
				if next.Key != "ASSET-0031" {
					t.Errorf("the next key is %s", next.Key)
				}
				g.ok(t)
			})
		}
	})
}

func TestKeysStayOutOfBackups(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.lived(t)
		var backup bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		files, err := os.ReadDir(f.store.keys.folder)
		if err != nil || len(files) != 3 {
			t.Fatalf("the folder of keys holds %v, %v, expected master, signer and erasures", files, err)
		}
		for name, content := range unpack(t, backup.Bytes()) {
			if strings.Contains(name, "personal_key") || strings.Contains(name, "session") {
				t.Errorf("the backup holds %s", name)
			}
			for _, file := range files {
				info, err := file.Info()
				if err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%s has the mode %v, %v", file.Name(), info.Mode(), err)
				}
				key, err := os.ReadFile(filepath.Join(f.store.keys.folder, file.Name()))
				if err != nil {
					t.Fatal(err)
				}
				secret, _, _ := strings.Cut(strings.TrimSpace(string(key)), "\n")
				if bytes.Contains(content, []byte(secret)) {
					t.Errorf("%s in the backup holds the key %s", name, file.Name())
				}
			}
		}
		// Without keys all is there but the personal values of past revisions.
		g := f.restored(t, filepath.Join(t.TempDir(), "restored.db"), backup.Bytes(), Restoring{})
		if v := g.ok(t); v.Withheld != 2 {
			t.Errorf("%d values are withheld, expected 2", v.Withheld)
		}
		page, err := g.List(g.ctx, Query{Kind: "person"})
		if err != nil || page.Records[0].Title() != "Ann Ünal" {
			t.Errorf("the live value is %v, %v", page.Records, err)
		}
		rec := page.Records[0]
		rec.Body.(*testPerson).Unit = "Support"
		g.put("update", rec)
		history, err := g.History(g.ctx, rec.ID, 0, 5)
		if err != nil || len(history) != 2 || history[0].Record.Title() != "Ann Ünal" || history[1].Record.Title() != "PERSON-0001" {
			t.Errorf("the history is %v, %v", history, err)
		}
		if _, err := g.Checkpoint(g.ctx); err != nil {
			t.Error(err)
		}
		g.ok(t)
	})
}

func TestWhatWasErasedAfterTheBackupIsErasedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.lived(t)
		var backup, keys bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		if err := f.store.BackupKeys(f.ctx, &keys); err != nil {
			t.Fatal(err)
		}
		page, err := f.List(f.ctx, Query{Kind: "person"})
		if err != nil {
			t.Fatal(err)
		}
		ann := page.Records[0]
		if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Erase(ann.ID, "name", "") }); err != nil {
			t.Fatal(err)
		}
		later, err := f.store.Erasures(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		for engine, url := range emptyPlaces(t) {
			g := f.restored(t, url, backup.Bytes(), Restoring{Keys: bytes.NewReader(keys.Bytes()), Erasures: append(later, Erasure{Organization: testOrganization, Record: "made later", Field: "name"})})
			got, err := g.Get(g.ctx, ann.ID)
			if err != nil || got[ann.ID].Body.(*testPerson).Name != "" || got[ann.ID].Body.(*testPerson).Mail != "ann@example.org" {
				t.Errorf("into %s: the person is %+v, %v", engine, got[ann.ID], err)
			}
			history, err := g.History(g.ctx, ann.ID, 0, 5)
			if err != nil || history[0].Op != "erase" || history[1].Record.Body.(*testPerson).Name != "" {
				t.Errorf("into %s: the history is %+v, %v", engine, history, err)
			}
			g.ok(t)
			g.leavesNoTrace(t, "Ünal")
		}
		// The ledger beside the keys is enough, too.
		dir := t.TempDir()
		if err := os.CopyFS(filepath.Join(dir, "keys"), os.DirFS(f.store.keys.folder)); err != nil {
			t.Fatal(err)
		}
		opts := f.opts
		opts.URL, opts.Dir = filepath.Join(dir, "restored.db"), dir
		if err := Restore(f.ctx, opts, bytes.NewReader(backup.Bytes()), Restoring{}); err != nil {
			t.Fatal(err)
		}
		s, err := Open(f.ctx, opts)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		got, err := s.In(testOrganization).Get(f.ctx, ann.ID)
		if err != nil || got[ann.ID].Body.(*testPerson).Name != "" {
			t.Errorf("with the ledger the person is %+v, %v", got[ann.ID], err)
		}
	})
}

func TestABackupIsOfOneStateWhileOthersWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.lived(t)
		ctx, stop := context.WithCancel(f.ctx)
		done := make(chan error, 1)
		started := make(chan struct{})
		go func() {
			var err error
			for i := 0; ctx.Err() == nil && err == nil; i++ {
				rec := f.asset(&testAsset{Name: fmt.Sprint("Meanwhile ", i)})
				err = f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, "create", "") })
				if i == 0 {
					close(started)
				}
			}
			done <- err
		}()
		<-started
		var backup bytes.Buffer
		_, err := f.store.Backup(f.ctx, &backup)
		stop()
		if err := errors.Join(err, <-done); err != nil {
			t.Fatal(err)
		}
		f.restored(t, filepath.Join(t.TempDir(), "restored.db"), backup.Bytes(), Restoring{}).ok(t)
	})
}

func FuzzRestore(f *testing.F) {
	fx := newFixture(f, filepath.Join(f.TempDir(), "surety.db"))
	fx.lived(f)
	var backup bytes.Buffer
	if _, err := fx.store.Backup(fx.ctx, &backup); err != nil {
		f.Fatal(err)
	}
	parts := unpack(f, backup.Bytes())
	for name, content := range parts {
		f.Add(name, content)
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		data := repack(t, backup.Bytes(), func(p map[string][]byte) { p[name] = content })
		opts := fx.opts
		dir := t.TempDir()
		opts.URL, opts.Dir, opts.watch = filepath.Join(dir, "restored.db"), dir, nil
		if err := Restore(fx.ctx, opts, bytes.NewReader(data), Restoring{}); fault.Is(err, fault.Internal) {
			t.Fatal(err)
		}
	})
}
