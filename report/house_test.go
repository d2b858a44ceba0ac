package report_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"surety/app"
	"surety/internal/testhouse"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
	"surety/report"
	"surety/store"
)

// house is an organization with a Statement of Applicability that is whole: 92
// controls of Annex A included, one left out, one of its own.
type house struct {
	*app.App
	t       testing.TB
	manager app.Actor
	now     time.Time
	rows    map[string]*record.Record // by control
}

func newHouse(t testing.TB, organization string) *house {
	t.Helper()
	parts := testhouse.Of(t)
	h := &house{t: t, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), rows: map[string]*record.Record{}}
	n := 0
	newID := func() record.ID {
		n++
		return record.ID(fmt.Sprintf("01936000-0000-7000-8000-%012x", n))
	}
	clock := func() time.Time { return h.now }
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Options{URL: testhouse.SQLite(t, dir), Dir: dir, Catalogue: parts.Catalogue, Clock: clock, Random: rand.Reader, NewID: newID})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.App = app.New(app.Options{Store: s, Catalogue: parts.Catalogue, Packs: parts.Packs, Language: parts.Language, Clock: clock, Random: rand.Reader, NewID: newID})
	token, err := h.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := h.SetUp(t.Context(), token, app.SetUpForm{Organization: organization, Name: "Mara Lind", Login: "mara@example.org", Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	if h.manager, _, err = h.ActorOfSession(t.Context(), session.Secret); err != nil {
		t.Fatal(err)
	}
	h.state()
	return h
}

// state begins the statement and decides on each row.
func (h *house) state() {
	h.t.Helper()
	systems, err := h.List(h.t.Context(), h.manager, app.Query{Kind: "management_system"})
	if err != nil || len(systems.Records) != 1 {
		h.t.Fatalf("there are %d management systems, %v", len(systems.Records), err)
	}
	soa, err := h.BeginStatement(h.t.Context(), h.manager, &control.Statement{
		System: record.Ref(systems.Records[0].ID), Title: "Statement of Applicability", Version: "1.0", Pack: "iso27001", Edition: "2022",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	rows, err := h.List(h.t.Context(), h.manager, app.Query{Kind: "soa_row", Limit: 100})
	if err != nil {
		h.t.Fatal(err)
	}
	var decided []app.Command
	for _, rec := range rows.Records {
		decided = append(decided, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"included": "yes", "reason": "Customers ask for it", "status": "planned"}})
	}
	for _, rec := range h.must(decided...) {
		h.rows[rec.Body.(*control.Row).Control] = rec
	}
	fire := h.must(app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire in the archive"}})[0]
	owner := h.must(app.Create{Kind: "person", Body: &org.Person{Name: "Jörg Weiß"}})[0]
	h.edit("A.8.13", "status", "implemented", "owner", owner.Key, "risks", fire.Key)
	h.edit("A.5.7", "status", "partly")
	h.edit("A.8.23", "included", "no", "reason", "", "status", "", "exclusion_reason", "Nobody browses from the control room.")
	own := h.must(app.Create{Kind: "soa_row", Body: &control.Row{
		Statement: record.Ref(soa.ID), Control: "OWN-1", Title: "Two people at the switchboard", Order: 94, Own: true, Included: "yes", Reason: "Grid code", Status: "planned",
	}})[0]
	h.rows["OWN-1"] = own
	h.must(app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Restore test", Origin: "test", Collected: "2026-11-20", Rows: []record.Ref{record.Ref(h.rows["A.8.13"].ID)}}})
}

func (h *house) must(commands ...app.Command) []*record.Record {
	h.t.Helper()
	done, err := h.Do(h.t.Context(), h.manager, app.Request{}, commands...)
	if err != nil {
		h.t.Fatal(err)
	}
	return done
}

// edit changes fields of a control's row; pairs are names and values.
func (h *house) edit(control string, pairs ...string) {
	h.t.Helper()
	set := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		set[pairs[i]] = pairs[i+1]
	}
	rec := h.rows[control]
	h.rows[control] = h.must(app.Edit{ID: rec.ID, Base: rec.Revision, Set: set})[0]
}

// release puts the statement forward and approves it a day later.
func (h *house) release() {
	h.t.Helper()
	proposed, err := h.PutForward(h.t.Context(), h.manager, "SOA-0001")
	if err != nil {
		h.t.Fatal(err)
	}
	h.now = h.now.AddDate(0, 0, 1)
	h.must(app.Move{ID: proposed.ID, Base: proposed.Revision, Transition: "approve", Note: "as agreed"})
}

// paper is the statement in a format.
func (h *house) paper(format string, draft bool) []byte {
	h.t.Helper()
	p, err := report.SoA(h.t.Context(), h.App, h.manager, "SOA-0001", draft)
	if err != nil {
		h.t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b, format); err != nil {
		h.t.Fatal(err)
	}
	return b.Bytes()
}

// retire takes a row out of the statement.
func (h *house) retire(row *record.Record) {
	h.t.Helper()
	h.must(app.Move{ID: row.ID, Base: row.Revision, Transition: "retire", Note: "by mistake"})
}
