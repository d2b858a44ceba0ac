package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/pack"
	"surety/record"
)

// homeView is what the first page shows.
type homeView struct {
	Name    string
	Now     time.Time
	Today   record.Date
	Report  *conform.Report // nil where nothing can be judged yet
	Several bool            // there are several management systems, and none was chosen
	Clauses []clauseView
	Failing []conform.Requirement
	Tasks   *app.Listing
	Lately  []app.Lately
}

// How much the first page shows of each.
const (
	homeTasks  = 8
	homeFails  = 12
	homeLately = 8
)

func (s *server) home(w http.ResponseWriter, v visit) error {
	view := homeView{Name: v.Actor.Name, Now: s.app.Now()}
	var err error
	if view.Today, err = s.app.Today(v.Context(), v.Actor); err != nil {
		return err
	}
	view.Report, err = s.app.Verdict(v.Context(), v.Actor, app.VerdictQuery{System: v.URL.Query().Get("system")})
	if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Invalid) {
		return err
	}
	view.Several = fault.Is(err, fault.Invalid)
	if view.Report != nil {
		view.Clauses = clauses(view.Report)
		view.Failing = failing(view.Report)
	}
	if view.Tasks, err = s.tasks(v); err != nil {
		return err
	}
	if view.Lately, err = s.app.Lately(v.Context(), v.Actor, homeLately); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "Home", homePage(view))
}

// tasks are those of the actor's person, the next due first.
func (s *server) tasks(v visit) (*app.Listing, error) {
	if v.Actor.Person == "" {
		return &app.Listing{}, nil
	}
	return s.app.List(v.Context(), v.Actor, app.Query{
		Kind: "task", Sort: "due", Limit: homeTasks, Filters: []app.Filter{{Field: "assignee", Op: "eq", Values: []string{string(v.Actor.Person)}}},
	})
}

func failing(r *conform.Report) []conform.Requirement {
	var list []conform.Requirement
	for _, q := range r.Requirements {
		if q.Force == pack.ForceRequirement && (q.Verdict == conform.Fails || q.Verdict == conform.NotComputed) {
			list = append(list, q)
		}
	}
	return list
}

// standing says in a sentence where we stand.
func (h homeView) standing() string {
	if h.Report == nil {
		return ""
	}
	fails := h.Report.Summary.Fails + h.Report.Summary.NotComputed
	var parts []string
	if fails > 0 {
		parts = append(parts, count(fails, "requirement of "+h.Report.Pack.Designation+" fails", "requirements of "+h.Report.Pack.Designation+" fail"))
	} else {
		parts = append(parts, "No requirement of "+h.Report.Pack.Designation+" fails by computation")
	}
	if n := h.Report.Summary.NeedsPerson; n > 0 {
		parts = append(parts, count(n, "needs a person", "need a person"))
	}
	if n := len(h.Tasks.Records); n > 0 {
		parts = append(parts, count(n, "task waits for you", "tasks wait for you"))
	}
	return strings.Join(parts, "; ") + "."
}

// count writes a number with the word that fits it.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// latelyWords says what was done to a record.
func latelyWords(l app.Lately) string {
	switch {
	case l.New:
		return "new"
	case l.Before != "":
		return strings.ToLower(l.Before) + " → " + strings.ToLower(stateLabel(l.Record))
	case len(l.Fields) == 0:
		return "computed anew"
	case len(l.Fields) > 3:
		return strings.Join(l.Fields[:2], ", ") + fmt.Sprintf(" and %d more", len(l.Fields)-2)
	}
	return strings.Join(l.Fields, ", ")
}

func dueOf(task *record.Record) record.Date {
	due, _ := task.Kind.Field("due").Get(task.Body).(record.Date)
	return due
}
