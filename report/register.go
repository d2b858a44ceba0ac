package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"surety/app"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

// register is what the paper of the risk register is made of.
type register struct {
	*Paper
	risks       *app.Listing
	treatments  map[record.Ref][]*risk.Treatment  // by risk
	acceptances map[record.Ref][]*risk.Acceptance // by risk, the newest first
	methods     map[record.Ref]*risk.Method
	holders     []*org.Assignment
	options     map[string]string // labels of the options of treatments
	names       app.Names
	levels      []risk.Level // of all methods, the highest first
	today       record.Date
}

// Register makes the paper of the risk register: each risk with its level, what
// is done about it, what remains and who has accepted that (ISO/IEC 27001 6.1.2,
// 6.1.3, 8.2, 8.3). Without another order the highest risks come first.
func Register(ctx context.Context, a *app.App, actor app.Actor, query app.Query) (*Paper, error) {
	query.Kind = "risk"
	if query.Sort == "" {
		query.Sort = "-rank"
	}
	return read(ctx, a, actor, func(p *Paper) error {
		r := &register{Paper: p, names: app.Names{}}
		if err := r.read(ctx, a, actor, query); err != nil {
			return err
		}
		p.Name, p.Formats, p.Title, p.Wide = "risk-register", []string{PDF, XLSX, Markdown}, p.reader.Say("Risk register"), true
		p.Standing = p.reader.Count(len(r.risks.Records), "%d risk", "%d risks")
		p.Facts = append(p.chosen(r.risks.Kind, query), Fact{Label: p.reader.Say("Risks"), Value: p.reader.Number(len(r.risks.Records))})
		p.restrict(r.risks.Records)
		if len(r.risks.Records) == 0 {
			p.add(paragraph(p.reader.Say("Nothing fits.")))
		}
		p.add(heading{1, p.reader.Say("Risks by level")}, figures{table: r.summary(), maps: firstTwo(r.heatMaps())})
		p.add(heading{1, p.Title}, paragraph(p.reader.Say("Under each level stand the consequence and the likelihood that it comes of, consequence first.")), r.table())
		return nil
	})
}

func (r *register) read(ctx context.Context, a *app.App, actor app.Actor, query app.Query) error {
	var err error
	if r.risks, err = r.list(ctx, a, actor, query); err != nil {
		return err
	}
	if r.today, err = a.Today(ctx, actor); err != nil {
		return err
	}
	methods, err := r.list(ctx, a, actor, app.Query{Kind: "risk_method"})
	if err != nil {
		return err
	}
	r.readLevels(methods.Records)
	treatments, err := r.list(ctx, a, actor, app.Query{Kind: "treatment"})
	if err != nil {
		return err
	}
	r.treatments, r.options = map[record.Ref][]*risk.Treatment{}, map[string]string{}
	for _, option := range treatments.Kind.Field("option").Options {
		r.options[option.Value] = r.reader.Say(option.Label)
	}
	for _, rec := range treatments.Records {
		t := rec.Body.(*risk.Treatment)
		r.treatments[t.Risk] = append(r.treatments[t.Risk], t)
	}
	acceptances, err := r.list(ctx, a, actor, app.Query{Kind: "acceptance"})
	if err != nil {
		return err
	}
	assignments, err := r.list(ctx, a, actor, app.Query{Kind: "assignment", IncludeEnded: true})
	if err != nil {
		return err
	}
	for _, rec := range assignments.Records {
		r.holders = append(r.holders, rec.Body.(*org.Assignment))
	}
	r.acceptances = map[record.Ref][]*risk.Acceptance{}
	for _, rec := range acceptances.Records {
		given := rec.Body.(*risk.Acceptance)
		r.acceptances[given.Risk] = append(r.acceptances[given.Risk], given)
	}
	for _, given := range r.acceptances {
		slices.SortStableFunc(given, func(a, b *risk.Acceptance) int { return b.At.Compare(a.At) })
	}
	return nil
}

// list reads a whole list and keeps its names.
func (r *register) list(ctx context.Context, a *app.App, actor app.Actor, query app.Query) (*app.Listing, error) {
	listing, err := all(ctx, a, actor, query)
	if err != nil {
		return nil, err
	}
	for id, name := range listing.Names {
		r.names[id] = name
	}
	return listing, nil
}

// readLevels gathers the levels of the methods, and those that risks were given
// by methods as they stood once.
func (r *register) readLevels(methods []*record.Record) {
	add := func(level risk.Level) {
		if level.Name != "" && !slices.ContainsFunc(r.levels, func(l risk.Level) bool { return l.Name == level.Name }) {
			r.levels = append(r.levels, level)
		}
	}
	r.methods = map[record.Ref]*risk.Method{}
	for _, rec := range methods {
		method := rec.Body.(*risk.Method)
		r.methods[record.Ref(rec.ID)] = method
		for _, level := range method.Levels {
			add(level)
		}
	}
	for _, rec := range r.risks.Records {
		body := rec.Body.(*risk.Risk)
		add(risk.Level{Name: body.Level, Rank: body.Rank})
		add(risk.Level{Name: body.ResidualLevel, Rank: body.ResidualRank})
	}
	slices.SortStableFunc(r.levels, func(a, b risk.Level) int { return cmp.Compare(b.Rank, a.Rank) })
}

// highest is the rank of the highest level.
func (r *register) highest() int {
	if len(r.levels) == 0 {
		return 0
	}
	return r.levels[0].Rank
}

