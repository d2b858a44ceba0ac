package report

import (
	"context"
	"strings"

	"surety/app"
	"surety/isms/risk"
	"surety/language"
	"surety/record"
)

// Plan makes the paper of a risk treatment plan: what is done about which risk, by
// whom and by when, and what will remain (ISO/IEC 27001 6.1.3 e).
func Plan(ctx context.Context, a *app.App, actor app.Actor, idOrKey string) (*Paper, error) {
	return sheetOf(ctx, a, actor, "treatment_plan", idOrKey, func(s *sheet) error {
		r := s.reader
		s.Formats, s.Wide = []string{PDF, XLSX, Markdown}, true
		s.facts("version", "owner", "until", "system")
		treatments, err := s.back("treatment", "plan")
		if err != nil {
			return err
		}
		risks, err := s.risksOf(treatments)
		if err != nil {
			return err
		}
		if body := s.rec.Body.(*risk.Plan); body.Note != "" {
			s.add(prose(body.Note))
		}
		chart, err := Gantt(language.With(ctx, r), a, actor, s.rec, 900, false)
		if err != nil {
			return err
		}
		if chart != nil {
			s.add(drawing{chart.Title, chart})
		}
		s.add(heading{1, r.Say("Treatments")})
		if len(treatments) == 0 {
			s.add(paragraph(r.Say("No treatment belongs to this plan yet.")))
		}
		s.add(s.treatments(treatments, risks))
		return nil
	})
}

// risksOf reads the risks that treatments are of.
func (s *sheet) risksOf(treatments []*record.Record) (map[record.ID]*record.Record, error) {
	keys := map[string]bool{}
	var list []string
	for _, rec := range treatments {
		if name := s.names[rec.Body.(*risk.Treatment).Risk.ID()]; name.Key != "" && !keys[name.Key] {
			keys[name.Key] = true
			list = append(list, name.Key)
		}
	}
	found, err := s.app.Named(s.ctx, s.actor, list...)
	if err != nil {
		return nil, err
	}
	risks := map[record.ID]*record.Record{}
	for _, rec := range found {
		risks[rec.ID] = rec
	}
	return risks, nil
}

// treatments is the plan itself.
func (s *sheet) treatments(treatments []*record.Record, risks map[record.ID]*record.Record) *table {
	r := s.reader
	t := &table{name: sheetName(r.Say("Treatments")), columns: []column{
		{head: r.Say("Key"), short: true, strong: true}, {head: r.Say("Risk")}, {head: r.Say("Level")}, {head: r.Say("Treatment")}, {head: r.Say("What will be done")}, {head: r.Say("Responsible")}, {head: r.Say("Due"), short: true}, {head: r.Say("Cost"), number: true, short: true}, {head: r.Say("State")},
	}}
	for _, rec := range treatments {
		body := rec.Body.(*risk.Treatment)
		level := ""
		if of := risks[body.Risk.ID()]; of != nil {
			level = strings.Join(filled(of.Body.(*risk.Risk).Level, of.Body.(*risk.Risk).ResidualLevel), " → ")
		}
		due := s.late(rec, body.Due)
		if rec.State == "done" {
			due.tone = even
		}
		t.rows = append(t.rows, row{cells: []cell{
			keyCell(rec), s.of(rec, "risk"), said(level), s.means(rec), s.steps(body), s.of(rec, "owner"), due, s.of(rec, "cost"), s.stateCell(rec),
		}})
	}
	return t
}

// means is the option of a treatment with the controls that carry it out, and why.
func (s *sheet) means(rec *record.Record) cell {
	body := rec.Body.(*risk.Treatment)
	c := s.of(rec, "option")
	if len(body.Controls) > 0 {
		c.pieces = append(append(c.pieces, piece{text: ": "}), s.named(s.names, body.Controls...).pieces...)
	}
	if body.Reason != "" {
		c.pieces = append(c.pieces, piece{text: "\n" + body.Reason})
	}
	return c
}

// steps are the actions of a treatment, each with its day.
func (s *sheet) steps(body *risk.Treatment) cell {
	words := ""
	for _, action := range body.Actions {
		if words != "" {
			words += "\n"
		}
		words += "– " + strings.TrimSuffix(action.What, ".") + "."
		switch {
		case action.Done != "":
			words += " " + s.reader.Say("Done %s.", s.reader.Day(action.Done.Time()))
		case action.Due != "":
			words += " " + s.reader.Say("Due %s.", s.reader.Day(action.Due.Time()))
		}
	}
	return said(words)
}
