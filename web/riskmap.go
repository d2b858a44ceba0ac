package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
	"surety/web/components"
)

// What the map shows: risks as assessed, as they remain, or both with what moved.
const (
	showInherent = "inherent"
	showResidual = "residual"
	showBoth     = "both"
)

// Bounds of the map.
const (
	mostChips = 120 // more risks are counted, and no longer named in their cells
	mostFlows = 30
	mostMoved = 100 // movements in the table
	mostInOne = 50  // listed of one cell
)

func (s *server) riskRoutes(places, records *http.ServeMux) {
	places.Handle("GET /risks/map", s.page(s.riskMap))
	places.Handle("GET /risks/overview", s.page(s.riskOverview))
	places.Handle("GET /risks/workshops", s.page(s.workshops))
	places.Handle("GET /risks/paper/{file}", s.page(s.riskPaper))
	places.Handle("GET /assets/dependencies", s.page(s.dependencies))
	records.Handle("GET /{key}/assess", s.page(s.assessForm))
	records.Handle("POST /{key}/assess", s.page(s.assess))
	records.Handle("GET /{key}/matrix", s.page(s.matrixForm))
	records.Handle("POST /{key}/matrix", s.page(s.matrix))
}

// riskMapView is the page of the heat map.
type riskMapView struct {
	Methods []*record.Record
	Method  *record.Record // nil where there is none
	Grid    riskGrid
	Counts  riskCounts
	Show    string
	Hidden  int // risks that the actor may not see
	MayEdit bool
	Named   []*record.Record // in their cells; none where there are too many
	Chosen  *record.Record
	Cell    *riskCell
	Script  string
	values  url.Values
}

// riskCell is the cell that was chosen, with what stands in it.
type riskCell struct {
	Place         picture.Place
	Before, After *app.Listing // nil where the map does not show it
	BeforeURL     string
}

func (s *server) riskMap(w http.ResponseWriter, v visit) error {
	view := riskMapView{Show: v.URL.Query().Get("show"), values: v.URL.Query(), MayEdit: app.MayCreate(v.Actor, s.app.Catalogue().Kind("risk")), Script: s.files.url("riskmap.js")}
	if !slices.Contains([]string{showInherent, showResidual, showBoth}, view.Show) {
		view.Show = showInherent
	}
	if err := s.chooseMethod(v, &view); err != nil {
		return err
	}
	if view.Method != nil && view.Grid.Drawable() {
		if err := s.fillMap(v, &view); err != nil {
			return err
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Map of risks"), riskMapPage(view))
}

// chooseMethod takes the method that was asked for, or that by which most risks
// were assessed.
func (s *server) chooseMethod(v visit, view *riskMapView) error {
	listing, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "risk_method", Sort: "title"})
	if err != nil || len(listing.Records) == 0 {
		return err
	}
	view.Methods = listing.Records
	wanted := v.URL.Query().Get("method")
	if wanted == "" {
		counts, err := s.app.Count(v.Context(), v.Actor, app.Query{Kind: "risk"}, "method")
		if err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(counts)) {
			if key != "" && key != "restricted" && (wanted == "" || counts[key] > counts[wanted]) {
				wanted = key
			}
		}
	}
	view.Method = view.Methods[0]
	if wanted != "" {
		if view.Method, err = s.recordOf(v, wanted, "risk_method"); err != nil {
			return err
		}
	}
	view.Grid = gridOf(view.Method.Body.(*risk.Method))
	return nil
}

// recordOf reads a record that must be of a kind.
func (s *server) recordOf(v visit, key, kind string) (*record.Record, error) {
	rec, err := s.app.Get(v.Context(), v.Actor, key)
	if err == nil && rec.Kind.Name != kind {
		err = fault.New(fault.NotFound, "%s is not what this page is about", rec.Key)
	}
	return rec, err
}

func (s *server) fillMap(v visit, view *riskMapView) error {
	query := view.query()
	tallies, err := s.app.Tally(v.Context(), v.Actor, query, tallied...)
	if err != nil {
		return err
	}
	view.Counts = view.Grid.countRisks(tallies)
	if view.Hidden, err = s.app.Hidden(v.Context(), v.Actor, "risk"); err != nil {
		return err
	}
	if view.Counts.All <= mostChips {
		query.Limit = mostChips
		listing, err := s.app.List(v.Context(), v.Actor, query)
		if err != nil {
			return err
		}
		view.Named = listing.Records
	}
	if err := s.chosenRisk(v, view); err != nil {
		return err
	}
	return s.chosenCell(v, view)
}

// query asks for the risks of the map.
func (m riskMapView) query() app.Query {
	q := app.Query{Kind: "risk", Sort: "key", Filters: []app.Filter{{Field: "method", Op: "eq", Values: []string{m.Method.Key}}}}
	add := func(field, op string, values ...string) {
		q.Filters = append(q.Filters, app.Filter{Field: field, Op: op, Values: values})
	}
	if owner := firstWord(m.values.Get("owner")); owner != "" {
		add("owner", "eq", owner)
	}
	switch state := m.values.Get("state"); state {
	case "":
	case "any":
		q.IncludeEnded = true
	default:
		add("state", "eq", state)
	}
	switch m.values.Get("treatment") {
	case "acceptable":
		add("evaluation", "eq", risk.Acceptable)
	case "open":
		add("evaluation", "eq", risk.Treat)
		add("residual_consequence", "empty")
	case "enough":
		add("evaluation", "eq", risk.Treat)
		add("residual_acceptable", "eq", "yes")
	case "short":
		add("residual_consequence", "set")
		add("residual_acceptable", "eq", "no")
	}
	return q
}

