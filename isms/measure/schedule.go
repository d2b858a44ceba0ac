package measure

import (
	"slices"
	"sort"

	"surety/record"
)

// Span is a period of the calendar, both days included.
type Span struct{ From, Until record.Date }

// overlaps tells that the spans have a day in common.
func (s Span) overlaps(other Span) bool { return s.From <= other.Until && other.From <= s.Until }

// Schedule says of which periods readings are taken: one after the other from
// a first day on, each as long as the frequency. The reading of a period is
// due once it is over and the allowance has passed (ISO/IEC 27001 9.1 c leaves
// both to the organization).
type Schedule struct {
	Since     record.Date
	Every     record.Period
	Allowance record.Period
}

// mostPeriods bounds a schedule: daily readings for more than 25 years.
const mostPeriods = 10_000

// never is the last day that a date can name.
const never = record.Date("9999-12-31")

// regular tells that the schedule has periods at all.
func (s Schedule) regular() bool {
	years, months, days := s.Every.Parts()
	return s.Since != "" && years+months+days > 0
}

// start is the first day of the period with a number, from 0. Periods are
// counted from the first day rather than from each other, so that those of a
// month that begin on the 31st come back to it.
func (s Schedule) start(number int) record.Date {
	years, months, days := s.Every.Parts()
	day := s.Since.Time().AddDate(number*years, number*months, number*days)
	if day.Year() > 9999 {
		return never
	}
	return record.DateOf(day)
}

func (s Schedule) span(number int) Span {
	return Span{From: s.start(number), Until: s.start(number + 1).AddDays(-1)}
}

// Period is the period that a day lies in; false where there is none.
func (s Schedule) Period(day record.Date) (Span, bool) {
	if !s.regular() || day < s.Since {
		return Span{}, false
	}
	after := sort.Search(mostPeriods, func(number int) bool { return s.start(number+1) > day })
	return s.span(after), after < mostPeriods
}

// Last is the last period that was over on a day; false where there is none.
func (s Schedule) Last(day record.Date) (Span, bool) {
	within, ok := s.Period(day)
	if !ok {
		return Span{}, false
	}
	return s.Period(within.From.AddDays(-1))
}

// Due is the last day on which the reading of a period is in time.
func (s Schedule) Due(period Span) record.Date { return period.Until.Add(s.Allowance) }

// Missing are the periods whose reading is overdue on a day and that no span
// of those that were read covers, the oldest first.
func (s Schedule) Missing(read []Span, today record.Date) []Span {
	if !s.regular() {
		return nil
	}
	var missing []Span
	for number := range mostPeriods {
		period := s.span(number)
		if s.Due(period) >= today {
			break
		}
		if !slices.ContainsFunc(read, period.overlaps) {
			missing = append(missing, period)
		}
	}
	return missing
}
