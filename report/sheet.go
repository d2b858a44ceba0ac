package report

import (
	"context"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// sheet is the paper of one record on its way, with what is read beside it.
type sheet struct {
	*Paper
	ctx   context.Context //nolint:containedctx // of one paper
	app   *app.App
	actor app.Actor
	rec   *record.Record
	names app.Names
}

// sheetOf makes the paper of one record of a kind. Its title block says what record
// it is, its state and who has approved it.
func sheetOf(ctx context.Context, a *app.App, actor app.Actor, kind, idOrKey string, fill func(*sheet) error) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		rec, err := a.Get(ctx, actor, idOrKey)
		if err != nil {
			return err
		}
		if rec.Kind.Name != kind {
			return fault.New(fault.NotFound, "there is no such paper of %s", rec.Key)
		}
		names, err := a.NamesOf(ctx, actor, rec)
		if err != nil {
			return err
		}
		s := &sheet{Paper: p, ctx: ctx, app: a, actor: actor, rec: rec, names: names}
		p.Name, p.Formats, p.Title = rec.Key, []string{PDF, DOCX, Markdown}, rec.Title()
		state, _ := rec.Kind.Lifecycle.State(rec.State)
		p.Standing = rec.Key + " · " + p.reader.Say(state.Label)
		if rec.Mark != record.MarkNone {
			p.Classification = p.reader.Say("Restricted")
		}
		s.fact(p.reader.Say(rec.Kind.Label), rec.Key)
		if err := fill(s); err != nil {
			return err
		}
		tone := doubtful
		if state.Approved || state.Frozen {
			tone = even
		}
		p.Facts = append(p.Facts, Fact{Label: p.reader.Say("State"), Value: p.reader.Say(state.Label), tone: tone})
		if rec.Kind.ApprovalsField() != nil {
			approvals := p.approvers(rec, names)
			if len(approvals) == 0 {
				approvals = []string{p.reader.Say("nobody yet")}
			}
			if len(approvals) > fewApprovals {
				s.approvals(approvals)
				approvals = []string{p.reader.Say("%d people, named at the end", len(approvals))}
			}
			s.fact(p.reader.Say("Approved by"), strings.Join(approvals, "; "))
		}
		return nil
	})
}

// fewApprovals is how many a title block has room for.
const fewApprovals = 4

// approvals lists who has approved at the end of a paper.
func (s *sheet) approvals(list []string) {
	s.add(heading{1, s.reader.Say("Approvals")}, paragraph(strings.Join(list, "; ")))
}

// fact adds an entry of the title block that is given.
func (s *sheet) fact(label, value string) {
	if value != "" {
		s.Facts = append(s.Facts, Fact{Label: label, Value: value})
	}
}

// facts adds fields to the title block.
func (s *sheet) facts(fields ...string) {
	for _, name := range fields {
		s.fact(s.label(name), s.cell(name).text())
	}
}

func (s *sheet) label(field string) string { return s.reader.Say(s.rec.Kind.Field(field).Label) }

// cell is a field in words.
func (s *sheet) cell(field string) cell {
	return s.fieldCell(s.names, s.rec.Kind.Field(field), s.rec.Body)
}

// written adds a field's text in Markdown under its label, or says that nothing is
// recorded.
func (s *sheet) written(level int, field string) {
	text, _ := s.rec.Kind.Field(field).Get(s.rec.Body).(record.Markdown)
	s.add(heading{level, s.label(field)})
	if record.IsBlank(string(text)) {
		s.add(paragraph(s.reader.Say("Nothing is recorded.")))
		return
	}
	s.add(prose(text))
}

// listed adds fields that are given as a table of label and value.
func (s *sheet) listed(head string, fields ...string) {
	t := &table{name: sheetName(head), columns: []column{{head: "", strong: true}, {head: ""}}}
	for _, name := range fields {
		if f := s.rec.Kind.Field(name); f.IsSet(s.rec.Body) {
			t.rows = append(t.rows, row{cells: []cell{said(s.label(name)), s.cell(name)}})
		}
	}
	s.add(heading{1, head})
	if len(t.rows) == 0 {
		s.add(paragraph(s.reader.Say("Nothing is recorded.")))
	}
	s.add(t)
}

// back reads the records of a kind that refer to this one by a field, and keeps
// their names and which are not for everybody.
func (s *sheet) back(kind, field string) ([]*record.Record, error) {
	return s.fitting(app.Query{Kind: kind, IncludeEnded: true, Filters: []app.Filter{{Field: field, Op: "eq", Values: []string{string(s.rec.ID)}}}})
}

func (s *sheet) fitting(query app.Query) ([]*record.Record, error) {
	listing, err := all(s.ctx, s.app, s.actor, query)
	if err != nil {
		return nil, err
	}
	for id, name := range listing.Names {
		s.names[id] = name
	}
	var live []*record.Record
	for _, rec := range listing.Records {
		if rec.State != record.StateRetired {
			live = append(live, rec)
		}
	}
	s.restrict(live)
	return live, nil
}

// of is a field of another record in words.
func (s *sheet) of(rec *record.Record, field string) cell {
	return s.fieldCell(s.names, rec.Kind.Field(field), rec.Body)
}

// keyCell is a cell that leads to a record.
func keyCell(rec *record.Record) cell { return cell{pieces: []piece{{text: rec.Key, key: rec.Key}}} }

// late says a day by which something has to be done, and marks one that is over.
func (s *sheet) late(rec *record.Record, day record.Date) cell {
	c := said(s.reader.Day(day.Time()))
	if day != "" {
		c.value = day
	}
	if day != "" && day < record.DateOf(s.Printed) && !rec.Ended() {
		c.tone = bad
	}
	return c
}
