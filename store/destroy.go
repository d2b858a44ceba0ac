package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// Destroy writes a record from which the caller took values, and destroys those of the
// named fields in the earlier revisions that of chooses (nil: in all), with what their
// salts could be made from. Kept files that nothing refers to any more once this has
// happened are destroyed, too. What stays is that there were such values, and the
// commitments to them; the log still verifies. It can't be undone. Personal fields are
// not destroyed so but by [Tx.Erase]; revisions that the same transaction made are
// left as they are.
func (t *Tx) Destroy(rec *record.Record, fields []string, note string, of func(*record.Record) bool) error {
	if err := t.alive(); err != nil {
		return err
	}
	l := t.store.layouts[rec.Kind.Name]
	for _, name := range fields {
		if l == nil || rec.Kind.Field(name) == nil || l.isPersonal(name) {
			return fault.At(fault.Invalid, rec.Name(), name, "it is no field that can be destroyed with its revisions")
		}
	}
	fields = slices.Sorted(slices.Values(fields)) // as an entry of the log names them
	num, err := t.put(rec, journal.OperationErase, note, slices.Compact(fields)...)
	if err != nil {
		return err
	}
	t.destroyed = true
	if err := t.flush(); err != nil {
		return err
	}
	revisions, err := t.revisionsOf(num, rec.Revision)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if r.rec == nil || of != nil && !of(r.rec) {
			continue
		}
		if err := t.takeOut(r, fields); err != nil {
			return err
		}
	}
	return nil
}

// bared is a revision with what it is proved with.
type bared struct {
	past
	seed []byte
}

// revisionsOf reads the revisions of a record before one.
func (t *Tx) revisionsOf(num int64, before int) ([]bared, error) {
	c, err := t.db()
	if err != nil {
		return nil, err
	}
	var list []bared
	revisions, err := collect(t.ctx, c, func(rows *sql.Rows) (kept, error) {
		var b bared
		k, err := scanKept(rows, &b.seed)
		list = append(list, b)
		return k, err
	}, "SELECT "+keptColumns+", v.seed FROM "+keptTables+" WHERE r.num = $1 AND "+keptJoined+" AND v.revision < $2 ORDER BY v.revision", num, int64(before))
	if err != nil {
		return nil, err
	}
	past, err := t.revive(t.ctx, c, revisions)
	for i, p := range past {
		list[i].past = p
	}
	return list, err
}

// takeOut destroys fields of one revision, and remembers the files that it named.
func (t *Tx) takeOut(r bared, fields []string) error {
	seed, body, err := journal.Without(r.seed, r.body, fields...)
	if err != nil {
		return fault.Wrap(err, "destroy values of "+r.id)
	}
	if len(body) == len(r.body) {
		return nil // destroyed before, or never there
	}
	for _, a := range r.rec.Kind.Attachments(r.rec.Body) {
		if name, _, _ := strings.Cut(a.Field, "."); slices.Contains(fields, name) {
			t.loose = append(t.loose, a.Digest)
		}
	}
	return t.exec("UPDATE revision SET seed = $1, body = $2 WHERE pos = $3", seed, body, r.position)
}

// dropBlobs removes those of some kept files that no record refers to, as it stands or
// in its past.
func (s *Store) dropBlobs(ctx context.Context, digests []string) error {
	if len(digests) == 0 {
		return nil
	}
	if err := s.sweepUploads(); err != nil { // where it was sent from, it may lie still
		return err
	}
	slices.Sort(digests)
	digests = slices.Compact(digests)
	return s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		organizations, err := collect(ctx, c, scanNumber, "SELECT org FROM organization ORDER BY org")
		if err != nil {
			return err
		}
		for _, digest := range digests {
			used, err := s.refersTo(ctx, c, organizations, digest)
			if err != nil {
				return err
			}
			if used || !digestForm.MatchString(digest) {
				continue
			}
			if err := os.Remove(s.blobPath(digest)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return explainFile(err, s.blobPath(digest))
			}
		}
		return nil
	}))
}

// refersTo tells whether a revision of any organization names a file. It looks
// through all revisions of the kinds that can have one: nothing is read as often as a
// list of files would have to be written.
func (s *Store) refersTo(ctx context.Context, c *conn, organizations []int64, digest string) (bool, error) {
	var kinds []string
	for _, kind := range s.catalogue.Kinds() {
		if slices.ContainsFunc(kind.Fields, keepsFiles) {
			kinds = append(kinds, kind.Name)
		}
	}
	if len(kinds) == 0 {
		return false, nil
	}
	for _, org := range organizations {
		if err := c.enter(ctx, org); err != nil {
			return false, err
		}
		var a arguments
		var n int64
		found, err := c.one(ctx, []any{&n}, "SELECT 1 FROM revision v WHERE v.org = "+a.add(org)+" AND v.kind "+in(&a, kinds)+" AND "+c.d.contains("v.body", a.add([]byte(digest)))+" LIMIT 1", a.values...)
		if err != nil || found {
			return found, err
		}
	}
	return false, nil
}

func keepsFiles(f *record.Field) bool {
	return f.Type == record.TypeAttachment || f.Type == record.TypeAttachments || slices.ContainsFunc(f.Row, keepsFiles)
}
