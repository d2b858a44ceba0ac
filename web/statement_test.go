package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/control"
)

func TestAStatementIsBegunDecidedPutForwardAndReleased(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	if got := v.get("/new/soa"); got.Path != "/begin-soa" {
		t.Errorf("a new statement leads to %s", got.Path)
	}
	v.post("/begin-soa", "standard", "iso27001@2022", "title", "Statement", "version", "").shows(t, http.StatusUnprocessableEntity, "ersion", "Statement")
	v.post("/begin-soa", "standard", "iso27001@2022", "title", "Statement", "version", "1.0").
		shows(t, http.StatusOK, "SOA-0001 is there", "Never released yet", "Each of the 93 controls", "93 incomplete", "A.5.1", "Organizational controls", "not decided yet")
	v.post("/SOA-0001/put-forward").shows(t, http.StatusUnprocessableEntity, "not decided yet", "A.5.1")

	v.get("/ROW-0001/edit?to="+"%2FSOA-0001%3Fonly%3Dopen%23ROW-0001").shows(t, http.StatusOK, `name="to" value="/SOA-0001?only=open#ROW-0001"`)
	done := v.post("/ROW-0001/edit", "base", "1", "to", "/SOA-0001?only=open#ROW-0001", "soa", "SOA-0001", "control", "A.5.1", "title", "Policies", "order", "1", "included", "no", "exclusion_reason", "We have none.")
	done.shows(t, http.StatusOK, "ROW-0001 is saved", "92 incomplete")
	if done.Path != "/SOA-0001" {
		t.Errorf("saving a row led to %s", done.Path)
	}
	v.get("/SOA-0001?only=excluded").shows(t, http.StatusOK, "We have none.")
	h.decide(t, "SOA-0001")
	v.post("/SOA-0001/put-forward").shows(t, http.StatusOK, "waits for release", "Release 1.0", `href="/SOAREL-0001"`)
	v.post("/SOA-0001/release", "release", "SOAREL-0001", "base", "1").shows(t, http.StatusOK, "Equal to released 1.0")
	if strings.Contains(v.get("/SOA-0001").main(), "Put 1.0 forward") {
		t.Error("what is released already is offered to be put forward")
	}
	for format, begin := range map[string]string{"pdf": "%PDF-", "xlsx": "PK", "md": "# "} {
		for _, name := range []string{"released", "draft"} {
			got := v.get("/SOA-0001/paper/" + name + "." + format)
			if got.Status != http.StatusOK || !strings.HasPrefix(got.Body, begin) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
				t.Errorf("%s.%s: %d, %q…", name, format, got.Status, got.Body[:min(20, len(got.Body))])
			}
		}
	}
	v.get("/SOA-0001/paper/released.exe").shows(t, http.StatusNotFound, "no such paper")
	v.post("/SOAREL-0001/move/supersede", "base", "2").shows(t, http.StatusOK, "is now: Superseded")
}

