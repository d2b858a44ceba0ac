package app_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/record"
)

func TestAnApprovedTextWaitsForTheDayFromWhichItIsToHold(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		reader := h.colleague(t, "Tom Beck", app.Reader)
		rec := h.draft(t)
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"text": "Each hour.", "effective": "2026-12-01"}})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.wants(t, rec, "3.1", "3.0", "scheduled", "3.0 in_force “Each night.” ✓")
		if got, err := h.Get(t.Context(), reader, rec.Key); err != nil || got.Body.(*document.Document).Text != "Each night." {
			t.Errorf("before it holds a reader reads %+v, %v", got, err)
		}
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "publish"}); err == nil || !strings.Contains(err.Error(), "only") {
			t.Errorf("it is published before its day: %v", err)
		}
		h.now = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "publish"})[0]
		h.wants(t, rec, "3.1", "3.1", "approved", "3.1 in_force “Each hour.” ✓", "3.0 superseded “Each night.” ✓")
	})
}

func TestAnApprovedTextComesIntoForceByItselfOnItsDay(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		rec := h.draft(t)
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"text": "Each hour.", "effective": "2026-12-01"}})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		round := func() *record.Record {
			t.Helper()
			if err := h.PublishDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			rec, err := h.Get(t.Context(), h.manager, rec.Key)
			if err != nil {
				t.Fatal(err)
			}
			return rec
		}
		if rec := round(); rec.State != "scheduled" {
			t.Errorf("before its day it is %s", rec.State)
		}
		h.now = time.Date(2026, 12, 1, 0, 5, 0, 0, time.UTC)
		rec = round()
		h.wants(t, rec, "3.1", "3.1", "approved", "3.1 in_force “Each hour.” ✓", "3.0 superseded “Each night.” ✓")
		if again := round(); again.Revision != rec.Revision {
			t.Error("it was published twice")
		}
	})
}

func TestWhatHasBeenKeptLongEnoughIsDisposedOfBeforeAWitness(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ida, tom := h.colleague(t, "Ida Own", app.Contributor), h.colleague(t, "Tom Beck", app.Reader)
		rec := h.draft(t)
		file, err := h.KeepAttachment(t.Context(), h.manager, rec.Kind, "backup.txt", "text/plain", strings.NewReader("Each night, on paper."))
		if err != nil {
			t.Fatal(err)
		}
		body := rec.Kind.Clone(rec.Body).(*document.Document)
		body.File = file
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Body: body})[0]
		comment := h.must(t, h.manager, app.Create{Kind: "document_comment", Body: &document.Comment{Document: record.Ref(rec.ID), Passage: "Each night.", At: 1, Text: "Zebra?", By: record.Ref(h.manager.Person), On: "2026-11-24"}})[0]
		h.must(t, h.manager, app.Move{ID: comment.ID, Base: comment.Revision, Transition: "resolve"})
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"retention": "P1Y"}})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "withdraw"})[0]
		if body := rec.Body.(*document.Document); body.WithdrawnOn != "2026-11-24" || body.DisposeFrom != "2027-11-24" {
			t.Errorf("withdrawn on %s, to be disposed of from %s", body.WithdrawnOn, body.DisposeFrom)
		}
		release, err := h.Get(t.Context(), h.manager, "DOCREL-0001")
		if err != nil {
			t.Fatal(err)
		}
		minutes := &document.Disposal{Documents: []record.Ref{record.Ref(rec.ID), record.Ref(release.ID)}, How: "deleted", On: "2026-11-24", By: record.Ref(ida.Person), Witness: record.Ref(ida.Person)}
		if _, err := h.Do(t.Context(), ida, app.Request{}, app.Create{Kind: "disposal", Body: minutes}); err == nil || !strings.Contains(err.Error(), "can't be the witness") {
			t.Errorf("somebody is their own witness: %v", err)
		}
		minutes.Witness = record.Ref(tom.Person)
		done := h.must(t, ida, app.Create{Kind: "disposal", Body: minutes})[0]
		waits := func(want int) {
			t.Helper()
			if work, err := h.Work(t.Context(), tom, "2028-01-01", 50); err != nil || len(work.Mine) != want || want > 0 && work.Mine[0].Name.Key != done.Key {
				t.Errorf("the witness has to do %+v, %v, expected %d of it", work.Mine, err, want)
			}
		}
		waits(1)
		witness := func(by app.Actor) error {
			_, err := h.Do(t.Context(), by, app.Request{}, app.Move{ID: done.ID, Base: done.Revision, Transition: "witness"})
			return err
		}
		if due, _, err := h.DueForDisposal(t.Context(), h.manager); err != nil || len(due) != 0 {
			t.Errorf("due before its time are %+v, %v", due, err)
		}
		if err := witness(tom); err == nil || !strings.Contains(err.Error(), "has to be kept until") {
			t.Errorf("it is disposed of too early: %v", err)
		}
		h.now = h.now.AddDate(1, 0, 0)
		if due, more, err := h.DueForDisposal(t.Context(), tom); err != nil || more || len(due) != 2 || due[0].Record.Key != rec.Key || due[1].Record.Key != release.Key {
			t.Errorf("due for disposal are %+v, %v", due, err)
		}
		for _, other := range []app.Actor{ida, h.manager} {
			if err := witness(other); err == nil || !strings.Contains(err.Error(), "only the witness") {
				t.Errorf("%s says to have seen what another was to see: %v", other.Name, err)
			}
		}
		if err := witness(tom); err != nil {
			t.Fatal(err)
		}
		waits(0)
		if err := h.ReadAttachment(t.Context(), h.manager, file, io.Discard); !fault.Is(err, fault.NotFound) {
			t.Errorf("the file can still be read: %v", err)
		}
		then, err := h.Before(t.Context(), h.manager, h.now.AddDate(0, -6, 0), rec.ID, release.ID, comment.ID)
		if err != nil || len(then) != 3 {
			t.Fatalf("half a year before there were %v, %v", then, err)
		}
		for _, was := range then {
			if got := says(was); strings.Contains(got, "night") || strings.Contains(got, "Zebra") || strings.Contains(got, file.Digest) {
				t.Errorf("as of half a year before it still reads: %s", got)
			}
		}
		if gone, err := h.DisposedOf(t.Context(), h.manager, &record.Record{ID: rec.ID, State: document.StateDisposed}); err != nil || gone == nil || gone.Minutes != done.Key || gone.Witness.Title != "Tom Beck" {
			t.Errorf("it was disposed of as %+v, %v", gone, err)
		}
		for _, key := range []string{rec.Key, release.Key} {
			gone, err := h.Get(t.Context(), h.manager, key)
			if err != nil {
				t.Fatal(err)
			}
			past, err := h.History(t.Context(), h.manager, gone, 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := says(gone, past); gone.State != document.StateDisposed || gone.Title() != "Backup" || strings.Contains(got, "Each night") {
				t.Errorf("what was disposed of still reads, or is gone altogether:\n%s", got)
			}
		}
		if found, err := h.Search(t.Context(), h.manager, "night", nil, 10); err != nil || len(found) > 0 {
			t.Errorf("what was disposed of is found by its words: %v, %v", found, err)
		}
		if verified, err := h.VerifyLog(t.Context(), h.manager); err != nil || len(verified.Live) > 0 {
			t.Errorf("the log: %+v, %v", verified, err)
		}
		if err := witness(tom); err == nil {
			t.Error("it is disposed of twice")
		}
	})
}

