// Package edition works out what becomes of rows of a Statement of Applicability
// and of judgements when a newer edition of a pack takes an older one's place.
//
// Main words: a fate is what the newer edition says of an entry of the older one; a
// row's step is how the row will stand, which rows it came from, and whether it still
// stands as decided.
//
// Invariants: what asks for more than before, was put together or was divided is to be
// decided again and holds nothing by itself. What leaves stays in the history. Nothing
// is read or written here.
package edition

import (
	"cmp"
	"slices"
	"strings"

	"surety/isms/assess"
	"surety/isms/control"
	"surety/pack"
	"surety/record"
)

// Change is a newer edition of a pack in the place of an older one.
type Change struct {
	From, To *pack.Pack // From is nil where the older edition is not loaded
	Old      string     // the older edition as rows name it, such as iso27701@2019
	Fates    []pack.Fate
	Roles    []string // that the management system declares
}

// Row is what becomes of one or several rows of a statement, or of a control that
// is new.
type Row struct {
	Relation pack.Relation    // empty where the newer edition says nothing of it
	Entry    *pack.Entry      // the control of the newer edition; nil: the row leaves
	From     []*record.Record // the rows that it comes from; none: the control is new
	Onto     *record.Record   // the row that goes on as this one; nil: one is made, or it leaves
	Body     *control.Row     // as it will stand; nil: it leaves
}

// Decided tells whether the row stands as it was decided.
func (r Row) Decided() bool {
	return r.Body != nil && len(r.From) > 0 && carries(r.Relation) && r.Body.Included != "undecided"
}

// carries tells the relations by which what was decided still counts: what asks for
// the same, or for less.
func carries(r pack.Relation) bool { return r == pack.RelationSame || r == pack.RelationNarrowed }

// Rows works out what becomes of the rows of a statement's draft that go by the older
// edition. Each row goes on as one of those that come of it; where there are more of
// these they are made, and rows that went into another's leave.
func (c Change) Rows(rows []*record.Record) []Row {
	old := map[string][]*record.Record{} // by control; a statement in disorder has several
	first := 0
	for _, rec := range rows {
		body := rec.Body.(*control.Row)
		if body.Own || body.Standard != c.Old {
			continue
		}
		old[body.Control] = append(old[body.Control], rec)
		if first == 0 || body.Order < first {
			first = body.Order
		}
	}
	forerunners, relations := c.forerunners()
	goneOn := map[record.ID]bool{}
	var list []Row
	for i, entry := range c.To.Entries {
		if entry.Type != pack.TypeControl {
			continue
		}
		step := Row{Entry: entry, Relation: relations[entry.ID]}
		for _, id := range forerunners[entry.ID] {
			step.From = append(step.From, old[id]...)
		}
		if len(step.From) == 0 && entry.Depends != nil && !slices.Contains(c.Roles, entry.Depends.Role) {
			continue // it does not apply, and nobody decided on it
		}
		step.take(goneOn)
		step.Body = c.body(step, first+i)
		list = append(list, step)
	}
	return append(list, c.leaving(old, goneOn)...)
}

// take chooses the row that goes on as this one.
func (r *Row) take(goneOn map[record.ID]bool) {
	for _, rec := range r.From {
		if !goneOn[rec.ID] {
			r.Onto, goneOn[rec.ID] = rec, true
			return
		}
	}
}

// leaving are the rows that go on as none.
func (c Change) leaving(old map[string][]*record.Record, goneOn map[record.ID]bool) []Row {
	fates := map[string]pack.Fate{}
	for _, fate := range c.Fates {
		fates[fate.Old] = fate
	}
	var list []Row
	for id, rows := range old {
		for _, rec := range rows {
			if !goneOn[rec.ID] {
				list = append(list, Row{Relation: fates[id].Relation, From: []*record.Record{rec}})
			}
		}
	}
	slices.SortFunc(list, func(a, b Row) int {
		x, y := a.From[0].Body.(*control.Row), b.From[0].Body.(*control.Row)
		return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(a.From[0].Key, b.From[0].Key))
	})
	return list
}

// forerunners are the entries of the older edition that each new one goes on with, and
// how it relates to them.
func (c Change) forerunners() (map[string][]string, map[string]pack.Relation) {
	before, relations := map[string][]string{}, map[string]pack.Relation{}
	for _, fate := range c.Fates {
		for _, id := range fate.New {
			relations[id] = fate.Relation
			if fate.Old == "" {
				continue
			}
			if before[id] = append(before[id], fate.Old); len(before[id]) > 1 {
				relations[id] = pack.RelationMerged
			}
		}
	}
	return before, relations
}

