package app_test

import (
	"testing"

	"surety/app"
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
)

func TestReadingIsAcknowledgedInOnesOwnNameOrRecordedByAManager(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		reader := h.colleague(t, "Tom Reader", app.Reader)
		policy := h.must(t, h.manager, app.Create{Kind: "document", Body: &document.Document{Title: "Policy", Type: "procedure", RequiredBy: "organization", Version: "1.0"}})[0]
		said := func(person record.ID) *document.Acknowledgement {
			return &document.Acknowledgement{Document: record.Ref(policy.ID), Person: record.Ref(person), Version: "1.0", On: "2026-11-24"}
		}
		if _, err := h.Do(t.Context(), reader, app.Request{}, app.Create{Kind: "acknowledgement", Body: said(h.manager.Person)}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a reader says that somebody else has read it: %v", err)
		}
		own := h.must(t, reader, app.Create{Kind: "acknowledgement", Body: said(reader.Person)})[0]
		if _, err := h.Do(t.Context(), reader, app.Request{}, app.Edit{ID: own.ID, Base: own.Revision, Body: said(h.manager.Person)}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a reader turns the own word into somebody else's: %v", err)
		}
		others := h.must(t, h.manager, app.Create{Kind: "acknowledgement", Body: said(h.manager.Person)})[0]
		if _, err := h.Do(t.Context(), reader, app.Request{}, app.Edit{ID: others.ID, Base: others.Revision, Set: map[string]string{"version": "2.0"}}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a reader changes somebody else's word: %v", err)
		}
		h.must(t, h.manager, app.Create{Kind: "acknowledgement", Body: said(reader.Person)})
	})
}

func TestAWordThatWasWithdrawnNeverStandsAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		judgement := h.must(t, h.manager, app.Create{Kind: "judgement", Body: &assess.Judgement{
			Standard: "iso27001", Edition: "2022", Requirement: "5.1-1", Outcome: "holds", Reason: "Seen.", Judge: record.Ref(h.manager.Person), Judged: "2026-11-24", Expires: "2027-05-01",
		}})[0]
		withdrawn := h.must(t, h.manager, app.Move{ID: judgement.ID, Base: 1, Transition: "withdraw"})[0]
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Move{ID: judgement.ID, Base: withdrawn.Revision, Transition: "retire"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a withdrawn judgement is retired, from where it could be brought back as given: %v", err)
		}
	})
}

func TestWhoATaskIsForMaySayThatItIsDone(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		reader, other := h.colleague(t, "Tom Reader", app.Reader), h.colleague(t, "Ann Reader", app.Reader)
		task := h.must(t, h.manager, app.Create{Kind: "task", Body: &org.Task{Title: "Read the policy", Assignee: record.Ref(reader.Person)}})[0]
		if _, err := h.Do(t.Context(), other, app.Request{}, app.Move{ID: task.ID, Base: 1, Transition: "finish"}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("another reader finishes it: %v", err)
		}
		if done := h.must(t, reader, app.Move{ID: task.ID, Base: 1, Transition: "finish"})[0]; done.State != "done" {
			t.Errorf("the task is %s", done.State)
		}
	})
}

func TestAReleaseIsMadeOfAStatementAndNotWrittenByHand(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		soa := statement(t, h)
		byHand := &control.Release{Statement: record.Ref(soa.ID), Title: "Statement", Version: "1.0", Pack: "iso27001", Edition: "2022", Rows: []control.ReleasedRow{{Control: "A.5.1", Title: "Policies", Included: "yes", Found: "implemented"}}}
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "soa_release", Body: byHand}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a release is written by hand, with what it pretends to have found: %v", err)
		}
	})
}
