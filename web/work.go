package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

// Bounds of what the page of a person's work shows.
const (
	workAhead  = 60  // days
	workFar    = 366 // days, where the person looks further
	mostOfWork = 200
)

func (s *server) workRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /calendar/{file}", s.calendarFeed)
	mux.Handle("POST /settings/calendar", s.page(s.newCalendar))
	mux.Handle("POST /settings/calendar/revoke", s.page(s.revokeCalendar))
	mux.Handle("GET /work", s.page(s.work))
	mux.Handle("POST /work/done/{key}", s.page(s.workDone))
	mux.Handle("GET /work/hand-on", s.page(s.handOnForm))
	mux.Handle("POST /work/hand-on", s.page(s.handOn))
	mux.Handle("POST /work/take-back/{id}", s.page(s.takeBack))
}

// workView is the page of what comes to a person.
type workView struct {
	app.Work
	Groups []workGroup
	Late   int
	Far    bool // the person looks a year ahead
}

// workGroup is what is due in one span of days.
type workGroup struct {
	ID    string
	Title string
	Due   []app.Due
}

func (s *server) work(w http.ResponseWriter, v visit) error {
	view := workView{Far: v.URL.Query().Get("ahead") == "year"}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	ahead := workAhead
	if view.Far {
		ahead = workFar
	}
	if view.Work, err = s.app.Work(v.Context(), v.Actor, today.AddDays(ahead), mostOfWork); err != nil {
		return err
	}
	view.Groups = workGroups(v.reader(), view.Work)
	for _, d := range view.Mine {
		if d.Day < today {
			view.Late++
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("My work"), workPage(view))
}

// workGroups parts what is due by day and week, what is late before all.
func workGroups(r language.Reader, w app.Work) []workGroup {
	sunday := w.Today.AddDays((7 - int(w.Today.Time().Weekday())) % 7)
	spans := []struct {
		workGroup
		until record.Date // the last day
	}{
		{workGroup{ID: "late", Title: r.Say("Overdue")}, w.Today.AddDays(-1)},
		{workGroup{ID: "today", Title: r.Say("Today")}, w.Today},
		{workGroup{ID: "week", Title: r.Say("This week")}, sunday},
		{workGroup{ID: "next", Title: r.Say("Next week")}, sunday.AddDays(7)},
		{workGroup{ID: "later", Title: r.Say("Later")}, "9999-12-31"},
	}
	for _, d := range w.Mine {
		for i := range spans {
			if d.Day <= spans[i].until {
				spans[i].Due = append(spans[i].Due, d)
				break
			}
		}
	}
	var groups []workGroup
	for _, s := range spans {
		if len(s.Due) > 0 {
			groups = append(groups, s.workGroup)
		}
	}
	return groups
}

// standing says in a sentence how much there is.
func (w workView) standing(r language.Reader) string {
	n := len(w.Mine) + len(w.Read)
	if n == 0 {
		return r.Say("Nothing is due from you.")
	}
	all := r.Count(n, "%d thing is due from you", "%d things are due from you")
	if w.More {
		all = r.Say("The first %d of what is due from you", len(w.Mine))
	}
	if w.Late == 0 {
		return all + "."
	}
	return all + ", " + r.Count(w.Late, "%d of them is overdue", "%d of them are overdue") + "."
}

func (s *server) workDone(w http.ResponseWriter, v visit) error {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	base, err := baseOf(v)
	if err != nil {
		return err
	}
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Move{ID: rec.ID, Base: base, Transition: v.PostFormValue("act")}); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("Done: %s. It can be opened again on its page.", rec.Key))
	http.Redirect(w, v.Request, "/work", http.StatusSeeOther)
	return nil
}

// handOnView is the form by which somebody else is asked to stand in.
type handOnView struct {
	Record *record.Record // nil: for everything, while the person is away
	Deputy string
	From   string
	Until  string
	Wrong  []string
}

func (s *server) handOnForm(w http.ResponseWriter, v visit) error {
	view := handOnView{}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	view.From = string(today)
	return s.showHandOn(w, v, http.StatusOK, view)
}

func (s *server) showHandOn(w http.ResponseWriter, v visit, status int, view handOnView) error {
	if key := v.FormValue("record"); key != "" {
		rec, err := s.app.Get(v.Context(), v.Actor, key)
		if err != nil {
			return err
		}
		view.Record = rec
	}
	title := v.reader().Say("I am away")
	if view.Record != nil {
		title = v.reader().Say("Hand on %s", view.Record.Key)
	}
	return s.show(w, v, status, title, handOnPage(title, view))
}

func (s *server) handOn(w http.ResponseWriter, v visit) error {
	view := handOnView{Deputy: v.PostFormValue("deputy"), From: v.PostFormValue("from"), Until: v.PostFormValue("until")}
	deputy, err := s.personTyped(v, view.Deputy)
	if err == nil {
		err = s.app.StandIn(v.Context(), v.Actor, app.StandInForm{Deputy: deputy, Record: v.PostFormValue("record"), From: record.Date(view.From), Until: record.Date(view.Until)})
	}
	if fault.Is(err, fault.Invalid) {
		view.Wrong = []string{plain(v.reader(), err)}
		return s.showHandOn(w, v, http.StatusUnprocessableEntity, view)
	}
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Say("Arranged. You answer for it all the same; only who does it has changed."))
	http.Redirect(w, v.Request, "/work", http.StatusSeeOther)
	return nil
}

// personTyped is the key of the person whose key or words were typed.
func (s *server) personTyped(v visit, text string) (string, error) {
	if text = strings.TrimSpace(text); text == "" || isKey(firstWord(text)) {
		return firstWord(text), nil
	}
	keys, remark, err := s.keysOf(v, s.app.Catalogue().Kind("task").Field("assignee"), text)
	switch {
	case err != nil:
		return "", err
	case len(keys) == 1:
		return keys[0], nil
	case len(keys) > 1:
		return "", fault.At(fault.Invalid, "", "deputy", "“%s” fits several: %s", clipText(text, 80), strings.Join(remark.Called, ", "))
	}
	return "", fault.At(fault.Invalid, "", "deputy", "%q is no person here", clipText(text, 80))
}

func (s *server) takeBack(w http.ResponseWriter, v visit) error {
	if err := s.app.EndStandIn(v.Context(), v.Actor, v.PathValue("id")); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("It is with you again."))
	http.Redirect(w, v.Request, "/work", http.StatusSeeOther)
	return nil
}

// figures says of which kinds how much is overdue.
func figures(r language.Reader, kinds []app.KindFigure) string {
	var parts []string
	for _, k := range kinds {
		label := k.Kind.Plural
		if k.N == 1 {
			label = k.Kind.Label
		}
		parts = append(parts, strconv.Itoa(k.N)+" "+r.Say(label))
	}
	return strings.Join(parts, ", ")
}

// days says from when until when.
func days(r language.Reader, from, until record.Date) string {
	if from == until {
		return r.Day(from.Time())
	}
	return fmt.Sprintf("%s – %s", r.Day(from.Time()), r.Day(until.Time()))
}

// waits tells that somebody other than the person has something to do.
func (w workView) waits() bool { return len(w.Handed)+len(w.Asked) > 0 }

// away tells that the person is away today.
func (w workView) away() bool {
	return slices.ContainsFunc(w.Away, func(h app.HandedOn) bool { return h.From <= w.Today })
}

func handOnSub(r language.Reader, h handOnView) string {
	if h.Record != nil {
		return r.Say("%s. Somebody else does it for some days; you go on answering for it.", h.Record.Title())
	}
	return r.Say("What falls due while you are away is shown to your deputy, and marked as yours.")
}
