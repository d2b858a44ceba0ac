// Package calendar writes what is due from a person as an iCalendar (RFC 5545), to
// which calendar programs subscribe.
//
// Each thing is an event of one whole day. Such a day is a DATE without a time
// zone: it is the same day wherever the calendar is looked at, as it is in the
// register. What is marked confidential is not named: calendars are shared, and
// lie on other people's servers.
package calendar

import (
	"io"
	"time"

	ics "github.com/arran4/golang-ical"

	"surety/app"
)

// MediaType is that of what Write writes.
const MediaType = "text/calendar; charset=utf-8"

// Write writes a calendar; base is the address under which people reach surety.
func Write(w io.Writer, c *app.Calendar, base string, now time.Time) error {
	r := c.Reader
	calendar := ics.NewCalendarFor("surety")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetXWRCalName(r.Say("My work") + " · " + c.Organization)
	calendar.SetRefreshInterval("PT1H")
	calendar.SetXPublishedTTL("PT1H")
	for _, due := range c.Due {
		event := calendar.AddEvent(due.UID())
		event.SetDtStampTime(now)
		event.SetAllDayStartAt(due.Day.Time())
		event.SetAllDayEndAt(due.Day.AddDays(1).Time())
		event.SetTimeTransparency(ics.TransparencyTransparent) // it takes nobody's time
		summary := due.Name.Outside(r) + " · " + r.Say(due.Field.Label)
		if due.For != nil {
			summary += " · " + r.Say("for %s", due.For.Said(r))
		}
		event.SetSummary(summary)
		event.AddCategory(r.Say(due.Name.Kind.Label))
		if !due.Name.Restricted {
			event.SetURL(base + "/" + due.Name.Key)
			event.SetDescription(due.Name.Key + " · " + r.Say(due.Name.Kind.Label) + "\n" + base + "/" + due.Name.Key)
		}
	}
	return calendar.SerializeTo(w, ics.WithNewLineWindows) // which RFC 5545 asks for
}
