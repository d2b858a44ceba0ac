package web

import (
	"net/http"

	"surety/app"
	"surety/language"
)

// workshop is one of the five in which risks are found from events (EBIOS RM), with
// what it brings and how much of that is on record.
type workshop struct {
	Title, About string
	Brings       []brought
}

// brought is one kind of what a workshop brings.
type brought struct {
	Label, ListURL, NewURL string
	Count                  int
	MayAdd                 bool
}

// Open tells whether something that the workshop brings is not on record at all.
func (w workshop) Open() bool {
	for _, b := range w.Brings {
		if b.Count == 0 {
			return true
		}
	}
	return false
}

// asked is what a workshop counts: records of a kind by a filter, and the query of
// their list that shows the same.
type asked struct {
	label, kind, list string
	filters           []app.Filter
}

func isYes(field string) app.Filter {
	return app.Filter{Field: field, Op: "eq", Values: []string{"yes"}}
}

func isSet(field string) app.Filter { return app.Filter{Field: field, Op: "set"} }

// workshopsAsk are the five workshops with what each brings.
func workshopsAsk(r language.Reader) ([]workshop, [][]asked) {
	list := []workshop{
		{Title: r.Say("1. Scope and baseline"), About: r.Say("What matters in itself, what carries it, and which controls are needed anyway.")},
		{Title: r.Say("2. Risk sources and what they want"), About: r.Say("Who might do something, to which end; those that matter most are looked into further.")},
		{Title: r.Say("3. Strategic scenarios"), About: r.Say("By way of whom each source would reach what matters, and how bad that would be.")},
		{Title: r.Say("4. Operational scenarios"), About: r.Say("How it would be done, step by step at what carries it, and how likely that is.")},
		{Title: r.Say("5. Treatment"), About: r.Say("The risks that follow, what is done about each, and what may stay.")},
	}
	return list, [][]asked{
		{
			{r.Say("Primary assets"), "asset", "primary=yes", []app.Filter{isYes("primary")}},
			{r.Say("Supporting assets"), "asset", "primary=no", []app.Filter{{Field: "primary", Op: "eq", Values: []string{"no"}}}},
			{r.Say("Controls"), "control", "", nil},
		},
		{
			{r.Say("Risk sources"), "risk_source", "", nil},
			{r.Say("Sources that are looked into further"), "risk_source", "kept=yes", []app.Filter{isYes("kept")}},
		},
		{
			{r.Say("Parties of the ecosystem"), "ecosystem_party", "", nil},
			{r.Say("Parties in the zone of danger"), "ecosystem_party", "zone=danger", []app.Filter{{Field: "zone", Op: "eq", Values: []string{"danger"}}}},
			{r.Say("Strategic scenarios"), "strategic_scenario", "", nil},
		},
		{
			{r.Say("Operational scenarios"), "operational_scenario", "", nil},
			{r.Say("Operational scenarios with a likelihood"), "operational_scenario", "", []app.Filter{isSet("likelihood")}},
		},
		{
			{r.Say("Risks found from events"), "risk", "approach=events", []app.Filter{{Field: "approach", Op: "eq", Values: []string{"events"}}}},
			{r.Say("Treatments"), "treatment", "", nil},
			{r.Say("Acceptances"), "acceptance", "", nil},
		},
	}
}

// workshops is the page on which risks are found from events, workshop by workshop.
func (s *server) workshops(w http.ResponseWriter, v visit) error {
	list, questions := workshopsAsk(v.reader())
	for i, asks := range questions {
		for _, ask := range asks {
			counts, err := s.app.Count(v.Context(), v.Actor, app.Query{Kind: ask.kind, Filters: ask.filters}, "")
			if err != nil {
				return err
			}
			kind := s.app.Catalogue().Kind(ask.kind)
			b := brought{Label: ask.label, ListURL: listURL(kind), NewURL: newURL(kind), Count: counts[""], MayAdd: app.MayCreate(v.Actor, kind)}
			if ask.list != "" {
				b.ListURL += "?" + ask.list
			}
			list[i].Brings = append(list[i].Brings, b)
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Risks from events"), workshopsPage(list))
}
