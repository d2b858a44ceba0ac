package web

import (
	"net/http"
	"strings"
	"time"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/language"
	"surety/pack"
	"surety/record"
)

// homeView is what the first page shows.
type homeView struct {
	Name    string
	Now     time.Time
	Today   record.Date
	Report  *conform.Report // nil where nothing can be judged yet
	Several bool            // there are several management systems, and none was chosen
	Clauses []clauseView
	Failing []conform.Requirement
	Due     []app.Due     // what is due from the person, the next first
	ToRead  []app.Reading // documents that the person has yet to read
	Seen    time.Time     // when the person last said that they have seen what changed
	Lately  []app.Lately
	Tour    []tourStep // nil for who has left it
	Offer   offer      // of the demonstration
}

// How much the first page shows of each.
const (
	homeDue    = 10
	homeAhead  = 60 // days
	homeFails  = 12
	homeLately = 8
)

func (s *server) home(w http.ResponseWriter, v visit) error {
	view := homeView{Name: v.Actor.Name, Now: s.app.Now(), Seen: v.Actor.Preferences.Seen}
	var err error
	if view.Offer, err = s.offers(v); err != nil {
		return err
	}
	if view.Seen.IsZero() { // to who comes for the first time nothing is news
		if view.Seen, err = view.Now, s.keepSeen(v); err != nil {
			return err
		}
	}
	if view.Today, err = s.app.Today(v.Context(), v.Actor); err != nil {
		return err
	}
	view.Report, err = s.app.Verdict(v.Context(), v.Actor, app.VerdictQuery{System: v.URL.Query().Get("system")})
	if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Invalid) {
		return err
	}
	view.Several = fault.Is(err, fault.Invalid)
	if view.Report != nil {
		view.Clauses = clauses(language.From(v.Context()), view.Report)
		view.Failing = failing(view.Report)
	}
	if view.Due, err = s.app.Due(v.Context(), v.Actor, view.Today.AddDays(homeAhead), homeDue); err != nil {
		return err
	}
	if view.ToRead, err = s.app.ToRead(v.Context(), v.Actor); err != nil {
		return err
	}
	if view.Lately, err = s.app.Lately(v.Context(), v.Actor, homeLately); err != nil {
		return err
	}
	if !v.Actor.Preferences.Toured {
		if view.Tour, err = s.tourOf(v); err != nil {
			return err
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Home"), homePage(view))
}

// seen notes that the person has seen what changed.
func (s *server) seen(w http.ResponseWriter, v visit) error {
	if err := s.keepSeen(v); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/", http.StatusSeeOther)
	return nil
}

func (s *server) keepSeen(v visit) error {
	wanted := v.Actor.Preferences
	wanted.Seen = s.app.Now()
	return s.app.KeepPreferences(v.Context(), v.Actor, wanted)
}

// News counts what changed since the person has last seen it.
func (h homeView) News() int {
	n := 0
	for _, l := range h.Lately {
		if h.IsNew(l) {
			n++
		}
	}
	return n
}

// IsNew tells whether a change came after the person has last seen them.
func (h homeView) IsNew(l app.Lately) bool { return l.Record.Changed.After(h.Seen) }

func failing(r *conform.Report) []conform.Requirement {
	var list []conform.Requirement
	for _, q := range r.Requirements {
		if q.Force == pack.ForceRequirement && (q.Verdict == conform.Fails || q.Verdict == conform.NotComputed) {
			list = append(list, q)
		}
	}
	return list
}

// standing says in a sentence where we stand.
func (h homeView) standing(r language.Reader) string {
	if h.Report == nil {
		return ""
	}
	standard := h.Report.Pack.Designation
	fails := h.Report.Summary.Fails + h.Report.Summary.NotComputed
	parts := []string{r.Say("No requirement of %s fails by computation", standard)}
	if fails > 0 {
		parts[0] = r.Count(fails, "%d requirement of %s fails", "%d requirements of %s fail", standard)
	}
	if n := h.Report.Summary.NeedsPerson; n > 0 {
		parts = append(parts, r.Count(n, "%d needs a person", "%d need a person"))
	}
	if n := len(h.Due) + len(h.ToRead); n > 0 {
		parts = append(parts, r.Count(n, "%d thing is due from you", "%d things are due from you"))
	}
	return strings.Join(parts, "; ") + "."
}

// latelyWords says what was done to a record.
func latelyWords(r language.Reader, l app.Lately) string {
	switch {
	case l.New:
		return r.Say("new")
	case l.Before != "":
		return r.Say(l.Before) + " → " + r.Say(stateLabel(l.Record))
	case len(l.Fields) == 0:
		return r.Say("computed anew")
	case len(l.Fields) > 3:
		return r.Say("%s and %d more", strings.Join(saidAll(r, l.Fields[:2]), ", "), len(l.Fields)-2)
	}
	return strings.Join(saidAll(r, l.Fields), ", ")
}
