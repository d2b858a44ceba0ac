package conform

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// drawing makes random records of any kind out of few values, so that they
// refer to each other and meet the conditions of checks often.
type drawing struct {
	*rapid.T
	m   *memory
	day record.Date
	of  *pack.Pack
}

// write makes a record of a kind, or changes one, or moves it to another state.
func (d *drawing) write(k *record.Kind) {
	ids := d.m.byKind[k.Name]
	if len(ids) == 0 || len(ids) < 6 && rapid.Bool().Draw(d.T, "new") {
		id := record.ID(fmt.Sprintf("%s%d", k.Name, len(ids)+1))
		if k.Name == kindSystem {
			id = record.ID(fmt.Sprint("s", len(ids)+1))
		}
		rec := &record.Record{ID: id, Kind: k, Key: fmt.Sprint(k.Prefix, "-", len(ids)+1), State: k.Lifecycle.Initial(), Body: k.New()}
		d.fill(rec)
		d.m.put(rec)
		return
	}
	rec := d.m.rows[rapid.SampledFrom(ids).Draw(d.T, "which")].decode()
	switch rapid.IntRange(0, 3).Draw(d.T, "how") {
	case 0:
		rec.State = d.state(k)
	case 1:
		d.field(rec.Body, k, k.Fields[rapid.IntRange(0, len(k.Fields)-1).Draw(d.T, "field")])
	default:
		d.fill(rec)
	}
	d.m.put(rec)
}

func (d *drawing) fill(rec *record.Record) {
	rec.State = d.state(rec.Kind)
	for _, f := range rec.Kind.Fields {
		d.field(rec.Body, rec.Kind, f)
	}
	d.approve(rec)
}

// state draws a state, seldom the last one, which is retired.
func (d *drawing) state(k *record.Kind) string {
	states := k.Lifecycle.States
	if rapid.IntRange(0, 3).Draw(d.T, "retire") > 0 {
		states = states[:len(states)-1]
	}
	return states[rapid.IntRange(0, len(states)-1).Draw(d.T, "state")].Name
}

// approve makes the approvals count half of the time.
func (d *drawing) approve(rec *record.Record) {
	f := rec.Kind.ApprovalsField()
	if f == nil || rapid.Bool().Draw(d.T, "stale") {
		return
	}
	for _, row := range f.Rows(rec.Body) {
		row.(*record.Approval).Basis = rec.Kind.ContentDigest(rec.Body)
	}
}

func (d *drawing) field(body any, k *record.Kind, f *record.Field) {
	if f.Type == record.TypeRows {
		d.rows(body, k, f)
		return
	}
	value := d.value(k, f)
	if err := f.Set(body, value); err != nil {
		d.Fatal(err)
	}
}

func (d *drawing) rows(body any, k *record.Kind, f *record.Field) {
	if err := f.Set(body, nil); err != nil {
		d.Fatal(err)
	}
	for range rapid.IntRange(0, 2).Draw(d.T, "rows") {
		row := f.AppendRow(body)
		for _, rf := range f.Row {
			d.field(row, k, rf)
		}
	}
}

// value draws a value for a field; nil leaves it unset.
func (d *drawing) value(k *record.Kind, f *record.Field) any {
	if name := f.Name; k.Name == kindJudgement {
		switch name {
		case "standard":
			return d.of.ID
		case "edition":
			return d.of.Edition
		case "requirement":
			return d.of.Entries[rapid.IntRange(0, len(d.of.Entries)-1).Draw(d.T, name)].ID
		case "revision":
			return rapid.IntRange(1, 3).Draw(d.T, name)
		}
	}
	switch f.Type {
	case record.TypeRef:
		if ids := d.targets(f); len(ids) > 0 {
			return record.Ref(rapid.SampledFrom(ids).Draw(d.T, f.Name))
		}
		return record.Ref("")
	case record.TypeRefs:
		var refs []record.Ref
		for _, id := range d.targets(f) {
			if id != "" && rapid.Bool().Draw(d.T, f.Name) {
				refs = append(refs, record.Ref(id))
			}
		}
		return refs
	}
	return d.scalar(f)
}

// targets are the records that a field may refer to, and none.
func (d *drawing) targets(f *record.Field) []record.ID {
	if slices.Equal(f.To, []string{kindSystem}) && !f.Many() {
		return slices.Concat(d.m.byKind[kindSystem], []record.ID{""})
	}
	ids := []record.ID{""}
	for _, kind := range f.To {
		ids = append(ids, d.m.byKind[kind]...)
	}
	return ids
}

