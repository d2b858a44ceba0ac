package app_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/pack"
	"surety/record"
)

// olderStatement is one by Annex A and an older edition, of which the rows are
// decided; it gives the rows by their control.
func olderStatement(t testing.TB, h *house, edition string) (*record.Record, map[string]*record.Record) {
	t.Helper()
	soa, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Extensions: []string{edition}, Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := rowsOf(t, h, soa.Key)
	var commands []app.Command
	for _, row := range s.Rows {
		if row.Body.Standard == edition {
			commands = append(commands, app.Edit{ID: row.Record.ID, Base: row.Record.Revision, Set: map[string]string{"included": "yes", "reason": "Because of " + row.Body.Control, "status": "implemented"}})
		}
	}
	rows := map[string]*record.Record{}
	for _, rec := range h.must(t, h.manager, commands...) {
		rows[rec.Body.(*control.Row).Control] = rec
	}
	return soa, rows
}

// stepOf finds what becomes of a row.
func stepsOf(c *app.EditionChange, old string) (now []string, decided bool, relation pack.Relation) {
	decided = true
	for _, row := range c.Statements[0].Rows {
		for _, from := range row.From {
			if from.Body.(*control.Row).Control == old {
				relation, decided = row.Relation, decided && row.Decided()
				if row.Entry != nil {
					now = append(now, row.Entry.ID)
				}
			}
		}
	}
	return now, decided, relation
}

func TestRowsGoOnByANewerEditionAndOnlyWhatAsksForTheSameStaysDecided(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		acts(t, h, "pii_controller; pii_processor")
		soa, rows := olderStatement(t, h, "iso27701@2019")
		proof := h.must(t, h.manager, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Export", Origin: "document", Collected: "2026-01-02", Rows: []record.Ref{record.Ref(rows["A.7.2.1"].ID)}}})[0]
		query := app.EditionQuery{Pack: "iso27701", From: "2019", To: "2025"}
		c, err := h.ChangeOfEdition(t.Context(), h.manager, query)
		if err != nil {
			t.Fatal(err)
		}
		if now, decided, relation := stepsOf(c, "A.7.2.1"); strings.Join(now, " ") != "A.1.2.2" || !decided || relation != pack.RelationSame {
			t.Errorf("A.7.2.1 becomes %v, decided %t, %s", now, decided, relation)
		}
		if _, count := rowsOf(t, h, soa.Key); count["iso27701@2019"] != 49 {
			t.Errorf("to look changed something: %v", count)
		}

		n, err := h.ChangeEdition(t.Context(), h.manager, query, c.Digest, "once")
		if err != nil || n == 0 {
			t.Fatalf("%d records were written, %v", n, err)
		}
		s, count := rowsOf(t, h, soa.Key)
		if count["iso27701@2019"] != 0 || count["iso27701@2025"] != 78 || count["iso27001@2022"] != 93 || len(s.Missing()) != 0 {
			t.Errorf("there are rows of %v, and it lacks %v", count, s.Missing())
		}
		if got := strings.Join(s.Body.Editions(), " "); got != "iso27001@2022 iso27701@2025" {
			t.Errorf("it goes by %s", got)
		}
		for _, row := range s.Rows {
			switch {
			case row.Body.Standard != "iso27701@2025":
			case row.Record.ID == rows["A.7.2.1"].ID:
				if row.Body.Control != "A.1.2.2" || row.Body.Included != "yes" || row.Body.Reason != "Because of A.7.2.1" || len(row.Proofs) != 1 || row.Proofs[0].ID != proof.ID {
					t.Errorf("A.7.2.1 became %+v with %d proofs", row.Body, len(row.Proofs))
				}
			case strings.HasPrefix(row.Body.Control, "A.3.") && row.Body.Included != "undecided":
				t.Errorf("%s is new and %s", row.Body.Control, row.Body.Included)
			}
		}
		history, err := h.History(t.Context(), h.manager, h.get(t, rows["A.7.2.1"].Key), 0)
		if err != nil || history[0].Note != app.NoteEdition {
			t.Errorf("its history says %+v, %v", history, err)
		}

		again, err := h.ChangeEdition(t.Context(), h.manager, query, c.Digest, "once")
		if err != nil || again != n {
			t.Errorf("sent again it wrote %d, %v", again, err)
		}
		if _, err := h.ChangeEdition(t.Context(), h.manager, query, c.Digest, "later"); !fault.Is(err, fault.Stale) {
			t.Errorf("what was shown before is carried out: %v", err)
		}
	})
}

