package pack

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAReferenceIsReadAsItIsWritten(t *testing.T) {
	for text, want := range map[string]Ref{
		"iso27002":                 {Pack: "iso27002"},
		"iso27002@2022":            {Pack: "iso27002", Edition: "2022"},
		"iso27001@2022:6.1.2-1":    {Pack: "iso27001", Edition: "2022", ID: "6.1.2-1"},
		"iso27001:A.5.1":           {Pack: "iso27001", ID: "A.5.1"},
		"acme-rules@2026-acme:x_1": {Pack: "acme-rules", Edition: "2026-acme", ID: "x_1"},
	} {
		got, ok := ParseRef(text)
		if !ok || got != want || got.String() != text {
			t.Errorf("%s is read as %+v, %v, and written as %s", text, got, ok, got)
		}
	}
	for _, text := range []string{"", "ISO", "iso@", "iso:", "@2022", ":5.1", "iso@2022:", "iso 27002", "iso@20:22:5"} {
		if got, ok := ParseRef(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestIdentifiersAreOrderedAsPeopleCount(t *testing.T) {
	want := []string{"4.1-1", "4.1-2", "4.1-10", "4.2", "5.9", "5.10", "05.11", "10.2", "2013", "2022", "2022-2", "A.5.1", "A.5.10", "B"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareNatural)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestTheOrderOfIdentifiersIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringMatching(`[0-9A-B.]{0,6}`)
		a, b, c := id.Draw(t, "a"), id.Draw(t, "b"), id.Draw(t, "c")
		if compareNatural(a, b) != -compareNatural(b, a) {
			t.Errorf("%q and %q: %d and %d", a, b, compareNatural(a, b), compareNatural(b, a))
		}
		if compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0 && compareNatural(a, c) > 0 {
			t.Errorf("%q ≤ %q ≤ %q, and the first is after the last", a, b, c)
		}
	})
}
