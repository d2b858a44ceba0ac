package agenda

import (
	"surety/app"
	"surety/isms/audit"
	"surety/record"
)

// grades are those of findings, the gravest first.
var grades = []string{"major", "nonconformity", "minor", "observation", "opportunity", "strength"}

// audits drafts what audits found, compared with the time before (9.3.2 d 3).
func (d *drafting) audits(t *text) error {
	all, err := d.all("audit")
	if err != nil {
		return err
	}
	now, then := map[string]int{}, map[string]int{}
	held, heldBefore := 0, 0
	var rows [][]string
	var missed [][]string
	for _, rec := range all {
		body := rec.Body.(*audit.Audit)
		switch {
		case d.period.holds(body.HeldUntil):
			held++
			counts, err := d.findings(rec, now)
			if err != nil {
				return err
			}
			rows = append(rows, []string{d.link(rec), d.value(rec, "type"), d.day(body.HeldUntil), counts, d.value(rec, "effectiveness"), d.state(rec)})
		case d.period.before().holds(body.HeldUntil):
			heldBefore++
			if _, err := d.findings(rec, then); err != nil {
				return err
			}
		case body.HeldUntil == "" && d.period.holds(max(body.PlannedFrom, body.PlannedUntil)) && max(body.PlannedFrom, body.PlannedUntil) < d.today:
			missed = append(missed, []string{d.link(rec), d.day(body.PlannedFrom), d.state(rec)})
		}
	}
	figures := [][]string{d.compared(d.Say("Audits held"), held, heldBefore)}
	for _, grade := range grades {
		if now[grade]+then[grade] > 0 {
			figures = append(figures, d.compared(d.option("finding", "grade", grade), now[grade], then[grade]))
		}
	}
	t.table(d.comparedHead(), figures, "")
	t.table([]string{d.Say("Audit"), d.Say("Type"), d.Say("Held until"), d.Say("Findings"), d.Say("Effectiveness"), d.Say("State")}, rows, "/list/audit")
	t.table([]string{d.Say("Planned and not held"), d.Say("Planned from"), d.Say("State")}, missed, "/list/audit")
	return nil
}

// findings counts the findings of an audit by grade into sums, and says them.
func (d *drafting) findings(rec *record.Record, sums map[string]int) (string, error) {
	counts, err := d.app.Count(d.ctx, d.actor, app.Query{Kind: "finding", IncludeEnded: true, Filters: []app.Filter{is("audit", string(rec.ID)), {Field: "state", Op: "ne", Values: []string{record.StateRetired}}}}, "grade")
	if err != nil {
		return "", err
	}
	words := ""
	for _, grade := range grades {
		if n := counts[grade]; n > 0 {
			sums[grade] += n
			if words != "" {
				words += ", "
			}
			words += d.option("finding", "grade", grade) + ": " + d.Number(n)
		}
	}
	return or(words), nil
}