// decide leaves out every row that is not decided yet.
func (h *house) decide(t *testing.T, key string) {
	t.Helper()
	s, err := h.Statement(t.Context(), h.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	var commands []app.Command
	for _, row := range s.Rows {
		if row.Body.Included == "undecided" {
			commands = append(commands, app.Edit{ID: row.Record.ID, Base: row.Record.Revision, Set: map[string]string{"included": "no", "exclusion_reason": "Not needed here."}})
		}
	}
	h.must(t, commands...)
}

func TestAReleaseThatTakesAnothersPlaceSupersedesItFromItsOwnPageToo(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "Statement", Pack: "iso27001", Edition: "2022", Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	h.decide(t, "SOA-0001")
	v.post("/SOA-0001/put-forward").shows(t, http.StatusOK, "waits")
	v.get("/SOAREL-0001").shows(t, http.StatusOK, "This version is frozen")
	v.post("/SOAREL-0001/move/approve", "base", "1").shows(t, http.StatusOK, "is now: Released")
	v.post("/SOA-0001/edit", "base", "1", "title", "Statement", "pack", "iso27001", "edition", "2022", "version", "1.1").shows(t, http.StatusOK, "draft 1.1")
	v.post("/SOA-0001/put-forward").shows(t, http.StatusOK, "waits")
	v.post("/SOAREL-0002/move/approve", "base", "1").shows(t, http.StatusOK, "is now: Released")
	rec, err := h.Get(t.Context(), h.manager, "SOAREL-0001")
	if err != nil || rec.State != "superseded" {
		t.Errorf("the release before is %+v, %v", rec, err)
	}
}

func TestADraftShowsOnItsPageWhatItDiffersInFromTheRelease(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "Statement", Pack: "iso27001", Edition: "2022", Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	h.decide(t, "SOA-0001")
	v.post("/SOA-0001/put-forward")
	v.post("/SOA-0001/release", "release", "SOAREL-0001", "base", "1").shows(t, http.StatusOK, "Equal to released 1.0")
	form := v.get("/SOA-0001")
	form.shows(t, http.StatusOK, "/new/soa_row?soa=SOA-0001&own=yes&included=yes", "Add a control of your own")
	v.get("/new/soa_row?soa=SOA-0001&own=yes&included=yes").shows(t, http.StatusOK, `value="SOA-0001"`, "checked")
	v.post("/new/soa_row", "soa", "SOA-0001", "control", "OWN-1", "title", "Two people", "own", "yes", "included", "yes", "reason", "Grid code", "status", "planned").shows(t, http.StatusOK, "is there")
	s, err := h.Statement(t.Context(), h.manager, "SOA-0001")
	if err != nil {
		t.Fatal(err)
	}
	row := s.Rows[0].Record
	h.must(t, app.Edit{ID: row.ID, Base: row.Revision, Set: map[string]string{"included": "yes", "reason": "Law", "status": "partly"}})
	v.get("/SOA-0001").shows(t, http.StatusOK, "Differs from released 1.0 in 2 rows", "differs: inclusion, which was: no; reason, which was: Not needed here.; declared status, which was: empty", "differs: new row")
	v.post("/SOA-0001/put-forward").shows(t, http.StatusUnprocessableEntity, "version 1.0 is released already")
}

func TestWhatWasPutForwardCanBeWithdrawn(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "Statement", Pack: "iso27001", Edition: "2022", Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	h.decide(t, "SOA-0001")
	v.post("/SOA-0001/put-forward")
	v.get("/SOAREL-0001").shows(t, http.StatusOK, "Withdraw", "It is not released; the draft can be changed and put forward again.")
	v.post("/SOAREL-0001/move/withdraw", "base", "1").shows(t, http.StatusOK, "SOAREL-0001 is now: Withdrawn")
	v.get("/SOA-0001").shows(t, http.StatusOK, "Never released yet", "Put 1.0 forward")
}

func TestAStatementIsEditedInItsTable(t *testing.T) {
	h := newHouse(t)
	system := h.system(t)
	v := h.as(t, h.manager)
	v.post("/begin-soa", "system", system, "standard", "iso27001@2022", "title", "Statement", "version", "0.1")
	page := v.get("/SOA-0001")
	page.shows(t, http.StatusOK, `data-cell="/ROW-0001/cell/included?as=statement"`, `data-cell="/ROW-0001/cell/risks,requirements,reason?as=statement"`, "Control type")
	v.get("/ROW-0001/cell/risks,requirements,reason?as=statement").shows(t, http.StatusOK, "Because of risks", "Why it is included", `name="base" value="1"`)
	row := v.post("/ROW-0001/cell/included?as=statement", "base", "1", "included", "no")
	row.shows(t, http.StatusOK, `<tr id="ROW-0001"`, "A.5.1", "exclusion_reason")
	v.post("/ROW-0001/cell/exclusion_reason?as=statement", "base", "2", "exclusion_reason", "We have none of it.").shows(t, http.StatusOK, "We have none of it.")
	v.post("/ROW-0001/cell/owner?as=statement", "base", "2", "owner", "PERSON-0001").shows(t, http.StatusConflict, "in the meantime")
	v.get("/ROW-0001/cell/nonsense,owner?as=statement").shows(t, http.StatusNotFound)

	physical := v.get("/SOA-0001?attribute=security_domains:Resilience")
	physical.shows(t, http.StatusOK, "Resilience")
	if strings.Count(physical.main(), "<tr id=") >= strings.Count(page.main(), "<tr id=") || !strings.Contains(physical.main(), "<tr id=") {
		t.Error("the attribute does not narrow the rows")
	}
	if reader := h.as(t, h.colleague(t, "Rita", "reader")); strings.Contains(reader.get("/SOA-0001").Body, "data-cell") {
		t.Error("a reader is offered to edit")
	}
}

func TestTheEvidenceOfARowIsChosenInItsCell(t *testing.T) {
	h := newHouse(t)
	system := h.system(t)
	v := h.as(t, h.manager)
	v.post("/begin-soa", "system", system, "standard", "iso27001@2022", "title", "Statement", "version", "0.1")
	for _, title := range []string{"Export of the register", "Minutes of the board"} {
		h.must(t, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: title, Origin: "document", Collected: "2026-01-02"}})
	}
	rows := func(key string) int {
		rec, err := h.Get(t.Context(), h.manager, key)
		if err != nil {
			t.Fatal(err)
		}
		return len(rec.Body.(*assess.Evidence).Rows)
	}
	v.post("/ROW-0001/cell/proofs?as=statement", "base", "1", "proofs", "export of the").shows(t, http.StatusOK, `id="ROW-0001"`, "1, newest")
	v.get("/ROW-0001/cell/proofs?as=statement").shows(t, http.StatusOK, "EV-0001 Export of the register", "checked")
	v.post("/ROW-0001/cell/proofs?as=statement", "base", "1", "was", "EV-0001", "proofs", "EV-0002").shows(t, http.StatusOK, `id="ROW-0001"`, "1, newest")
	if first, second := rows("EV-0001"), rows("EV-0002"); first != 0 || second != 1 {
		t.Errorf("the evidence shows %d and %d rows", first, second)
	}
	v.post("/ROW-0001/cell/proofs?as=statement", "base", "1", "was", "", "proofs", "EV-0001").shows(t, http.StatusOK, "2, newest") // the other came in the meantime
	v.post("/ROW-0001/cell/proofs?as=statement", "base", "1", "proofs", "PERSON-0001").shows(t, http.StatusUnprocessableEntity, "PERSON-0001 is no evidence")
	v.post("/ROW-0001/cell/proofs?as=statement", "base", "1", "proofs", "nothing like it").shows(t, http.StatusUnprocessableEntity, "nothing like it", `role="alert"`)
	v.get("/PERSON-0001/cell/proofs").shows(t, http.StatusNotFound, "no row of a Statement")
}

