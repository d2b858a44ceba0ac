package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"surety/fault"
)

// keyBackup is a backup of all keys: the files of the folder of keys, and the
// wrapped keys of personal fields.
type keyBackup struct {
	Format   int               `json:"format"`
	Files    map[string]string `json:"files"`
	Personal []wrappedKey      `json:"personal"`
}

type wrappedKey struct {
	Org     int64  `json:"org"`
	Num     int64  `json:"num"`
	Field   string `json:"field"`
	Number  int64  `json:"number"`
	Wrapped []byte `json:"wrapped"`
}

// BackupKeys writes all keys. It is worth as much as the keys themselves: keep
// it apart from backups, and destroy older ones, or what was erased since can be
// brought back with an older backup.
func (s *Store) BackupKeys(ctx context.Context, w io.Writer) error {
	b := keyBackup{Format: backupFormat, Files: map[string]string{}}
	files, err := os.ReadDir(s.keys.folder)
	if err != nil {
		return fault.Wrap(explainFile(err, s.keys.folder), "back up the keys")
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.keys.folder, f.Name()))
		if err != nil {
			return fault.Wrap(explainFile(err, f.Name()), "back up the keys")
		}
		b.Files[f.Name()] = string(data)
	}
	err = s.engine.read(ctx, 0, func(c *conn) error {
		orgs, err := collect(ctx, c, scanNumber, "SELECT org FROM organization ORDER BY org")
		for _, org := range orgs {
			if err := c.enter(ctx, org); err != nil {
				return err
			}
			list, err := collect(ctx, c, func(rows *sql.Rows) (k wrappedKey, err error) {
				return k, rows.Scan(&k.Org, &k.Num, &k.Field, &k.Number, &k.Wrapped)
			}, "SELECT org, num, field, key_no, wrapped FROM personal_key WHERE org = $1", org)
			if err != nil {
				return err
			}
			b.Personal = append(b.Personal, list...)
		}
		return err
	})
	if err == nil {
		err = json.NewEncoder(w).Encode(b)
	}
	return fault.Wrap(err, "back up the keys")
}

// mostKeyBackup bounds a backup of keys.
const mostKeyBackup = 1 << 30

func readKeyBackup(r io.Reader) (keyBackup, error) {
	var b keyBackup
	decoder := json.NewDecoder(io.LimitReader(r, mostKeyBackup))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&b); err != nil {
		return b, &fault.Error{Kind: fault.Malformed, Message: "this is no backup of keys", Err: err}
	}
	if b.Format > backupFormat {
		return b, fault.New(fault.Unsupported, "the backup of keys has format %d, this program reads %d", b.Format, backupFormat)
	}
	for name := range b.Files {
		if name != filepath.Base(name) || strings.HasPrefix(name, ".") {
			return b, fault.New(fault.Malformed, "a backup of keys holds a file with the name %q", name)
		}
	}
	return b, nil
}