// get reads a record as it stands.
func (h *house) get(t *testing.T, key string) *record.Record {
	t.Helper()
	rec, err := h.Get(t.Context(), h.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func TestAChangeOfEditionThatSomethingChangedUnderIsRefused(t *testing.T) {
	h := open(t, testhouse.SQLite)
	acts(t, h, "pii_controller")
	_, rows := olderStatement(t, h, "iso27701@2019")
	query := app.EditionQuery{Pack: "iso27701", From: "2019", To: "2025"}
	c, err := h.ChangeOfEdition(t.Context(), h.manager, query)
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, h.manager, app.Edit{ID: rows["A.7.2.1"].ID, Base: rows["A.7.2.1"].Revision, Set: map[string]string{"reason": "Another one"}})
	if _, err := h.ChangeEdition(t.Context(), h.manager, query, c.Digest, "once"); !fault.Is(err, fault.Stale) {
		t.Errorf("it was carried out over a change: %v", err)
	}
	if _, err := h.ChangeEdition(t.Context(), h.colleague(t, "Rita", app.Auditor), query, c.Digest, "once"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an auditor changed the edition: %v", err)
	}
}

func TestEachRealMappingGoesThroughWithEveryRow(t *testing.T) {
	for _, test := range []struct{ pack, from, to string }{
		{"iso27701", "2019", "2025"}, {"iso27018", "2019", "2025"}, {"iso27019", "2017", "2024"}, {"iso27014", "2013", "2020"},
	} {
		t.Run(test.pack, func(t *testing.T) {
			h := open(t, testhouse.SQLite)
			acts(t, h, "pii_controller; pii_processor")
			soa, before := olderStatement(t, h, test.pack+"@"+test.from)
			query := app.EditionQuery{Pack: test.pack, From: test.from, To: test.to}
			c, err := h.ChangeOfEdition(t.Context(), h.manager, query)
			if err != nil {
				t.Fatal(err)
			}
			told := map[record.ID]bool{}
			for _, row := range c.Statements[0].Rows {
				for _, from := range row.From {
					told[from.ID] = true
				}
			}
			if len(told) != len(before) {
				t.Errorf("of %d rows it tells what becomes of %d", len(before), len(told))
			}
			if _, err := h.ChangeEdition(t.Context(), h.manager, query, c.Digest, "once"); err != nil {
				t.Fatal(err)
			}
			s, count := rowsOf(t, h, soa.Key)
			if count[test.pack+"@"+test.from] != 0 || len(s.Missing()) != 0 || count["iso27001@2022"] != 93 {
				t.Errorf("there are rows of %v, and it lacks %v", count, s.Missing())
			}
		})
	}
}

func TestAJudgementIsCarriedOverWhereTheSameIsAskedAndGivenAnewOtherwise(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		fates := map[string]pack.Fate{}
		list, err := testhouse.Of(t).Packs.Migration("iso27014", "2013", "2020")
		if err != nil {
			t.Fatal(err)
		}
		systems, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system", Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, fate := range list {
			if fate.Old == "" {
				continue
			}
			fates[fate.Old] = fate
			h.must(t, h.manager, app.Create{Kind: "judgement", Body: &assess.Judgement{
				System: record.Ref(systems.Records[0].ID), Standard: "iso27014", Edition: "2013", Requirement: fate.Old, Outcome: "holds", Reason: "Seen at the board: " + fate.Old,
				Judge: record.Ref(h.manager.Person), Judged: record.DateOf(h.Now()), Expires: record.DateOf(h.Now().AddDate(0, 6, 0)),
			}})
		}
		query := app.EditionQuery{Pack: "iso27014", From: "2013", To: "2020"}
		c, err := h.ChangeOfEdition(t.Context(), h.manager, query)
		if err != nil || len(c.Judgements) != len(fates) {
			t.Fatalf("of %d judgements it tells what becomes of %d, %v", len(fates), len(c.Judgements), err)
		}
		carried := 0
		for _, j := range c.Judgements {
			if j.Carried {
				carried++
				if j.Relation != pack.RelationSame && j.Relation != pack.RelationNarrowed {
					t.Errorf("%s is carried over although it is %s", j.Old.Title(), j.Relation)
				}
			}
		}
		other := h.colleague(t, "Jonas Reuter", app.Manager)
		if _, err := h.ChangeEdition(t.Context(), other, query, c.Digest, "once"); err != nil {
			t.Fatal(err)
		}
		given, err := h.List(t.Context(), h.manager, app.Query{Kind: "judgement", Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		newer := 0
		for _, rec := range given.Records {
			body := rec.Body.(*assess.Judgement)
			if body.Edition != "2020" {
				continue
			}
			newer++
			from := h.get(t, string(body.Carried))
			if was := from.Body.(*assess.Judgement); body.Judge != was.Judge || body.Reason != was.Reason || body.Expires != was.Expires || body.Asserted {
				t.Errorf("%s became %+v", from.Key, body)
			}
		}
		if newer != carried || carried == len(fates) {
			t.Errorf("%d of %d were to be carried over, %d were", carried, len(fates), newer)
		}
		t.Logf("%d of %d carried over", carried, len(fates))
	})
}