// summary counts the risks by level, before and after treatment.
func (r *register) summary() *table {
	in := r.reader
	t := &table{name: sheetName(in.Say("Levels")), narrow: true, columns: []column{
		{head: in.Say("Level"), strong: true}, {head: in.Say("Inherent"), number: true, short: true}, {head: in.Say("Residual"), number: true, short: true}, {head: in.Say("Residual accepted"), number: true, short: true},
	}}
	type counts struct{ inherent, residual, accepted int }
	by := map[string]*counts{"": {}}
	for _, level := range r.levels {
		by[level.Name] = &counts{}
	}
	for _, rec := range r.risks.Records {
		body := rec.Body.(*risk.Risk)
		by[body.Level].inherent++
		by[body.ResidualLevel].residual++
		if body.ResidualLevel != "" && r.acceptance(rec).tone == good {
			by[body.ResidualLevel].accepted++
		}
	}
	add := func(label cell, c *counts) {
		t.rows = append(t.rows, row{cells: []cell{label, r.counted(c.inherent), r.counted(c.residual), r.counted(c.accepted)}})
	}
	for _, level := range r.levels {
		add(r.step(level.Name, level.Rank, level.Name), by[level.Name])
	}
	if none := by[""]; none.inherent+none.residual > 0 {
		add(toned(r.reader.Say("Not assessed"), quiet), none)
	}
	return t
}

func (r *register) counted(n int) cell {
	c := said(r.reader.Number(n))
	c.value = n
	return c
}

// table is the register itself.
func (r *register) table() *table {
	in := r.reader
	t := &table{name: sheetName(in.Say("Risks")), columns: []column{
		{head: in.Say("Key"), short: true, strong: true}, {head: in.Say("Risk")}, {head: in.Say("Owner")}, {head: in.Say("Inherent level")},
		{head: in.Say("Treatment")}, {head: in.Say("Residual level")}, {head: in.Say("Accepted by")}, {head: in.Say("State"), short: true},
	}}
	for _, rec := range r.risks.Records {
		body := rec.Body.(*risk.Risk)
		inherent := r.level(body.Level, body.Rank, body.Consequence, body.Likelihood)
		consequence, likelihood := body.Remaining()
		residual := r.level(body.ResidualLevel, body.ResidualRank, consequence, likelihood)
		t.rows = append(t.rows, row{cells: []cell{
			{pieces: []piece{{text: rec.Key, key: rec.Key}}}, said(body.Title), r.named(r.names, refs(body.Owner)...),
			inherent, r.treatment(rec), residual, r.acceptance(rec), r.stateCell(rec),
		}})
	}
	return t
}

// level is a level with its place on the scale, and what it comes of.
func (r *register) level(name string, rank, consequence, likelihood int) cell {
	if name == "" {
		return toned(r.reader.Say("Not assessed"), quiet)
	}
	return r.step(name, rank, fmt.Sprintf("%s\n%d × %d", name, consequence, likelihood))
}

// step is a level with its place on the scale.
func (r *register) step(name string, rank int, words string) cell {
	c := cell{pieces: []piece{{text: words}}, rank: rank, most: r.highest(), tone: doubtful}
	for _, level := range r.levels {
		switch {
		case level.Name == name && level.Acceptable:
			c.tone = good
		case level.Name == name && rank == r.highest():
			c.tone = bad
		}
	}
	return c
}

// treatment is what is done about a risk, a treatment a line.
func (r *register) treatment(rec *record.Record) cell {
	var c cell
	for i, t := range r.treatments[record.Ref(rec.ID)] {
		if i > 0 {
			c.pieces = append(c.pieces, piece{text: "\n"})
		}
		c.pieces = append(c.pieces, piece{text: r.options[t.Option]})
		if len(t.Controls) > 0 {
			c.pieces = append(append(c.pieces, piece{text: ": "}), r.named(r.names, t.Controls...).pieces...)
		}
		c.pieces = append(c.pieces, piece{text: "."})
		switch {
		case t.Done != "":
			c.pieces = append(c.pieces, piece{text: " " + unbroken(r.reader.Say("Done %s.", r.reader.Day(t.Done.Time())))})
		case t.Due != "":
			c.pieces = append(c.pieces, piece{text: " " + unbroken(r.reader.Say("Due %s.", r.reader.Day(t.Due.Time())))})
		}
	}
	if len(c.pieces) == 0 {
		return toned(r.reader.Say("no treatment"), quiet)
	}
	return c
}

// acceptance is who has accepted what remains of a risk, as far as that counts
// today.
func (r *register) acceptance(rec *record.Record) cell {
	body := rec.Body.(*risk.Risk)
	given := r.acceptances[record.Ref(rec.ID)]
	for _, a := range given {
		if a.Covers(body, r.today) && (body.AcceptedBy == "" || r.held(a, body.AcceptedBy)) {
			name, on := r.named(r.names, a.By).text(), r.day(a.At)
			if a.Expires != "" {
				on += "\n" + r.reader.Say("until %s", r.reader.Day(a.Expires.Time()))
			}
			return toned(name+"\n"+on, good)
		}
	}
	if len(given) == 0 {
		return toned(r.reader.Say("not accepted"), bad)
	}
	latest := given[0]
	if latest.Asserted {
		return toned(r.reader.Say("only asserted,\nby %s", r.named(r.names, latest.By).text()), doubtful)
	}
	return toned(r.reader.Say("lapsed, given %s\nby %s", r.day(latest.At), r.named(r.names, latest.By).text()), doubtful)
}

// held tells whether an acceptance was given by somebody who held a role then.
func (r *register) held(a *risk.Acceptance, role record.Ref) bool {
	on := record.DateOf(a.At)
	return slices.ContainsFunc(r.holders, func(h *org.Assignment) bool {
		return h.Role == role && h.Person == a.By && h.From <= on && (h.Until == "" || h.Until >= on)
	})
}

// unbroken keeps the words of a text on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

func refs(ref record.Ref) []record.Ref {
	if ref == "" {
		return nil
	}
	return []record.Ref{ref}
}
