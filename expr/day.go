package expr

import (
	"time"

	"surety/record"
)

// Day is a calendar day, counted from 0001-01-01, which is no day as the zero
// time is no time. It is the compact form in which the next days of many
// answers are kept.
type Day int32

const (
	secondsOfDay = 24 * 60 * 60
	epoch        = 719162 // days from 0001-01-01 to 1970-01-01
)

// DayOf is the day of a date; 0 where none is set, or the date is none.
func DayOf(date record.Date) Day {
	if t := date.Time(); !t.IsZero() {
		return dayOf(t)
	}
	return 0
}

// dayOf is the day on which an instant falls in its own location.
func dayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	_, offset := t.Zone()
	seconds := t.Unix() + int64(offset)
	day := seconds / secondsOfDay
	if seconds%secondsOfDay < 0 {
		day--
	}
	return Day(day + epoch)
}

// Time is midnight UTC of the day; the zero time for no day.
func (d Day) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Unix(int64(d-epoch)*secondsOfDay, 0).UTC()
}

// Date is the day as a date; empty for no day.
func (d Day) Date() record.Date {
	if d == 0 {
		return ""
	}
	return record.DateOf(d.Time())
}

// Sooner is the earlier of two days, of which either may be none.
func (d Day) Sooner(other Day) Day {
	if d == 0 || other != 0 && other < d {
		return other
	}
	return d
}
