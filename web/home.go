package web

import (
	"fmt"
	"net/http"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/pack"
)

// homeView is what the first page shows.
type homeView struct {
	Name    string
	Report  *conform.Report // nil where nothing can be judged yet
	Clauses []clauseView
	Failing []conform.Requirement
	Tasks   *app.Listing
}

// clauseView is one clause's bar: how many of its requirements stand how.
type clauseView struct {
	ID, Title            string
	Fails, Person, Holds int
	URL                  string
}

func (s *server) home(w http.ResponseWriter, v visit) error {
	view := homeView{Name: v.Actor.Name}
	var err error
	view.Report, err = s.app.Verdict(v.Context(), v.Actor, app.VerdictQuery{})
	if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Invalid) {
		return err
	}
	if view.Report != nil {
		view.Clauses = clauses(view.Report)
		for _, q := range view.Report.Requirements {
			if q.Verdict == conform.Fails || q.Verdict == conform.NotComputed {
				view.Failing = append(view.Failing, q)
			}
		}
	}
	query := app.Query{Kind: "task", Sort: "due", Limit: 10}
	if v.Actor.Person != "" {
		query.Filters = []app.Filter{{Field: "assignee", Op: "eq", Values: []string{string(v.Actor.Person)}}}
	}
	if view.Tasks, err = s.app.List(v.Context(), v.Actor, query); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "Home", homePage(view))
}

// clauses gathers the requirements of a report by their topmost clause.
func clauses(r *conform.Report) []clauseView {
	var list []clauseView
	index := map[string]int{}
	for _, q := range r.Requirements {
		if q.Force != pack.ForceRequirement {
			continue
		}
		top := q.Entry.Path()[0]
		i, ok := index[top.ID]
		if !ok {
			i = len(list)
			index[top.ID] = i
			list = append(list, clauseView{ID: top.ID, Title: top.Title.String(), URL: "/conformity/" + r.Standard + "#" + top.ID})
		}
		switch q.Verdict {
		case conform.Fails, conform.NotComputed:
			list[i].Fails++
		case conform.NeedsPerson:
			list[i].Person++
		default:
			list[i].Holds++
		}
	}
	return list
}

func (c clauseView) share(n int) float64 {
	return 100 * float64(n) / float64(max(c.Fails+c.Person+c.Holds, 1))
}

// words says the bar in words.
func (c clauseView) words() string {
	switch {
	case c.Fails > 0 && c.Person > 0:
		return fmt.Sprintf("%d fail, %d need a person", c.Fails, c.Person)
	case c.Fails > 0:
		return fmt.Sprintf("%d fail", c.Fails)
	case c.Person > 0:
		return fmt.Sprintf("%d need a person", c.Person)
	}
	return fmt.Sprintf("all %d hold", c.Holds)
}
