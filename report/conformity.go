package report

import (
	"context"

	"surety/app"
	"surety/conform"
	"surety/pack"
)

// Conformity makes the paper of where a management system stands by any standard: in
// figures section by section, then entry by entry. Of guidance it says whether it is
// followed, since it can't fail.
func Conformity(ctx context.Context, a *app.App, actor app.Actor, query app.VerdictQuery) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		verdict, err := a.Verdict(ctx, actor, query)
		if err != nil {
			return err
		}
		r := p.reader
		p.Name, p.Formats, p.Title, p.Wide = "conformity", []string{PDF, XLSX, Markdown}, r.Say("Where we stand by %s", verdict.Pack.Designation), true
		p.Standing = verdict.Pack.Designation
		p.Facts = []Fact{
			{Label: r.Say("Management system"), Value: verdict.ManagementSystem},
			{Label: r.Say("Standard"), Value: verdict.Pack.Designation + ", " + verdict.Pack.Title.In(r.Tag())},
		}
		tree := verdict.Tree()
		p.add(paragraph(p.disclaimer()), heading{1, r.Say("By section")}, p.sections(tree), heading{1, r.Say("Entry by entry")}, p.entries(tree))
		return nil
	})
}

// standing counts how the entries of a section stand. What can fail and what is
// followed or not are counted apart.
type standing struct {
	fails, person, holds, none    int
	notFollowed, open, followed   int
	requirements, recommendations int
}

func (s *standing) count(b *conform.Branch) {
	if q := b.Requirement; q != nil {
		s.add(q)
	}
	for _, child := range b.Branches {
		s.count(child)
	}
}

func (s *standing) add(q *conform.Requirement) {
	if q.Force == pack.ForceGuidance {
		s.recommendations++
		switch q.Verdict {
		case conform.Holds:
			s.followed++
		case conform.NotFollowed:
			s.notFollowed++
		default:
			s.open++
		}
		return
	}
	s.requirements++
	switch q.Verdict {
	case conform.Holds:
		s.holds++
	case conform.NoOccasion:
		s.none++
	case conform.NeedsPerson:
		s.person++
	default:
		s.fails++
	}
}

// sections are the figures of each section at the top, and of all together.
func (p *Paper) sections(tree []*conform.Branch) *table {
	r := p.reader
	t := &table{name: sheetName(r.Say("By section")), columns: []column{
		{head: r.Say("Section")}, {head: r.Say("fails"), number: true}, {head: r.Say("needs a person"), number: true}, {head: r.Say("holds"), number: true}, {head: r.Say("no occasion yet"), number: true},
		{head: r.Say("not followed"), number: true}, {head: r.Say("open"), number: true}, {head: r.Say("followed"), number: true},
	}}
	var all standing
	line := func(name string, s standing) {
		cells := []cell{said(name)}
		for _, n := range []int{s.fails, s.person, s.holds, s.none, s.notFollowed, s.open, s.followed} {
			cells = append(cells, cell{pieces: []piece{{text: r.Number(n)}}, value: n})
		}
		t.rows = append(t.rows, row{cells: cells})
	}
	for _, b := range tree {
		var s standing
		s.count(b)
		if s.requirements+s.recommendations > 0 {
			line(b.Entry.ID+" "+b.Entry.Title.In(r.Tag()), s)
		}
		all.count(b)
	}
	line(r.Say("All"), all)
	switch { // what the standard does not hold at all needs no columns
	case all.recommendations == 0:
		dropLast(t, 3)
	case all.requirements == 0:
		for range 4 {
			t.drop(1)
		}
	}
	return t
}

func dropLast(t *table, n int) {
	for range n {
		t.drop(len(t.columns) - 1)
	}
}

// entries are all that get a verdict, under the section at the top that they stand in.
func (p *Paper) entries(tree []*conform.Branch) *table {
	r := p.reader
	t := &table{name: sheetName(r.Say("Entry by entry")), columns: []column{{head: r.Say("Entry")}, {head: r.Say("Verdict"), short: true}, {head: r.Say("Why")}, {head: r.Say("What to do"), quiet: true}}}
	for _, b := range tree {
		before := len(t.rows)
		t.rows = append(t.rows, row{group: b.Entry.ID + "  " + b.Entry.Title.In(r.Tag())})
		p.entriesOf(t, b)
		if len(t.rows) == before+1 {
			t.rows = t.rows[:before]
		}
	}
	return t
}

func (p *Paper) entriesOf(t *table, b *conform.Branch) {
	if q := b.Requirement; q != nil {
		reason, mend := q.Reason, q.Mend
		if q.Verdict == conform.Holds || q.Verdict == conform.NoOccasion {
			mend = ""
		}
		t.rows = append(t.rows, row{cells: []cell{said(q.ID + " " + q.Entry.Title.In(p.reader.Tag())), p.verdictOf(q), said(reason), said(mend)}})
	}
	for _, child := range b.Branches {
		p.entriesOf(t, child)
	}
}

// verdictOf is a verdict in the terms of its force.
func (p *Paper) verdictOf(q *conform.Requirement) cell {
	r := p.reader
	switch {
	case q.Verdict == conform.NotFollowed:
		return toned(r.Say("not followed"), doubtful)
	case q.Verdict == conform.Broken:
		return toned(r.Say("your own rule, broken"), doubtful)
	case q.Force == pack.ForceGuidance && q.Verdict == conform.Holds:
		return toned(r.Say("followed"), good)
	case q.Force == pack.ForceGuidance && q.Verdict == conform.NeedsPerson:
		return toned(r.Say("open"), quiet)
	}
	return p.verdict(q)
}
