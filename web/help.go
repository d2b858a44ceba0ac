package web

import (
	"net/http"
	"time"

	"surety/conform"
	"surety/language"
	"surety/picture"
	"surety/web/components"
)

func (s *server) helpRoutes(mux *http.ServeMux) {
	mux.Handle("GET /help/components", s.page(s.allComponents))
	mux.Handle("GET /help/keys", s.page(s.keysPage))
}

// specimen is what the living page of components shows them with: one of
// everything, in each of its states.
type specimen struct {
	Verdicts  []conform.Verdict
	Standings []components.Standing
	Fields    []components.Field
	History   []components.Revision
	Palette   []components.Group
}

// allComponents shows each component in every state, so that a change to one of
// them, or to the stylesheet, is judged on one page.
func (s *server) allComponents(w http.ResponseWriter, v visit) error {
	now, r := s.app.Now(), v.reader()
	view := specimen{
		Verdicts:  []conform.Verdict{conform.Holds, conform.Fails, conform.NeedsPerson, conform.NoOccasion, conform.NotComputed, conform.NotFollowed, conform.Broken},
		Standings: []components.Standing{{Holds: 12}, {Fails: 2, Person: 3, Holds: 7}, {Person: 9, Holds: 1}, {None: 4}},
		Fields: []components.Field{
			{Name: "plain", Label: r.Say("Plain"), Help: r.Say("What it is for, in a line.")},
			{Name: "needed", Label: r.Say("Needed"), Clause: "27001 6.1.2", Required: true},
			{Name: "wrong", Label: r.Say("Wrong"), Fault: r.Say("12.13.2026 is no day; expected one such as 2026-12-13")},
			{Name: "wide", Label: r.Say("Wide"), Wide: true},
		},
		History: []components.Revision{
			{Who: "Mara Lind", Did: r.Say("changed it"), When: now.Add(-2 * time.Hour), Number: 2, Note: r.Say("Agreed in the security board."),
				Changes: []components.Change{{Label: r.Say("Owner"), Before: "Tom Okafor", After: "Ann Berg", Restore: "/help/components"}, {Label: r.Say("Reason"), After: r.Say("New.")}}},
			{Who: "Tom Okafor", Did: r.Say("created it"), When: now.AddDate(0, -1, 0), Number: 1},
		},
		Palette: []components.Group{
			{Label: r.Say("Records"), Found: []components.Found{{Label: r.Say("A digger cuts the only fibre"), Detail: "RISK-0009 · " + r.Say("Risk"), URL: "/help/components"}}},
			{Label: r.Say("Do"), Found: []components.Found{{Label: r.Say("New: %s", r.Say("Risk")), URL: "/help/components"}}},
		},
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Components"), componentsPage(view))
}

// keysPage lists what the keyboard does.
func (s *server) keysPage(w http.ResponseWriter, v visit) error {
	return s.show(w, v, http.StatusOK, v.reader().Say("Keyboard"), keysView())
}

// specimenBars are pictures of where requirements stand.
func specimenBars(r language.Reader) picture.Picture {
	return picture.Bars{
		Title: r.Say("Where we stand"), Of: r.Say("Clause"), Width: trendWidth, Parts: components.VerdictParts(r),
		Rows: []picture.Bar{{Name: "6", Counts: []int{2, 3, 9, 1}}, {Name: "7", Counts: []int{0, 5, 4, 0}}},
	}.Picture()
}
