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

// personalRef names one key of a personal field.
type personalRef struct {
	Organization string    `json:"organization"`
	Record       record.ID `json:"record"`
	Field        string    `json:"field"`
	Number       int64     `json:"number"`
}

// neverFile lists, in the folder of keys, the keys that a restore was not given:
// one JSON object a line. It stands there and not in the database because it
// excuses that they are missing: who can alter the database only must not be
// able to say so of a key that he removed.
const neverFile = "never-given"

// keepNeverGiven writes down which keys a restored database lacks.
func (s *Store) keepNeverGiven(ctx context.Context) error {
	organizations, err := s.Organizations(ctx)
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, o := range organizations {
		if err := s.In(o.ID).with(ctx, need{}, func(c *conn) error {
			return c.each(ctx, func(rows *sql.Rows) error {
				p := personalRef{Organization: o.ID}
				if err := rows.Scan(&p.Record, &p.Field, &p.Number); err != nil {
					return err
				}
				return encoder.Encode(p)
			}, "SELECT DISTINCT r.id, p.field, p.key_no FROM personal p JOIN record r ON r.num = p.num WHERE p.org = $1 AND "+keyless, c.org)
		}); err != nil {
			return err
		}
	}
	path := filepath.Join(s.keys.folder, neverFile)
	if lines.Len() > 0 {
		return writeDurably(path, 0o600, func(w io.Writer) error {
			_, err := w.Write(lines.Bytes())
			return err
		})
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return explainFile(err, path)
	}
	return nil
}

// keyless holds of a sealed value p whose key isn't there.
const keyless = "NOT EXISTS (SELECT 1 FROM personal_key w WHERE w.num = p.num AND w.field = p.field AND w.key_no = p.key_no)"

// neverGiven reads the list.
func (k *keyring) neverGiven() (map[personalRef]bool, error) {
	path := filepath.Join(k.folder, neverFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, explainFile(err, path)
	}
	found := map[personalRef]bool{}
	for decoder := json.NewDecoder(bytes.NewReader(data)); ; {
		var p personalRef
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, fault.New(fault.Malformed, "%s: line %d names no key: %w", path, len(found)+1, err)
		}
		found[p] = true
	}
}
