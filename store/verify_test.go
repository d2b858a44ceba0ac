package store

import (
	"bytes"
	"context"
	"fmt"
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
		"a revision's actor":      {"UPDATE revision SET actor = 'another' WHERE kind = 'asset' AND revision = 1", `ASSET-0001.actor: revision 1 says "another", its entry in the log "account-1"`},
		"a revision's time":       {"UPDATE revision SET time = time - 1000000 WHERE kind = 'asset' AND revision = 2", ".time: revision 2"},
		"a revision's end":        {"UPDATE revision SET until_pos = until_pos + 1 WHERE kind = 'asset' AND revision = 1 AND until_pos < 9000000000000000000", ".until: revision 1"},
		"a sealed value":          {"UPDATE personal SET sealed = (SELECT sealed FROM personal WHERE field = 'mail') WHERE field = 'name'", "entry 0: "},
		"a lost key":              {"DELETE FROM personal_key WHERE field = 'name'", "entry 0: the value of field name is sealed and its key is missing, and no later entry says that it was erased (PERSON-0001)"},
		"a lost sealed value":     {"DELETE FROM personal WHERE field = 'name'", "the value of field name is not stored and no later entry says that it was erased"},
		"the verifying key":       {"UPDATE organization SET verifier = 'nonsense'", "the organization.verifier: it holds no verifying key"},
		"another verifying key":   {"UPDATE organization SET verifier = 'surety/org-1+6b6b6bd1+Aa1DMVcbxIYHmfOTKjcQOYWNQvOTcd9JYnNIJJ6TPTmV'", "the organization.verifier: "},
		"the head's peaks":        {"UPDATE log_head SET peaks = (SELECT hashes FROM log_leaf ORDER BY pos LIMIT 1)", "the stored head has the root of the entries, but not the peaks of their tree"},
		"the head's time":         {"UPDATE log_head SET time = time + 86400000000", "the stored head says that the last entry is of 2026-11-25"},
		"a number of the signed":  {"UPDATE log_head SET signed = 900", "the log's head: it says that a checkpoint of 900 entries was signed"},
		"a word of the search":    {"DELETE FROM token WHERE token = 'ann'", "PERSON-0001: the words that searching finds it by are not those of its newest revision"},
		"a word too many":         {"INSERT INTO token (org, place, token, num) SELECT org, 0, 'bob', num FROM token WHERE token = 'ann'", "PERSON-0001: the words that searching finds it by"},
		"a word of nothing":       {"INSERT INTO token (org, place, token, num) SELECT org, 0, 'ghost', num + 99 FROM token WHERE token = 'ann'", "words of records that the log does not know"},
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

func TestAPersonCannotBeForgedByTakingAwayHerKeys(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		person := f.person("Jytte Holm")
		f.put("create", person, f.person("Ann"))
		f.ok(t)
		for _, text := range []string{
			"DELETE FROM personal_key WHERE num = (SELECT num FROM record WHERE key = 'PERSON-0001')",
			"UPDATE record SET title = 'Holm Jytte' WHERE key = 'PERSON-0001'",
			`UPDATE k_person SET title = 'holm jytte', body = '{"name":"Holm Jytte"}' WHERE key = 'PERSON-0001'`,
		} {
			f.tamper(t, text)
		}
		v, err := f.Verify(f.ctx)
		if err != nil || v.OK() || v.Discrepancy == nil || v.Discrepancy.Reason != journal.ReasonKey || v.Discrepancy.Record != "PERSON-0001" {
			t.Errorf("the check says %v, %v", v.Discrepancy, err)
		}
	})
}

func TestAValueThatWasClearedCannotComeBackWhereKeysAreMissing(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.new("person", &testPerson{Name: "Ann", Mail: "ann@example.org"})
		f.put("create", rec)
		rec.Body = &testPerson{Name: "Ann"}
		f.put("update", rec)
		var backup bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		url := emptyPlaces(t)[map[bool]string{true: "PostgreSQL", false: "SQLite"}[isPostgres(f.opts.URL)]]
		g := f.restored(t, url, backup.Bytes(), Restoring{})
		g.ok(t)
		g.tamper(t, `UPDATE k_person SET body = '{"mail":"eve@example.org","name":"Ann"}'`)
		if v, err := g.Verify(g.ctx); err != nil || len(v.Live) == 0 || !strings.HasPrefix(v.Live[0].String(), "PERSON-0001.mail: ") {
			t.Errorf("the check says %v, %v", v.Live, err)
		}
	})
}

func TestKeysThatARestoreWasNotGivenAreNoFaultButThoseRemovedSinceAre(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.put("create", f.person("Ann"))
		var backup bytes.Buffer
		if _, err := f.store.Backup(f.ctx, &backup); err != nil {
			t.Fatal(err)
		}
		url := emptyPlaces(t)[map[bool]string{true: "PostgreSQL", false: "SQLite"}[isPostgres(f.opts.URL)]]
		g := f.restored(t, url, backup.Bytes(), Restoring{})
		v := g.ok(t)
		if v.Withheld != 1 || !strings.Contains(fmt.Sprint(v.NotExcluded), "1 personal values that stand now could not be compared with the log") {
			t.Errorf("the check says %+v", v)
		}
		g.put("create", g.person("Bob"))
		g.ok(t)
		g.tamper(t, "DELETE FROM personal_key")
		if v, err := g.Verify(g.ctx); err != nil || v.Discrepancy == nil || v.Discrepancy.Sequence != 1 || v.Discrepancy.Reason != journal.ReasonKey {
			t.Errorf("the check says %v, %v", v.Discrepancy, err)
		}
	})
}

func TestALogGoesOnWhereOnlyThePeaksOfItsHeadWereDamaged(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		for range 5 {
			f.put("create", f.person("Ann"))
		}
		for _, damage := range []string{"UPDATE log_head SET peaks = root", "UPDATE log_head SET peaks = (SELECT sealed FROM personal LIMIT 1)"} {
			f.tamper(t, damage)
			if v, err := f.Verify(f.ctx); err != nil || v.Discrepancy == nil || v.Discrepancy.Reason != journal.ReasonHead {
				t.Errorf("%s: the check says %v, %v", damage, v.Discrepancy, err)
			}
			f.put("create", f.person("Bob"))
			f.ok(t)
		}
		f.tamper(t, "UPDATE log_head SET root = (SELECT substr(hashes, 1, 32) FROM log_leaf ORDER BY pos LIMIT 1)")
		err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(f.person("Eve"), "create", "") })
		if err == nil || !strings.Contains(err.Error(), "the log's head has another root than its entries") {
			t.Errorf("a write after an altered root gave %v", err)
		}
	})
}

func TestAnOutsideCheckpointIsStillCheckedWhereTheVerifyingKeyWasAltered(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.put("create", f.person("Ann"))
		outside, err := f.Checkpoint(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		f.tamper(t, "UPDATE organization SET verifier = 'nonsense'")
		if v, err := f.Verify(f.ctx, outside); err != nil || v.OK() || len(v.Outside) != 1 {
			t.Errorf("the check says %+v, %v", v, err)
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
