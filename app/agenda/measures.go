package agenda

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"surety/isms/measure"
	"surety/record"
)

// measurements drafts how the results of monitoring and measuring develop
// (9.3.2 d 2), those that are off their target first.
func (d *drafting) measurements(t *text) error {
	measures, err := d.all("measure")
	if err != nil {
		return err
	}
	readings, err := d.readings()
	if err != nil {
		return err
	}
	var lines []measured
	for _, rec := range measures {
		if !rec.Ended() {
			lines = append(lines, d.measured(rec, readings[record.Ref(rec.ID)]))
		}
	}
	if len(lines) == 0 {
		t.say(d.Say("Nothing is measured yet."))
		return nil
	}
	slices.SortStableFunc(lines, func(a, b measured) int { return cmp.Compare(a.rank, b.rank) })
	counts := map[int]int{}
	var rows [][]string
	for _, line := range lines {
		counts[line.rank]++
		rows = append(rows, line.cells)
	}
	t.say(d.Say("On target: %d. Off target: %d. Alarm: %d. Without a reading in this time: %d.", counts[3], counts[1], counts[0], counts[2]))
	t.table([]string{d.Say("Measure"), d.Say("Target"), d.Say("Last reading"), d.Say("The one before"), d.Say("Trend"), d.Say("Stands")}, rows, "/list/measure")
	return d.evaluations(t)
}

// measured is a measure in a table; the worst has the lowest rank.
type measured struct {
	rank  int
	cells []string
}

// lookBack is how long before the period a reading may lie that the last one is
// compared with.
const lookBack = 730 // days

// readings are the readings of each measure up to the period's end, the
// newest first.
func (d *drafting) readings() (map[record.Ref][]*measure.Reading, error) {
	records, err := d.all("reading", d.readingTime()...)
	if err != nil {
		return nil, err
	}
	readings := map[record.Ref][]*measure.Reading{}
	for _, rec := range records {
		if !rec.Ended() {
			r := rec.Body.(*measure.Reading)
			readings[r.Measure] = append(readings[r.Measure], r)
		}
	}
	for _, of := range readings {
		slices.SortStableFunc(of, func(a, b *measure.Reading) int { return cmp.Compare(b.From, a.From) })
	}
	return readings, nil
}

// measured holds the last reading up to the period's end against the target and the
// one before.
func (d *drafting) measured(rec *record.Record, readings []*measure.Reading) measured {
	m := rec.Body.(*measure.Measure)
	unit := func(value string) string {
		if value == "" {
			return "–"
		}
		return escape(strings.TrimSpace(value + " " + m.Unit))
	}
	if len(readings) == 0 || readings[0].Until < d.period.from {
		return measured{2, []string{d.link(rec), unit(m.Target), "–", "–", "–", d.Say("no reading")}}
	}
	last := readings[0]
	before, trend := "–", "–"
	if len(readings) > 1 {
		previous := readings[1]
		before, trend = unit(previous.Value), d.moved(m, last.Value, previous.Value)
	}
	value, rank := unit(last.Value), 3
	if last.Value == "" {
		value, rank = d.Say("none: %s", escape(last.Gap)), 2
	}
	switch last.Standing {
	case "alarm":
		rank = 0
	case "off_target":
		rank = 1
	}
	standing := or(d.option("reading", "standing", last.Standing))
	if rank < 2 {
		standing = "**" + standing + "**"
	}
	return measured{rank, []string{d.link(rec), unit(m.Target), value, before, trend, standing}}
}

// moved says which way a measure goes.
func (d *drafting) moved(m *measure.Measure, now, before string) string {
	a, err := strconv.ParseFloat(now, 64)
	b, other := strconv.ParseFloat(before, 64)
	switch {
	case err != nil || other != nil:
		return "–"
	case a == b:
		return d.Say("as before")
	case (a < b) == (m.Better == "less"):
		return d.Say("better")
	}
	return d.Say("worse")
}

// evaluations names what was concluded from the readings within the period.
func (d *drafting) evaluations(t *text) error {
	evaluations, err := d.all("evaluation")
	if err != nil {
		return err
	}
	var list []string
	for _, rec := range evaluations {
		if d.period.holds(rec.Body.(*measure.Evaluation).On) {
			list = append(list, d.link(rec))
		}
	}
	if len(list) > 0 {
		t.say(d.Say("Evaluated in: %s.", strings.Join(list, "; ")))
	}
	return nil
}
