package store

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
)

// loader reads a backup into empty tables.
type loader struct {
	store    *Store
	blobs    string // folder for the attachments
	manifest Manifest
	digest   hash.Hash
	counted  backupEnd
	ended    bool
}

// mostPart bounds a part of a table: one row of it may be large.
const mostPart = 64 << 20

func malformedBackup(format string, args ...any) *fault.Error {
	e := fault.New(fault.Malformed, format, args...)
	e.Mend = "take another backup: this one is not whole"
	return e
}

func (l *loader) load(ctx context.Context, r io.Reader) error {
	z, err := gzip.NewReader(bufio.NewReader(r))
	if err != nil {
		return &fault.Error{Kind: fault.Malformed, Message: "this is no backup of surety", Err: err}
	}
	l.digest, l.counted = sha256.New(), backupEnd{Rows: map[string]int64{}}
	archive := tar.NewReader(z)
	for n := 0; ; n++ {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return malformedBackup("the backup can't be read: %w", err)
		}
		if l.ended || (n == 0) != (header.Name == manifestName) {
			return malformedBackup("the backup holds %q where it is not expected", clip(header.Name, 80))
		}
		if err := l.part(ctx, header, archive); err != nil {
			return err
		}
	}
	if !l.ended {
		return malformedBackup("the backup was cut short")
	}
	return l.settle(ctx)
}

func (l *loader) part(ctx context.Context, header *tar.Header, r io.Reader) error {
	if header.Name == endName {
		return l.end(r)
	}
	fmt.Fprintf(l.digest, "%s %d\n", header.Name, header.Size)
	r = io.TeeReader(r, l.digest)
	if digest, ok := strings.CutPrefix(header.Name, blobFolder); ok {
		return l.blob(digest, r)
	}
	if header.Size > mostPart {
		return fault.New(fault.TooLarge, "%s in the backup has %d bytes: at most %d are read", header.Name, header.Size, mostPart)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		return malformedBackup("the backup can't be read: %w", err)
	}
	if header.Name == manifestName {
		return l.begin(ctx, content)
	}
	if path, ok := strings.CutPrefix(header.Name, tableFolder); ok {
		return l.rows(ctx, path, content)
	}
	return malformedBackup("the backup holds %q, which is nothing of a backup", clip(header.Name, 80))
}

// begin reads the manifest and makes the tables as they were in its version.
func (l *loader) begin(ctx context.Context, content []byte) error {
	m := &l.manifest
	if err := json.Unmarshal(content, m); err != nil {
		return malformedBackup("the backup's manifest can't be read: %w", err)
	}
	if m.Format > backupFormat || m.Version > newest {
		return &fault.Error{Kind: fault.Unsupported, Message: fmt.Sprintf("the backup was made by a newer program (format %d, tables of version %d)", m.Format, m.Version), Mend: "restore it with that program"}
	}
	if m.Format < 1 || m.Version < 1 {
		return malformedBackup("the backup's manifest names no format or version")
	}
	if _, err := migrate(ctx, l.store.engine, m.Version); err != nil {
		return err
	}
	d := l.store.dialect
	return l.store.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		if err := c.control(ctx, fmt.Sprintf("UPDATE schema_version SET pending = %d", restoring)); err != nil {
			return err
		}
		for _, kind := range m.Kinds {
			if !kindForm.MatchString(kind) {
				return malformedBackup("the backup's manifest names a kind %q", clip(kind, 80))
			}
			bare := layout{table: "k_" + kind, base: baseColumns}
			if err := runAll(ctx, c, bare.create(d)); err != nil {
				return err
			}
			// Every kind of the catalogue differs from this, and is filled anew.
			if _, err := c.exec(ctx, "INSERT INTO layout (kind, form) VALUES ($1, $2)", kind, "{}"); err != nil {
				return err
			}
		}
		return nil
	}))
}

var (
	kindForm   = regexp.MustCompile(`^[a-z][a-z0-9_]{1,40}$`)
	columnForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)
)

