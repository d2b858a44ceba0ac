package conform

import (
	"testing"

	"surety/isms/assess"
	"surety/pack"
)

// TestEveryCombinationGivesOneVerdict is the table of the rules: what is
// computed, what is judged, and what the entry wants.
func TestEveryCombinationGivesOneVerdict(t *testing.T) {
	const none, yes, no = "none", "holds", "fails"
	for _, test := range []struct {
		computed Verdict // empty: nothing is computed
		judged   string
		always   bool // the entry wants a judgement on top
		waiting  bool
		want     Verdict
		basis    Basis
	}{
		{"", none, true, false, NeedsPerson, Judged},
		{"", yes, true, false, Holds, Judged},
		{"", no, true, false, Fails, Judged},
		{"", none, true, true, NoOccasion, Computed},
		{"", yes, true, true, NoOccasion, Computed},
		{"", no, true, true, Fails, Judged},
		{Holds, none, false, false, Holds, Computed},
		{Holds, yes, false, false, Holds, Both},
		{Holds, no, false, false, Fails, Judged},
		{Holds, none, true, false, NeedsPerson, Both},
		{Holds, yes, true, false, Holds, Both},
		{Holds, no, true, false, Fails, Judged},
		{Holds, none, false, true, NoOccasion, Computed},
		{Fails, none, false, false, Fails, Computed},
		{Fails, yes, true, false, Fails, Computed},
		{Fails, no, true, false, Fails, Computed},
		{Fails, none, false, true, NoOccasion, Computed},
		{NeedsPerson, none, false, false, NeedsPerson, Both},
		{NeedsPerson, yes, false, false, Holds, Both},
		{NeedsPerson, no, false, false, Fails, Judged},
		{NoOccasion, none, true, false, NoOccasion, Computed},
		{NoOccasion, yes, true, false, NoOccasion, Computed},
		{NoOccasion, no, true, false, Fails, Judged},
		{NotComputed, none, false, false, NotComputed, Computed},
		{NotComputed, yes, true, false, NotComputed, Computed},
		{NotComputed, no, true, false, NotComputed, Computed},
		{NotComputed, yes, true, true, NotComputed, Computed},
	} {
		f := finding{subject: &subject{entry: &pack.Entry{Force: pack.ForceRequirement, Judgement: test.always}}, waiting: test.waiting}
		if test.computed != "" {
			f.outcomes = []outcome{{verdict: test.computed, question: &question{check: &pack.Check{}}}}
		}
		if test.judged != none {
			f.judgement = &judgement{body: &assess.Judgement{Outcome: test.judged}}
		}
		f.decide()
		if f.verdict != test.want || f.basis != test.basis {
			t.Errorf("computed %q, judged %s, judgement wanted %v, waiting %v: %s, %s; want %s, %s", test.computed, test.judged, test.always, test.waiting, f.verdict, f.basis, test.want, test.basis)
		}
		lapsed := f
		if lapsed.judgement != nil {
			lapsed.judgement = &judgement{body: f.judgement.body, lapse: lapse{why: ranOut}}
			without := f
			without.judgement = nil
			lapsed.decide()
			without.decide()
			if lapsed.verdict != without.verdict || lapsed.basis != without.basis {
				t.Errorf("a lapsed judgement counts: %s, %s; without one %s, %s", lapsed.verdict, lapsed.basis, without.verdict, without.basis)
			}
		}
	}
}

func TestTheWorstOfSeveralChecksDecides(t *testing.T) {
	order := []Verdict{NoOccasion, Holds, NeedsPerson, Fails, NotComputed}
	for i, better := range order {
		for _, worse := range order[i:] {
			for _, outcomes := range [][]outcome{{{verdict: better}, {verdict: worse}}, {{verdict: worse}, {verdict: better}}} {
				if got := worst(outcomes); got != worse {
					t.Errorf("of %s and %s comes %s", better, worse, got)
				}
			}
		}
	}
	if worst(nil) != "" {
		t.Error("of nothing comes a verdict")
	}
}

func TestOnlyARequirementFails(t *testing.T) {
	for _, test := range []struct {
		force pack.Force
		basis Basis
		want  Verdict
	}{
		{pack.ForceRequirement, Computed, Fails}, {pack.ForceRequirement, Judged, Fails},
		{pack.ForceHouse, Computed, Broken}, {pack.ForceHouse, Judged, Broken},
		{pack.ForceGuidance, Judged, NotFollowed}, {pack.ForceGuidance, Computed, NeedsPerson},
	} {
		if got := asForce(test.force, Fails, test.basis); got != test.want {
			t.Errorf("%s %s: %s, want %s", test.force, test.basis, got, test.want)
		}
		for _, other := range []Verdict{Holds, NeedsPerson, NoOccasion, NotComputed} {
			if got := asForce(test.force, other, test.basis); got != other {
				t.Errorf("%s: %s becomes %s", test.force, other, got)
			}
		}
	}
}

func TestAVerdictShowsNoMoreThanTheWeakestCheck(t *testing.T) {
	show := func(shows ...pack.Shows) pack.Shows {
		f := finding{subject: &subject{entry: &pack.Entry{Force: pack.ForceRequirement}}}
		for _, s := range shows {
			f.outcomes = append(f.outcomes, outcome{verdict: Holds, question: &question{check: &pack.Check{Shows: s}}})
		}
		f.decide()
		return f.shows
	}
	for _, test := range []struct {
		checks []pack.Shows
		want   pack.Shows
	}{
		{[]pack.Shows{"effective", "current"}, "current"}, {[]pack.Shows{"effective"}, "effective"},
		{[]pack.Shows{"current", ""}, "recorded"}, {nil, "recorded"},
	} {
		if got := show(test.checks...); got != test.want {
			t.Errorf("%v show %s, want %s", test.checks, got, test.want)
		}
	}
}
