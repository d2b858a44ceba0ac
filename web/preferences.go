package web

import (
	"net/http"
	"strconv"

	"surety/app"
	"surety/fault"
	"surety/language"
)

// preferencesView is the page of a person's own settings.
type preferencesView struct {
	Own       own
	Stands    *app.Preferences // nil: those that are kept
	Languages []language.Name
	Zones     []string
	Wrong     []string
	Tour      bool  // it was left, and something of it is open
	Offer     offer // of the demonstration
	Mail      bool  // mails are sent
	Calendar  calendarView
}

func (s *server) preferences(w http.ResponseWriter, v visit) error {
	return s.showPreferences(w, v, http.StatusOK, preferencesView{})
}

func (s *server) keepPreferences(w http.ResponseWriter, v visit) error {
	wanted := v.Actor.Preferences
	wanted.Language, wanted.Zone = v.PostFormValue("language"), v.PostFormValue("zone")
	wanted.Density, wanted.Theme = v.PostFormValue("density"), v.PostFormValue("theme")
	wanted.Digest = v.PostFormValue("digest")
	hour, err := strconv.Atoi(v.PostFormValue("digest_hour"))
	if err == nil {
		wanted.DigestHour = hour
	}
	err = s.app.KeepPreferences(v.Context(), v.Actor, wanted)
	if fault.Is(err, fault.Invalid) {
		return s.showPreferences(w, v, http.StatusUnprocessableEntity, preferencesView{Stands: &wanted, Wrong: []string{plain(v.reader(), err)}})
	}
	if err != nil {
		return err
	}
	setNotice(w, wanted.Reader(v.Header.Get("Accept-Language")).Say("Your settings are kept."))
	http.Redirect(w, v.Request, "/settings", http.StatusSeeOther)
	return nil
}

func (s *server) showPreferences(w http.ResponseWriter, v visit, status int, view preferencesView) error {
	secret := view.Own.Secret
	var err error
	if view.Own, err = s.ownAccount(v); err != nil {
		return err
	}
	if v.Actor.Preferences.Toured {
		steps, err := s.tourOf(v)
		if err != nil {
			return err
		}
		view.Tour = len(steps) > 0
	}
	if view.Offer, err = s.offers(v); err != nil {
		return err
	}
	if view.Calendar.Since, err = s.app.CalendarSince(v.Context(), v.Actor); err != nil {
		return err
	}
	view.Own.Secret, view.Languages, view.Zones, view.Mail = secret, language.Names(), zones, s.mail != nil
	if view.Stands == nil {
		view.Stands = &v.Actor.Preferences
	}
	return s.show(w, v, status, v.reader().Say("Your settings"), preferencesPage(view))
}

// zones are suggested; any other IANA name can be typed.
var zones = []string{
	"UTC", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Paris", "Europe/Brussels",
	"Europe/Amsterdam", "Europe/Madrid", "Europe/Rome", "Europe/Copenhagen", "Europe/Oslo", "Europe/Stockholm", "Europe/Helsinki", "Europe/Warsaw",
	"Europe/Prague", "Europe/Budapest", "Europe/Bucharest", "Europe/Athens", "Europe/Istanbul", "America/New_York", "America/Chicago", "America/Denver",
	"America/Los_Angeles", "America/Sao_Paulo", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo",
	"Australia/Sydney", "Pacific/Auckland",
}
