package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"surety/fault"
)

func TestABackupThatIsNotWholeRestoresNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.lived(t)
		var backup bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		whole := backup.Bytes()
		url := emptyPlaces(t)[map[bool]string{true: "PostgreSQL", false: "SQLite"}[isPostgres(f.opts.URL)]]
		opts := f.opts
		opts.URL, opts.Dir, opts.watch = url, t.TempDir(), nil
		for name, c := range map[string]struct {
			data []byte
			kind fault.Kind
		}{
			"nothing":         {nil, fault.Malformed},
			"no backup":       {[]byte("hello"), fault.Malformed},
			"cut short":       {whole[:len(whole)*2/3], fault.Malformed},
			"without its end": {repack(t, whole, func(parts map[string][]byte) { delete(parts, endName) }), fault.Malformed},
			"an altered row":  {repack(t, whole, func(parts map[string][]byte) { alter(parts, "tables/k_asset/", "Asset 7", "Asset 8") }), fault.Malformed},
			"an altered file": {repack(t, whole, func(parts map[string][]byte) { alter(parts, "blobs/", "attachment", "attachmend") }), fault.Malformed},
			"a row too few":   {repack(t, whole, func(parts map[string][]byte) { delete(parts, "tables/setting/1/000001") }), fault.Malformed},
			"a strange table": {repack(t, whole, func(parts map[string][]byte) {
				parts["tables/schema_version/0/000001"] = []byte("[\"version\"]\n[9]\n")
			}), fault.Malformed},
			"a path that climbs": {repack(t, whole, func(parts map[string][]byte) { parts["blobs/../../evil"] = []byte("x") }), fault.Malformed},
			"columns that climb": {repack(t, whole, func(parts map[string][]byte) {
				parts["tables/setting/1/000002"] = []byte("[\"org) VALUES (1); --\"]\n[9]\n")
			}), fault.Malformed},
			"of a newer program": {repack(t, whole, func(parts map[string][]byte) {
				alter(parts, manifestName, fmt.Sprintf(`"version":%d`, newest), `"version":99`)
			}), fault.Unsupported},
		} {
			err := Restore(f.ctx, opts, bytes.NewReader(c.data), Restoring{})
			if !fault.Is(err, c.kind) {
				t.Errorf("%s: got %v, expected %v", name, err, c.kind)
			}
			files, err := filepath.Glob(filepath.Join(opts.Dir, "*"))
			if !isPostgres(url) {
				more, err := filepath.Glob(url + "*")
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, more...)
			}
			if err != nil || len(files) > 0 {
				t.Errorf("%s: it left %v, %v", name, files, err)
			}
		}
		// And then the whole one goes in.
		if err := Restore(f.ctx, opts, bytes.NewReader(whole), Restoring{}); err != nil {
			t.Fatal(err)
		}
		err := Restore(f.ctx, opts, bytes.NewReader(whole), Restoring{})
		if !fault.Is(err, fault.Exists) {
			t.Errorf("restoring over it gave %v", err)
		}
		s, err := Open(f.ctx, opts)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if v, err := s.In(testOrganization).Verify(f.ctx); err != nil || !v.OK() {
			t.Errorf("after the refused restore: %+v, %v", v, err)
		}
	})
}

func alter(parts map[string][]byte, prefix, from, to string) {
	for name, content := range parts {
		if strings.HasPrefix(name, prefix) {
			parts[name] = bytes.Replace(content, []byte(from), []byte(to), 1)
			// Bodies are base64 in rows; any byte will do there.
			if bytes.Equal(parts[name], content) {
				i := len(content) / 2
				altered := slices.Clone(content)
				for ; altered[i] < '1' || altered[i] > '8'; i++ {
				}
				altered[i]++
				parts[name] = altered
			}
		}
	}
}

// repack changes the parts of a backup.
func repack(t testing.TB, data []byte, change func(map[string][]byte)) []byte {
	t.Helper()
	parts := unpack(t, data)
	change(parts)
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	archive := tar.NewWriter(z)
	var names []string
	for _, p := range unpackInOrder(t, data) {
		if _, kept := parts[p.name]; kept {
			names = append(names, p.name)
		}
	}
	for name := range parts { // what is new stands before the end
		if !slices.Contains(names, name) {
			names = slices.Insert(names, len(names)-1, name)
		}
	}
	for _, name := range names {
		if err := archive.WriteHeader(&tar.Header{Name: name, Size: int64(len(parts[name])), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write(parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
