// Package testhouse gives tests what every organization stands on: the kinds of the
// program, their language, the packs, and an empty store with all tables. Each is
// made once in a process, since making it takes longer than most tests.
package testhouse

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"surety/app"
	"surety/expr"
	"surety/internal/testpostgres"
	"surety/isms"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Parts are what no organization changes.
type Parts struct {
	Catalogue *record.Catalogue
	Language  *expr.Environment
	Packs     *pack.Set
}

// Of are those with the program's kinds, the same for all tests of a process.
func Of(t testing.TB) Parts {
	t.Helper()
	p, err := parts()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// With are those of a test that has kinds of its own, too.
func With(t testing.TB, more ...*record.Kind) Parts {
	t.Helper()
	p, err := newParts(more...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var parts = sync.OnceValues(func() (Parts, error) { return newParts() })

func newParts(more ...*record.Kind) (Parts, error) {
	catalogue, err := record.NewCatalogue(append(isms.Kinds(), more...)...)
	if err != nil {
		return Parts{}, err
	}
	language, err := expr.New(catalogue)
	if err != nil {
		return Parts{}, err
	}
	packs, problems := pack.Load(nil, app.Compile(language))
	return Parts{catalogue, language, packs}, problems.Err()
}

// fileName is that of the database in a store's folder.
const fileName = "surety.db"

// folder is what stands in a store's folder, by path: the keys that the database
// is bound to and, of SQLite, the database.
type folder map[string][]byte

// SQLite is a database with the tables of the program's kinds and without a record
// in a test's folder, with the keys that go with it. It returns its URL.
func SQLite(t testing.TB, dir string) string {
	t.Helper()
	made, err := sqlite()
	write(t, dir, made, err)
	return filepath.Join(dir, fileName)
}

var sqlite = sync.OnceValues(func() (folder, error) { return makeTables("") })

// PostgreSQL is such a database on the tests' server, with its keys in the folder.
func PostgreSQL(t testing.TB, dir string) string {
	t.Helper()
	url := postgres.database.Database(t)
	write(t, dir, postgres.keys, nil)
	return url
}

var postgres = newPostgres()

type template struct {
	database testpostgres.Template
	keys     folder
}

func newPostgres() *template {
	p := &template{}
	p.database.Make = func(url string) (err error) {
		p.keys, err = makeTables(url)
		return err
	}
	return p
}

func write(t testing.TB, dir string, made folder, err error) {
	t.Helper()
	for path, content := range made {
		file := filepath.Join(dir, path)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, content, 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// makeTables opens a store, which makes its tables, closes it, and returns what then
// is in its folder. Without a URL it is SQLite's.
func makeTables(url string) (made folder, err error) {
	dir, err := os.MkdirTemp("", "surety-empty-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if url == "" {
		url = filepath.Join(dir, fileName)
	}
	p, err := parts()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(context.Background(), store.Options{URL: url, Dir: dir, Catalogue: p.Catalogue, Clock: time.Now, Random: rand.Reader, NewID: func() record.ID { return "" }})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	made = folder{}
	content := os.DirFS(dir)
	return made, fs.WalkDir(content, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		made[path], err = fs.ReadFile(content, path)
		return err
	})
}