func TestDisposingOfAVersionTakesItsWordsOutOfThePastOfItsDocumentToo(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ida, tom := h.colleague(t, "Ida Own", app.Contributor), h.colleague(t, "Tom Beck", app.Reader)
		rec := h.draft(t)
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"retention": "P1Y"}})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"text": "Each hour."}})[0]
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		release, err := h.Get(t.Context(), h.manager, "DOCREL-0001")
		if err != nil || release.State != document.StateSuperseded {
			t.Fatalf("the first version is %+v, %v", release, err)
		}
		h.now = h.now.AddDate(2, 0, 0)
		done := h.must(t, ida, app.Create{Kind: "disposal", Body: &document.Disposal{Documents: []record.Ref{record.Ref(release.ID)}, How: "deleted", On: "2028-11-24", By: record.Ref(ida.Person), Witness: record.Ref(tom.Person)}})[0]
		h.must(t, tom, app.Move{ID: done.ID, Base: done.Revision, Transition: "witness"})
		rec, err = h.Get(t.Context(), h.manager, rec.Key)
		if err != nil || rec.State != document.StateApproved || rec.Body.(*document.Document).Text != "Each hour." {
			t.Fatalf("the document is %+v, %v", rec, err)
		}
		past, err := h.History(t.Context(), h.manager, rec, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range past {
			if text := entry.Record.Body.(*document.Document).Text; text != "" && text != "Each hour." {
				t.Errorf("revision %d still reads %q", entry.Revision.Revision, text)
			}
		}
		if verified, err := h.VerifyLog(t.Context(), h.manager); err != nil || !verified.OK() {
			t.Errorf("the log: %+v, %v", verified, err)
		}
	})
}

func TestASetOfTemplatesThatIsLeftAsItWasIsShownToBeSo(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		begun, err := h.BeginDocuments(t.Context(), h.manager, "en", "backup", "acceptable-use")
		if err != nil {
			t.Fatal(err)
		}
		wants := func(want app.TemplateFigure, unchanged int) {
			t.Helper()
			if got, err := h.FromTemplates(t.Context(), h.manager); err != nil || got != want {
				t.Errorf("of what began with templates: %+v, not %+v, %v", got, want, err)
			}
			list, err := h.List(t.Context(), h.manager, app.Query{Kind: "document", Filters: []app.Filter{{Field: "mostly_unchanged", Values: []string{"true"}}}})
			if err != nil || len(list.Records) != unchanged {
				t.Errorf("%d documents are listed as nearly their templates, not %d, %v", len(list.Records), unchanged, err)
			}
		}
		wants(app.TemplateFigure{Begun: 2, Unchanged: 2}, 2)
		h.must(t, h.manager, app.Edit{ID: begun[0].ID, Base: begun[0].Revision, Set: map[string]string{"text": "We copy the ledger to Tinglev each night. Lars tries one copy a month."}})
		wants(app.TemplateFigure{Begun: 2, Unchanged: 1}, 1)
	})
}
