package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
	"surety/language"
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
	view := monthView{Kind: v.URL.Query().Get("kind"), Place: v.URL.Query().Get("place"), Mine: v.URL.Query().Get("mine") == "yes", Person: v.Actor.Person != ""}
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

// boardView is the records of a kind by their state.
type boardView struct {
	Kind    *record.Kind
	Kinds   []*record.Kind // that have a board
	Columns []boardColumn
	Names   app.Names
	Today   record.Date
	actor   app.Actor
}

// boardColumn is one state with what stands in it.
type boardColumn struct {
	record.State
	Records []*record.Record
	Total   int
}

// boards are the kinds of work that are moved from state to state.
var boards = []string{"task", "treatment", "corrective_action", "nonconformity", "improvement"}

// mostOnBoard is how many records a column of a board shows.
const mostOnBoard = 40

func (s *server) board(w http.ResponseWriter, v visit) error {
	name := v.PathValue("kind")
	if !slices.Contains(boards, name) {
		return fault.New(fault.NotFound, "there is no board of %s", name)
	}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	view := boardView{Kind: s.app.Catalogue().Kind(name), Names: app.Names{}, Today: today, actor: v.Actor}
	for _, other := range boards {
		view.Kinds = append(view.Kinds, s.app.Catalogue().Kind(other))
	}
	counts, err := s.app.Count(v.Context(), v.Actor, app.Query{Kind: name, IncludeEnded: true}, "state")
	if err != nil {
		return err
	}
	for _, state := range view.Kind.Lifecycle.States {
		if state.Name == record.StateRetired {
			continue
		}
		sort := view.Kind.MarkedField(record.MarkDue).Name
		if state.Ended {
			sort = "-changed"
		}
		page, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: name, Sort: sort, Limit: mostOnBoard, Filters: []app.Filter{{Field: "state", Values: []string{state.Name}}}})
		if err != nil {
			return err
		}
		for id, known := range page.Names {
			view.Names[id] = known
		}
		view.Columns = append(view.Columns, boardColumn{state, page.Records, counts[state.Name]})
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Board: %s", v.reader().Say(view.Kind.Plural)), boardPage(view))
}

// Moves are the ways out of a record's state that who looks may go, without that of
// being retired.
func (b boardView) Moves(rec *record.Record) []record.Transition {
	return slices.DeleteFunc(app.Moves(b.actor, rec), func(t record.Transition) bool { return t.To == record.StateRetired })
}

// Due is the day by which a record has to be done; empty where there is none.
func (b boardView) Due(rec *record.Record) record.Date {
	day, _ := b.Kind.MarkedField(record.MarkDue).Get(rec.Body).(record.Date)
	return day
}

// Late tells that this day is over.
func (b boardView) Late(rec *record.Record) bool {
	due := b.Due(rec)
	return due != "" && due < b.Today && !rec.Ended() && rec.State != "done"
}

// Owner is who has to do it.
func (b boardView) Owner(rec *record.Record) []record.Ref {
	if f := b.Kind.MarkedField(record.MarkDuty); f != nil {
		return f.Refs(rec.Body)
	}
	return nil
}

// afterMove is where one goes on after a record was moved: to its page, or to the
// board from which it was moved.
func afterMove(v visit, rec *record.Record) string {
	if v.PostFormValue("from") == "board" {
		return "/board/" + rec.Kind.Name
	}
	return recordURL(rec.Key)
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
