package agenda

import "surety/isms/audit"

// improvements drafts what could be done better (9.3.2 g).
func (d *drafting) improvements(t *text) error {
	all, err := d.all("improvement")
	if err != nil {
		return err
	}
	var open, done [][]string
	for _, rec := range all {
		i := rec.Body.(*audit.Improvement)
		switch {
		case !rec.Ended():
			decision := d.value(rec, "decision")
			if i.Decision == "" {
				decision = "**" + d.Say("to be decided") + "**"
			}
			open = append(open, []string{d.link(rec), d.value(rec, "source"), or(escape(i.Benefit)), decision, d.named(i.Owner), d.due(rec, i.Due)})
		case rec.State == "done" && d.period.holds(i.Done):
			done = append(done, []string{d.link(rec), d.day(i.Done), or(escape(i.Result))})
		}
	}
	if len(open)+len(done) == 0 {
		t.say(d.Say("No improvement is open, and none was finished."))
	}
	t.table([]string{d.Say("Open"), d.Say("Idea from"), d.Say("Expected benefit"), d.Say("Decision"), d.Say("Responsible"), d.Say("Due")}, open, "/list/improvement")
	t.table([]string{d.Say("Done"), d.Say("On"), d.Say("What got better")}, done, "/list/improvement?ended=yes")
	return nil
}
