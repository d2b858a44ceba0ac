package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"surety/fault"
)

// Restoring is what a restore may take beside the backup.
type Restoring struct {
	// Keys is a backup of keys, as [Store.BackupKeys] writes one. Without it,
	// the keys in the folder are used; where there are none, new ones are made,
	// and the personal values of past revisions can't be read. The folder of keys
	// then says which were not given, so that a check of the log can tell these
	// from keys that were removed.
	Keys io.Reader
	// Erasures are what a newer database had erased. Those that the folder of
	// keys remembers are added.
	Erasures []Erasure
}

// restoring marks, in the place of a version, that a restore is under way.
const restoring = -1

// Restore makes a database from a backup, of this or an earlier version and of
// either engine. Database and attachments must not be there yet (Exists); the
// folder of keys may. Either all is restored or nothing: one that was cut short
// or altered is refused as Malformed, one of a newer program as Unsupported.
// What was erased after the backup was made is erased again.
func Restore(ctx context.Context, o Options, backup io.Reader, with Restoring) error {
	return fault.Wrap(restore(ctx, o, backup, with), "restore the backup")
}

func restore(ctx context.Context, o Options, backup io.Reader, with Restoring) (err error) {
	place, err := newRestorePlace(o)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, place.abandon(context.WithoutCancel(ctx)))
		}
	}()
	keys := keyBackup{}
	if with.Keys != nil {
		if keys, err = readKeyBackup(with.Keys); err != nil {
			return err
		}
	}
	if place.store, err = connect(ctx, place.options); err != nil {
		return err
	}
	s := place.store
	stand, err := s.stand(ctx)
	if err != nil {
		return err
	}
	if !stand.empty {
		place.foreign = true
		return &fault.Error{Kind: fault.Exists, Message: "the database is not empty", Mend: "restore into an empty one; nothing that is there is ever replaced"}
	}
	l := &loader{store: s, blobs: place.newBlobs}
	if err := l.load(ctx, backup); err != nil {
		return err
	}
	if err := place.keys(ctx, keys, l.manifest); err != nil {
		return err
	}
	if err := s.bringUp(ctx, newest); err != nil {
		return err
	}
	s.blobs = place.newBlobs
	earlier, err := s.keys.erasures()
	if err != nil {
		return err
	}
	if err := s.replay(ctx, append(earlier, with.Erasures...)); err != nil {
		return err
	}
	return place.finish(ctx)
}

// restorePlace is where a restore works until it is whole: a file beside the
// database's, a folder beside that of attachments. In PostgreSQL the database
// itself is marked.
type restorePlace struct {
	given    Options
	options  Options
	path     string // of the SQLite file; empty for PostgreSQL
	dir      string
	newBlobs string
	store    *Store
	foreign  bool // the database holds something that isn't ours
	madeKeys []string
}

func newRestorePlace(o Options) (*restorePlace, error) {
	p := &restorePlace{given: o, options: o, dir: o.Dir}
	if !isPostgres(o.URL) {
		p.path = strings.TrimPrefix(o.URL, "sqlite:")
		if p.dir == "" {
			p.dir = filepath.Dir(p.path)
		}
		if _, err := os.Stat(p.path); err == nil {
			return nil, &fault.Error{Kind: fault.Exists, Message: p.path + " is there already", Mend: "restore into an empty place; nothing that is there is ever replaced"}
		}
		p.options.URL = p.path + ".restoring"
		p.options.Dir = p.dir
	}
	if p.dir == "" {
		return nil, fault.New(fault.Invalid, "a folder for attachments and keys must be named beside a PostgreSQL database")
	}
	if files, err := os.ReadDir(p.blobs()); err == nil && len(files) > 0 {
		return nil, &fault.Error{Kind: fault.Exists, Message: p.blobs() + " holds attachments already", Mend: "restore into an empty place; nothing that is there is ever replaced"}
	}
	p.newBlobs = p.blobs() + ".restoring"
	if err := errors.Join(os.RemoveAll(p.newBlobs), p.removeFile()); err != nil { // of one that was killed
		return nil, explainFile(err, p.dir)
	}
	if err := makeFolder(p.newBlobs); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *restorePlace) blobs() string { return filepath.Join(p.dir, "blobs") }

