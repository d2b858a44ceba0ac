package conform

import (
	"context"
	"strings"
	"time"

	"surety/expr"
	"surety/fault"
	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Explanation is why a check says what it says: of one record, or of the whole.
type Explanation struct {
	Entry      *pack.Entry
	Check      *pack.Check
	Record     Named      // empty where the whole is explained
	Considered bool       // of a record: it is of the management system, and not retired
	Where      *Reasoning // of a record: whether it is selected; nil where nothing selects
	Holds      *Reasoning // nil where it was not asked: of a record that is not selected, or of one that is counted
	Withheld   bool       // values are left out that are not for this reader
}

// Reasoning is one expression with the values that were seen.
type Reasoning struct {
	Expression string
	Holds      bool
	Until      record.Date // the last day on which that is so if no record changes; empty: no day ends it
	Parts      []Line      // parts of the expression: risk.owner.state = "active"
	Seen       []Line      // what was read to come to the answer: PERSON-0007 state = "active"
	More       bool        // more was read than is told
}

// Line is one thing that was seen, and its value, in the terms of the expression.
type Line struct {
	What  string `json:"what"`
	Value string `json:"value"`
	// Label and Words say the same for whoever reads no expressions; of a part of
	// one, which is a formula, they are empty.
	Label string `json:"-"`
	Words string `json:"-"`
}

// Explain evaluates a check about a record again and tells what it sees; of a
// check of the shape count or global, with an empty id, about the whole. What a
// reader may not see is withheld. The error is fault.NotFound for an entry,
// check or record that is not there, or not for this reader.
func (e *Engine) Explain(ctx context.Context, r Reader, entry, check string, id record.ID, sight store.Sight, now time.Time) (*Explanation, error) {
	asked, err := e.plan.find(entry, check)
	if err != nil {
		return nil, err
	}
	x := &explainer{engine: e, names: names{catalogue: e.plan.env.Catalogue(), words: language.From(ctx), sight: sight}, view: newView(ctx, e.plan.env.Catalogue(), r, newShelf())}
	x.view.all = func(kind string) ([]*record.Record, error) { return e.all(x.view, kind, e.at(now)) }
	x.session = e.plan.env.Session(x.view, e.at(now))
	told := &Explanation{Entry: e.plan.pack.Entry(entry), Check: asked.check}
	if id == "" {
		return told, x.whole(told, asked)
	}
	return told, x.record(told, asked, id)
}

// find finds a check by the ids of its entry and of itself; "occasion" is what
// a conditional entry waits for.
func (pl *plan) find(entry, check string) (*question, error) {
	for _, sub := range pl.subjects {
		if sub.entry.ID != entry {
			continue
		}
		if sub.occasion != nil && sub.occasion.check.ID == check {
			return sub.occasion, nil
		}
		for _, asked := range sub.checks {
			if asked.check.ID == check {
				return asked, nil
			}
		}
	}
	return nil, fault.New(fault.NotFound, "%s has no check %s at %q", pl.pack.Designation, check, entry)
}

type explainer struct {
	names
	engine  *Engine
	view    *view
	session *expr.Session
}

// whole explains a count or a global.
func (x *explainer) whole(told *Explanation, asked *question) error {
	if asked.check.Shape == pack.ShapeEach {
		return fault.New(fault.Invalid, "the check %s is asked of each %s: name one", asked.check.ID, asked.check.Of)
	}
	x.engine.mu.RLock()
	count := 0
	if x.engine.state != nil {
		count = x.engine.state.counts[asked].count
	}
	x.engine.mu.RUnlock()
	why, err := asked.programs.Holds.Explain(x.session, nil, count)
	if err != nil {
		return err
	}
	told.Holds, err = x.reasoning(told, why)
	return err
}

// record explains what a check says of one record.
func (x *explainer) record(told *Explanation, asked *question, id record.ID) error {
	if asked.inquiry == nil {
		return fault.New(fault.Invalid, "the check %s is asked of the whole, not of one record", asked.check.ID)
	}
	rec, err := x.view.Get(id)
	if err != nil {
		return err
	}
	if err := x.learn(x.view.ctx, x.view.reader, map[record.ID]bool{id: true}); err != nil {
		return err
	}
	told.Record = x.named(id, asked.check.Of)
	if rec == nil || rec.Kind.Name != asked.check.Of || told.Record.ID == "" {
		return fault.New(fault.NotFound, "there is no %s of this id", x.label(asked.check.Of))
	}
	told.Considered = asked.inquiry.consider(x.session, rec).status == holding
	selected := true
	if where := asked.programs.Where; where != nil {
		why, err := where.Explain(x.session, rec, 0)
		if err != nil {
			return err
		}
		if told.Where, err = x.reasoning(told, why); err != nil {
			return err
		}
		selected = why.Answer.Holds
	}
	if !selected || asked.check.Shape != pack.ShapeEach {
		return nil
	}
	why, err := asked.programs.Holds.Explain(x.session, rec, 0)
	if err != nil {
		return err
	}
	told.Holds, err = x.reasoning(told, why)
	return err
}

// reasoning names what was seen, as far as the reader may know. Where anything
// read is not for this reader, the parts of the expression are left out whole,
// since any of them may tell it.
func (x *explainer) reasoning(told *Explanation, why *expr.Explanation) (*Reasoning, error) {
	mentioned := map[record.ID]bool{}
	for _, part := range why.Parts {
		note(mentioned, part.Value.Records)
	}
	for _, seen := range why.Seen {
		mentioned[seen.Record] = true
		note(mentioned, seen.Value.Records)
	}
	if err := x.learn(x.view.ctx, x.view.reader, mentioned); err != nil {
		return nil, err
	}
	said := &Reasoning{Expression: why.Text, Holds: why.Answer.Holds, Until: untilOf(why.Answer.Next), More: why.More}
	hidden := false
	for _, seen := range why.Seen {
		named := x.named(seen.Record, x.kindOf(seen.Record))
		line := Line{What: named.call() + " " + seen.What, Value: x.value(seen.Value)}
		line.Label, line.Words = x.inWords(named, seen)
		if named.ID == "" || x.confidential(named.Kind, seen.What) {
			line.Value, hidden = x.words.Say("withheld"), true
			line.Words = line.Value
		}
		said.Seen = append(said.Seen, line)
	}
	for id := range mentioned {
		hidden = hidden || x.named(id, x.kindOf(id)).ID == ""
	}
	told.Withheld = told.Withheld || hidden
	if hidden {
		return said, nil
	}
	for _, part := range why.Parts {
		said.Parts = append(said.Parts, Line{What: part.Text, Value: x.value(part.Value)})
	}
	return said, nil
}

func note(mentioned map[record.ID]bool, ids []record.ID) {
	for _, id := range ids {
		mentioned[id] = true
	}
}

// value writes a value, records by what they are called.
func (x *explainer) value(v expr.Value) string {
	if v.Records == nil {
		return v.Text
	}
	called := make([]string, len(v.Records))
	for i, id := range v.Records {
		called[i] = x.named(id, x.kindOf(id)).call()
	}
	return strings.Join(called, ", ")
}

// confidential tells whether what was read is a field that not everybody who
// may see the record may read.
func (x *explainer) confidential(kind, what string) bool {
	k := x.catalogue.Kind(kind)
	if k == nil || x.sight.All {
		return false
	}
	what = strings.TrimSuffix(strings.TrimPrefix(what, "has("), ")")
	name, _, _ := strings.Cut(what, ".")
	name, _, _ = strings.Cut(name, "[")
	f := k.Field(name)
	return f != nil && f.Is(record.MarkConfidential)
}
