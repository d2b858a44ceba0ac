package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
	"surety/internal/testpostgres"
	"surety/record"
)

// A kind as it was declared first, and as a later program declares it: layout 2
// with another name for a field, an enumeration in another order and with one
// value more, fields that are indexed or searched now, one that isn't any more,
// and other states. Neither declaration is ever changed.
type (
	serverBefore struct {
		Name  string     `json:"name" label:"Name" is:"required,title,search"`
		Level string     `json:"level,omitzero" label:"Level" enum:"high,low" is:"index"`
		Room  string     `json:"room,omitzero" label:"Room" is:"index"`
		Cores int        `json:"cores,omitzero" label:"Cores"`
		Note  string     `json:"note,omitzero" label:"Note"`
		Tags  []string   `json:"tags,omitzero" label:"Tags"`
		Admin record.Ref `json:"admin,omitzero" label:"Admin" to:"person"`
	}
	serverAfter struct {
		Name  string     `json:"name" label:"Name" is:"required,title,search"`
		Level string     `json:"level,omitzero" label:"Level" enum:"low,medium,high" is:"index"`
		Place string     `json:"place,omitzero" label:"Place" is:"index,search"`
		Cores int        `json:"cores,omitzero" label:"Cores" is:"index"`
		Note  string     `json:"note,omitzero" label:"Note" is:"search"`
		Tags  []string   `json:"tags,omitzero" label:"Tags" is:"index"`
		Admin record.Ref `json:"admin,omitzero" label:"Admin" to:"person" is:"reader"`
	}
	adminBefore struct {
		Name string `json:"name" label:"Name" is:"required,title,search,personal"`
	}
)

func corpusKinds(after bool) []*record.Kind {
	person := record.MustDefine[adminBefore](record.Spec{Name: "person", Prefix: "PERSON", Label: "Person", Plural: "People", Help: "Somebody."})
	spec := record.Spec{Name: "server", Prefix: "SERVER", Label: "Server", Plural: "Servers", Help: "A machine.",
		Lifecycle: record.Lifecycle{States: []record.State{{Name: "used", Label: "Used"}, {Name: "off", Label: "Off", Ended: true}}}}
	if !after {
		return []*record.Kind{person, record.MustDefine[serverBefore](spec)}
	}
	spec.Schema = 2
	spec.Lifecycle = record.Lifecycle{States: []record.State{{Name: "planned", Label: "Planned"}, {Name: "off", Label: "Off", Ended: true}, {Name: "used", Label: "Used"}}}
	spec.Upcasts = []func(map[string]any) error{func(body map[string]any) error {
		if room, ok := body["room"]; ok {
			body["place"] = room
			delete(body, "room")
		}
		return nil
	}}
	return []*record.Kind{person, record.MustDefine[serverAfter](spec)}
}

