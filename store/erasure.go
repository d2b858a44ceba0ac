package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// Erasure says that a field of a record was destroyed. A backup that is older
// still has the value: a restore takes these from a newer place and destroys it
// again.
type Erasure struct {
	Organization string    `json:"organization"`
	Record       record.ID `json:"record"`
	Field        string    `json:"field"` // several that were destroyed at once have a comma between them
	// Of fields that are not personal: in which revisions (such as "1,2,5"), before
	// when (in microseconds; what a restored database wrote later is something else),
	// and in which state the record was left if it ended so.
	Revisions string `json:"revisions,omitempty"`
	Before    int64  `json:"before,omitempty"`
	State     string `json:"state,omitempty"`
}

// fields are the names of the fields.
func (e Erasure) fields() []string { return strings.Split(e.Field, ",") }

// holds tells whether a revision is among those in which it was destroyed.
func (e Erasure) holds(rec *record.Record) bool {
	return rec.Changed.UnixMicro() < e.Before && slices.Contains(strings.Split(e.Revisions, ","), strconv.Itoa(rec.Revision))
}

// erasureFile is the ledger of erasures in the folder of keys, which no restore
// replaces: one JSON object a line.
const erasureFile = "erasures"

// Erasures lists what was ever erased in the database, the oldest first.
func (s *Store) Erasures(ctx context.Context) ([]Erasure, error) {
	var all []Erasure
	organizations, err := s.Organizations(ctx)
	for _, o := range organizations {
		if err = s.In(o.ID).with(ctx, need{}, func(c *conn) error {
			list, err := collect(ctx, c, func(rows *sql.Rows) (e erased, err error) {
				e.Organization = o.ID
				return e, rows.Scan(&e.Record, &e.Field, &e.position, &e.num, &e.kind, &e.state)
			}, "SELECT r.id, e.field, e.pos, e.num, r.kind, r.state FROM erasure e JOIN record r ON r.num = e.num WHERE e.org = $1 ORDER BY e.pos", c.org)
			for _, e := range list {
				if err := s.tellRevisions(ctx, c, &e); err != nil {
					return err
				}
				all = append(all, e.Erasure)
			}
			return err
		}); err != nil {
			break
		}
	}
	return all, fault.Wrap(err, "list erasures")
}

// erased is an erasure with its place in the tables.
type erased struct {
	Erasure
	position, num int64
	kind, state   string
}

// tellRevisions finds out in which revisions fields that are not personal were
// destroyed, by what their seeds were replaced with.
func (s *Store) tellRevisions(ctx context.Context, c *conn, e *erased) error {
	l := s.layouts[e.kind]
	if l == nil || l.isPersonal(e.fields()[0]) {
		return nil
	}
	revisions, err := collect(ctx, c, scanNumber, "SELECT revision FROM revision WHERE num = $1 AND pos < $2 AND length(seed) <> $3 ORDER BY revision", e.num, e.position, int64(len(journal.Seed{})))
	if err != nil {
		return err
	}
	numbers := make([]string, len(revisions))
	for i, n := range revisions {
		numbers[i] = strconv.FormatInt(n, 10)
	}
	e.Revisions = strings.Join(numbers, ",")
	if state, ok := l.kind.Lifecycle.State(e.state); ok && state.Ended {
		e.State = e.state
	}
	_, err = c.one(ctx, []any{&e.Before}, "SELECT time FROM revision WHERE pos = $1", e.position)
	return err
}

