package language

import (
	"strconv"
	"strings"
	"time"
)

// Day writes a calendar day: "27 Nov 2026", "27.11.2026". A zero time is nothing.
func (r Reader) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return r.locale.FmtDateMedium(t)
}

// Month writes a month in words: "November 2026".
func (r Reader) Month(t time.Time) string {
	return r.locale.MonthWide(t.Month()) + " " + strconv.Itoa(t.Year())
}

// ShortMonth writes a month where there is little room: "Nov 2026", "Nov. 2026".
func (r Reader) ShortMonth(t time.Time) string {
	return r.locale.MonthAbbreviated(t.Month()) + " " + strconv.Itoa(t.Year())
}

// Instant writes an instant in the reader's zone, to the minute: "27 Nov 2026, 14:05".
func (r Reader) Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(r.zone)
	return r.locale.FmtDateMedium(t) + ", " + t.Format("15:04")
}

// Until says how far a day lies ahead of today, or behind; empty for one that is
// further than two months ahead.
func (r Reader) Until(due, today time.Time) string {
	days := int(due.Sub(today).Hours() / 24)
	switch {
	case days == 0:
		return r.Say("today")
	case days == 1:
		return r.Say("tomorrow")
	case days == -1:
		return r.Say("since yesterday")
	case days < 0:
		return r.Count(-days, "a day ago", "%d days ago")
	case days <= 60:
		return r.Count(days, "in a day", "in %d days")
	}
	return ""
}

// Ago says how long an instant lies behind; after a month it writes the day.
func (r Reader) Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return r.Say("just now")
	case d < time.Hour:
		return r.Count(int(d.Minutes()), "a minute ago", "%d minutes ago")
	case d < 24*time.Hour:
		return r.Count(int(d.Hours()), "an hour ago", "%d hours ago")
	case d < 31*24*time.Hour:
		return r.Count(int(d.Hours()/24), "a day ago", "%d days ago")
	}
	return r.Day(t.In(r.zone))
}

// Period writes for how long something lasts: "1 year 6 months".
func (r Reader) Period(years, months, days int) string {
	var words []string
	if years > 0 {
		words = append(words, r.Count(years, "%d year", "%d years"))
	}
	if months > 0 {
		words = append(words, r.Count(months, "%d month", "%d months"))
	}
	if days > 0 {
		words = append(words, r.Count(days, "%d day", "%d days"))
	}
	return strings.Join(words, " ")
}