// corpus is a fixture with the kinds of the corpus.
func corpus(t testing.TB, url, dir string, after bool) *fixture {
	t.Helper()
	f := &fixture{t: t, ctx: context.Background(), kinds: map[string]*record.Kind{}}
	f.now = f.now.AddDate(2026, 10, 23)
	catalogue, err := record.NewCatalogue(corpusKinds(after)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range catalogue.Kinds() {
		f.kinds[k.Name] = k
	}
	f.opts = Options{URL: url, Dir: dir, Catalogue: catalogue, Clock: f.clock, Random: zeros{}, NewID: f.newID, watch: f.observe}
	f.open()
	return f
}

// zeros is randomness for what is compared; nothing secret is in a corpus.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// settle puts the corpus's records: what a program of the first version left.
func (f *fixture) settle(t testing.TB) {
	t.Helper()
	if err := f.store.CreateOrganization(f.ctx, testOrganization, "Corpus"); err != nil {
		t.Fatal(err)
	}
	admin := f.new("person", &adminBefore{Name: "Ada"})
	f.put("create", admin)
	var servers []*record.Record
	for i := range 6 {
		servers = append(servers, f.new("server", &serverBefore{Name: fmt.Sprintf("Server %d", i), Level: []string{"low", "high"}[i%2], Room: fmt.Sprintf("Room %d", i%3), Cores: 10 * i,
			Note: "racked", Tags: []string{"t" + fmt.Sprint(i%2)}, Admin: record.Ref(admin.ID)}))
	}
	f.put("create", servers...)
	f.tick()
	servers[5].State, servers[4].Mark = "off", record.MarkRestricted
	f.put("update", servers[4], servers[5])
	if _, err := f.Checkpoint(f.ctx); err != nil {
		t.Fatal(err)
	}
}

// evolved checks what a later program finds.
func (f *fixture) evolved(t testing.TB) {
	t.Helper()
	ada := record.ID("01930000-0000-7000-8000-000000000001")
	for name, c := range map[string]struct {
		q        Query
		expected []string
	}{
		"a field that is indexed now":   {Query{Filters: []Filter{{Field: "cores", Op: "ge", Values: []string{"20"}}}, Sort: "-cores"}, []string{"SERVER-0004", "SERVER-0003"}},
		"a field with another name":     {Query{Filters: []Filter{{Field: "place", Values: []string{"room 1"}}}}, []string{"SERVER-0002"}},
		"a list that is indexed now":    {Query{Filters: []Filter{{Field: "tags", Values: []string{"t1"}}}}, []string{"SERVER-0002", "SERVER-0004"}},
		"an enumeration in a new order": {Query{Sort: "-level"}, []string{"SERVER-0004", "SERVER-0002", "SERVER-0003", "SERVER-0001"}},
		"a state that stood elsewhere":  {Query{Filters: []Filter{{Field: "state", Values: []string{"off"}}}}, []string{"SERVER-0006"}},
		"words that are found now":      {Query{Search: "racked room", Sort: "key"}, []string{"SERVER-0001", "SERVER-0002", "SERVER-0003", "SERVER-0004"}},
		"a reader by a field":           {Query{Search: "racked", Sight: Sight{Person: ada}}, []string{"SERVER-0001", "SERVER-0002", "SERVER-0003", "SERVER-0004", "SERVER-0005"}},
	} {
		c.q.Kind, c.q.Limit = "server", 100
		if diff := cmp.Diff(c.expected, allPages(t, f, f, c.q)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	history, err := f.History(f.ctx, "01930000-0000-7000-8000-000000000006", 0, 5)
	if err != nil || len(history) != 2 || history[1].Record.Body.(*serverAfter).Place != "Room 1" {
		t.Errorf("the history is %v, %v", history, err)
	}
	then, err := f.AsOf(3).Scan(f.ctx, "server", "", 10)
	if err != nil || len(then) != 2 || then[1].Body.(*serverAfter).Place != "Room 1" {
		t.Errorf("the past is %v, %v", then, err)
	}
	f.ok(t)
	rec := f.new("server", &serverAfter{Name: "New", Level: "medium", Place: "Room 9"})
	f.put("create", rec)
	got, err := f.Get(f.ctx, "01930000-0000-7000-8000-000000000002")
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range got {
		rec.Body.(*serverAfter).Cores = 99
		f.put("update", rec)
	}
	f.ok(t)
}

func TestALaterDeclarationOfAKindIsFilledFromTheBodies(t *testing.T) {
	for engine, url := range emptyPlaces(t) {
		t.Run(engine, func(t *testing.T) {
			dir := t.TempDir()
			f := corpus(t, url, dir, false)
			f.settle(t)
			if err := f.store.Close(); err != nil {
				t.Fatal(err)
			}
			g := corpus(t, url, dir, true)
			g.ids.Store(100)
			g.evolved(t)
			if err := g.store.Close(); err != nil {
				t.Fatal(err)
			}
			outdated := g.watch(func() { g.open() })
			for _, s := range outdated {
				if strings.Contains(s.text, "k_") {
					t.Errorf("opening it again does %s", s.text)
				}
			}
			g.ok(t)
		})
	}
}

var makeCorpus = flag.Bool("make-corpus", false, "write the corpus of the newest version of the tables")

// TestADatabaseOfEveryEarlierVersionMigratesForward reads testdata/version-N.db.gz
// with its keys, as programs of those versions left them, and the backups that
// they made. A new version adds its own by -make-corpus.
func TestADatabaseOfEveryEarlierVersionMigratesForward(t *testing.T) {
	if *makeCorpus {
		writeCorpus(t)
	}
	for version := 1; version <= newest; version++ {
		base := filepath.Join("testdata", fmt.Sprintf("version-%d", version))
		t.Run(fmt.Sprintf("the file of version %d", version), func(t *testing.T) {
			dir := t.TempDir()
			unzip(t, base+".db.gz", filepath.Join(dir, "surety.db"))
			if err := os.CopyFS(filepath.Join(dir, "keys"), os.DirFS(base+".keys")); err != nil {
				t.Fatal(err)
			}
			f := corpus(t, filepath.Join(dir, "surety.db"), dir, true)
			f.ids.Store(100)
			f.evolved(t)
		})
		for engine, url := range emptyPlaces(t) {
			t.Run(fmt.Sprintf("the backup of version %d into %s", version, engine), func(t *testing.T) {
				backup, err := os.ReadFile(base + ".backup")
				if err != nil {
					t.Fatal(err)
				}
				dir := t.TempDir()
				if err := os.CopyFS(filepath.Join(dir, "keys"), os.DirFS(base+".keys")); err != nil {
					t.Fatal(err)
				}
				catalogue, err := record.NewCatalogue(corpusKinds(true)...)
				if err != nil {
					t.Fatal(err)
				}
				o := Options{URL: url, Dir: dir, Catalogue: catalogue, Clock: (&fixture{}).clock, Random: zeros{}, NewID: (&fixture{}).newID}
				if err := Restore(t.Context(), o, bytes.NewReader(backup), Restoring{}); err != nil {
					t.Fatal(err)
				}
				f := corpus(t, url, dir, true)
				f.ids.Store(100)
				f.evolved(t)
			})
		}
	}
}

func writeCorpus(t *testing.T) {
	dir := t.TempDir()
	f := corpus(t, filepath.Join(dir, "surety.db"), dir, false)
	f.settle(t)
	base := filepath.Join("testdata", fmt.Sprintf("version-%d", newest))
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	backup, err := os.Create(base + ".backup")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.store.Backup(f.ctx, backup); err != nil {
		t.Fatal(err)
	}
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "surety.db"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(base+".db.gz", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(base+".keys", os.DirFS(filepath.Join(dir, "keys"))); err != nil {
		t.Fatal(err)
	}
}

func unzip(t testing.TB, from, to string) {
	t.Helper()
	f, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseThatMustNotBeServedIsRefusedWithWhatToDo(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.put("create", f.person("Ann"))
		set := func(version, pending int) {
			f.tamper(t, fmt.Sprintf("UPDATE schema_version SET version = %d, pending = %d", version, pending))
		}
		openIt := func(readOnly bool) error {
			o := f.opts
			o.ReadOnly = readOnly
			s, err := Open(f.ctx, o)
			if err == nil {
				err = s.Close()
			}
			return err
		}
		for name, c := range map[string]struct {
			version, pending int
			readOnly         bool
			kind             fault.Kind
			says             string
		}{
			"of a newer program":                 {newest + 1, 0, false, fault.Unsupported, "install the newer program"},
			"of a newer program, to read":        {newest + 1, 0, true, fault.Unsupported, "install the newer program"},
			"a newer program is migrating it":    {newest, newest + 1, false, fault.Unsupported, "newer program"},
			"half restored":                      {newest, restoring, false, fault.Unavailable, "empty the database and restore again"},
			"half migrated, to read":             {newest, newest, true, fault.Unavailable, "start the program once so that it finishes it"},
			"of an older program, to read":       {newest - 1, 0, true, fault.Unavailable, "start the program once so that it migrates them"},
			"half restored, to read":             {newest, restoring, true, fault.Unavailable, "empty the database"},
			"a newer program's restore, to read": {newest + 1, restoring, true, fault.Unavailable, "empty the database"},
		} {
			set(c.version, c.pending)
			if err := openIt(c.readOnly); !fault.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: got %v, expected %v and %q", name, err, c.kind, c.says)
			}
		}
		set(newest, newest) // killed before the last step: whoever opens next goes on
		if err := openIt(false); err != nil {
			t.Error(err)
		}
		if err := openIt(true); err != nil {
			t.Errorf("after that, to read: %v", err)
		}
		o := f.opts
		var err error
		if o.Catalogue, err = record.NewCatalogue(append(testKinds()[:2:2], record.MustDefine[testNote](record.Spec{Name: "memo", Prefix: "MEMO", Label: "Memo", Plural: "Memos", Help: "x"}))...); err == nil {
			t.Fatal("the catalogue is not refused: note is referred to")
		}
	})
}

func TestReadOnlyNeverWrites(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.person("Ann")
		f.put("create", rec)
		o := f.opts
		o.ReadOnly = true
		s, err := Open(f.ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		org := s.In(testOrganization)
		if got, err := org.Get(f.ctx, rec.ID); err != nil || len(got) != 1 {
			t.Errorf("Get gave %v, %v", got, err)
		}
		err = org.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(f.person("Bob"), "create", "") })
		if err == nil {
			t.Error("a write went through")
		}
	})
	if _, err := Open(t.Context(), Options{URL: filepath.Join(t.TempDir(), "none.db"), Catalogue: testCatalogue(t), ReadOnly: true}); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "there is no database at") {
		t.Errorf("a database that isn't there gave %v", err)
	}
}

func TestADatabaseOfAnotherProgramIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		g := freshURL(t, f)
		e, _, err := connectRaw(t, g, f.opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.write(f.ctx, 0, simple(func(ctx context.Context, c *conn) error { return c.control(ctx, "CREATE TABLE invoice (id INT)") })); err != nil {
			t.Fatal(err)
		}
		if err := e.close(); err != nil {
			t.Fatal(err)
		}
		o := f.opts
		o.URL = g
		if _, err := Open(f.ctx, o); !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), "another program (invoice)") {
			t.Errorf("got %v", err)
		}
	})
}

func freshURL(t testing.TB, f *fixture) string {
	if isPostgres(f.opts.URL) {
		return testpostgres.Database(t)
	}
	return filepath.Join(t.TempDir(), "fresh.db")
}

func connectRaw(t testing.TB, url string, o Options) (engine, *dialect, error) {
	t.Helper()
	o.URL = url
	if isPostgres(url) {
		return openPostgres(t.Context(), o)
	}
	return openSQLite(t.Context(), url, o)
}

func TestWhatIsNoDatabaseIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("This is a letter, not a database. ", 200)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), Options{URL: path, Catalogue: testCatalogue(t)})
	if !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), path+" is no database") {
		t.Errorf("got %v", err)
	}
	for url, says := range map[string]string{
		"postgres://nobody:x@127.0.0.1:1/none?connect_timeout=2": "can't be reached",
		"postgres://%zz": "can't be read",
	} {
		_, err := Open(t.Context(), Options{URL: url, Dir: t.TempDir(), Catalogue: testCatalogue(t)})
		if err == nil || !strings.Contains(err.Error(), says) || fault.Is(err, fault.Internal) {
			t.Errorf("%s gave %v, expected %q", url, err, says)
		}
	}
}
