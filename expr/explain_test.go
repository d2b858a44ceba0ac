package expr_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/expr"
	"surety/record"
)

// explain gives an explanation as lines.
func explain(t *testing.T, r *records, about record.ID, text string) []string {
	t.Helper()
	env := newEnvironment(t, r)
	rec := r.byID[about]
	program, err := env.Filter(rec.Kind.Name, text)
	if err != nil {
		t.Fatal(err)
	}
	why, err := program.Explain(env.Session(r, expr.At(today, nil, "s1")), rec, 0)
	if err != nil {
		t.Fatal(err)
	}
	say := func(v expr.Value) string {
		if v.Records == nil {
			return v.Text
		}
		names := make([]string, len(v.Records))
		for i, id := range v.Records {
			names[i] = string(id)
		}
		return strings.Join(names, " ")
	}
	var lines []string
	for _, p := range why.Parts {
		lines = append(lines, p.Text+" = "+say(p.Value))
	}
	for _, s := range why.Seen {
		lines = append(lines, string(s.Record)+": "+s.What+" = "+say(s.Value))
	}
	return lines
}

func TestAnAnswerIsExplainedByItsPartsAndByWhatWasSeen(t *testing.T) {
	got := explain(t, world(t), "t1", `treatment.owner.state == "active" && today > treatment.due && treatment.actions.all(a, has(a.done) || !clock.past(a.due))`)
	want := []string{
		`treatment.owner.state = "left"`,
		`today = 2026-11-24`,
		`treatment.due = 2026-11-23`,
		`treatment.actions = [(what "Pump", due 2026-10-01, done 2026-10-02), (what "Wall", due 2026-12-01)]`,
		`treatment.actions.all(a, has(a.done) || !clock.past(a.due)) = true`,
		`t1: owner = p2`,
		`p2: state = "left"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsReadOfEachRecordOfAListIsTold(t *testing.T) {
	got := explain(t, world(t), "r1", `risk.owner.top_management() && risk.acceptances.exists(a, a.live() && a.by == risk.owner) && risk.assets.exists(a, a.ended())`)
	want := []string{
		`risk.owner = p1`,
		`risk.owner.top_management() = true`,
		`risk.acceptances = acc1`,
		`risk.acceptances.exists(a, a.live() && a.by == risk.owner) = true`,
		`risk.assets = a1 a2`,
		`risk.assets.exists(a, a.ended()) = true`,
		`r1: owner = p1`, `p1: live() = true`, `p1: assignments = as1`, `as1: live() = true`, `as1: from = 2025-01-01`, `as1: until = 2026-12-31`, `as1: role = role1`, `role1: live() = true`, `role1: duty = "top_management"`,
		`r1: acceptances = acc1`, `acc1: live() = true`, `acc1: by = p1`,
		`r1: assets = a1 a2`, `a1: ended() = false`, `a2: ended() = true`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
