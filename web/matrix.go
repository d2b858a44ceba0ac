package web

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
)

// matrixURL lays out the matrix of a method.
func matrixURL(key string) string { return recordURL(key) + "/matrix" }

// matrixView is the page on which a method's matrix is laid out.
type matrixView struct {
	Record  *record.Record
	Form    matrixForm
	MayEdit bool
	Base    int
	Looked  bool // what it changes is shown, and it may be saved
	Changes matrixChanges
	Wrong   []string
	Stale   bool
}

func (s *server) matrixForm(w http.ResponseWriter, v visit) error {
	view, err := s.matrixOf(v)
	if err != nil {
		return err
	}
	view.Form = newMatrixForm(view.Record.Body.(*risk.Method))
	view.Form.palette = palette(view.Record.Kind)
	if view.Form.roles, err = s.roles(v); err != nil {
		return err
	}
	view.Base = view.Record.Revision
	return s.showMatrix(w, v, http.StatusOK, view)
}

func (s *server) matrixOf(v visit) (*matrixView, error) {
	rec, err := s.recordOf(v, v.PathValue("key"), "risk_method")
	if err != nil {
		return nil, err
	}
	return &matrixView{Record: rec, MayEdit: app.MayCreate(v.Actor, rec.Kind)}, nil
}

// palette are the colours of levels.
func palette(method *record.Kind) []record.Option {
	for _, f := range method.Field("levels").Row {
		if f.Name == "colour" {
			return f.Options
		}
	}
	return nil
}

// roles are those who may be named to accept a level.
func (s *server) roles(v visit) ([]*record.Record, error) {
	listing, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "role", Sort: "title", Limit: app.MostLimit})
	if err != nil {
		return nil, err
	}
	return listing.Records, nil
}

func (s *server) showMatrix(w http.ResponseWriter, v visit, status int, view *matrixView) error {
	return s.show(w, v, status, v.reader().Say("Matrix of %s", view.Record.Key), matrixPage(*view))
}

// matrix carries out a button of the form: another size, a look at what changes, or
// saving it.
func (s *server) matrix(w http.ResponseWriter, v visit) error {
	view, err := s.matrixOf(v)
	if err != nil {
		return err
	}
	if !view.MayEdit {
		return fault.At(fault.Forbidden, view.Record.Key, "", "%s may not change this matrix", v.Actor.Name).Mending("ask a manager")
	}
	if view.Base, err = baseOf(v); err != nil {
		return err
	}
	stands := view.Record.Body.(*risk.Method)
	view.Form = readMatrixForm(v.PostForm)
	view.Form.palette = palette(view.Record.Kind)
	if view.Form.roles, err = s.roles(v); err != nil {
		return err
	}
	act := v.PostFormValue("act")
	if act != "save" && act != "look" {
		view.Form.change(act)
		return s.showMatrix(w, v, http.StatusOK, view)
	}
	drafted := view.Form.method(stands)
	if view.Wrong = faultsOf(v.reader(), view.Record, drafted); len(view.Wrong) > 0 {
		return s.showMatrix(w, v, http.StatusUnprocessableEntity, view)
	}
	if view.Changes, err = s.matrixChanges(v, view, stands, drafted); err != nil {
		return err
	}
	view.Looked = true
	if act == "look" {
		return s.showMatrix(w, v, http.StatusOK, view)
	}
	return s.saveMatrix(w, v, view, drafted)
}

func (s *server) saveMatrix(w http.ResponseWriter, v visit, view *matrixView, drafted *risk.Method) error {
	_, err := s.app.Do(v.Context(), v.Actor, app.Request{Note: strings.TrimSpace(v.PostFormValue("reason"))}, app.Edit{ID: view.Record.ID, Base: view.Base, Body: drafted})
	switch {
	case err == nil:
		setNotice(w, v.reader().Say("%s is saved.", view.Record.Key))
		http.Redirect(w, v.Request, matrixURL(view.Record.Key), http.StatusSeeOther)
		return nil
	case fault.Is(err, fault.Stale):
		view.Stale, view.Base = true, view.Record.Revision
		return s.showMatrix(w, v, http.StatusConflict, view)
	case fault.Is(err, fault.Invalid):
		view.Wrong = strings.Split(plain(v.reader(), err), "\n")
		return s.showMatrix(w, v, http.StatusUnprocessableEntity, view)
	}
	return err
}