func (d *drawing) scalar(f *record.Field) any {
	switch f.Type {
	case record.TypeEnum:
		return f.Options[rapid.IntRange(0, len(f.Options)-1).Draw(d.T, f.Name)].Value
	case record.TypeEnums:
		return []string{f.Options[rapid.IntRange(0, len(f.Options)-1).Draw(d.T, f.Name)].Value}
	case record.TypeText:
		return rapid.SampledFrom([]string{"", "1", "A.5.1", "a few words of text"}).Draw(d.T, f.Name)
	case record.TypeMarkdown:
		return record.Markdown(rapid.SampledFrom([]string{"", "words"}).Draw(d.T, f.Name))
	case record.TypeTexts:
		return rapid.SampledFrom([][]string{nil, {"one"}, {"one", "two"}}).Draw(d.T, f.Name)
	case record.TypeBool:
		return rapid.Bool().Draw(d.T, f.Name)
	case record.TypeInteger:
		return rapid.IntRange(0, 3).Draw(d.T, f.Name)
	case record.TypeDate:
		if rapid.IntRange(0, 3).Draw(d.T, f.Name) == 0 {
			return record.Date("")
		}
		return d.day.AddDays(rapid.IntRange(-40, 40).Draw(d.T, f.Name))
	case record.TypeInstant:
		return d.day.AddDays(rapid.IntRange(-40, 40).Draw(d.T, f.Name)).Time()
	case record.TypePeriod:
		return rapid.SampledFrom([]record.Period{"", "P7D", "P1M"}).Draw(d.T, f.Name)
	}
	return nil
}

// verdictOf is a finding without what depends on the order of evaluation.
type verdictOf struct {
	Entry    string
	Verdict  Verdict
	Basis    Basis
	Shows    pack.Shows
	Lapse    lapse
	By       record.ID
	Next     expr.Day
	Outcomes []outcomeOf
}

type outcomeOf struct {
	Verdict                 Verdict
	Concerned, Total, Count int
	Empty                   bool
	Failing                 []record.ID
	Next                    expr.Day
}

func verdicts(e *Engine) []verdictOf {
	var all []verdictOf
	for _, sub := range e.plan.subjects {
		f := e.find(e.state, sub)
		v := verdictOf{Entry: sub.entry.ID, Verdict: f.verdict, Basis: f.basis, Shows: f.shows, Next: f.next}
		if f.judgement != nil {
			v.Lapse, v.By = f.judgement.lapse, f.judgement.record.ID
		}
		outcomes := f.outcomes
		if f.occasion != nil {
			outcomes = append(outcomes, *f.occasion)
		}
		for _, o := range outcomes {
			told := outcomeOf{Verdict: o.verdict, Concerned: o.concerned, Total: o.total, Count: o.count, Empty: o.empty, Next: o.next}
			for _, place := range o.failing {
				told.Failing = append(told.Failing, e.state.id(o, place))
			}
			slices.Sort(told.Failing)
			v.Outcomes = append(v.Outcomes, told)
		}
		all = append(all, v)
	}
	return all
}

// incrementally lets one engine follow a random sequence of writes and days,
// and holds it again and again against one that begins from nothing.
func incrementally(t *testing.T, env *expr.Environment, p *pack.Pack, kinds []string) {
	ctx := context.Background()
	plan, err := newPlan(env, p)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		m := newMemory(env.Catalogue())
		now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
		options := Options{Environment: env, Pack: p, System: "s1"}
		following := &Engine{options: options, plan: plan}
		d := &drawing{T: rt, m: m, of: p}
		few := rapid.Permutation(kinds).Draw(rt, "kinds")[:min(len(kinds), 7)]
		if !slices.Contains(few, kindSystem) {
			few[0] = kindSystem
		}
		for range rapid.IntRange(5, 20).Draw(rt, "rounds") {
			d.day = record.DateOf(now)
			for range rapid.IntRange(0, 5).Draw(rt, "writes") {
				d.write(env.Catalogue().Kind(rapid.SampledFrom(few).Draw(rt, "kind")))
			}
			if err := following.Follow(ctx, m, now); err != nil {
				rt.Fatal(err)
			}
			anew := &Engine{options: options, plan: plan, mostStocked: rapid.SampledFrom([]int{0, mostStocked}).Draw(rt, "stocked")}
			if err := anew.Evaluate(ctx, m, now); err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(verdicts(anew), verdicts(following), cmp.AllowUnexported(lapse{})); diff != "" {
				rt.Fatalf("from nothing (-) and by following (+) on %s:\n%s", d.day, diff)
			}
			now = now.AddDate(0, 0, rapid.IntRange(0, 12).Draw(rt, "days"))
		}
	})
}

