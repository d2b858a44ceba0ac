package store

import (
	"context"
	"strings"
	"testing"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// tamper runs a statement past the store.
func (f *fixture) tamper(t testing.TB, text string, args ...any) {
	t.Helper()
	number, err := f.store.number(f.ctx, testOrganization)
	if err != nil {
		t.Fatal(err)
	}
	err = f.store.engine.write(f.ctx, number, simple(func(ctx context.Context, c *conn) error {
		n, err := c.exec(ctx, text, args...)
		if err == nil && n == 0 {
			t.Errorf("%s changed nothing", text)
		}
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

// thaw takes the lock from the log's table, as whoever owns the database can.
func (f *fixture) thaw(t testing.TB) {
	t.Helper()
	statements := []string{"DROP TRIGGER log_leaf_update", "DROP TRIGGER log_leaf_delete"}
	if f.store.dialect.name == "postgres" {
		statements = []string{"DROP TRIGGER frozen ON log_leaf"}
	}
	err := f.store.engine.write(f.ctx, 0, simple(func(ctx context.Context, c *conn) error { return runAll(ctx, c, statements) }))
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsAlteredPastTheLogIsNamed(t *testing.T) {
	cases := map[string]struct {
		tamper string
		says   string // in the discrepancy or a difference
	}{
		"a body":                  {`UPDATE k_asset SET body = '{"name":"B","level":"low"}' WHERE key = 'ASSET-0001'`, "ASSET-0001.level: the value in the table is not that of its newest revision"},
		"a state":                 {"UPDATE k_asset SET state = 'gone' WHERE key = 'ASSET-0001'", "ASSET-0001.state"},
		"a mark":                  {"UPDATE k_asset SET mark = 'restricted' WHERE key = 'ASSET-0001'", "ASSET-0001.mark"},
		"who changed it":          {"UPDATE k_asset SET changed_by = 'another' WHERE key = 'ASSET-0001'", "ASSET-0001.changed_by"},
		"a column of lists":       {"UPDATE k_asset SET f_count = 7 WHERE key = 'ASSET-0001'", "ASSET-0001: the columns that lists look at"},
		"the directory":           {"UPDATE record SET title = 'Another' WHERE key = 'ASSET-0001'", "ASSET-0001: its entry in the directory"},
		"a link":                  {"UPDATE link SET live = 0 WHERE field = 'owner'", "ASSET-0001: its links"},
		"a reader":                {"DELETE FROM reader", "ASSET-0002: its readers"},
		"a facet":                 {"DELETE FROM facet", "ASSET-0001: its facets"},
		"a live row":              {"DELETE FROM k_asset WHERE key = 'ASSET-0001'", "ASSET-0001: it is missing from table k_asset"},
		"a revision's body":       {`UPDATE revision SET body = '{"@key":"ASSET-0001","@state":"planned","name":"C"}' WHERE kind = 'asset' AND revision = 1`, "entry 1: "},
		"a revision's actor":      {"UPDATE revision SET actor = 'another' WHERE kind = 'asset' AND revision = 1", `.actor: revision 1 says "another", its entry in the log "account-1"`},
		"a revision's time":       {"UPDATE revision SET time = time - 1000000 WHERE kind = 'asset' AND revision = 2", ".time: revision 2"},
		"a revision's end":        {"UPDATE revision SET until_pos = until_pos + 1 WHERE kind = 'asset' AND revision = 1 AND until_pos < 9000000000000000000", ".until: revision 1"},
		"a sealed value":          {"UPDATE personal SET sealed = (SELECT sealed FROM personal WHERE field = 'mail') WHERE field = 'name'", "entry 0: "},
		"a lost sealed value":     {"DELETE FROM personal WHERE field = 'name'", "the value of field name is not stored and no later entry says that it was erased"},
		"the head":                {"UPDATE log_head SET size = 2", "entry 2: the log's head says"},
		"an envelope":             {"UPDATE log_leaf SET envelope = (SELECT envelope FROM log_leaf ORDER BY pos LIMIT 1) WHERE pos = (SELECT max(pos) FROM log_leaf)", "entry 3: "},
		"an entry":                {"DELETE FROM log_leaf WHERE pos = (SELECT max(pos) - 1 FROM log_leaf)", "entry 2: "},
		"the last entry":          {"DELETE FROM log_leaf WHERE pos = (SELECT max(pos) FROM log_leaf)", "the log ends after"},
		"a hash":                  {"UPDATE log_leaf SET hashes = (SELECT hashes FROM log_leaf ORDER BY pos LIMIT 1) WHERE pos = (SELECT max(pos) FROM log_leaf)", "entry 3: "},
		"a revision":              {"DELETE FROM revision WHERE kind = 'asset' AND revision = 2", "entry 2"},
		"a record past the store": {"INSERT INTO record (num, org, id, kind, key, title, state, revision, mark, words) SELECT num + 77, org, 'x', kind, 'ASSET-0099', 'Ghost', state, 1, '', '' FROM record WHERE key = 'ASSET-0001'", "ASSET-0099: it stands in table record, but the log knows no such record"},
	}
	onBoth(t, func(t *testing.T, f *fixture) {
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				f := freshOf(t, f)
				f.thaw(t)
				person := f.new("person", &testPerson{Name: "Ann", Mail: "ann@example.org"})
				f.put("create", person)
				asset := f.asset(&testAsset{Name: "B", Owner: record.Ref(person.ID), Level: "high", Tags: []string{"t"}})
				f.put("create", asset)
				f.tick()
				asset.Body.(*testAsset).Count = 2
				f.put("update", asset)
				marked := f.asset(&testAsset{Name: "M"})
				marked.Mark, marked.Readers = record.MarkRestricted, []record.Ref{record.Ref(person.ID)}
				f.put("create", marked)
				f.ok(t)
				f.tamper(t, c.tamper)
				v, err := f.Verify(f.ctx)
				if err != nil {
					t.Fatal(err)
				}
				var told []string
				if v.Discrepancy != nil {
					told = append(told, v.Discrepancy.String())
				}
				for _, d := range v.Live {
					told = append(told, d.String())
				}
				if v.OK() || !strings.Contains(strings.Join(told, "\n"), c.says) {
					t.Errorf("the check says %q, expected %q", told, c.says)
				}
			})
		}
	})
}

func TestTheTablesOfTheLogRefuseToBeChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.put("create", f.person("Ann"))
		for _, text := range []string{"UPDATE log_leaf SET envelope = hashes", "DELETE FROM log_leaf"} {
			err := f.change(f.ctx, func(ctx context.Context, c *conn) error {
				_, err := c.exec(ctx, text)
				return err
			})
			if err == nil || !strings.Contains(err.Error(), "only ever appended to") {
				t.Errorf("%s gave %v", text, err)
			}
		}
	})
}