// body is a row as it will stand.
func (c Change) body(step Row, place int) *control.Row {
	row := &control.Row{Included: "undecided"}
	if len(step.From) > 0 {
		*row = *step.From[0].Body.(*control.Row)
	}
	if len(step.From) > 1 {
		unite(row, step.From)
	}
	if !carries(step.Relation) {
		row.Included, row.Compared = "undecided", ""
	}
	row.Title = c.title(row, step)
	row.Control, row.Standard, row.Order = step.Entry.ID, c.To.Ref().String(), place
	return row
}

// title is the newer edition's, unless somebody has put the control into words of
// their own and the row still stands for it alone.
func (c Change) title(row *control.Row, step Row) string {
	newer := step.Entry.Title.In("en")
	if len(step.From) != 1 || !carries(step.Relation) || c.From == nil {
		return newer
	}
	if entry := c.From.Entry(row.Control); entry == nil || entry.Title.In("en") == row.Title {
		return newer
	}
	return row.Title
}

// unite puts rows together: what drives them and carries them out as one, their
// reasons side by side, the least that is declared.
func unite(row *control.Row, from []*record.Record) {
	var reasons, whyNot []string
	row.Risks, row.Requirements, row.Controls, row.Status = nil, nil, nil, ""
	for _, rec := range from {
		old := rec.Body.(*control.Row)
		row.Risks, row.Requirements, row.Controls = add(row.Risks, old.Risks), add(row.Requirements, old.Requirements), add(row.Controls, old.Controls)
		reasons, whyNot = beside(reasons, old.Control, old.Reason), beside(whyNot, old.Control, old.WhyNot)
		row.Status = least(row.Status, old.Status)
	}
	row.Reason, row.WhyNot = cut(strings.Join(reasons, "\n")), cut(strings.Join(whyNot, "\n"))
}

func add(to, refs []record.Ref) []record.Ref {
	for _, ref := range refs {
		if !slices.Contains(to, ref) {
			to = append(to, ref)
		}
	}
	return to
}

func beside(reasons []string, control, reason string) []string {
	if record.IsBlank(reason) {
		return reasons
	}
	return append(reasons, control+": "+reason)
}

// statuses from the least to the most.
var statuses = []string{"not_implemented", "planned", "partly", "implemented"}

func least(a, b string) string {
	if a == "" || b != "" && slices.Index(statuses, b) < slices.Index(statuses, a) {
		return b
	}
	return a
}

// mostReason is how long a reason may be.
const mostReason = 2000

// cut shortens what is too long for a row; the whole stays in the history.
func cut(text string) string {
	runes := []rune(text)
	if len(runes) <= mostReason {
		return text
	}
	return string(runes[:mostReason-1]) + "…"
}

// Judgement is what becomes of one judgement.
type Judgement struct {
	Relation pack.Relation
	Old      *record.Record
	New      []*pack.Entry // that go on with what was judged
	Carried  bool          // it counts for the one new entry, until its day
}

// Judgements works out what becomes of judgements by the older edition: the newest
// of each entry that still counts on a day. Where more is asked than before, or
// another thing, it has to be judged again.
func (c Change) Judgements(judgements []*record.Record, today record.Date) []Judgement {
	newest := map[string]*record.Record{}
	for _, rec := range judgements {
		body := rec.Body.(*assess.Judgement)
		if rec.Ended() || body.Standard+"@"+body.Edition != c.Old || body.Expires < today {
			continue
		}
		if before := newest[body.Requirement]; before == nil || before.Body.(*assess.Judgement).Judged <= body.Judged {
			newest[body.Requirement] = rec
		}
	}
	fates := map[string]pack.Fate{}
	for _, fate := range c.Fates {
		if fate.Old != "" {
			fates[fate.Old] = fate
		}
	}
	_, relations := c.forerunners()
	var list []Judgement
	for id, rec := range newest {
		j := Judgement{Relation: fates[id].Relation, Old: rec}
		for _, now := range fates[id].New {
			if entry := c.To.Entry(now); entry != nil {
				j.New = append(j.New, entry)
			}
		}
		if len(j.New) == 1 {
			j.Relation = relations[j.New[0].ID]
			j.Carried = carries(j.Relation) && j.New[0].Type != pack.TypeClause && j.New[0].Type != pack.TypeTheme
		}
		list = append(list, j)
	}
	slices.SortFunc(list, func(a, b Judgement) int { return pack.CompareIDs(requirement(a), requirement(b)) })
	return list
}

func requirement(j Judgement) string { return j.Old.Body.(*assess.Judgement).Requirement }
