package web

import (
	"net/http"

	"surety/app"
	"surety/language"
)

// tourStep is one of the first steps of a management system. It is done when
// the records say so; nobody ticks it.
type tourStep struct {
	What, Why, URL string
	Done           bool
}

// tourOf are the steps for whoever sets up the management system; nil for others,
// and once all of them are done.
func (s *server) tourOf(v visit) ([]tourStep, error) {
	if !v.Actor.Has(app.Manager) {
		return nil, nil
	}
	around, err := s.app.Frame(v.Context(), v.Actor)
	if err != nil {
		return nil, err
	}
	uses := func(kinds ...string) bool {
		for _, kind := range kinds {
			if !around.Uses[kind] {
				return false
			}
		}
		return true
	}
	r := v.reader()
	next := func(kinds ...string) string { // the first that is missing, or all
		for _, kind := range kinds {
			if !around.Uses[kind] {
				return "/new/" + kind
			}
		}
		return "/list/" + kinds[0]
	}
	soa := "/begin-soa"
	if uses("soa") {
		soa = "/list/soa"
	}
	steps := []tourStep{
		{r.Say("Name the management system and its scope"), r.Say("What is inside decides what everything else is about."), next("management_system", "scope"), uses("management_system", "scope")},
		{r.Say("Choose a risk method"), r.Say("How bad and how likely is told in which steps. Some are filled in to begin with."), next("risk_method"), uses("risk_method")},
		{r.Say("Add assets and risks"), r.Say("One by one, or from a spreadsheet as you keep it."), next("asset", "risk"), uses("asset", "risk")},
		{r.Say("Begin the Statement of Applicability"), r.Say("It gets a row for each control of Annex A, to be decided by you."), soa, uses("soa")},
		{r.Say("See what fails, and enter a first judgement"), r.Say("What can be computed is computed; where the standard wants judgement, a person gives it."), "/conformity", uses("judgement")},
	}
	if done(steps) == len(steps) {
		return nil, nil
	}
	return steps, nil
}

// done counts the steps that are done.
func done(steps []tourStep) (n int) {
	for _, step := range steps {
		if step.Done {
			n++
		}
	}
	return n
}

// tourWords say how far one is.
func tourWords(r language.Reader, steps []tourStep) string {
	return r.Say("%s of %s done", r.Number(done(steps)), r.Number(len(steps)))
}

// tour leaves the tour, or takes it again.
func (s *server) tour(w http.ResponseWriter, v visit) error {
	wanted := v.Actor.Preferences
	wanted.Toured = v.PostFormValue("act") != "take"
	if err := s.app.KeepPreferences(v.Context(), v.Actor, wanted); err != nil {
		return err
	}
	http.Redirect(w, v.Request, "/", http.StatusSeeOther)
	return nil
}