// rulebook is two editions of a pack of 200 controls: half go on as they are, the
// others are widened, divided and put together.
func rulebook() fstest.MapFS {
	header := func(edition, more string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("pack: rules\nedition: \"" + edition + "\"\ndesignation: Rules " + edition + "\ntitle: Rules\nlanguage: en\nstatus: current\nsources: [{id: own, name: Own, confirmed: true}]\n" + more)}
	}
	var older, newer, edges strings.Builder
	control := func(to *strings.Builder, id string) {
		fmt.Fprintf(to, "  - {id: %q, type: control, force: guidance, title: %q, text: %q}\n", id, "Rule "+id, "What rule "+id+" asks for.")
	}
	edge := func(from, to, relation string) {
		fmt.Fprintf(&edges, "  - {from: %q, to: {pack: rules, edition: \"1\", id: %q}, relation: %s}\n", from, to, relation)
	}
	for i := range 200 {
		id := fmt.Sprintf("R-%d", i)
		control(&older, id)
		switch i % 10 {
		case 6:
			control(&newer, id)
			edge(id, id, "widened")
		case 7:
			for _, part := range []string{id + "a", id + "b"} {
				control(&newer, part)
				edge(part, id, "split")
			}
		case 8:
			control(&newer, id)
			edge(id, id, "merged")
			edge(id, fmt.Sprintf("R-%d", i+1), "merged")
		case 9:
		default:
			control(&newer, id)
			edge(id, id, "same")
		}
	}
	return fstest.MapFS{
		"rules-1/pack.yaml": header("1", ""), "rules-1/10.yaml": {Data: []byte("entries:\n" + older.String())},
		"rules-2/pack.yaml": header("2", "replaces: [{pack: rules, edition: \"1\"}]\n"), "rules-2/10.yaml": {Data: []byte("entries:\n" + newer.String())},
		"rules-2/90-edges.yaml": {Data: []byte("edges:\n" + edges.String())},
	}
}

func BenchmarkAChangeOfEditionOf200Rows(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		packs, problems := pack.Load(rulebook(), nil)
		if len(problems) > 0 {
			b.Fatal(problems)
		}
		h := openWith(b, testhouse.SQLite, packs)
		olderStatement(b, h, "rules@1")
		b.StartTimer()
		query := app.EditionQuery{Pack: "rules", From: "1", To: "2"}
		c, err := h.ChangeOfEdition(b.Context(), h.manager, query)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := h.ChangeEdition(b.Context(), h.manager, query, c.Digest, "once"); err != nil || n < 200 {
			b.Fatalf("%d records were written, %v", n, err)
		}
	}
}

func TestToLookAtAChangeOfEditionTakesFewStatementsHoweverManyRows(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		acts(t, h, "pii_controller; pii_processor")
		olderStatement(t, h, "iso27701@2019")
		look := func() int {
			return len(h.ran.of(func() {
				if _, err := h.ChangeOfEdition(t.Context(), h.manager, app.EditionQuery{Pack: "iso27701", From: "2019", To: "2025"}); err != nil {
					t.Fatal(err)
				}
			}))
		}
		if n := look(); n == 0 || n > 30 {
			t.Errorf("it takes %d statements", n)
		}
	})
}
