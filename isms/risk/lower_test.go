package risk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"surety/isms/risk"
	"surety/record"
)

func write(r, before *risk.Risk, m *risk.Method, by record.Ref) error {
	p := record.Preparation{Now: monday, Actor: by, Record: &record.Record{Kind: kindOf("risk"), Body: r}, Lookup: lookup{"method": {Kind: kindOf("risk_method"), Revision: 1, State: "approved", Body: m}}}
	if before != nil {
		p.Before = before
	}
	return r.Prepare(p)
}

func TestWhatRemainsNeverRisesWithControlsAndNeverLeavesTheScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := square(rapid.IntRange(3, 10).Draw(t, "consequences"), rapid.IntRange(3, 10).Draw(t, "likelihoods"))
		g := risk.NewGrid(m)
		c, l := rapid.IntRange(1, len(m.Consequence)).Draw(t, "consequence"), rapid.IntRange(1, len(m.Likelihood)).Draw(t, "likelihood")
		var effects []risk.Effect
		most := map[string]int{}
		for range rapid.IntRange(1, 5).Draw(t, "controls") {
			effect := risk.Effect{Control: "dam", Lowers: rapid.SampledFrom([]string{risk.LowersConsequence, risk.LowersLikelihood}).Draw(t, "lowers"), Steps: rapid.IntRange(1, 4).Draw(t, "steps")}
			effects = append(effects, effect)
			most[effect.Lowers] += effect.Steps
		}
		c2, l2, ok := g.Lower(c, l, effects)
		if !ok || c2 != max(1, c-most[risk.LowersConsequence]) || l2 != max(1, l-most[risk.LowersLikelihood]) {
			t.Fatalf("%d × %d with %v leaves %d × %d, %v", c, l, effects, c2, l2, ok)
		}
		r := &risk.Risk{Method: "method", Consequence: c, Likelihood: l, Lowered: effects}
		if err := write(r, nil, m, "mara"); err != nil {
			t.Fatal(err)
		}
		if r.ResidualConsequence != c2 || r.ResidualLikelihood != l2 || r.ResidualRank > r.Rank || r.ComputedLevel != r.ResidualLevel || r.Overridden() {
			t.Fatalf("%+v", r)
		}
		// Whoever has the method as it stood computes the same again.
		again := *r
		if err := write(&again, nil, m, "tom"); err != nil || fmt.Sprint(again) != fmt.Sprint(*r) {
			t.Fatalf("computed again: %v\n%+v\n%+v", err, again, *r)
		}
	})
}

func TestARatingBesideWhatTheControlsGiveNeedsAReasonAndADay(t *testing.T) {
	m := square(5, 5)
	first := &risk.Risk{Method: "method", Consequence: 5, Likelihood: 4, Lowered: []risk.Effect{{Control: "dam", Lowers: "likelihood", Steps: 2}}}
	if err := write(first, nil, m, "mara"); err != nil {
		t.Fatal(err)
	}
	over := *first
	over.ResidualLikelihood = 1
	if err := write(&over, first, m, "mara"); err == nil || !strings.Contains(err.Error(), "override_reason: the controls leave 5 × 2, and it is rated 5 × 1 without a reason") {
		t.Errorf("said %v", err)
	}
	over.OverrideReason = "The dam was raised by a metre."
	if err := write(&over, first, m, "mara"); err == nil || !strings.Contains(err.Error(), "override_until") {
		t.Errorf("said %v", err)
	}
	over.OverrideUntil = "2027-06-30"
	if err := write(&over, first, m, "mara"); err != nil {
		t.Fatal(err)
	}
	if !over.Overridden() || over.OverrideBy != "mara" || over.ComputedLikelihood != 2 || over.ResidualLikelihood != 1 {
		t.Errorf("%+v", over)
	}

	edited := over
	edited.Title = "Flood"
	if err := write(&edited, &over, m, "tom"); err != nil || edited.OverrideBy != "mara" {
		t.Errorf("an edit of the title says it was rated by %s (%v)", edited.OverrideBy, err)
	}
	back := over
	back.ResidualConsequence, back.ResidualLikelihood = 0, 0
	if err := write(&back, &over, m, "tom"); err != nil || back.Overridden() || back.OverrideReason != "" || back.ResidualLikelihood != 2 {
		t.Errorf("it does not take what the controls give: %+v (%v)", back, err)
	}
	follows := *first
	follows.Lowered = []risk.Effect{{Control: "dam", Lowers: "likelihood", Steps: 3}}
	if err := write(&follows, first, m, "tom"); err != nil || follows.ResidualLikelihood != 1 || follows.Overridden() {
		t.Errorf("what remains does not follow the controls: %+v (%v)", follows, err)
	}
}

