package app_test

import (
	"strings"
	"testing"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/control"
	"surety/record"
)

// acts lets the only management system act as something for others.
func acts(t testing.TB, h *house, roles string) {
	t.Helper()
	systems, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system", Limit: 10})
	if err != nil || len(systems.Records) != 1 {
		t.Fatalf("%d management systems, %v", len(systems.Records), err)
	}
	system := systems.Records[0]
	h.must(t, h.manager, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"roles": roles}})
}

// rowsOf counts the rows of a statement by their edition.
func rowsOf(t testing.TB, h *house, key string) (*app.Statement, map[string]int) {
	t.Helper()
	s, err := h.Statement(t.Context(), h.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, row := range s.Rows {
		count[row.Body.Standard]++
	}
	return s, count
}

func TestAStatementSpansAnnexAAndExtensionsByTheRolesThatAreDeclared(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		acts(t, h, "pii_processor")
		soa, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{
			Title: "SoA", Pack: "iso27001", Edition: "2022", Extensions: []string{"iso27701@2025", "iso27018@2025"}, Version: "1.0",
		})
		if err != nil {
			t.Fatal(err)
		}
		s, count := rowsOf(t, h, soa.Key)
		if count["iso27001@2022"] != 93 || count["iso27701@2025"] != 29+18 || count["iso27018@2025"] != 25 || len(s.Missing()) != 0 {
			t.Fatalf("it has the rows %v and lacks %v", count, s.Missing())
		}
		if first, last := s.Rows[0].Body, s.Rows[len(s.Rows)-1].Body; first.Standard != "iso27001@2022" || last.Standard != "iso27018@2025" {
			t.Errorf("the rows go from %s to %s", first.Standard, last.Standard)
		}

		for standard, checks := range map[string][]string{"iso27001": {"6.1.3-4 complete", "6.1.3-4 known", "6.1.3-4 once"}, "iso27701@2025": {"6.1.3-2 common", "6.1.3-2 role", "6.1.3-3 one"}} {
			report, err := h.Verdict(t.Context(), h.manager, app.VerdictQuery{Standard: standard})
			if err != nil {
				t.Fatal(err)
			}
			for _, check := range checks {
				id, name, _ := strings.Cut(check, " ")
				for _, c := range report.Find(id).Checks {
					if c.Check.ID == name && c.Verdict != conform.Holds {
						t.Errorf("%s %s: %s", standard, check, c.Verdict)
					}
				}
			}
		}

		acts(t, h, "pii_processor; pii_controller")
		if s, _ := rowsOf(t, h, soa.Key); len(s.Missing()) != 31 {
			t.Errorf("a controller lacks %d rows", len(s.Missing()))
		}
		if n, err := h.AddMissingRows(t.Context(), h.manager, soa.Key); n != 31 || err != nil {
			t.Errorf("%d rows were added, %v", n, err)
		}
		if n, err := h.AddMissingRows(t.Context(), h.manager, soa.Key); n != 0 || err != nil {
			t.Errorf("%d rows were added once more, %v", n, err)
		}
	})
}

func TestTheSameNumberOfTwoStandardsIsTwoControlsAndOneOfBothNotDecidedTwice(t *testing.T) {
	h := open(t, testhouse.SQLite)
	acts(t, h, "pii_processor")
	soa, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Extensions: []string{"iso27018@2025"}, Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := rowsOf(t, h, soa.Key)
	var decide []app.Command
	for _, row := range s.Rows {
		decide = append(decide, app.Edit{ID: row.Record.ID, Base: 1, Set: map[string]string{"included": "no", "exclusion_reason": "Not needed"}})
	}
	h.must(t, h.manager, decide...)
	again := h.must(t, h.manager, app.Create{Kind: "soa_row", Body: &control.Row{Statement: record.Ref(soa.ID), Control: "A.5.1", Standard: "iso27018@2025", Title: "Again", Included: "no", WhyNot: "Not needed"}})[0]
	stray := h.must(t, h.manager, app.Create{Kind: "soa_row", Body: &control.Row{Statement: record.Ref(soa.ID), Control: "A.1.2.2", Standard: "iso27701@2025", Title: "Stray", Included: "no", WhyNot: "Not needed"}})[0]
	_, err = h.PutForward(t.Context(), h.manager, soa.Key)
	for _, want := range []string{"iso27018@2025:A.5.1: several rows decide on it", "iso27701@2025:A.1.2.2: its row names iso27701@2025, which is none of the editions"} {
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %q: %v", want, err)
		}
	}
	for _, row := range []*record.Record{again, stray} {
		h.must(t, h.manager, app.Move{ID: row.ID, Base: 1, Transition: "retire"})
	}
	release := released(t, h, soa, "1.0").Body.(*control.Release)
	if len(release.Rows) != 93+25 || strings.Join(release.Editions(), " ") != "iso27001@2022 iso27018@2025" {
		t.Fatalf("%d rows of %v were released", len(release.Rows), release.Editions())
	}
	s, _ = rowsOf(t, h, soa.Key)
	if len(s.Differences) != 0 {
		t.Errorf("the draft differs at once: %+v", s.Differences)
	}
	for _, row := range s.Rows {
		if row.Body.Control == "A.5.1" && row.Body.Standard == "iso27018@2025" {
			h.must(t, h.manager, app.Edit{ID: row.Record.ID, Base: row.Record.Revision, Set: map[string]string{"exclusion_reason": "We process nothing"}})
		}
	}
	if s, _ = rowsOf(t, h, soa.Key); len(s.Differences) != 1 || s.Differences[0].Standard != "iso27018@2025" {
		t.Errorf("it differs in %+v", s.Differences)
	}
}

func TestARowSaysWhichEditionItGoesByAndAnOwnOneNone(t *testing.T) {
	h := open(t, testhouse.SQLite)
	soa, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	rows := h.must(t, h.manager,
		app.Create{Kind: "soa_row", Body: &control.Row{Statement: record.Ref(soa.ID), Control: "A.5.1", Title: "Named by nobody", Included: "undecided"}},
		app.Create{Kind: "soa_row", Body: &control.Row{Statement: record.Ref(soa.ID), Control: "OWN-1", Standard: "iso27001@2022", Title: "Own", Own: true, Included: "undecided"}})
	if named, own := rows[0].Body.(*control.Row), rows[1].Body.(*control.Row); named.Standard != "iso27001@2022" || own.Standard != "" {
		t.Errorf("they go by %q and %q", named.Standard, own.Standard)
	}
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Extensions: []string{"iso27001@2022"}, Version: "1.0"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an edition is named twice: %v", err)
	}
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Extensions: []string{"iso27701@1999"}, Version: "1.0"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("an edition that is not there is taken: %v", err)
	}
}