// chosenRisk is the risk that was chosen in the map, to be moved or followed.
func (s *server) chosenRisk(v visit, view *riskMapView) error {
	key := view.values.Get("risk")
	if key == "" {
		return nil
	}
	rec, err := s.recordOf(v, key, "risk")
	if err != nil {
		return err
	}
	if rec.Body.(*risk.Risk).Method.ID() == view.Method.ID {
		view.Chosen = rec
	}
	return nil
}

// chosenCell lists what stands in the cell that was chosen.
func (s *server) chosenCell(v visit, view *riskMapView) error {
	row, column, _ := strings.Cut(view.values.Get("cell"), ".")
	place, ok := view.Grid.at(whole(row), whole(column))
	if !ok {
		return nil
	}
	cell := &riskCell{Place: place}
	var err error
	if view.Show != showResidual {
		query := view.inCell("", row, column)
		cell.BeforeURL = view.listURL(row, column)
		if cell.Before, err = s.app.List(v.Context(), v.Actor, query); err != nil {
			return err
		}
	}
	if view.Show != showInherent {
		if cell.After, err = s.app.List(v.Context(), v.Actor, view.inCell("residual_", row, column)); err != nil {
			return err
		}
		if err := s.addAcceptable(v, *view, cell, row, column); err != nil {
			return err
		}
	}
	view.Cell = cell
	return nil
}

// inCell asks for the risks of one cell.
func (m riskMapView) inCell(prefix, row, column string) app.Query {
	q := m.query()
	q.Limit, q.Sort = mostInOne, "key"
	q.Filters = append(q.Filters, app.Filter{Field: prefix + "consequence", Op: "eq", Values: []string{row}}, app.Filter{Field: prefix + "likelihood", Op: "eq", Values: []string{column}})
	return q
}

// addAcceptable adds to what remains in a cell the risks that are acceptable as they
// are and were not assessed a second time.
func (s *server) addAcceptable(v visit, view riskMapView, cell *riskCell, row, column string) error {
	query := view.inCell("", row, column)
	query.Filters = append(query.Filters, app.Filter{Field: "residual_consequence", Op: "empty"}, app.Filter{Field: "residual_likelihood", Op: "empty"},
		app.Filter{Field: "evaluation", Op: "eq", Values: []string{risk.Acceptable}})
	more, err := s.app.List(v.Context(), v.Actor, query)
	if err != nil {
		return err
	}
	cell.After.Records = append(cell.After.Records, more.Records...)
	maps.Copy(cell.After.Names, more.Names)
	if more.Next != "" {
		cell.After.Next = more.Next
	}
	return nil
}

// listURL is the list of the register with the risks of a cell as assessed.
func (m riskMapView) listURL(row, column string) string {
	values := url.Values{"method": {m.Method.Key}, "consequence": {row}, "likelihood": {column}}
	if owner := firstWord(m.values.Get("owner")); owner != "" {
		values.Set("owner", owner)
	}
	return "/list/risk?" + values.Encode()
}

// URL is the map with other choices: names and values; an empty one takes it away.
func (m riskMapView) URL(pairs ...string) string {
	values := url.Values{}
	for _, name := range []string{"method", "show", "owner", "state", "treatment", "risk", "cell"} {
		if value := m.values.Get(name); value != "" {
			values.Set(name, value)
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			values.Del(pairs[i])
		} else {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return "/risks/map"
	}
	return "/risks/map?" + values.Encode()
}

// cellURL chooses a cell.
func (m riskMapView) cellURL(p picture.Place) string {
	return m.URL("risk", "", "cell", strconv.Itoa(m.Grid.Consequences[p.Row].Value)+"."+strconv.Itoa(m.Grid.Likelihoods[p.Column].Value)) + "#cell"
}

// Filtered tells whether some risks are left out.
func (m riskMapView) Filtered() bool {
	return m.values.Get("owner") != "" || m.values.Get("state") != "" || m.values.Get("treatment") != ""
}

// Value is what was chosen.
func (m riskMapView) Value(name string) string { return m.values.Get(name) }

// newURL is the form for a risk that is assessed by the method of the map.
func (m riskMapView) newURL() string {
	if m.Method == nil {
		return "/new/risk"
	}
	return "/new/risk?method=" + m.Method.Key
}

// riskPages are the pages of this concern that a record has.
func riskPages(r language.Reader, d *app.Detail) []components.Link {
	switch body := d.Record.Body.(type) {
	case *risk.Method:
		return []components.Link{{Label: r.Say("Matrix"), URL: matrixURL(d.Record.Key)}}
	case *risk.Risk:
		if d.MayEdit && body.Method != "" {
			return []components.Link{{Label: r.Say("Assess"), URL: assessURL(d.Record.Key, showInherent)}}
		}
	}
	return nil
}
