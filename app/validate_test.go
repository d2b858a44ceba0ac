package app_test

import (
	"strings"
	"testing"

	"surety/app"
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/org"
	"surety/record"
)

func TestAFieldThatIsAddedOrTakenAwayLaterStandsInNoOtherActsWay(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		field := h.must(t, h.manager, app.Create{Kind: "custom_field", Body: &org.CustomField{Of: "asset", Name: "cost_centre", Label: "Cost centre", Type: "text"}})[0]
		billing := h.must(t, h.manager, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}, Custom: map[string]any{"cost_centre": "77"}})[0]
		h.must(t, h.manager, app.Move{ID: field.ID, Base: 1, Transition: "retire"})
		changed := h.must(t, h.manager, app.Edit{ID: billing.ID, Base: 1, Set: map[string]string{"name": "Invoices"}})[0]
		changed = h.must(t, h.manager, app.Edit{ID: billing.ID, Base: changed.Revision, Body: &asset.Asset{Name: "Billing", Type: "service"}, Custom: map[string]any{}})[0]
		if changed.Custom["cost_centre"] != "77" {
			t.Errorf("the value of a field that is gone was lost: %v", changed.Custom)
		}
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Edit{ID: billing.ID, Base: changed.Revision, Set: map[string]string{}, Custom: map[string]any{"cost_centre": "78"}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a field that is gone was given a value: %v", err)
		}
		h.must(t, h.manager, app.Create{Kind: "custom_field", Body: &org.CustomField{Of: "asset", Name: "site", Label: "Site", Type: "text", Required: true}})
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Edit{ID: billing.ID, Base: changed.Revision, Set: map[string]string{"name": "Invoices"}}); err == nil || !strings.Contains(err.Error(), "Site is missing") {
			t.Errorf("an edit without a required field: %v", err)
		}
		h.must(t, h.manager, app.Move{ID: billing.ID, Base: changed.Revision, Transition: "retire"})
	})
}

func TestOwnFieldsAreOfAKindAndNamedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		field := func(of, name string) app.Create {
			return app.Create{Kind: "custom_field", Body: &org.CustomField{Of: of, Name: name, Label: "Field", Type: "number"}}
		}
		first := h.must(t, h.manager, field("asset", "cost"), field("risk", "cost"))[0]
		for name, c := range map[string]app.Create{"no kind": field("gadget", "cost"), "already": field("asset", "cost")} {
			if _, err := h.Do(t.Context(), h.manager, app.Request{}, c); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.must(t, h.manager, app.Move{ID: first.ID, Base: 1, Transition: "retire"}, field("asset", "cost"))
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Move{ID: first.ID, Base: 2, Transition: "restore"}); err == nil || !strings.Contains(err.Error(), "already") {
			t.Errorf("two fields of one name: %v", err)
		}
		for _, value := range []any{"NaN", "-Inf", "0x10", "1_000", "12,5", []any{1.0}, map[string]any{"a": 1.0}} {
			create := app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}, Custom: map[string]any{"cost": value}}
			if _, err := h.Do(t.Context(), h.manager, app.Request{}, create); !fault.Is(err, fault.Invalid) {
				t.Errorf("%v passes for a number: %v", value, err)
			}
		}
	})
}

func TestAPersonWhoseNameWasErasedCanStillLeave(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		gone := h.must(t, h.manager, app.Create{Kind: "person", Body: &org.Person{Name: "Tom Okafor", Unit: "Grid"}})[0]
		erased := h.must(t, h.manager, app.Erase{ID: gone.ID, Field: "name", Note: "asked for it"})[0]
		moved := h.must(t, h.manager, app.Edit{ID: gone.ID, Base: erased.Revision, Set: map[string]string{"unit": "Archive"}})[0]
		if left := h.must(t, h.manager, app.Move{ID: gone.ID, Base: moved.Revision, Transition: "leave"})[0]; left.State != "left" {
			t.Errorf("the person is %s", left.State)
		}
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "person", Body: &org.Person{Unit: "Grid"}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a person begins without a name: %v", err)
		}
	})
}

func TestAFileOfARecordIsOneThatItsWriterHasSent(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		evidence := func(file record.Attachment) app.Create {
			return app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-11-20", File: file}}
		}
		kept, err := h.KeepAttachment(t.Context(), h.manager, h.Catalogue().Kind("evidence"), "..\\minutes\u202e\r\n.pdf", "application/pdf", strings.NewReader("Approved."))
		if err != nil || kept.Name != "minutes.pdf" {
			t.Fatalf("kept as %+v, %v", kept, err)
		}
		for name, change := range map[string]func(*record.Attachment){
			"no file":   func(a *record.Attachment) { a.Digest = strings.Repeat("0", 64) },
			"no digest": func(a *record.Attachment) { a.Digest = "../../surety.db" },
			"no name":   func(a *record.Attachment) { a.Name = " " },
			"line end":  func(a *record.Attachment) { a.Name = "a\r\nb" },
			"9 bytes":   func(a *record.Attachment) { a.Size = 1 << 40 },
			"media":     func(a *record.Attachment) { a.Media = "text/html\r\nX-Evil: 1" },
		} {
			forged := kept
			change(&forged)
			if _, err := h.Do(t.Context(), h.manager, app.Request{}, evidence(forged)); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
		owner := h.colleague(t, "Ola Owner", app.ControlOwner)
		if _, err := h.Do(t.Context(), owner, app.Request{}, evidence(kept)); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "you have sent no file") {
			t.Errorf("a file that somebody else has sent, before it was taken: %v", err)
		}
		rec := h.must(t, h.manager, evidence(kept))[0]
		if _, err := h.Do(t.Context(), owner, app.Request{}, evidence(kept)); !fault.Is(err, fault.Invalid) {
			t.Errorf("a file of somebody else's record, by its digest: %v", err)
		}
		h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"title": "Minutes of the board"}})
		var content strings.Builder
		if err := h.ReadAttachment(t.Context(), h.manager, kept, &content); err != nil || content.String() != "Approved." {
			t.Errorf("what was attached reads %q, %v", content.String(), err)
		}
		reader := h.colleague(t, "Tom Reader", app.Reader)
		if _, err := h.KeepAttachment(t.Context(), reader, h.Catalogue().Kind("evidence"), "a.bin", "", strings.NewReader("x")); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a reader's file is kept: %v", err)
		}
	})
}
