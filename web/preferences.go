package web

import (
	"net/http"

	"surety/app"
	"surety/fault"
	"surety/language"
)

// preferencesView is the page of a person's own settings.
type preferencesView struct {
	Own       app.OwnAccount
	Stands    app.Preferences
	Languages []language.Name
	Zones     []string
	Wrong     []string
}

func (s *server) preferences(w http.ResponseWriter, v visit) error {
	return s.showPreferences(w, v, http.StatusOK, v.Actor.Preferences)
}

func (s *server) keepPreferences(w http.ResponseWriter, v visit) error {
	wanted := v.Actor.Preferences
	wanted.Language, wanted.Zone = v.PostFormValue("language"), v.PostFormValue("zone")
	wanted.Density, wanted.Theme = v.PostFormValue("density"), v.PostFormValue("theme")
	err := s.app.KeepPreferences(v.Context(), v.Actor, wanted)
	if fault.Is(err, fault.Invalid) {
		return s.showPreferences(w, v, http.StatusUnprocessableEntity, wanted, plain(err))
	}
	if err != nil {
		return err
	}
	setNotice(w, wanted.Reader(v.Header.Get("Accept-Language")).Say("Your settings are kept."))
	http.Redirect(w, v.Request, "/settings", http.StatusSeeOther)
	return nil
}

func (s *server) showPreferences(w http.ResponseWriter, v visit, status int, stands app.Preferences, wrong ...string) error {
	own, err := s.app.Own(v.Context(), s.secret(v.Request))
	if err != nil {
		return err
	}
	view := preferencesView{Own: own, Stands: stands, Languages: language.Names(), Zones: zones, Wrong: wrong}
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
