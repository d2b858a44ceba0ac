package web

import (
	"net/http"
	"strconv"

	"surety/app"
	"surety/app/agenda"
	"surety/fault"
	"surety/record"
	"surety/web/components"
)

// agendaRoutes are where a management review is prepared from the registers and its
// decisions are handed on.
func (s *server) agendaRoutes(records *http.ServeMux) {
	records.Handle("GET /{key}/inputs", s.page(s.inputs))
	records.Handle("POST /{key}/inputs", s.page(s.takeInputs))
	records.Handle("POST /{key}/task", s.page(s.carryOut))
}

// agendaView shows the inputs of a review beside what the registers say.
type agendaView struct{ *agenda.Agenda }

// What is done with a draft.
const (
	keepHeld  = "keep"
	fillIn    = "fill"
	putBelow  = "below"
	replaceIt = "replace"
)

// agendaOf computes the agenda of a review that the actor may fill.
func (s *server) agendaOf(v visit) (*agenda.Agenda, error) {
	list, err := agenda.Of(v.Context(), s.app, v.Actor, v.PathValue("key"))
	if err != nil {
		return nil, err
	}
	if err := app.CheckEdit(v.Actor, list.Review); err != nil {
		return nil, err
	}
	if state, _ := list.Review.Kind.Lifecycle.State(list.Review.State); state.Approved {
		return nil, fault.New(fault.Invalid, "the minutes of %s are approved", list.Review.Key).Mending("revoke the approval first, or plan the next review")
	}
	return list, nil
}

func (s *server) inputs(w http.ResponseWriter, v visit) error {
	list, err := s.agendaOf(v)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Inputs of %s", list.Review.Key), agendaPage(agendaView{list}))
}

// takeInputs writes the drafts that were chosen into the review. What was typed there
// stays, unless it was said that the draft takes its place.
func (s *server) takeInputs(w http.ResponseWriter, v visit) error {
	list, err := s.agendaOf(v)
	if err != nil {
		return err
	}
	base, err := baseOf(v)
	if err != nil {
		return err
	}
	set := map[string]string{}
	for _, in := range list.Inputs {
		switch choice := v.PostFormValue(in.Field.Name); {
		case choice == replaceIt, choice == fillIn && in.Empty():
			set[in.Field.Name] = string(in.Draft)
		case choice == putBelow:
			set[in.Field.Name] = string(in.Held) + "\n\n" + string(in.Draft)
		}
	}
	if len(set) == 0 {
		http.Redirect(w, v.Request, recordURL(list.Review.Key), http.StatusSeeOther)
		return nil
	}
	n := len(set)
	for name, day := range map[string]record.Date{"period_from": list.From, "period_to": list.To} {
		if f := list.Review.Kind.Field(name); !f.IsSet(list.Review.Body) {
			set[name] = string(day)
		}
	}
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Edit{ID: list.Review.ID, Base: base, Set: set}); err != nil {
		return err
	}
	setNotice(w, v.reader().Count(n, "One input is filled from the registers.", "%d inputs are filled from the registers."))
	http.Redirect(w, v.Request, recordURL(list.Review.Key), http.StatusSeeOther)
	return nil
}

// carryOut makes a task of a decision.
func (s *server) carryOut(w http.ResponseWriter, v visit) error {
	task, err := s.app.CarryOut(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Say("%s carries it out.", task.Key))
	http.Redirect(w, v.Request, recordURL(v.PathValue("key")), http.StatusSeeOther)
	return nil
}

// reviewPages lead from a review to its inputs.
func reviewPages(v visit, d *app.Detail) []components.Link {
	state, _ := d.Record.Kind.Lifecycle.State(d.Record.State)
	if d.Record.Kind.Name != "management_review" || !d.MayEdit || state.Approved {
		return nil
	}
	return []components.Link{{Label: v.reader().Say("Fill the inputs from the registers"), URL: recordURL(d.Record.Key) + "/inputs"}}
}

// numbered is the place of an input in ISO/IEC 27001 9.3.2.
func numbered(i int) string {
	return [...]string{"a", "b", "c", "d 1", "d 2", "d 3", "d 4", "e", "f", "g"}[i]
}

func revisionText(r *record.Record) string { return strconv.Itoa(r.Revision) }