func TestAStatementIsBegunForSeveralStandardsAndShowsWhoseEachControlIs(t *testing.T) {
	h := newHouse(t)
	system, err := h.Get(t.Context(), h.manager, h.system(t))
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"roles": "pii_processor"}})
	v := h.as(t, h.manager)
	v.get("/begin-soa").shows(t, http.StatusOK, "Also controls of", `value="iso27701@2025"`, "Controls that concern a role")
	v.post("/begin-soa", "standard", "iso27001@2022", "also", "iso27701@2025", "also", "iso27018@2025", "title", "", "version", "1.0").shows(t, http.StatusUnprocessableEntity, `value="iso27701@2025" checked`)
	v.post("/begin-soa", "standard", "iso27001@2022", "also", "iso27701@2025", "title", "Statement", "version", "1.0").
		shows(t, http.StatusOK, "140 incomplete", "Each of the 93 controls of ISO/IEC 27001:2022", "Each of the 47 controls of ISO/IEC 27701:2025")
	privacy := v.get("/SOA-0001?only=of-iso27701@2025")
	privacy.shows(t, http.StatusOK, "A.2.2.2", "A.3.3", "?only=theme-iso27701%402025%3AA.2.2")
	if main := privacy.main(); strings.Count(main, "<tr id=") != 47 {
		t.Errorf("of the one edition %d rows are shown", strings.Count(main, "<tr id="))
	}
	if main := v.get("/SOA-0001?only=theme-iso27701%402025%3AA.2.2").main(); strings.Count(main, "<tr id=") != 6 {
		t.Errorf("of one theme %d rows are shown", strings.Count(main, "<tr id="))
	}
	system, err = h.Get(t.Context(), h.manager, system.Key)
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"roles": "pii_processor; pii_controller"}})
	v.get("/SOA-0001").shows(t, http.StatusOK, "Without a row, against ISO/IEC 27701:2025: A.1.2.2", "Add the missing rows")
	v.post("/SOA-0001/missing-rows").shows(t, http.StatusOK, "31 rows were added", "Each of the 78 controls of ISO/IEC 27701:2025")
	h.decide(t, "SOA-0001")
	v.post("/SOA-0001/put-forward").shows(t, http.StatusOK, "waits for release")
	v.post("/SOA-0001/release", "release", "SOAREL-0001", "base", "1").shows(t, http.StatusOK, "Equal to released 1.0")
	paper := v.get("/SOA-0001/paper/released.md").Body
	for _, want := range []string{"Of the 93 controls of Annex A", "Of the 78 controls of ISO/IEC 27701:2025", "| Control | Standard |", "| ISO/IEC 27701:2025 |"} {
		if !strings.Contains(paper, want) {
			t.Errorf("the paper does not say %q", want)
		}
	}
}
