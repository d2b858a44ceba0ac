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

	"surety/fault"
	"surety/record"
)

// Erasure says that a field of a record was destroyed. A backup that is older
// still has the value: a restore takes these from a newer place and destroys it
// again.
type Erasure struct {
	Organization string    `json:"organization"`
	Record       record.ID `json:"record"`
	Field        string    `json:"field"`
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
			list, err := collect(ctx, c, func(rows *sql.Rows) (Erasure, error) {
				e := Erasure{Organization: o.ID}
				return e, rows.Scan(&e.Record, &e.Field)
			}, "SELECT r.id, e.field FROM erasure e JOIN record r ON r.num = e.num WHERE e.org = $1 ORDER BY e.pos", c.org)
			all = append(all, list...)
			return err
		}); err != nil {
			break
		}
	}
	return all, fault.Wrap(err, "list erasures")
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
			holds, err := tx.holds(ctx, e.Record, e.Field)
			if err != nil || !holds {
				return err
			}
			return tx.Erase(e.Record, e.Field, "erased again: the backup was older than the erasure")
		})
		if err != nil && !fault.Is(err, fault.NotFound) { // the backup may be older than the record
			return fault.Wrap(err, "erase again "+string(e.Record)+"."+e.Field)
		}
	}
	return nil
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
