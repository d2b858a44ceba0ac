package expr_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/expr"
	"surety/record"
)

func TestAProgramKnowsWhatItReads(t *testing.T) {
	env := newEnvironment(t, newRecords(t))
	for _, test := range []struct {
		kind, text string
		want       []string
		clock      bool
	}{
		{"risk", `has(risk.owner)`, []string{"risk: owner", "risk.owner > person: "}, false},
		{"risk", `risk.owner.state == "active" && risk.owner.manager.live()`, []string{
			"risk: owner", "risk.owner > person: manager, state", "risk.owner > person.manager > person: state"}, false},
		{"risk", `risk.acceptances.exists(a, a.by == risk.owner && clock.ahead(a.expires))`, []string{
			"risk: owner", "risk.owner > person: ", "risk.risk < acceptance: by, expires, risk, state", "risk.risk < acceptance.by > person: "}, true},
		{"risk", `risk.method.levels.filter(l, l.rank > 2).map(l, l.accepted_by)[0].duty == "audit"`, []string{
			"risk: method", "risk.method > risk_method: levels", "risk.method > risk_method.levels.accepted_by > role: duty"}, false},
		{"document", `document.approvals().all(a, a.by.live())`, []string{
			"document: *", "document.approvals.by > person: state"}, false},
		{"requirement", `requirement.through.exists(x, x.kind == "control" && x.owner.in_scope)`, []string{
			"requirement: through",
			"requirement.through > control: kind, owner", "requirement.through > control.owner > person: in_scope",
			"requirement.through > document: kind, owner", "requirement.through > document.owner > person: in_scope",
			"requirement.through > objective: kind, owner", "requirement.through > objective.owner > person: in_scope"}, false},
		{"person", `person.top_management()`, []string{
			"person: state", "person.person < assignment: from, person, role, state, until", "person.person < assignment.role > role: duty, state"}, true},
		{"risk", `(risk.consequence > 2 ? risk.owner : risk.method.system.tasks.map(t, t.assignee)[0]).in_scope`, nil, false},
		{"asset", `dyn(asset.owner).state == "active" && [asset.supplier][0].title_ != "" && {"x": asset.owner}["x"].unit == "y"`, []string{
			"asset: owner, supplier", "asset.owner > person: state, unit", "asset.supplier > supplier: name"}, false},
		{"asset", `asset.dependents.exists(d, d.dependents.exists(e, e == asset) && today > d.reviewed)`, []string{
			"asset: ", "asset.depends_on < asset: depends_on, reviewed, state", "asset.depends_on < asset.depends_on < asset: depends_on, state"}, true},
		{"acceptance", `acceptance.title_ == "x"`, []string{"acceptance: label"}, false},
	} {
		program, err := env.Filter(test.kind, test.text)
		if test.want == nil {
			if err == nil {
				t.Errorf("%s: compiles, though a management system has no tasks", test.text)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		reads := program.Reads()
		if diff := cmp.Diff(test.want, reads.Record.Paths()); diff != "" {
			t.Errorf("%s:\n%s", test.text, diff)
		}
		if reads.Clock != test.clock {
			t.Errorf("%s: reads the clock: %v", test.text, reads.Clock)
		}
	}
}

func TestACheckReadsWhatItsExpressionsRead(t *testing.T) {
	env := newEnvironment(t, newRecords(t))
	check, err := env.Each("issue", `issue.owner.live()`, `clock.within(issue.reviewed, system.review_interval)`)
	if err != nil {
		t.Fatal(err)
	}
	reads := check.Reads()
	if diff := cmp.Diff([]string{"issue: owner, reviewed", "issue.owner > person: state"}, reads.Record.Paths()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"management_system: review_interval"}, reads.System.Paths()); diff != "" {
		t.Error(diff)
	}
	global, err := env.Global(`records.role.exists(r, r.duty == "audit") && size(records.risk) > 0`)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, register := range global.Reads().Registers {
		lines = append(lines, register.Paths()...)
	}
	if diff := cmp.Diff([]string{"role: duty", "risk: "}, lines); diff != "" {
		t.Error(diff)
	}
}

// TestWhateverIsReadIsAmongTheReads holds what evaluations read, as their
// explanations tell it, against what the analysis foretold.
func TestWhateverIsReadIsAmongTheReads(t *testing.T) {
	r := world(t)
	env := newEnvironment(t, r)
	for _, test := range expressions {
		program, err := env.Filter(r.byID[test.about].Kind.Name, test.text)
		if err != nil {
			t.Fatal(err)
		}
		why, err := program.Explain(env.Session(r, expr.At(today, nil, "s1")), r.byID[test.about], 0)
		if err != nil {
			t.Fatal(err)
		}
		foretold := map[string]bool{}
		for _, reads := range []*expr.Reads{program.Reads().Record, program.Reads().System} {
			gather(reads, foretold)
		}
		for _, seen := range why.Seen {
			kind := r.byID[seen.Record].Kind.Name
			if fieldRead(seen.What) == "version" && kind == "risk" {
				continue // a risk has none: there is nothing to depend on
			}
			if !foretold[kind+"."+fieldRead(seen.What)] && !foretold[kind+".*"] && !foretold[kind+" "+backOf(r, kind, seen.What)] {
				t.Errorf("%s: reads %s of a %s, which is not among its reads", test.text, seen.What, kind)
			}
		}
	}
}

func gather(reads *expr.Reads, into map[string]bool) {
	if reads == nil {
		return
	}
	for _, f := range reads.Fields {
		into[reads.Kind+"."+f] = true
	}
	for _, l := range reads.Links {
		if l.Back {
			into[reads.Kind+" "+l.Field+" "+l.Reads.Kind] = true
		}
		gather(l.Reads, into)
	}
}

// fieldRead is the field of the kind that something seen depends on.
func fieldRead(what string) string {
	if inner, ok := strings.CutPrefix(what, "has("); ok {
		what = strings.TrimSuffix(inner, ")")
	}
	what, _, _ = strings.Cut(what, "[")
	what, _, _ = strings.Cut(what, ".")
	switch what {
	case "live()", "ended()":
		return "state"
	case "title_":
		return "title"
	}
	return what
}

// backOf is the reference that a reverse direction comes from.
func backOf(r *records, kind, what string) string {
	backs := r.catalogue.Backs(r.catalogue.Kind(kind))
	if i := slices.IndexFunc(backs, func(b record.Back) bool { return b.Name == fieldRead(what) }); i >= 0 {
		return backs[i].Field.Name + " " + backs[i].Kind.Name
	}
	return ""
}
