package control_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/isms/control"
	"surety/record"
)

func TestAStatusIsFoundOnlyWhereEvidenceIsInDate(t *testing.T) {
	const today = record.Date("2026-11-24")
	fresh := control.Proof{Collected: "2026-10-01", Expires: "2027-10-01"}
	for _, test := range []struct {
		name     string
		declared string
		proofs   []control.Proof
		found    control.Found
	}{
		{"implemented with fresh evidence", "implemented", []control.Proof{fresh}, control.InDate},
		{"implemented without evidence", "implemented", nil, control.Claimed},
		{"evidence ran out yesterday", "implemented", []control.Proof{{Collected: "2025-11-23", Expires: "2026-11-23"}}, control.Claimed},
		{"evidence runs out today", "implemented", []control.Proof{{Collected: "2025-11-24", Expires: today}}, control.InDate},
		{"evidence from tomorrow", "implemented", []control.Proof{{Collected: "2026-11-25"}}, control.Claimed},
		{"evidence that was withdrawn", "implemented", []control.Proof{{Collected: "2026-10-01", Ended: true}}, control.Claimed},
		{"evidence that does not run out", "partly", []control.Proof{{Collected: "2020-01-01"}}, control.InDate},
		{"planned, whatever the evidence", "planned", []control.Proof{fresh}, control.FoundNothing},
		{"nothing declared", "", []control.Proof{fresh}, control.FoundNothing},
	} {
		t.Run(test.name, func(t *testing.T) {
			if found := control.FoundStatus(test.declared, test.proofs, today); found != test.found {
				t.Errorf("found %q, expected %q", found, test.found)
			}
		})
	}
}

func TestADraftSaysHowItDiffersFromTheRelease(t *testing.T) {
	released := []control.ReleasedRow{
		{Control: "A.5.1", Title: "Policies", Included: "yes", Reason: "law", Declared: "implemented", Found: "claimed"},
		{Control: "A.5.2", Title: "Roles", Included: "yes", Reason: "risk"},
		{Control: "A.5.3", Title: "Segregation", Included: "no", Reason: "too small"},
	}
	draft := []control.ReleasedRow{
		{Control: "A.5.1", Title: "Policies", Included: "yes", Reason: "law", Declared: "implemented", Found: "in_date"}, // evidence is no difference
		{Control: "A.5.2", Title: "Roles", Included: "no", Reason: "moved", Owner: "Mara"},
		{Control: "OWN-1", Title: "Jump host", Own: true, Included: "yes"},
	}
	said := map[string][]string{}
	for _, d := range control.Compare(released, draft) {
		said[d.Control] = d.Fields
	}
	expected := map[string][]string{"A.5.2": {"inclusion", "reason", "owner"}, "OWN-1": {"new row"}, "A.5.3": {"row is gone"}}
	if diff := cmp.Diff(expected, said); diff != "" {
		t.Error(diff)
	}
}
