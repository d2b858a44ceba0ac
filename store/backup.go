package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"surety/fault"
)

// A backup is a gzipped tar: manifest.json; the tables' rows as JSON lines, in
// parts tables/<table>/<organization>/<part>; the attachments as blobs/<digest>;
// and end.json, by whose digest one that was cut short is told. It is the same
// for both engines. What is derived from bodies is not in it, nor are keys and
// sessions.

// backupFormat is the number of the backup's format.
const backupFormat = 1

const (
	manifestName = "manifest.json"
	endName      = "end.json"
	tableFolder  = "tables/"
	blobFolder   = "blobs/"
)

// partSize is from how many bytes on a new part begins.
const partSize = 1 << 20

// Manifest says what a backup is.
type Manifest struct {
	Format        int            `json:"format"`
	Version       int            `json:"version"` // of the tables
	Made          time.Time      `json:"made"`
	Organizations []Organization `json:"organizations"`
	Kinds         []string       `json:"kinds"`
}

// backupEnd closes a backup.
type backupEnd struct {
	Rows   map[string]int64 `json:"rows"` // by table
	Blobs  int64            `json:"blobs"`
	Digest string           `json:"digest"` // SHA-256 of all names and contents before
}

// derivedTables are made anew by a restore, or are not to outlive the database.
var derivedTables = []string{"layout", "reader", "facet", "token", "session", "personal_key"}

// Backup writes a backup of the whole database and its attachments, all of one
// state, while the store serves. Keys are not in it: see [Store.BackupKeys].
func (s *Store) Backup(ctx context.Context, w io.Writer) (Manifest, error) {
	b := newBackupWriter(w, s.now())
	m := Manifest{Format: backupFormat, Made: s.now()}
	err := s.engine.read(ctx, 0, func(c *conn) error {
		stand, err := readStand(ctx, c)
		if err != nil {
			return err
		}
		m.Version = stand.version
		if m.Organizations, m.Kinds, err = s.inventory(ctx, c); err != nil {
			return err
		}
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if err := b.add(manifestName, text); err != nil {
			return err
		}
		return b.tables(ctx, c, m.Kinds)
	})
	if err == nil {
		err = b.blobs(ctx, s.blobs)
	}
	if err == nil {
		err = b.finish()
	}
	return m, fault.Wrap(err, "make a backup")
}

// inventory lists organizations and the kinds that have tables.
func (s *Store) inventory(ctx context.Context, c *conn) ([]Organization, []string, error) {
	organizations, err := collect(ctx, c, scanOrganization, organizationList)
	if err != nil {
		return nil, nil, err
	}
	forms, err := readForms(ctx, c)
	return organizations, sortedKeys(forms), err
}

// backupWriter writes the parts of a backup.
type backupWriter struct {
	gzip   *gzip.Writer
	tar    *tar.Writer
	now    time.Time
	digest hash.Hash
	end    backupEnd
}

func newBackupWriter(w io.Writer, now time.Time) *backupWriter {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is one
	}
	return &backupWriter{gzip: z, tar: tar.NewWriter(z), now: now, digest: sha256.New(), end: backupEnd{Rows: map[string]int64{}}}
}

func (b *backupWriter) add(name string, content []byte) error {
	return b.stream(name, int64(len(content)), bytes.NewReader(content))
}

func (b *backupWriter) stream(name string, size int64, content io.Reader) error {
	if err := b.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: b.now, Format: tar.FormatPAX}); err != nil {
		return err
	}
	fmt.Fprintf(b.digest, "%s %d\n", name, size)
	n, err := io.Copy(io.MultiWriter(b.tar, b.digest), content)
	if err == nil && n != size {
		err = fmt.Errorf("%s has %d bytes, not %d as it began with", name, n, size)
	}
	return err
}

func (b *backupWriter) finish() error {
	b.end.Digest = hex.EncodeToString(b.digest.Sum(nil))
	text, err := json.Marshal(b.end)
	if err != nil {
		return err
	}
	if err := b.add(endName, text); err != nil {
		return err
	}
	if err := b.tar.Close(); err != nil {
		return err
	}
	return b.gzip.Close()
}

// tables writes the rows of all tables: those that belong to organizations for
// one after the other, which is all that row-level security lets be read.
func (b *backupWriter) tables(ctx context.Context, c *conn, kinds []string) error {
	orgs, err := collect(ctx, c, scanNumber, "SELECT org FROM organization ORDER BY org")
	if err != nil {
		return err
	}
	for _, t := range baseTables {
		if slices.Contains(derivedTables, t.name) {
			continue
		}
		if !t.guarded {
			if err := b.table(ctx, c, t.name, "*", "", 0); err != nil {
				return err
			}
			continue
		}
		for _, org := range orgs {
			if err := b.guarded(ctx, c, t.name, "*", org); err != nil {
				return err
			}
		}
	}
	for _, kind := range kinds {
		for _, org := range orgs {
			if err := b.guarded(ctx, c, "k_"+kind, strings.Join(kindBase, ", "), org); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *backupWriter) guarded(ctx context.Context, c *conn, table, columns string, org int64) error {
	if err := c.enter(ctx, org); err != nil {
		return err
	}
	return b.table(ctx, c, table, columns, fmt.Sprintf(" WHERE org = %d", org), org)
}

// table writes rows in parts. The first line of a part names its columns.
func (b *backupWriter) table(ctx context.Context, c *conn, table, columns, where string, org int64) error {
	var part bytes.Buffer
	n := 0
	flush := func() error {
		if part.Len() == 0 {
			return nil
		}
		n++
		err := b.add(fmt.Sprintf("%s%s/%d/%06d", tableFolder, table, org, n), part.Bytes())
		part.Reset()
		return err
	}
	err := c.each(ctx, func(rows *sql.Rows) error {
		names, err := rows.Columns()
		if err != nil {
			return err
		}
		if part.Len() == 0 {
			if err := writeLine(&part, names); err != nil {
				return err
			}
		}
		row, err := scanAny(rows, len(names))
		if err != nil {
			return err
		}
		b.end.Rows[table]++
		if err := writeLine(&part, row); err != nil {
			return err
		}
		if part.Len() >= partSize {
			return flush()
		}
		return nil
	}, "SELECT "+columns+" FROM "+table+where)
	if err != nil {
		return err
	}
	return flush()
}

// writeLine writes a JSON array in a line.
func writeLine[T any](w *bytes.Buffer, values []T) error {
	text, err := json.Marshal(values)
	w.Write(text)
	w.WriteByte('\n')
	return err
}

// blobMember is the name under which a row holds bytes, in base64.
const blobMember = "b64"

func scanAny(rows *sql.Rows, n int) ([]any, error) {
	values, dest := make([]any, n), make([]any, n)
	for i := range values {
		dest[i] = &values[i]
	}
	err := rows.Scan(dest...)
	for i, value := range values {
		if raw, ok := value.([]byte); ok {
			values[i] = map[string]string{blobMember: base64.StdEncoding.EncodeToString(raw)}
		}
	}
	return values, err
}

// blobs writes the attachments.
func (b *backupWriter) blobs(ctx context.Context, folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "[0-9a-f][0-9a-f]", "*"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, path := range files {
		if !digestForm.MatchString(filepath.Base(path)) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.blob(path); err != nil {
			return explainFile(err, path)
		}
		b.end.Blobs++
	}
	return nil
}

func (b *backupWriter) blob(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return b.stream(blobFolder+filepath.Base(path), info.Size(), f)
}
