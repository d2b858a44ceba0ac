package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// IsReadOnly tells of an error of [Open] that the database, or the folder that
// it lies in, can't be written. Opening it with [Options.ReadOnly] may do.
func IsReadOnly(err error) bool {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return true
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return true
	}
	return false
}

// openStill opens a database only to read. SQLite keeps a small file beside a
// database even for that. Where none can be made, the database's file is read as
// one that nobody changes, provided that all is in it: no program can write
// there at the same time, for it would have made that file.
func openStill(ctx context.Context, path string, open func(immutable bool) (*sql.DB, error)) (*sql.DB, error) {
	db, err := open(false)
	if err != nil {
		return nil, err
	}
	err = probe(ctx, db)
	if err == nil || !IsReadOnly(err) {
		return db, nil // what else is wrong is told by the first use
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	if waiting, statErr := os.Stat(path + "-wal"); statErr == nil && waiting.Size() > 0 {
		return nil, unavailable(err, "the newest writes of "+path+" still stand in "+path+"-wal, and can't be read where nothing may be written",
			"copy both files to where this program's account may write, and name that folder")
	}
	return open(true)
}

func probe(ctx context.Context, db *sql.DB) error {
	var n int64
	return db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
}