func TestAnOutsideCheckpointTellsARewrittenLog(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		for range 5 {
			f.put("create", f.person("Ann"))
		}
		outside, err := f.Checkpoint(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		f.put("create", f.person("Bob"))
		v, err := f.Verify(f.ctx, outside)
		if err != nil || !v.OK() || len(v.Outside) != 1 || v.Own != 1 {
			t.Fatalf("got %+v, %v", v, err)
		}
		// Another history of the same length, by who holds database and keys.
		other := freshOf(t, f)
		for range 6 {
			other.put("create", other.person("Eve"))
		}
		verifier, err := f.Verifier(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		other.tamper(t, "UPDATE organization SET verifier = $1 WHERE id = $2", verifier, testOrganization)
		v, err = other.Verify(f.ctx, outside)
		if err != nil || v.OK() || v.Discrepancy.Reason != journal.ReasonCheckpoint {
			t.Errorf("the rewritten log gave %+v, %v", v.Discrepancy, err)
		}
		if _, err := f.Verify(f.ctx, []byte("no checkpoint")); !fault.Is(err, fault.Malformed) {
			t.Errorf("what is no checkpoint gave %v", err)
		}
	})
}

func TestABundleProvesOneRevisionWithoutTheDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		var asset *record.Record
		for i := range 40 {
			rec := f.asset(&testAsset{Name: "A", Count: i})
			f.put("create", rec)
			if i == 17 {
				asset = rec
			}
		}
		bundle, err := f.Bundle(f.ctx, asset.ID, 1, "count")
		if err != nil {
			t.Fatal(err)
		}
		text, err := f.Verifier(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		verifier, err := journal.ParseVerifier(text)
		if err != nil {
			t.Fatal(err)
		}
		proof, err := bundle.Verify(verifier)
		if err != nil || len(proof.Fields) != 1 || string(proof.Fields[0].Value) != "17" {
			t.Errorf("the bundle proves %+v, %v", proof, err)
		}
		if _, err := f.Bundle(f.ctx, asset.ID, 2); !fault.Is(err, fault.NotFound) {
			t.Errorf("a revision that isn't there gave %v", err)
		}
	})
}
