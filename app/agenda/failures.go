package agenda

import (
	"cmp"
	"slices"

	"surety/isms/audit"
	"surety/record"
)

// nonconformities drafts how nonconformities and corrective actions develop
// (9.3.2 d 1).
func (d *drafting) nonconformities(t *text) error {
	all, err := d.all("nonconformity")
	if err != nil {
		return err
	}
	actions, err := d.all("corrective_action")
	if err != nil {
		return err
	}
	before := d.period.before()
	now, then := d.count(all, d.period), d.count(all, before)
	acted, actedThen := countActions(actions, d.period), countActions(actions, before)
	rows := [][]string{
		d.compared(d.Say("Noticed"), now.noticed, then.noticed),
		d.compared(d.Say("of these serious"), now.serious, then.serious),
		d.compared(d.Say("Closed"), now.closed, then.closed),
		d.compared(d.Say("Open at the end"), now.open, then.open),
		d.compared(d.Say("Corrective actions done"), acted, actedThen),
		d.compared(d.Say("Found not to have worked"), now.failed, then.failed),
	}
	for _, source := range d.app.Catalogue().Kind("nonconformity").Field("source").Options {
		if n, m := now.by[source.Value], then.by[source.Value]; n+m > 0 {
			rows = append(rows, d.compared(d.Say("Noticed by: %s", d.Say(source.Label)), n, m))
		}
	}
	t.table(d.comparedHead(), rows, "")
	late := 0
	for _, rec := range actions {
		if action := rec.Body.(*audit.CorrectiveAction); !rec.Ended() && action.Due != "" && action.Due < d.today {
			late++
		}
	}
	if late > 0 {
		t.say(d.Count(late, "One corrective action is late.", "%d corrective actions are late."))
	}
	if now.closed > 0 {
		t.say(d.Say("From being noticed to being closed with proof it took %d days in the middle.", middle(now.days)))
	}
	var open [][]string
	for _, rec := range all {
		if n := rec.Body.(*audit.Nonconformity); !rec.Ended() {
			open = append(open, []string{d.link(rec), d.day(n.Found), d.value(rec, "weight"), d.named(n.Owner), d.due(rec, n.Due), d.state(rec)})
		}
	}
	t.table([]string{d.Say("Open"), d.Say("Noticed on"), d.Say("Weight"), d.Say("Responsible"), d.Say("Due"), d.Say("State")}, open, "/list/nonconformity")
	return nil
}

// counted is what a time has brought of nonconformities.
type counted struct {
	noticed, serious, closed, open, failed int
	by                                     map[string]int // noticed, by source
	days                                   []int          // from being noticed to being closed
}

// count counts nonconformities in a time.
func (d *drafting) count(all []*record.Record, within span) counted {
	c := counted{by: map[string]int{}}
	for _, rec := range all {
		n := rec.Body.(*audit.Nonconformity)
		closed := d.closed(rec, n)
		if within.holds(n.Found) {
			c.noticed++
			c.by[n.Source]++
			if n.Weight == "serious" {
				c.serious++
			}
		}
		if within.holds(closed) {
			c.closed++
			c.days = append(c.days, int(closed.Time().Sub(n.Found.Time()).Hours()/24))
		}
		if n.Found <= within.to && (closed == "" || closed > within.to) {
			c.open++
		}
		for _, effect := range n.Effects {
			if within.holds(effect.On) && effect.Outcome == "not_effective" {
				c.failed++
			}
		}
	}
	return c
}

// closed is the day on which a nonconformity was proven to be removed: that of the
// last look at the effect. Where none was needed, what is closed is frozen, so that
// its last change is that by which it was closed. Empty while it is open.
func (d *drafting) closed(rec *record.Record, n *audit.Nonconformity) record.Date {
	if !rec.Ended() {
		return ""
	}
	last := record.Date("")
	for _, effect := range n.Effects {
		last = max(last, effect.On)
	}
	return cmp.Or(last, d.on(rec.Changed))
}

func countActions(actions []*record.Record, within span) int {
	n := 0
	for _, rec := range actions {
		if rec.State == "done" && within.holds(rec.Body.(*audit.CorrectiveAction).Done) {
			n++
		}
	}
	return n
}

// middle is the median of some numbers.
func middle(numbers []int) int {
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[len(sorted)/2]
}
