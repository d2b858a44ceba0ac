package agenda

import (
	"surety/app"
	"surety/isms/audit"
	"surety/record"
)

// span is some days, both ends among them.
type span struct{ from, to record.Date }

func (s span) holds(day record.Date) bool { return day != "" && day >= s.from && day <= s.to }

// before is as long a time, up to this one.
func (s span) before() span {
	days := int(s.to.Time().Sub(s.from.Time()).Hours()/24) + 1
	return span{s.from.AddDays(-days), s.from.AddDays(-1)}
}

// choosePeriod finds the time that the review looks back on: as it says itself, else
// from the last review that was held, or for a year where there was none, until it is
// held, or today.
func (d *drafting) choosePeriod() error {
	d.period = span{d.body.From, d.body.To}
	if d.period.to == "" {
		d.period.to = d.today
		if d.body.Held != "" && d.body.Held < d.today {
			d.period.to = d.body.Held
		}
	}
	if d.period.from != "" {
		return nil
	}
	d.period.from = record.DateOf(d.period.to.Time().AddDate(-1, 0, 1))
	earlier, err := d.all("management_review", app.Filter{Field: "held", Op: "set"})
	if err != nil {
		return err
	}
	last := record.Date("")
	for _, rec := range earlier {
		if held := rec.Body.(*audit.Review).Held; rec.ID != d.review.ID && held < d.period.to {
			last = max(last, held)
		}
	}
	if last != "" {
		d.period.from = last.AddDays(1)
	}
	return nil
}
