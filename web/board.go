package web

import (
	"errors"
	"net/http"
	"slices"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

// boardView is the records of a kind by their state.
type boardView struct {
	Kind    *record.Kind
	Kinds   []*record.Kind // that have a board
	Columns []boardColumn
	Names   app.Names
	Today   record.Date
	Refused *refusedMove // what was asked of one of them and could not be done; nil: nothing
	actor   app.Actor
}

// refusedMove is why a record stays where it is.
type refusedMove struct {
	Record *record.Record
	Why    []refusal
}

// refusal is one thing that stands in the way, with where it is mended.
type refusal struct {
	Text string
	Mend components.Link
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
	view, err := s.boardView(v, v.PathValue("kind"))
	if err != nil {
		return err
	}
	return s.showBoard(w, v, http.StatusOK, view)
}

func (s *server) showBoard(w http.ResponseWriter, v visit, status int, view boardView) error {
	return s.show(w, v, status, v.reader().Say("Board: %s", v.reader().Say(view.Kind.Plural)), boardPage(view))
}

func (s *server) boardView(v visit, name string) (boardView, error) {
	if !slices.Contains(boards, name) {
		return boardView{}, fault.New(fault.NotFound, "there is no board of %s", name)
	}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return boardView{}, err
	}
	view := boardView{Kind: s.app.Catalogue().Kind(name), Names: app.Names{}, Today: today, actor: v.Actor}
	for _, other := range boards {
		view.Kinds = append(view.Kinds, s.app.Catalogue().Kind(other))
	}
	counts, err := s.app.Count(v.Context(), v.Actor, app.Query{Kind: name, IncludeEnded: true}, "state")
	if err != nil {
		return boardView{}, err
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
			return boardView{}, err
		}
		for id, known := range page.Names {
			view.Names[id] = known
		}
		view.Columns = append(view.Columns, boardColumn{state, page.Records, counts[state.Name]})
	}
	return view, nil
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

// Asks tells whether one is asked before a record is moved: where that can't be taken
// back, and where it says that the work is over.
func (b boardView) Asks(rec *record.Record, t record.Transition) bool {
	return asks(rec, t) || t.To == "done"
}

// At is what was refused of a record; nil where nothing was.
func (b boardView) At(rec *record.Record) *refusedMove {
	if b.Refused == nil || b.Refused.Record.ID != rec.ID {
		return nil
	}
	return b.Refused
}

// Shows tells whether a record stands on the board.
func (b boardView) Shows(rec *record.Record) bool {
	return slices.ContainsFunc(b.Columns, func(c boardColumn) bool {
		return slices.ContainsFunc(c.Records, func(other *record.Record) bool { return other.ID == rec.ID })
	})
}

// afterMove is where one goes on after a record was moved: to its page, or to its
// place on the board from which it was moved.
func afterMove(v visit, rec *record.Record) string {
	if onBoard(v, rec) {
		return "/board/" + rec.Kind.Name + "#" + rec.Key
	}
	return recordURL(rec.Key)
}

// onBoard tells that a record was moved on a board.
func onBoard(v visit, rec *record.Record) bool {
	return v.PostFormValue("from") == "board" && slices.Contains(boards, rec.Kind.Name)
}

// refuseMove tells on the board why a record could not be moved, at its card.
func (s *server) refuseMove(w http.ResponseWriter, v visit, rec *record.Record, err error) error {
	view, other := s.boardView(v, rec.Kind.Name)
	if other != nil {
		return other
	}
	view.Refused = &refusedMove{rec, refusals(v.reader(), rec, err)}
	return s.showBoard(w, v, fault.KindOf(err).Status(), view)
}

// refusals are what stands in the way of a move, each with the field where it is
// mended.
func refusals(r language.Reader, rec *record.Record, err error) []refusal {
	list, _ := errors.AsType[fault.List](err)
	if e := told(err); list == nil && e != nil {
		list = fault.List{e}
	}
	var why []refusal
	for _, e := range list {
		mend := r.Say("Edit")
		if said := e.SaidMend(r.Say); said != "" {
			mend = sentence(said)
		}
		why = append(why, refusal{sentence(e.Said(r.Say)), components.Link{Label: mend, URL: mendURL(rec.Key, e.Field)}})
	}
	return why
}
