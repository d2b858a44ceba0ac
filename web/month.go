package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
	"surety/isms/assess"
	"surety/language"
	"surety/pack"
	"surety/record"
)

// monthView is what is due and planned in a month.
type monthView struct {
	Month  time.Time // its first day
	Today  record.Date
	Kinds  []*record.Kind // that have a day
	Kind   string
	Place  string
	Mine   bool // what is due from who looks, alone
	Weeks  [][]monthDay
	Due    []app.Appointment
	More   bool
	Person bool // who looks is a person

	packs *pack.Set
}

// monthDay is a day with what is due on it.
type monthDay struct {
	Day    record.Date
	Within bool // the month
	Due    []app.Appointment
}

// mostOfMonth is how many records of each kind a month shows.
const mostOfMonth = 100

func (s *server) month(w http.ResponseWriter, v visit) error {
	view, err := s.monthView(v)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Calendar"), monthPage(view))
}

func (s *server) monthView(v visit) (monthView, error) {
	view := monthView{Kind: v.URL.Query().Get("kind"), Place: v.URL.Query().Get("place"), Mine: v.URL.Query().Get("mine") == "yes", Person: v.Actor.Person != "", packs: s.app.Packs()}
	var err error
	if view.Today, err = s.app.Today(v.Context(), v.Actor); err != nil {
		return view, err
	}
	view.Month, err = time.Parse("2006-01", string(view.Today)[:7])
	if asked := v.URL.Query().Get("month"); asked != "" {
		view.Month, err = time.Parse("2006-01", asked)
	}
	if err != nil {
		return view, fault.New(fault.Malformed, "%q is no month: expected one such as 2026-11", v.URL.Query().Get("month"))
	}
	for _, kind := range s.app.Catalogue().Kinds() {
		if len(app.DaysOf(kind)) > 0 && (view.Place == "" || kind.Place == view.Place) {
			view.Kinds = append(view.Kinds, kind)
		}
	}
	begin := view.Month.AddDate(0, 0, -(int(view.Month.Weekday())+6)%7) // the Monday before
	end := view.Month.AddDate(0, 1, -1)
	query := app.ScheduleQuery{From: record.DateOf(view.Month), Until: record.DateOf(end), Kind: view.Kind, Place: view.Place, Limit: mostOfMonth}
	if view.Mine {
		query.Person = record.Ref(v.Actor.Person)
	}
	if view.Due, view.More, err = s.app.Schedule(v.Context(), v.Actor, query); err != nil {
		return view, err
	}
	for day := begin; !day.After(end); day = day.AddDate(0, 0, 7) {
		var week []monthDay
		for i := range 7 {
			on := day.AddDate(0, 0, i)
			cell := monthDay{Day: record.DateOf(on), Within: on.Month() == view.Month.Month()}
			for _, due := range view.Due {
				if due.Day == cell.Day {
					cell.Due = append(cell.Due, due)
				}
			}
			week = append(week, cell)
		}
		view.Weeks = append(view.Weeks, week)
	}
	return view, nil
}

// TitleOf is what a record is called on the calendar: a judgement by what it is on, as
// the number of a requirement alone says little.
func (m monthView) TitleOf(r language.Reader, rec *record.Record) string {
	body, ok := rec.Body.(*assess.Judgement)
	if !ok {
		return rec.Title()
	}
	title := ""
	if e := m.packs.Entry(pack.Ref{Pack: body.Standard, Edition: body.Edition, ID: body.Requirement}); e != nil {
		title = e.Title.In(r.Tag())
	}
	if title == "" {
		return r.Say("Judgement of %s", body.Requirement)
	}
	return r.Say("Judgement of %s: %s", body.Requirement, title)
}

// URL is the address of the calendar.
func (m monthView) URL() string {
	values := url.Values{"month": {m.Month.Format("2006-01")}}
	for name, value := range map[string]string{"kind": m.Kind, "place": m.Place} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if m.Mine {
		values.Set("mine", "yes")
	}
	return "/calendar?" + values.Encode()
}

// Beside is the address of so many months later.
func (m monthView) Beside(months int) string {
	m.Month = m.Month.AddDate(0, months, 0)
	return m.URL()
}

// Of is the address with one kind alone, or all of a place.
func (m monthView) Of(place, kind string) string {
	m.Place, m.Kind = place, kind
	return m.URL()
}

// Whose is the address with what is due from who looks alone, or from all.
func (m monthView) Whose(mine bool) string {
	m.Mine = mine
	return m.URL()
}

// shortDay is the number of a day in its month.
func shortDay(day record.Date) string { return strings.TrimPrefix(string(day)[8:], "0") }

// has tells whether something of a kind is due in the month.
func (m monthView) has(kind string) bool {
	return slices.ContainsFunc(m.Due, func(d app.Appointment) bool { return d.Record.Kind.Name == kind })
}

// weekdays are the days of a week, from Monday on.
func weekdays(r language.Reader) []string {
	return []string{r.Say("Mon"), r.Say("Tue"), r.Say("Wed"), r.Say("Thu"), r.Say("Fri"), r.Say("Sat"), r.Say("Sun")}
}
