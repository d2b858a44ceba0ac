package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"surety/internal/testpostgres"
)

func TestADatabaseOfANewerProgramIsRefusedByEachCommandAndLeftAsItIs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "assets.csv")
	if err := os.WriteFile(file, []byte("Name;Type\nBilling;service\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, engine := range map[string]struct {
		url string
		age func(t *testing.T, dir, url string)
	}{
		"SQLite":     {"", makeNewerSQLite},
		"PostgreSQL": {testpostgres.Database(t), makeNewerPostgres},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			flags := []string{"--dir", dir}
			if engine.url != "" {
				flags = append(flags, "--db", engine.url)
			}
			call := func(args ...string) (string, error) {
				return surety(t, dir, "correct horse battery\n", append(flags, args...)...)
			}
			if out, err := call("init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara"); err != nil {
				t.Fatal(out)
			}
			engine.age(t, dir, engine.url)
			before := folder(t, dir)
			for _, args := range [][]string{
				{"serve", "--listen", "127.0.0.1:0"}, {"list", "asset"}, {"get", "PERSON-0001"}, {"check"}, {"import", "sheet", file, "--kind", "asset"},
				{"demo"}, {"user", "list"}, {"token", "add", "x"}, {"log", "verify"}, {"backup", "-o", filepath.Join(t.TempDir(), "b")},
			} {
				out, err := call(args...)
				if exitCode(err) != 2 || !strings.Contains(out, "made by a newer program") || !strings.Contains(out, "install the newer program") {
					t.Errorf("%s gave exit %d and %q", args[0], exitCode(err), out)
				}
			}
			if diff := cmp.Diff(before, folder(t, dir)); diff != "" {
				t.Errorf("the data folder was changed:\n%s", diff)
			}
		})
	}
}

func makeNewerSQLite(t *testing.T, dir, _ string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "surety.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE schema_version SET version = version + 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func makeNewerPostgres(t *testing.T, _, url string) {
	t.Helper()
	ctx := context.Background()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(ctx, "UPDATE schema_version SET version = version + 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(ctx); err != nil {
		t.Fatal(err)
	}
}

// folder is what a folder holds, by name; a log beside a database may come and
// go with whoever reads it.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	held := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "-shm") || strings.HasSuffix(path, "-wal") {
			return err
		}
		data, err := os.ReadFile(path)
		held[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return held
}