func TestTheHighestCategoryIsTheConsequence(t *testing.T) {
	m := square(5, 5)
	m.Categories = []risk.CategoryStep{{Category: "Money", Consequence: 3, Means: "A million"}, {Category: "People", Consequence: 4, Means: "Somebody is hurt"}}
	r := &risk.Risk{Method: "method", Likelihood: 2, Impacts: []risk.Impact{{Category: "Money", Consequence: 2}, {Category: "People", Consequence: 4}}}
	if err := write(r, nil, m, "mara"); err != nil || r.Consequence != 4 || r.Level == "" {
		t.Fatalf("%+v (%v)", r, err)
	}
	moved := *r
	moved.Consequence = 1
	if err := write(&moved, r, m, "mara"); err == nil || !strings.Contains(err.Error(), "the highest of its categories is 4") {
		t.Errorf("said %v", err)
	}
	unknown := *r
	unknown.Impacts = []risk.Impact{{Category: "Weather", Consequence: 2}}
	unknown.Consequence = 0
	if err := write(&unknown, r, m, "mara"); err == nil || !strings.Contains(err.Error(), `"Weather" is no category of the method`) {
		t.Errorf("said %v", err)
	}
}

func TestCategoriesOutsideTheScaleOrTwiceAreRefused(t *testing.T) {
	m := square(3, 3)
	m.Categories = []risk.CategoryStep{{Category: "Money", Consequence: 4, Means: "A million"}, {Category: "Money", Consequence: 4, Means: "Again"}}
	list := strings.Join(faults(m), "\n")
	for _, want := range []string{`"Money" names the consequence 4, which is not on the scale`, `what consequence 4 means for "Money" is there twice`} {
		if !strings.Contains(list, want) {
			t.Errorf("said %s, want %s", list, want)
		}
	}
}

func TestTheDangerOfAPartyRisesWithExposureAndFallsWithReliability(t *testing.T) {
	four := rapid.IntRange(1, 4)
	rapid.Check(t, func(t *rapid.T) {
		p := risk.Party{Dependency: four.Draw(t, "dependency"), Penetration: four.Draw(t, "penetration"), Maturity: four.Draw(t, "maturity"), Trust: four.Draw(t, "trust")}
		if err := p.Prepare(record.Preparation{}); err != nil {
			t.Fatal(err)
		}
		worse := p
		if worse.Dependency = min(4, p.Dependency+1); worse.Prepare(record.Preparation{}) != nil || worse.Danger < p.Danger || p.Zone == "" {
			t.Fatalf("%+v is less dangerous than %+v", worse, p)
		}
		surer := p
		if surer.Trust = min(4, p.Trust+1); surer.Prepare(record.Preparation{}) != nil || surer.Danger > p.Danger {
			t.Fatalf("%+v is more dangerous than %+v", surer, p)
		}
	})
	unrated := risk.Party{Dependency: 4, Penetration: 4, Maturity: 1}
	if err := unrated.Prepare(record.Preparation{}); err != nil || unrated.Zone != "" || unrated.Danger != 0 {
		t.Errorf("who is not rated stands in a zone: %+v", unrated)
	}
}

func TestAScenarioIsAsLikelyAsItsLeastLikelyStep(t *testing.T) {
	o := risk.Operational{Steps: []risk.Move{{What: "A mail", Likelihood: 4}, {What: "A click", Likelihood: 0}, {What: "An update", Likelihood: 2}, {What: "Theft", Likelihood: 3}}}
	if err := o.Prepare(record.Preparation{Now: time.Unix(0, 0)}); err != nil || o.Likelihood != 2 {
		t.Errorf("%d (%v)", o.Likelihood, err)
	}
}
