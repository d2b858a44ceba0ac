package agenda

import (
	"slices"
	"strings"

	"surety/isms/org"
	"surety/record"
)

// objectives drafts which objectives are reached, on the way or missed (9.3.2 d 4).
func (d *drafting) objectives(t *text) error {
	all, err := d.all("objective")
	if err != nil {
		return err
	}
	words := map[standing]string{
		missed: d.Say("missed"), offCourse: d.Say("off target"), unknown: d.Say("no result in this time"), onTheWay: d.Say("on the way"), reached: d.Say("reached"),
	}
	counts := map[standing]int{}
	var rows [][]string
	for _, which := range []standing{missed, offCourse, unknown, onTheWay, reached} {
		for _, rec := range all {
			o := rec.Body.(*org.Objective)
			if rec.State == "draft" || rec.Ended() && !d.period.holds(d.on(rec.Changed)) || d.stands(rec, o) != which {
				continue
			}
			counts[which]++
			last := d.latest(o)
			result := "–"
			if last != nil {
				result = d.Say("%s on %s", escape(last.Value), d.Day(last.On.Time()))
			}
			rows = append(rows, []string{d.link(rec), or(escape(o.Target)), result, d.named(o.Owner), d.day(o.Due), words[which]})
		}
	}
	if len(rows) == 0 {
		t.say(d.Say("No objective is in force."))
		return nil
	}
	t.say(d.Say("Reached: %d. On the way: %d. Off target: %d. Missed: %d. Without a result: %d.", counts[reached], counts[onTheWay], counts[offCourse], counts[missed], counts[unknown]))
	t.table([]string{d.Say("Objective"), d.Say("Target"), d.Say("Last result"), d.Say("Responsible"), d.Say("Finished by"), d.Say("Stands")}, rows, "/list/objective")
	return nil
}

// standing is how far an objective is.
type standing int

const (
	missed standing = iota
	offCourse
	unknown
	onTheWay
	reached
)

func (d *drafting) stands(rec *record.Record, o *org.Objective) standing {
	last := d.latest(o)
	over := o.Due != "" && o.Due < d.today
	switch {
	case rec.State == "reached", over && last != nil && last.Reached:
		return reached
	case over:
		return missed
	case last == nil || last.On < d.period.from:
		return unknown
	case last.Reached:
		return onTheWay
	}
	return offCourse
}

// latest is the newest result up to the period's end; nil where there is none.
func (d *drafting) latest(o *org.Objective) *org.Result {
	results := slices.DeleteFunc(slices.Clone(o.Results), func(r org.Result) bool { return r.On > d.period.to })
	if len(results) == 0 {
		return nil
	}
	last := slices.MaxFunc(results, func(a, b org.Result) int { return strings.Compare(string(a.On), string(b.On)) })
	return &last
}
