package report

import (
	"context"

	"surety/app"
	"surety/isms/audit"
)

// reviewInputs are the fields of a review that hold what it looked at, in the order
// of ISO/IEC 27001 9.3.2.
var reviewInputs = []string{"earlier_actions", "issues", "needs", "nonconformities", "measurements", "audit_results", "objectives", "feedback", "risks", "opportunities"}

// Minutes makes the paper of a management review: what it looked at, concluded and
// decided, to be signed (ISO/IEC 27001 9.3).
func Minutes(ctx context.Context, a *app.App, actor app.Actor, idOrKey string) (*Paper, error) {
	return sheetOf(ctx, a, actor, "management_review", idOrKey, func(s *sheet) error {
		body := s.rec.Body.(*audit.Review)
		r := s.reader
		s.facts("held", "chair", "attendees", "minutes_by")
		if body.Held == "" {
			s.facts("planned")
		}
		if body.From != "" || body.To != "" {
			s.fact(r.Say("Looks back"), r.Say("%s to %s", r.Day(body.From.Time()), r.Day(body.To.Time())))
		}
		s.facts("system", "next")
		decisions, err := s.decisions()
		if err != nil {
			return err
		}
		s.add(heading{1, r.Say("Decisions")})
		if len(decisions.rows) == 0 {
			s.add(paragraph(r.Say("Nothing is decided yet.")))
		}
		s.add(decisions, heading{1, r.Say("Conclusions")}, s.conclusions())
		s.add(heading{1, r.Say("What was looked at")})
		for _, field := range reviewInputs {
			s.written(2, field)
		}
		if body.Minutes != "" {
			s.written(1, "minutes")
		}
		s.add(signatures{s.signer("chair"), s.signer("minutes_by")})
		return nil
	})
}

// conclusions are whether the system is suitable, adequate and effective, and why
// (27001 9.3.1).
func (s *sheet) conclusions() *table {
	r := s.reader
	t := &table{name: sheetName(r.Say("Conclusions")), columns: []column{{head: r.Say("The management system is"), strong: true}, {head: r.Say("Conclusion"), short: true}, {head: r.Say("Because")}}}
	for _, field := range []string{"suitable", "adequate", "effective"} {
		answer := s.cell(field)
		if answer.text() == "" {
			answer = toned(r.Say("not concluded"), bad)
		}
		t.rows = append(t.rows, row{cells: []cell{said(s.label(field)), answer, s.cell(field + "_why")}})
	}
	return t
}

// decisions are what was decided (27001 9.3.3).
func (s *sheet) decisions() (*table, error) {
	r := s.reader
	records, err := s.back("review_decision", "review")
	if err != nil {
		return nil, err
	}
	t := &table{name: sheetName(r.Say("Decisions")), columns: []column{
		{head: r.Say("Key"), short: true, strong: true}, {head: r.Say("Decision")}, {head: r.Say("On")}, {head: r.Say("Responsible")}, {head: r.Say("Due"), short: true}, {head: r.Say("State"), short: true}, {head: r.Say("Carried out by")},
	}}
	for _, rec := range records {
		t.rows = append(t.rows, row{cells: []cell{
			keyCell(rec), s.of(rec, "title"), s.of(rec, "type"), s.of(rec, "owner"), s.late(rec, rec.Body.(*audit.Decision).Due), s.stateCell(rec), s.of(rec, "carried_by"),
		}})
	}
	return t, nil
}
