package store

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"surety/fault"
	"surety/record"
)

// Options say where a store is and what it works with.
type Options struct {
	// URL is a PostgreSQL URL ("postgres://…"), or the path of a SQLite file,
	// with or without "sqlite:" before it.
	URL string
	// Dir is the folder of attachments (blobs) and keys. Empty: the folder of
	// the SQLite file.
	Dir string
	// Catalogue are the kinds of records.
	Catalogue *record.Catalogue
	Clock     func() time.Time
	Random    io.Reader // cryptographic randomness; safe for several goroutines
	NewID     func() record.ID
	// ReadOnly opens a database that is up to date, and never writes.
	ReadOnly bool
	// Observe, where set, is told every statement that reads or writes data,
	// before it runs. It must be safe for several goroutines.
	Observe func(statement string)

	watch observer // told more than Observe, for tests
}

func (o Options) observer() observer {
	if o.watch != nil || o.Observe == nil {
		return o.watch
	}
	return func(_ *conn, text string, _ []any) { o.Observe(text) }
}

// Store is a database of organizations' records with its attachments and keys.
// Its methods may be called from several goroutines.
type Store struct {
	engine    engine
	dialect   *dialect
	catalogue *record.Catalogue
	layouts   map[string]*layout
	dir       string
	blobs     string // folder of attachments
	file      string // of SQLite
	keys      *keyring
	clock     func() time.Time
	random    io.Reader
	newID     func() record.ID
	few       int // fewRows; less in tests

	organizations sync.Map // number by id
	inserts       insertTexts
	censuses      *censuses
}

// Open opens a database, making or migrating its tables and making the master
// key. Errors: Unsupported for a database of a newer program, Malformed for what
// is no database of ours, Unavailable when it can't be reached or needs what a
// read-only opening must not do.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := connect(ctx, o)
	if err != nil {
		return nil, fault.Wrap(err, "open the database")
	}
	if o.ReadOnly {
		err = s.requireCurrent(ctx)
	} else {
		err = s.checkedBringUp(ctx)
		for _, step := range []func() error{func() error { return s.keepErasures(ctx) }, s.tighten} {
			if err == nil {
				err = step()
			}
		}
	}
	if err != nil {
		return nil, fault.Wrap(errors.Join(err, s.engine.close()), "open the database")
	}
	return s, nil
}

// tighten keeps a SQLite database from others on the machine.
func (s *Store) tighten() error {
	if s.file == "" {
		return nil
	}
	return tighten(s.file)
}

// connect reaches the database without looking into it.
func connect(ctx context.Context, o Options) (*Store, error) {
	all, err := layouts(o.Catalogue)
	if err != nil {
		return nil, err
	}
	s := &Store{catalogue: o.Catalogue, layouts: all, clock: o.Clock, random: o.Random, newID: o.NewID, dir: o.Dir, few: fewRows, censuses: newCensuses(manyRows)}
	if isPostgres(o.URL) {
		if o.Dir == "" {
			return nil, fault.New(fault.Invalid, "a folder for attachments and keys must be named beside a PostgreSQL database")
		}
		e, d, err := openPostgres(ctx, o)
		if err != nil {
			return nil, err
		}
		s.engine, s.dialect = e, d
	} else {
		path := strings.TrimPrefix(o.URL, "sqlite:")
		if s.dir == "" {
			s.dir = filepath.Dir(path)
		}
		if !o.ReadOnly {
			if err := makeFolder(filepath.Dir(path)); err != nil {
				return nil, err
			}
		}
		e, d, err := openSQLite(ctx, path, o)
		if err != nil {
			return nil, err
		}
		s.engine, s.dialect, s.file = e, d, path
	}
	s.keys, s.blobs = newKeyring(s.dir), filepath.Join(s.dir, "blobs")
	return s, nil
}

func isPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

func (s *Store) checkedBringUp(ctx context.Context) error {
	stand, err := s.stand(ctx)
	if err == nil {
		err = stand.check()
	}
	if err != nil {
		return err
	}
	return s.bringUp(ctx, newest)
}

// bringUp makes or migrates tables up to a version, and keys.
func (s *Store) bringUp(ctx context.Context, version int) error {
	stand, err := s.stand(ctx)
	if err != nil {
		return err
	}
	if stand.empty { // before the first table: a start that is interrupted in between leaves a whole one
		if err := s.keys.newMaster(s.random); err != nil {
			return err
		}
	}
	if stand.empty || stand.version < version {
		if _, err = migrate(ctx, s.engine, version); err != nil {
			return err
		}
	}
	outdated, err := s.outdated(ctx)
	if err != nil {
		return err
	}
	for _, l := range outdated {
		if err := s.shape(ctx, l); err != nil {
			return err
		}
	}
	if stand.pending == restoring || !stand.empty && stand.version == version && stand.pending == 0 {
		return nil // the restore ends the mark itself
	}
	return finishMigration(ctx, s.engine)
}

func (s *Store) stand(ctx context.Context) (st stand, err error) {
	err = s.engine.read(ctx, 0, func(c *conn) (err error) {
		st, err = readStand(ctx, c)
		return err
	})
	return st, err
}

// requireCurrent refuses a database that would have to be changed first.
func (s *Store) requireCurrent(ctx context.Context) error {
	stand, err := s.stand(ctx)
	if err != nil {
		return err
	}
	if err := stand.check(); err != nil {
		return err
	}
	if err := stand.upToDate(); err != nil {
		return err
	}
	outdated, err := s.outdated(ctx)
	if err == nil && len(outdated) > 0 {
		err = unavailable(nil, "the table of kind "+outdated[0].kind.Name+" is not as this program declares it", "start the program once so that it brings the tables up to date")
	}
	return err
}

// Close ends the store. Writes that wait are carried out first.
func (s *Store) Close() error { return fault.Wrap(s.engine.close(), "close the database") }

// now is the clock's time as the database keeps times: UTC, whole microseconds.
func (s *Store) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// Catalogue are the kinds that the store keeps.
func (s *Store) Catalogue() *record.Catalogue { return s.catalogue }
