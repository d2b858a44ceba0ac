package app_test

import (
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/org"
	"surety/record"
)

func TestHistoryTellsOfFilesOwnFieldsAndWhoMaySeeARecord(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		keep := func(content string) record.Attachment {
			kept, err := h.KeepAttachment(t.Context(), h.manager, h.Catalogue().Kind("evidence"), "scan.txt", "text/plain", strings.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			return kept
		}
		evidence := func(file record.Attachment) *assess.Evidence {
			return &assess.Evidence{Title: "Scan", Origin: "document", Collected: "2026-11-20", File: file}
		}
		h.must(t, h.manager, app.Create{Kind: "custom_field", Body: &org.CustomField{Of: "evidence", Name: "box", Label: "Box", Type: "text"}})
		rec := h.must(t, h.manager, app.Create{Kind: "evidence", Body: evidence(keep("one")), Custom: map[string]any{"box": "7"}})[0]
		mark, readers := record.MarkRestricted, []record.Ref{record.Ref(h.manager.Person)}
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Body: evidence(keep("another")), Custom: map[string]any{"box": "8"}, Mark: &mark, Readers: &readers})[0]
		history, err := h.History(t.Context(), h.manager, rec, 0)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]string{}
		for _, c := range history[0].Changes {
			told[c.Field.Name] = c.Before + " → " + c.After
		}
		for field, want := range map[string]string{"file": "scan.txt, 7 bytes", "custom.box": "7 → 8", "mark": " → restricted", "readers": "Mara Lind"} {
			if !strings.Contains(told[field], want) {
				t.Errorf("of %s it tells %q, and not %q", field, told[field], want)
			}
		}
	})
}
