package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
)

func TestAPersonsPreferencesComeBackWithTheNextPage(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		wanted := app.Preferences{Language: "de", Zone: "Europe/Berlin", Density: "compact", Theme: "dark", Seen: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC),
			Lists: map[string]app.ListTaste{"risk": {Columns: []string{"level", "owner"}, Views: []app.SavedView{{Name: "Mine", Query: "owner=PERSON-0001"}}}}}
		if err := h.KeepPreferences(t.Context(), h.manager, wanted); err != nil {
			t.Fatal(err)
		}
		entry, err := h.OneTimeEntry(t.Context(), h.manager.Account)
		if err != nil {
			t.Fatal(err)
		}
		session, err := h.EnterOnce(t.Context(), entry)
		if err != nil {
			t.Fatal(err)
		}
		actor, _, err := h.ActorOfSession(t.Context(), session.Secret)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wanted, actor.Preferences); diff != "" {
			t.Error(diff)
		}
		if got := actor.Preferences.Reader("en").Instant(wanted.Seen); got != "24.11.2026, 09:00" {
			t.Errorf("a German in Berlin reads %q", got)
		}
	})
}

func TestPreferencesThatMeanNothingAreRefused(t *testing.T) {
	h := open(t, testhouse.SQLite)
	for field, p := range map[string]app.Preferences{
		"language": {Language: "xx"},
		"zone":     {Zone: "Europe/Atlantis"},
		"density":  {Density: "huge"},
		"theme":    {Theme: "pink"},
		"lists":    {Lists: map[string]app.ListTaste{"risk": {Views: []app.SavedView{{Name: ""}}}}},
	} {
		if err := h.KeepPreferences(t.Context(), h.manager, p); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	many := app.Preferences{Lists: map[string]app.ListTaste{}}
	for range 50 {
		many.Lists["risk"] = app.ListTaste{Views: append(many.Lists["risk"].Views, app.SavedView{Name: "v", Query: strings.Repeat("x", 1900)})}
	}
	if err := h.KeepPreferences(t.Context(), h.manager, many); !fault.Is(err, fault.Invalid) {
		t.Errorf("more than can be kept: %v", err)
	}
}