// keepErasures writes the ledger of erasures beside the keys.
func (s *Store) keepErasures(ctx context.Context) error {
	all, err := s.Erasures(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	earlier, err := s.keys.erasures()
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	seen := map[Erasure]bool{}
	encoder := json.NewEncoder(&lines)
	for _, e := range append(earlier, all...) {
		if seen[e] {
			continue
		}
		seen[e] = true
		if err := encoder.Encode(e); err != nil {
			return err
		}
	}
	if len(seen) == len(earlier) {
		return nil
	}
	return writeDurably(filepath.Join(s.keys.folder, erasureFile), 0o600, func(w io.Writer) error {
		_, err := w.Write(lines.Bytes())
		return err
	})
}

// erasures reads the ledger.
func (k *keyring) erasures() ([]Erasure, error) {
	path := filepath.Join(k.folder, erasureFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explainFile(err, path)
	}
	return readErasures(data, path)
}

func readErasures(data []byte, name string) ([]Erasure, error) {
	var list []Erasure
	decoder := json.NewDecoder(bytes.NewReader(data))
	for {
		var e Erasure
		err := decoder.Decode(&e)
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fault.New(fault.Malformed, "%s: entry %d is no erasure: %w", name, len(list)+1, err)
		}
		list = append(list, e)
	}
}

// replay destroys again what was erased after a backup was made.
func (s *Store) replay(ctx context.Context, erasures []Erasure) error {
	for _, e := range erasures {
		err := s.In(e.Organization).Write(ctx, Author{Actor: "restore", Origin: "restore"}, func(tx *Tx) error {
			const note = "erased again: the backup was older than the erasure"
			if e.Revisions != "" {
				return tx.destroyAgain(e, note)
			}
			holds, err := tx.holds(ctx, e.Record, e.Field)
			if err != nil || !holds {
				return err
			}
			return tx.Erase(e.Record, e.Field, note)
		})
		if err != nil && !fault.Is(err, fault.NotFound) { // the backup may be older than the record
			return fault.Wrap(err, "erase again "+string(e.Record)+"."+e.Field)
		}
	}
	return nil
}

// destroyAgain destroys what a newer database had destroyed with its revisions, as far
// as it is there.
func (t *Tx) destroyAgain(e Erasure, note string) error {
	found, err := t.Get(t.ctx, e.Record)
	if err != nil {
		return err
	}
	rec := found[e.Record]
	if rec == nil {
		return fault.New(fault.NotFound, "there is no record %s", e.Record)
	}
	there, err := t.wasThere(rec, e)
	if err != nil || !there {
		return err
	}
	if e.holds(rec) {
		for _, name := range e.fields() {
			if f := rec.Kind.Field(name); f != nil {
				if err := f.Set(rec.Body, nil); err != nil {
					return err
				}
			}
		}
		if e.State != "" {
			rec.State = e.State
		}
	}
	return t.Destroy(rec, e.fields(), note, e.holds)
}

// wasThere tells whether a revision still has one of the fields.
func (t *Tx) wasThere(rec *record.Record, e Erasure) (bool, error) {
	place, err := t.placeOf(rec)
	if err != nil {
		return false, err
	}
	revisions, err := t.revisionsOf(place, rec.Revision+1)
	for _, r := range revisions {
		if r.rec == nil || !e.holds(r.rec) {
			continue
		}
		for _, name := range e.fields() {
			if f := r.rec.Kind.Field(name); f != nil && f.IsSet(r.rec.Body) {
				return true, err
			}
		}
	}
	return false, err
}

// placeOf is the number of a record.
func (t *Tx) placeOf(rec *record.Record) (num int64, err error) {
	c, err := t.db()
	if err == nil {
		_, err = c.one(t.ctx, []any{&num}, "SELECT num FROM record WHERE org = $1 AND id = $2", t.org, string(rec.ID))
	}
	return num, err
}

// holds tells whether something of a personal field is stored.
func (t *Tx) holds(ctx context.Context, id record.ID, field string) (bool, error) {
	found, err := t.Get(ctx, id)
	if err != nil {
		return false, err
	}
	rec := found[id]
	if rec == nil {
		return false, fault.New(fault.NotFound, "there is no record %s", id)
	}
	if f := rec.Kind.Field(field); f != nil && f.IsSet(rec.Body) {
		return true, nil
	}
	c, err := t.db()
	if err != nil {
		return false, err
	}
	var n int64
	_, err = c.one(ctx, []any{&n}, "SELECT count(*) FROM personal p JOIN record r ON r.num = p.num WHERE r.org = $1 AND r.id = $2 AND p.field = $3", t.org, string(id), field)
	return n > 0, err
}
