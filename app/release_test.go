package app_test

import (
	"fmt"
	"strings"
	"testing"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/control"
	"surety/isms/risk"
	"surety/record"
)

// statement is one of all controls, each left out.
func statement(t *testing.T, h *house) *record.Record {
	t.Helper()
	soa, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := h.Statement(t.Context(), h.manager, soa.Key)
	if err != nil {
		t.Fatal(err)
	}
	var decide []app.Command
	for _, row := range s.Rows {
		decide = append(decide, app.Edit{ID: row.Record.ID, Base: 1, Set: map[string]string{"included": "no", "exclusion_reason": "Not needed"}})
	}
	h.must(t, h.manager, decide...)
	return soa
}

// released puts a statement's version forward and releases it.
func released(t *testing.T, h *house, soa *record.Record, version string) *record.Record {
	t.Helper()
	now, err := h.Get(t.Context(), h.manager, soa.Key)
	if err != nil {
		t.Fatal(err)
	}
	if now.Body.(*control.Statement).Version != version {
		h.must(t, h.manager, app.Edit{ID: soa.ID, Base: now.Revision, Set: map[string]string{"version": version}})
	}
	proposed, err := h.PutForward(t.Context(), h.manager, soa.Key)
	if err != nil {
		t.Fatal(err)
	}
	return h.must(t, h.manager, app.Move{ID: proposed.ID, Base: proposed.Revision, Transition: "approve"})[0]
}

// stateOf is where a record stands.
func stateOf(t *testing.T, h *house, rec *record.Record) string {
	t.Helper()
	now, err := h.Get(t.Context(), h.manager, rec.Key)
	if err != nil {
		t.Fatal(err)
	}
	return now.State
}

func TestAReleaseTakesThePlaceOfTheOneBefore(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		soa, other := statement(t, h), statement(t, h)
		first, apart := released(t, h, soa, "1.0"), released(t, h, other, "1.0")
		second := released(t, h, soa, "2.0")
		if stateOf(t, h, first) != control.StateSuperseded || stateOf(t, h, second) != control.StateReleased || stateOf(t, h, apart) != control.StateReleased {
			t.Errorf("the first is %s, the second %s, that of another statement %s", stateOf(t, h, first), stateOf(t, h, second), stateOf(t, h, apart))
		}
		old, err := h.Get(t.Context(), h.manager, first.Key)
		if err != nil {
			t.Fatal(err)
		}
		history, err := h.History(t.Context(), h.manager, old, 0)
		if err != nil || history[0].Note != "superseded by 2.0" {
			t.Errorf("its history says %+v, %v", history[0], err)
		}
	})
}

func TestAnImportedReleaseIsInForceOnceItIsConfirmedAndNoSooner(t *testing.T) {
	h := open(t, testhouse.SQLite)
	soa := statement(t, h)
	first := released(t, h, soa, "1.0")
	jonas := h.colleague(t, "Jonas Reuter", app.Manager)
	by := h.manager
	by.Origin = app.FromImport
	imported := h.must(t, by, app.Create{
		Kind: "soa_release", Body: &control.Release{Statement: record.Ref(soa.ID), Title: "SoA", Version: "2.0", Pack: "iso27001", Edition: "2022"},
		Asserted: []record.Approval{{By: record.Ref(jonas.Person), At: h.Now().AddDate(0, -3, 0)}},
	})[0]
	moved := h.must(t, by, app.Move{ID: imported.ID, Base: 1, Transition: "approve"})[0]
	if s, err := h.Statement(t.Context(), h.manager, soa.Key); err != nil || s.Release == nil || s.Release.ID != first.ID || stateOf(t, h, first) != control.StateReleased {
		t.Fatalf("what an import asserts took the release's place: %+v, %v", s.Release, err)
	}
	h.must(t, jonas, app.Confirm{ID: imported.ID, Base: moved.Revision, Approval: 1})
	if s, err := h.Statement(t.Context(), h.manager, soa.Key); err != nil || s.Release == nil || s.Release.ID != imported.ID || stateOf(t, h, first) != control.StateSuperseded {
		t.Errorf("it was confirmed, and the release in force is %+v, %v", s.Release, err)
	}
}

func TestAStatementIsPutForwardOnlyOnceItDecidesOnEachControlOfItsStandard(t *testing.T) {
	h := open(t, testhouse.SQLite)
	soa := statement(t, h)
	add := func(row control.Row) *record.Record {
		row.Statement, row.Title, row.Included, row.WhyNot = record.Ref(soa.ID), "Another row", "no", "Not needed"
		return h.must(t, h.manager, app.Create{Kind: "soa_row", Body: &row})[0]
	}
	s, err := h.Statement(t.Context(), h.manager, soa.Key)
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, h.manager, app.Move{ID: s.Rows[1].Record.ID, Base: 2, Transition: "retire"})
	wrong := []*record.Record{add(control.Row{Control: "A.5.1"}), add(control.Row{Control: "A.9.9"}), add(control.Row{Control: "A.5.2", Own: true})}
	add(control.Row{Control: "OWN-1", Own: true})
	_, err = h.PutForward(t.Context(), h.manager, soa.Key)
	for _, want := range []string{"A.5.1: several rows decide on it", "A.9.9: ISO/IEC 27001:2022 with Amd 1:2024 has no such control", "A.5.2: it is a control of ISO"} {
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %q: %v", want, err)
		}
	}
	for _, row := range wrong {
		h.must(t, h.manager, app.Move{ID: row.ID, Base: 1, Transition: "retire"})
	}
	if _, err = h.PutForward(t.Context(), h.manager, soa.Key); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "A.5.2: it has no row") {
		t.Errorf("a control without a row is passed over: %v", err)
	}
}

func TestAReleaseNamesNothingThatIsMarked(t *testing.T) {
	h := open(t, testhouse.SQLite)
	secret := h.must(t, h.manager, app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: "CANARY takeover"}})[0]
	soa := statement(t, h)
	s, err := h.Statement(t.Context(), h.manager, soa.Key)
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, h.manager, app.Edit{ID: s.Rows[0].Record.ID, Base: 2, Set: map[string]string{"included": "yes", "exclusion_reason": "", "status": "planned", "risks": secret.Key}})
	release, err := h.PutForward(t.Context(), h.manager, soa.Key)
	if err != nil {
		t.Fatal(err)
	}
	if told := fmt.Sprintf("%+v", release.Body); strings.Contains(told, "CANARY") || strings.Contains(told, secret.Key) || !strings.Contains(told, "a restricted risk") {
		t.Errorf("the release says %s", told)
	}
}