func TestFollowingGivesWhatEvaluatingFromNothingGives(t *testing.T) {
	env := environment(t)
	incrementally(t, env, iso27001(t), env.Catalogue().Names())
}

// Some kinds of a made-up catalogue, with every sort of link: to one, to many,
// out of rows, to several kinds, to the kind itself.
type (
	systemKind struct {
		Name  string        `json:"name" label:"Name" is:"title"`
		Every record.Period `json:"every" label:"Every"`
	}
	nodeKind struct {
		System record.Ref   `json:"system" label:"System" to:"management_system" is:"required"`
		Name   string       `json:"name" label:"Name" is:"title"`
		Up     record.Ref   `json:"up" label:"Up" to:"node" back:"below"`
		Peers  []record.Ref `json:"peers" label:"Peers" to:"node,leaf" back:"peered"`
		Rows   []nodeRow    `json:"rows" label:"Rows"`
		Due    record.Date  `json:"due" label:"Due"`
	}
	nodeRow struct {
		To    record.Ref  `json:"to" label:"To" to:"leaf" back:"rowed"`
		Due   record.Date `json:"due" label:"Due"`
		Count int         `json:"count" label:"Count"`
	}
	leafKind struct {
		Name string      `json:"name" label:"Name" is:"title"`
		Of   record.Ref  `json:"of" label:"Of" to:"node" back:"leaves" is:"required"`
		Due  record.Date `json:"due" label:"Due"`
		Good bool        `json:"good" label:"Good"`
	}
)

const linked = `
entries:
  - {id: up, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: node, where: has(node.up), holds: 'node.up.up.name != "" && node.up.below.exists(b, b.leaves.exists(l, l.good))', empty: fails, shows: recorded, reason: "{key}", mend: m}]}
  - {id: rows, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: node, holds: 'node.rows.all(r, !has(r.to) || (r.to.good && clock.within(r.to.due, system.every)))', empty: no_occasion, shows: recorded, reason: "{key}", mend: m},
      {id: d, shape: count, of: leaf, where: 'leaf.rowed.exists(n, n.rows.exists(r, r.to == leaf && clock.past(r.due)))', holds: count <= 1, shows: recorded, reason: "{count}", mend: m}]}
  - {id: peers, type: requirement, force: requirement, title: T, text: t, occasion: {of: leaf, where: leaf.good}, checks: [
      {id: c, shape: each, of: leaf, where: 'size(leaf.peered) > 0', holds: 'leaf.peered.all(n, n.peers.exists(p, p.kind == "node" && p.name != "" && p.peered.exists(q, q == n))) && leaf.of.state == "current"', empty: fails, shows: recorded, reason: "{key}", mend: m}]}
  - {id: whole, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: global, holds: 'records.node.exists(n, n.leaves.exists(l, l.good && today > l.due)) && records.leaf.all(l, l.name != "1")', shows: recorded, reason: r, mend: m}]}
`

func TestFollowingLinksOfEverySortGivesWhatEvaluatingFromNothingGives(t *testing.T) {
	spec := func(name, prefix string) record.Spec {
		return record.Spec{Name: name, Prefix: prefix, Label: name, Plural: name, Help: "h"}
	}
	kinds := []*record.Kind{
		record.MustDefine[systemKind](spec("management_system", "SYS")), record.MustDefine[nodeKind](spec("node", "NODE")), record.MustDefine[leafKind](spec("leaf", "LEAF")),
	}
	catalogue, err := record.NewCatalogue(kinds...)
	if err != nil {
		t.Fatal(err)
	}
	env, err := expr.New(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	incrementally(t, env, readPack(t, linked), catalogue.Names())
}

func TestTheKindsOfTheProgramHaveAManagementSystemWhereTheyShould(t *testing.T) {
	env := environment(t)
	for kind, want := range map[string]string{
		"risk": "risk.system == system", "treatment": "treatment.risk.system == system", "acceptance": "acceptance.risk.system == system",
		"soa_row": "soa_row.soa.system == system", "asset": "(size(asset.systems) == 0 || system in asset.systems)",
		"acknowledgement":   "(size(acknowledgement.document.systems) == 0 || system in acknowledgement.document.systems)",
		"assignment":        "(size(assignment.systems) == 0 || system in assignment.systems)",
		"management_system": "management_system == system", "person": "", "role": "", "organization": "",
	} {
		if got := membership(env, kind); got != want {
			t.Errorf("a %s belongs where %q, want %q", kind, got, want)
		}
	}
}