// rows inserts a part of a table: path is <table>/<organization>/<part>.
func (l *loader) rows(ctx context.Context, path string, content []byte) error {
	parts := strings.Split(path, "/")
	if len(parts) != 3 || !l.isTable(parts[0]) {
		return malformedBackup("the backup holds rows of %q, which is no table", clip(path, 80))
	}
	org, err := strconv.ParseInt(parts[1], 10, 32)
	if err != nil {
		return malformedBackup("the backup holds rows of an organization %q", clip(parts[1], 80))
	}
	lines := bytes.Split(bytes.TrimSuffix(content, []byte("\n")), []byte("\n"))
	t := target{table: parts[0]}
	if err := json.Unmarshal(lines[0], &t.columns); err != nil || slices.ContainsFunc(t.columns, func(c string) bool { return !columnForm.MatchString(c) }) {
		return malformedBackup("%s in the backup doesn't name its columns", path)
	}
	values := make([]any, 0, len(t.columns)*(len(lines)-1))
	for i, line := range lines[1:] {
		row, err := readRow(line, len(t.columns))
		if err != nil {
			return malformedBackup("%s in the backup: row %d can't be read: %w", path, i+1, err)
		}
		values = append(values, row...)
	}
	l.counted.Rows[t.table] += int64(len(lines) - 1)
	err = l.store.engine.write(ctx, org, simple(func(ctx context.Context, c *conn) error {
		return (&staged{target: t, values: values}).insert(ctx, c, &insertTexts{})
	}))
	if err != nil && !fault.Is(err, fault.Unavailable) {
		return malformedBackup("the database refuses %s of the backup: %w", path, err)
	}
	return err
}

func (l *loader) isTable(name string) bool {
	for _, t := range baseTables {
		if t.name == name {
			return !slices.Contains(derivedTables, name)
		}
	}
	kind, ok := strings.CutPrefix(name, "k_")
	return ok && slices.Contains(l.manifest.Kinds, kind)
}

// readRow reads a row of integers, texts and bytes.
func readRow(line []byte, n int) ([]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var row []any
	if err := decoder.Decode(&row); err != nil {
		return nil, err
	}
	if len(row) != n {
		return nil, fmt.Errorf("%d values, expected %d", len(row), n)
	}
	for i, value := range row {
		switch value := value.(type) {
		case string:
		case json.Number:
			number, err := value.Int64()
			if err != nil {
				return nil, err
			}
			row[i] = number
		case map[string]any:
			text, _ := value[blobMember].(string)
			raw, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				return nil, err
			}
			row[i] = raw
		default:
			return nil, fmt.Errorf("value %d is %T", i+1, value)
		}
	}
	return row, nil
}

// blob puts an attachment into its new place, checking its digest.
func (l *loader) blob(digest string, r io.Reader) error {
	if !digestForm.MatchString(digest) {
		return malformedBackup("the backup holds an attachment %q, which is no digest", clip(digest, 80))
	}
	path := filepath.Join(l.blobs, digest[:2], digest)
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return explainFile(err, path)
	}
	h := sha256.New()
	if err := writeDurably(path, 0o600, func(w io.Writer) error {
		_, err := io.Copy(io.MultiWriter(w, h), r)
		return err
	}); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != digest {
		return malformedBackup("the attachment %s in the backup has another content", digest)
	}
	l.counted.Blobs++
	return nil
}

// end compares what was read with what was written.
func (l *loader) end(r io.Reader) error {
	var end backupEnd
	if err := json.NewDecoder(io.LimitReader(r, partSize)).Decode(&end); err != nil {
		return malformedBackup("the backup's end can't be read: %w", err)
	}
	l.ended = true
	if end.Digest != hex.EncodeToString(l.digest.Sum(nil)) || end.Blobs != l.counted.Blobs || !maps.Equal(end.Rows, l.counted.Rows) {
		return malformedBackup("the backup was altered: its digest is another")
	}
	return nil
}

// settle makes counters of the engine go on after what was loaded.
func (l *loader) settle(ctx context.Context) error {
	if l.manifest.Version == 0 {
		return malformedBackup("the backup is empty")
	}
	return l.store.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		orgs, err := collect(ctx, c, scanNumber, "SELECT org FROM organization ORDER BY org")
		for _, org := range orgs {
			if err := c.enter(ctx, org); err != nil {
				return err
			}
			last := first(org)
			if _, err := c.one(ctx, []any{&last}, "SELECT coalesce(max(num), $1) FROM record WHERE num > $1 AND num < $2", first(org), first(org+1)); err != nil {
				return err
			}
			if err := c.d.raiseNumbers(ctx, c, org, last-first(org)); err != nil {
				return err
			}
		}
		return err
	}))
}
