package report

import (
	"context"
	"slices"

	"surety/app"
	"surety/isms/audit"
	"surety/record"
)

// Audit makes the report of an audit: its place in the programme, scope, criteria and
// team, the findings by grade with what shows them, and the conclusion, to be signed
// (ISO/IEC 27001 9.2).
func Audit(ctx context.Context, a *app.App, actor app.Actor, idOrKey string) (*Paper, error) {
	return sheetOf(ctx, a, actor, "audit", idOrKey, func(s *sheet) error {
		body := s.rec.Body.(*audit.Audit)
		r := s.reader
		s.facts("type", "lead", "team", "outside", "programme")
		if body.HeldFrom != "" {
			s.fact(r.Say("Held"), r.Say("%s to %s", r.Day(body.HeldFrom.Time()), r.Day(body.HeldUntil.Time())))
		} else {
			s.facts("planned_from", "planned_until")
		}
		s.facts("system", "effectiveness")
		s.written(1, "conclusion")
		if body.Grounds != "" {
			s.add(paragraph(r.Say("%s, shown by: %s", s.cell("effectiveness").text(), body.Grounds)))
		}
		if err := s.findings(); err != nil {
			return err
		}
		s.listed(r.Say("Scope and criteria"), "clauses", "controls", "processes", "units", "sites", "supplier", "documents", "criteria", "left_out", "methods", "follows_up")
		s.written(1, "examined")
		s.ties()
		s.reported()
		s.add(signatures{s.signer("lead"), {role: r.Say("For the area audited")}})
		return nil
	})
}

// gradesOfFindings stand in a report in this order.
var gradesOfFindings = []string{"major", "nonconformity", "minor", "observation", "opportunity", "strength"}

// findings are the findings by grade, the gravest first.
func (s *sheet) findings() error {
	r := s.reader
	records, err := s.back("finding", "audit")
	if err != nil {
		return err
	}
	s.add(heading{1, r.Say("Findings")})
	if len(records) == 0 {
		s.add(paragraph(r.Say("Nothing was found that would have to be told.")))
		return nil
	}
	t := &table{name: sheetName(r.Say("Findings")), columns: []column{
		{head: r.Say("Key"), short: true, strong: true}, {head: r.Say("Finding")}, {head: r.Say("Criterion")}, {head: r.Say("Shown by")}, {head: r.Say("Head of the area")}, {head: r.Say("State"), short: true},
	}}
	counts := &table{name: sheetName(r.Say("Grades")), narrow: true, columns: []column{{head: r.Say("Grade"), strong: true}, {head: r.Say("Findings"), number: true, short: true}}}
	for _, grade := range gradesOfFindings {
		label := ""
		n := len(t.rows)
		for _, rec := range records {
			if rec.Body.(*audit.Finding).Grade != grade {
				continue
			}
			if label == "" {
				label = s.of(rec, "grade").text()
				t.rows = append(t.rows, row{group: label})
			}
			t.rows = append(t.rows, row{cells: s.finding(rec)})
		}
		if label != "" {
			c := said(r.Number(len(t.rows) - n - 1))
			c.value = len(t.rows) - n - 1
			counts.rows = append(counts.rows, row{cells: []cell{said(label), c}})
		}
	}
	s.add(counts, t)
	return nil
}

// finding are the cells of one finding. What nothing shows is said to be so.
func (s *sheet) finding(rec *record.Record) []cell {
	r := s.reader
	body := rec.Body.(*audit.Finding)
	what := body.Title
	if seen := unformed(string(body.Seen)); seen != "" {
		what += "\n" + seen
	}
	if body.Answer != "" {
		what += "\n" + r.Say("Answer of the area: %s", body.Answer)
	}
	against := body.Criterion
	if body.Clause != "" {
		against = body.Clause + " " + against
	}
	criterion := said(against)
	if body.Control != "" {
		criterion = s.named(s.names, body.Control)
		criterion.pieces = append(criterion.pieces, piece{text: "\n" + against})
	}
	shown := s.of(rec, "evidence")
	if len(body.Evidence) == 0 {
		shown = toned(r.Say("no evidence named"), doubtful)
	}
	return []cell{keyCell(rec), said(what), criterion, shown, s.of(rec, "owner"), s.stateCell(rec)}
}

// ties are what the auditors have declared about their part in what was audited
// (27001 9.2.2 b).
func (s *sheet) ties() {
	r := s.reader
	t := &table{name: sheetName(r.Say("Auditors")), columns: []column{{head: r.Say("Auditor"), strong: true}, {head: r.Say("Tie")}, {head: r.Say("Ended on"), short: true}, {head: r.Say("Note")}}}
	s.rowsOf(t, "ties", "auditor", "tie", "until", "note")
	s.add(heading{1, r.Say("Impartiality")})
	if len(t.rows) == 0 {
		s.add(paragraph(r.Say("No auditor has declared a tie, or that there is none.")))
	}
	s.add(t)
}

// reported are to whom the results were told (27001 9.2.2 c).
func (s *sheet) reported() {
	r := s.reader
	t := &table{name: sheetName(r.Say("Reported to")), narrow: true, columns: []column{{head: r.Say("Reported to"), strong: true}, {head: r.Say("On"), short: true}}}
	s.rowsOf(t, "reported", "person", "on")
	s.add(t)
}

// rowsOf puts the rows of a field into a table, under these of its columns.
func (s *sheet) rowsOf(t *table, field string, columns ...string) {
	f := s.rec.Kind.Field(field)
	for _, entry := range f.Rows(s.rec.Body) {
		cells := make([]cell, len(columns))
		for _, rf := range f.Row {
			if i := slices.Index(columns, rf.Name); i >= 0 {
				cells[i] = s.fieldCell(s.names, rf, entry)
			}
		}
		t.rows = append(t.rows, row{cells: cells})
	}
}
