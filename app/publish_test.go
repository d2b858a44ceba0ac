package app_test

import (
	"strings"
	"testing"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/document"
	"surety/record"
)

// draft makes a draft by somebody who is not the manager.
func (h *house) draft(t *testing.T, more ...record.Ref) *record.Record {
	t.Helper()
	return h.must(t, h.manager, app.Create{Kind: "document", Body: &document.Document{
		Title: "Backup", Type: "topic_policy", RequiredBy: "organization", Version: "3.0", Text: "Each night.", Signatories: more, Systems: []record.Ref{"ISMS-0001"},
	}})[0]
}

func (h *house) versions(t *testing.T, rec *record.Record) []string {
	t.Helper()
	versions, err := h.Versions(t.Context(), h.manager, rec)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, v := range versions {
		r := v.Body.(*document.Release)
		list = append(list, r.Version+" "+v.State+" “"+string(r.Text)+"” "+strings.Repeat("✓", len(v.Kind.Approvals(r))))
	}
	return list
}

func (h *house) wants(t *testing.T, rec *record.Record, version, inForce, state string, versions ...string) *record.Record {
	t.Helper()
	rec, err := h.Get(t.Context(), h.manager, rec.Key)
	if err != nil {
		t.Fatal(err)
	}
	body := rec.Body.(*document.Document)
	if body.Version != version || body.InForce != inForce || rec.State != state {
		t.Errorf("version %s, in force %q, %s; not %s, %q, %s", body.Version, body.InForce, rec.State, version, inForce, state)
	}
	if got := strings.Join(h.versions(t, rec), "; "); got != strings.Join(versions, "; ") {
		t.Errorf("the versions are %s; not %s", got, strings.Join(versions, "; "))
	}
	return rec
}

func TestAnApprovedTextStaysInForceUntilTheNextIsApproved(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		rec := h.draft(t)
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.wants(t, rec, "3.0", "3.0", "approved", "3.0 in_force “Each night.” ✓")

		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"text": "Each hour."}})[0]
		rec = h.wants(t, rec, "3.1", "3.0", "draft", "3.0 in_force “Each night.” ✓")
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"version": "4.0"}})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "submit"})[0]
		rec = h.wants(t, rec, "4.0", "3.0", "review", "3.0 in_force “Each night.” ✓")

		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.wants(t, rec, "4.0", "4.0", "approved", "4.0 in_force “Each hour.” ✓", "3.0 superseded “Each night.” ✓")
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"next_review": "2027-01-01"}})[0]
		rec = h.wants(t, rec, "4.0", "4.0", "approved", "4.0 in_force “Each hour.” ✓", "3.0 superseded “Each night.” ✓")

		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "revoke"})[0]
		h.wants(t, rec, "4.0", "", "draft", "4.0 withdrawn “Each hour.” ✓", "3.0 superseded “Each night.” ✓")
	})
}

func TestAReleaseIsNotWrittenByHand(t *testing.T) {
	h := open(t, testhouse.SQLite)
	rec := h.draft(t)
	body := &document.Release{Document: record.Ref(rec.ID), Title: "Backup", Version: "9", Type: "procedure", On: "2026-11-24"}
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "document_release", Body: body}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a release written by hand: %v", err)
	}
}

func TestADocumentIsInForceOnceAsManyHaveApprovedAsTheSystemAsksFor(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		astrid, tom := h.colleague(t, "Astrid Lund", app.Reader), h.colleague(t, "Tom Beck", app.Manager)
		systems, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system"})
		if err != nil {
			t.Fatal(err)
		}
		h.must(t, h.manager, app.Edit{ID: systems.Records[0].ID, Base: 1, Set: map[string]string{"approvers_needed": "2"}})
		rec := h.draft(t, record.Ref(astrid.Person), record.Ref(h.manager.Person))
		approve := func(by app.Actor) error {
			done, err := h.Do(t.Context(), by, app.Request{}, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})
			if err == nil {
				rec = done[0]
			}
			return err
		}
		if err := approve(tom); err == nil || !strings.Contains(err.Error(), "you are not among them") {
			t.Errorf("somebody who is not named approves: %v", err)
		}
		if err := approve(astrid); err != nil {
			t.Fatalf("a reader who is named can't approve: %v", err)
		}
		h.wants(t, rec, "3.0", "", "review")
		if err := approve(astrid); err == nil || !strings.Contains(err.Error(), "approved this text already") {
			t.Errorf("the same person approves twice: %v", err)
		}
		if err := approve(h.manager); err != nil {
			t.Fatal(err)
		}
		h.wants(t, rec, "3.0", "3.0", "approved", "3.0 in_force “Each night.” ✓✓")

		writer := h.colleague(t, "Ida Writer", app.Contributor)
		_, err = h.Do(t.Context(), writer, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"signatories": string(writer.Person)}})
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("a contributor says who approves: %v", err)
		}
	})
}