// faultsOf says what is wrong with a drafted method, in its own words.
func faultsOf(r language.Reader, rec *record.Record, drafted *risk.Method) []string {
	var list []string
	draft := *rec
	draft.Body = drafted
	for _, f := range rec.Kind.Validate(&draft) {
		list = append(list, capital(f.Said(r.Say)))
	}
	return list
}

// matrixChanges is what a drafted method does to the risks that were assessed by it.
type matrixChanges struct {
	Cells   []cellChange // whose level changes, the worst first
	Gone    int          // risks with a step that is no longer there
	Accepts []risk.Level // whose permission changes, as they would be
	Renamed [][2]string  // levels: what they are called, and would be
	Same    bool         // nothing changes at all
}

// cellChange is a cell whose level changes.
type cellChange struct {
	At       steps
	From, To string
	Risks    int // assessed there
	Rest     int // of which it remains there
}

// matrixChanges compares a drafted method with the one that stands and counts the
// risks in the cells that change. It counts as who looks may.
func (s *server) matrixChanges(v visit, view *matrixView, stands, drafted *risk.Method) (matrixChanges, error) {
	changes := matrixChanges{Same: reflect.DeepEqual(newMatrixForm(stands).method(stands), drafted)}
	query := app.Query{Kind: "risk", Filters: []app.Filter{{Field: "method", Op: "eq", Values: []string{view.Record.Key}}}}
	tallies, err := s.app.Tally(v.Context(), v.Actor, query, tallied...)
	if err != nil {
		return changes, err
	}
	before, after, renamed := gridOf(stands), gridOf(drafted), view.Form.renamed()
	counts := before.countRisks(tallies)
	for _, c := range before.Consequences {
		for _, l := range before.Likelihoods {
			place, _ := before.at(c.Value, l.Value)
			if _, still := after.at(c.Value, l.Value); !still {
				changes.Gone += counts.Before[place]
				continue
			}
			was, _ := stands.Of(c.Value, l.Value)
			is, _ := drafted.Of(c.Value, l.Value)
			if renamed[was.Name] != is.Name {
				changes.Cells = append(changes.Cells, cellChange{steps{c.Value, l.Value}, was.Name, is.Name, counts.Before[place], counts.After[place]})
			}
		}
	}
	slices.SortStableFunc(changes.Cells, func(a, b cellChange) int { return (b.Risks + b.Rest) - (a.Risks + a.Rest) })
	for _, was := range stands.Levels {
		is, still := drafted.Level(renamed[was.Name])
		if still && was.Acceptable != is.Acceptable {
			changes.Accepts = append(changes.Accepts, is)
		}
		if still && was.Name != is.Name {
			changes.Renamed = append(changes.Renamed, [2]string{was.Name, is.Name})
		}
	}
	return changes, nil
}

// marked is the picture of the drafted matrix, with the cells that change.
func (m matrixView) marked(r language.Reader) picture.Picture {
	g := gridOf(m.Form.method(m.Record.Body.(*risk.Method)))
	heat := g.heatMap(r, draftMap)
	heat.Title = r.Say("The matrix as drafted, with the cells that change")
	for _, change := range m.Changes.Cells {
		if place, ok := g.at(change.At.Consequence, change.At.Likelihood); ok {
			cell := &heat.Cells[place.Row][place.Column]
			cell.Mark = true
			if change.Risks > 0 {
				cell.Count = strconv.Itoa(change.Risks)
			}
		}
	}
	return heat.Picture()
}

// Touched is how many risks stand in cells whose level changes.
func (c matrixChanges) Touched() int {
	sum := 0
	for _, cell := range c.Cells {
		sum += cell.Risks
	}
	return sum
}
