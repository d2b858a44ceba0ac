package web

import (
	"fmt"
	"time"

	"surety/app"
	"surety/record"
)

// Forms in which days and instants are read.
const (
	dayForm     = "2 Jan 2006"
	instantForm = "2 Jan 2006 15:04"
)

// day writes a calendar day as people read it.
func day(d record.Date) string {
	if d == "" {
		return ""
	}
	return d.Time().Format(dayForm)
}

// fieldText writes a field's value for a person: dates as they are read, the
// rest as app words it.
func fieldText(names app.Names, f *record.Field, body any) string {
	if !f.IsSet(body) {
		return ""
	}
	switch value := f.Get(body).(type) {
	case record.Date:
		return day(value)
	case time.Time:
		return value.UTC().Format(instantForm)
	}
	return names.Text(f, body)
}

// until says how far a day lies ahead or behind; empty for one that is far.
func until(due, today record.Date) string {
	if due == "" || today == "" {
		return ""
	}
	days := int(due.Time().Sub(today.Time()).Hours() / 24)
	switch {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "since yesterday"
	case days < 0:
		return fmt.Sprintf("%d days ago", -days)
	case days <= 60:
		return fmt.Sprintf("in %d days", days)
	}
	return ""
}

// ago says how long an instant lies behind.
func ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < 2*time.Minute:
		return "a minute ago"
	case d < time.Hour:
		return fmt.Sprintf("%d minutes ago", int(d.Minutes()))
	case d < 2*time.Hour:
		return "an hour ago"
	case d < 24*time.Hour:
		return fmt.Sprintf("%d hours ago", int(d.Hours()))
	case d < 48*time.Hour:
		return "yesterday"
	case d < 31*24*time.Hour:
		return fmt.Sprintf("%d days ago", int(d.Hours()/24))
	}
	return t.UTC().Format(dayForm)
}
