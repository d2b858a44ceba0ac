package agenda

import (
	"surety/isms/audit"
	"surety/record"
)

// decisions drafts what became of what earlier reviews decided (9.3.2 a): all that
// is open, and what was done within the period.
func (d *drafting) decisions(t *text) error {
	reviews, err := d.all("management_review")
	if err != nil {
		return err
	}
	of := map[record.Ref]bool{}
	for _, rec := range reviews {
		of[record.Ref(rec.ID)] = rec.ID != d.review.ID
	}
	all, err := d.all("review_decision")
	if err != nil {
		return err
	}
	var rows [][]string
	open, late, done := 0, 0, 0
	for _, rec := range all {
		decision := rec.Body.(*audit.Decision)
		if !of[decision.Review] || rec.Ended() && !d.period.holds(d.on(rec.Changed)) {
			continue
		}
		switch {
		case rec.Ended():
			done++
		case decision.Due != "" && decision.Due < d.today:
			late++
			open++
		default:
			open++
		}
		rows = append(rows, []string{
			d.link(rec), d.named(decision.Owner), d.due(rec, decision.Due), d.state(rec), d.named(decision.CarriedBy...), or(escape(decision.Result)),
		})
	}
	if len(rows) == 0 {
		t.say(d.Say("Earlier reviews have left nothing open, and nothing that they decided was finished since."))
		return nil
	}
	t.say(d.Say("Done since: %d. Open: %d, of these late: %d.", done, open, late))
	t.table([]string{d.Say("Decision"), d.Say("Responsible"), d.Say("Due"), d.Say("State"), d.Say("Carried out by"), d.Say("Result")}, rows, "/list/review_decision")
	return nil
}
