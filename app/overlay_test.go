package app_test

import (
	"strings"
	"testing"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/pack"
)

const canary = "Canary sentence of the publisher"

// licensed is an overlay of two entries.
func licensed(text string) *pack.Overlay {
	return &pack.Overlay{Pack: "iso27002", Edition: "2022", Licence: "Order 4711", Texts: map[string]string{"5.1": text, "8.13": text}, IDs: []string{"5.1", "8.13"}}
}

var entry51 = pack.Ref{Pack: "iso27002", Edition: "2022", ID: "5.1"}

func TestLicensedTextIsShownToTheOrganizationsOwnPeopleInABrowserAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		if err := h.AddOverlay(t.Context(), h.manager, licensed(canary)); err != nil {
			t.Fatal(err)
		}
		reader := h.colleague(t, "Rita", app.Reader)
		outside := h.colleague(t, "Otto", app.Auditor)
		person, err := h.Get(t.Context(), h.manager, string(outside.Person))
		if err != nil {
			t.Fatal(err)
		}
		h.must(t, h.manager, app.Edit{ID: person.ID, Base: person.Revision, Set: map[string]string{"external": "true"}})
		left := h.colleague(t, "Lena", app.Reader)
		h.must(t, h.manager, app.Move{ID: left.Person, Base: 1, Transition: "leave"})
		with := func(actor app.Actor, origin app.Origin) app.Actor {
			actor.Origin = origin
			return actor
		}
		nobody := h.manager
		nobody.Person = ""
		for _, test := range []struct {
			name  string
			actor app.Actor
			shown bool
		}{
			{"a manager", h.manager, true}, {"a reader", reader, true}, {"somebody from outside", outside, false}, {"somebody who has left", left, false},
			{"a script", with(h.manager, app.FromAPI), false}, {"an import", with(h.manager, app.FromImport), false}, {"the command line", with(h.manager, app.FromCommandLine), false}, {"nobody's account", nobody, false},
		} {
			text, err := h.LicensedText(t.Context(), test.actor, entry51)
			if err != nil || (text == canary) != test.shown || text != "" && !test.shown {
				t.Errorf("%s is shown %q, %v", test.name, text, err)
			}
		}
		if text, err := h.LicensedText(t.Context(), h.manager, pack.Ref{Pack: "iso27002", Edition: "2022", ID: "5.2"}); text != "" || err != nil {
			t.Errorf("of an entry without a text it shows %q, %v", text, err)
		}
	})
}

func TestLicensedTextOfAnEditionIsReplacedAsAWholeAndDestroyed(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		if err := h.AddOverlay(t.Context(), h.manager, licensed(canary)); err != nil {
			t.Fatal(err)
		}
		other := &pack.Overlay{Pack: "iso27001", Edition: "2022", Texts: map[string]string{"A.5.1": "Another"}, IDs: []string{"A.5.1"}}
		if err := h.AddOverlay(t.Context(), h.manager, other); err != nil {
			t.Fatal(err)
		}
		newer := &pack.Overlay{Pack: "iso27002", Edition: "2022", Texts: map[string]string{"5.1": "Corrected"}, IDs: []string{"5.1"}}
		if err := h.AddOverlay(t.Context(), h.manager, newer); err != nil {
			t.Fatal(err)
		}
		shown := func(id string) string {
			text, err := h.LicensedText(t.Context(), h.manager, pack.Ref{Pack: "iso27002", Edition: "2022", ID: id})
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
		if shown("5.1") != "Corrected" || shown("8.13") != "" {
			t.Errorf("it shows %q and %q", shown("5.1"), shown("8.13"))
		}
		kept, err := h.Overlays(t.Context(), h.manager)
		if err != nil || len(kept) != 2 || kept[1].Edition != "iso27002@2022" || strings.Join(kept[1].Entries, " ") != "5.1" || kept[1].Digest != newer.Digest() || kept[1].Added.IsZero() {
			t.Fatalf("%+v, %v", kept, err)
		}
		if err := h.RemoveOverlay(t.Context(), h.manager, "iso27002@2022"); err != nil || shown("5.1") != "" {
			t.Errorf("it is still there: %q, %v", shown("5.1"), err)
		}
		if err := h.RemoveOverlay(t.Context(), h.manager, "iso27002@2022"); !fault.Is(err, fault.NotFound) {
			t.Errorf("what is gone is removed: %v", err)
		}
	})
}

func TestOnlyAManagerKeepsLicensedTextAndNoOtherOrganizationSeesIt(t *testing.T) {
	h := open(t, testhouse.SQLite)
	contributor := h.colleague(t, "Carla", app.Contributor)
	script := h.manager
	script.Origin = app.FromAPI
	for _, actor := range []app.Actor{contributor, script} {
		_, listed := h.Overlays(t.Context(), actor)
		for _, err := range []error{h.AddOverlay(t.Context(), actor, licensed(canary)), h.RemoveOverlay(t.Context(), actor, "iso27002@2022"), listed} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s from %s: %v", actor.Name, actor.Origin, err)
			}
		}
	}
	before, err := h.Position(t.Context(), h.manager)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.AddOverlay(t.Context(), h.manager, licensed(canary)); err != nil {
		t.Fatal(err)
	}
	if after, err := h.Position(t.Context(), h.manager); err != nil || after != before {
		t.Errorf("the log went from %d to %d, %v", before, after, err)
	}
	if found, err := h.Search(t.Context(), h.manager, "Canary", nil, 10); err != nil || len(found) > 0 {
		t.Errorf("it is found: %+v, %v", found, err)
	}
	elsewhere := h.manager
	elsewhere.Organization = "another"
	if text, err := h.LicensedText(t.Context(), elsewhere, entry51); text != "" {
		t.Errorf("another organization is shown %q, %v", text, err)
	}
}
