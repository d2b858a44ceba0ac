package web

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"surety/connect/calendar"
	"surety/fault"
)

// calendarView says whether a person's calendar has an address.
type calendarView struct {
	Since  time.Time // zero: it has none
	Secret string    // the address that was made now, shown this once
}

// calendarFeed is what calendar programs read. The address is the key: nobody
// signs in.
func (s *server) calendarFeed(w http.ResponseWriter, r *http.Request) {
	secret, named := strings.CutSuffix(r.PathValue("file"), ".ics")
	c, err := s.app.Calendar(r.Context(), secret)
	if !named || fault.Is(err, fault.NotFound) {
		http.Error(w, "There is no calendar at this address, or no longer. Whoever it was makes a new one in their settings.", http.StatusNotFound)
		return
	}
	var text bytes.Buffer
	if err == nil {
		err = calendar.Write(&text, c, s.address(r), s.app.Now())
	}
	if err != nil {
		s.log.ErrorContext(r.Context(), "calendar not made", "error", err) // the path would show the secret
		http.Error(w, "The calendar could not be made. Try again later.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", calendar.MediaType)
	w.Header().Set("Cache-Control", "private, no-cache")
	if _, err := w.Write(text.Bytes()); err != nil {
		s.log.WarnContext(r.Context(), "calendar not sent", "error", err)
	}
}

func (s *server) newCalendar(w http.ResponseWriter, v visit) error {
	secret, err := s.app.NewCalendarAddress(v.Context(), v.Actor)
	if fault.Is(err, fault.Invalid) {
		return s.showPreferences(w, v, http.StatusUnprocessableEntity, preferencesView{Wrong: []string{plain(v.reader(), err)}})
	}
	if err != nil {
		return err
	}
	return s.showPreferences(w, v, http.StatusOK, preferencesView{Calendar: calendarView{Secret: s.address(v.Request) + "/calendar/" + secret + ".ics"}})
}

func (s *server) revokeCalendar(w http.ResponseWriter, v visit) error {
	if err := s.app.RevokeCalendarAddress(v.Context(), v.Actor); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("The address of your calendar is good for nothing now."))
	http.Redirect(w, v.Request, "/settings#calendar", http.StatusSeeOther)
	return nil
}
