package app_test

import (
	"testing"

	"surety/app"
	"surety/conform"
	"surety/internal/testhouse"
)

func TestWhatConcernsARoleAppliesFromTheDayOnWhichTheSystemDeclaresIt(t *testing.T) {
	h := open(t, testhouse.SQLite)
	found := func(entry string) conform.Verdict {
		t.Helper()
		report, err := h.Verdict(t.Context(), h.manager, app.VerdictQuery{Standard: "iso27701@2025"})
		if err != nil {
			t.Fatal(err)
		}
		return report.Find(entry).Verdict
	}
	before, forAll := found("A.1.2.2"), found("A.3.3")
	if before != conform.NoOccasion || forAll == conform.NoOccasion {
		t.Errorf("without a role the controllers' control reads %s and everybody's %s", before, forAll)
	}
	systems, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system"})
	if err != nil {
		t.Fatal(err)
	}
	system := systems.Records[0]
	h.must(t, h.manager, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"roles": "pii_controller"}})
	if controller, processor := found("A.1.2.2"), found("A.2.2.2"); controller == conform.NoOccasion || processor != conform.NoOccasion {
		t.Errorf("a controller's control reads %s, and a processor's %s", controller, processor)
	}
}