func (p *restorePlace) removeFile() error {
	if p.path == "" {
		return nil
	}
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(p.options.URL + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// keys puts the keys of a backup of keys into their places, and makes those that
// are missing.
func (p *restorePlace) keys(ctx context.Context, b keyBackup, m Manifest) error {
	k := p.store.keys
	for _, name := range sortedKeys(b.Files) {
		if name == neverFile {
			continue // which keys are missing here is found out when all is in
		}
		err := k.write(name, b.Files[name])
		if errors.Is(err, os.ErrExist) {
			there, err := k.read(name)
			if err != nil {
				return err
			}
			if name != erasureFile && there != strings.TrimSpace(b.Files[name]) {
				return &fault.Error{Kind: fault.Exists, Message: "the folder of keys holds another key " + name, Mend: "move the folder away, or restore without the backup of keys"}
			}
			continue
		}
		if err != nil {
			return err
		}
		p.madeKeys = append(p.madeKeys, name)
	}
	if err := k.newMaster(p.store.random); err != nil {
		return err
	}
	for _, o := range m.Organizations {
		if err := p.store.renewSigner(ctx, o); err != nil {
			return err
		}
	}
	return p.store.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		for _, w := range b.Personal {
			if err := c.enter(ctx, w.Org); err != nil {
				return err
			}
			// Only those that still seal something: the backup may be older than the keys.
			if _, err := c.exec(ctx, `INSERT INTO personal_key (org, num, field, key_no, wrapped) SELECT $1, $2, $3, $4, $5
				WHERE EXISTS (SELECT 1 FROM personal WHERE num = $2 AND field = $3 AND key_no = $4)`, w.Org, w.Num, w.Field, w.Number, w.Wrapped); err != nil {
				return err
			}
		}
		return nil
	}))
}

// renewSigner makes a new signing key where the log's is lost. Its public half
// joins the earlier ones, with which the earlier checkpoints are checked.
func (s *Store) renewSigner(ctx context.Context, o Organization) error {
	verifier, err := s.keys.newSigner(s.random, o.ID)
	if err != nil || strings.Contains(o.Verifier, verifier) {
		return err
	}
	return s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "UPDATE organization SET verifier = $1 WHERE id = $2", verifier+"\n"+o.Verifier, o.ID)
		return err
	}))
}

// finish makes the restored whole the database.
func (p *restorePlace) finish(ctx context.Context) error {
	if err := p.store.keepErasures(ctx); err != nil {
		return err
	}
	p.madeKeys = append(p.madeKeys, neverFile)
	if err := p.store.keepNeverGiven(ctx); err != nil {
		return err
	}
	if err := errors.Join(os.Remove(p.blobs()), nil); err != nil && !errors.Is(err, os.ErrNotExist) {
		return explainFile(err, p.blobs())
	}
	if err := os.Rename(p.newBlobs, p.blobs()); err != nil {
		return explainFile(err, p.blobs())
	}
	if err := finishMigration(ctx, p.store.engine); err != nil {
		return errors.Join(err, os.RemoveAll(p.blobs()))
	}
	if err := p.store.engine.close(); err != nil {
		return err
	}
	if p.path == "" {
		return nil
	}
	if err := os.Rename(p.options.URL, p.path); err != nil {
		return explainFile(err, p.path)
	}
	return explainFile(syncFolder(p.dir), p.dir)
}

// abandon leaves the place as empty as it was.
func (p *restorePlace) abandon(ctx context.Context) error {
	var errs []error
	if p.store != nil {
		if p.path == "" && !p.foreign {
			errs = append(errs, p.store.dropAll(ctx))
		}
		errs = append(errs, p.store.engine.close())
		for _, name := range p.madeKeys {
			if err := os.Remove(filepath.Join(p.store.keys.folder, name)); !errors.Is(err, os.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(append(errs, os.RemoveAll(p.newBlobs), p.removeFile())...)
}

// dropAll removes what a restore made in a database that had been empty.
func (s *Store) dropAll(ctx context.Context) error {
	return s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		tables, err := collect(ctx, c, scanText, c.d.tables)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if err := c.control(ctx, fmt.Sprintf("DROP TABLE IF EXISTS %q CASCADE", table)); err != nil {
				return err
			}
		}
		return runAll(ctx, c, c.d.epilogue)
	}))
}
