package web

import (
	"context"
	"net/http"
	"slices"

	"surety/app"
	"surety/app/readiness"
	"surety/language"
	"surety/pack"
	"surety/report"
)

// readinessRoutes are where one sees how ready the system is for an audit.
func (s *server) readinessRoutes(places *http.ServeMux) {
	places.Handle("GET /readiness", s.page(s.readiness))
	places.Handle("GET /readiness/{file}", s.page(s.readinessPaper))
}

// readinessView is the page of readiness.
type readinessView struct {
	*readiness.Readiness
	tree      conformityView       // of the same, for where its requirements are mended
	kept      []app.StepAsProposed // how much of the guided way is as it was proposed
	Templates app.TemplateFigure
}

func (s *server) readiness(w http.ResponseWriter, v visit) error {
	sc, err := s.scopeOf(v)
	if err != nil {
		return err
	}
	if waits, err := s.evaluating(w, v, sc); waits || err != nil {
		return err
	}
	ready, err := readiness.Of(v.Context(), s.app, v.Actor, sc.Query)
	if err != nil {
		return err
	}
	view := readinessView{Readiness: ready, tree: conformityView{sc, ready.Report, "", v.Actor, s.app.Catalogue()}}
	if sc.Day == "" { // what was proposed is told of today only
		if view.kept, err = s.app.AsProposed(v.Context(), v.Actor, sc.Query.System); err != nil {
			return err
		}
		if view.Templates, err = s.app.FromTemplates(v.Context(), v.Actor); err != nil {
			return err
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Readiness for certification"), readinessPage(view))
}

func (s *server) readinessPaper(w http.ResponseWriter, v visit) error {
	sc, err := s.scopeOf(v)
	if err != nil {
		return err
	}
	return s.sendPaper(w, v, func(ctx context.Context, name string) (*report.Paper, error) {
		if name != "readiness" {
			return nil, noPaper()
		}
		return report.Readiness(ctx, s.app, v.Actor, sc.Query)
	})
}

// URL is the address of a requirement in the scope.
func (r readinessView) URL(row readiness.Row) string { return r.tree.URL(row.ID) }

// blocked is what gaps hold up, with how that is headed.
type blocked struct {
	Title string
	Gaps  []readiness.Row
}

// Blocked are the gaps by what they hold up, what blocks most first.
func (r readinessView) Blocked(reader language.Reader) []blocked {
	return slices.DeleteFunc([]blocked{
		{reader.Say("Before stage 2 can begin"), r.Blocking(readiness.SecondStage)},
		{reader.Say("Before a certificate is given"), r.Blocking(readiness.Certificate)},
		{reader.Say("Answers that stage 2 will ask for"), r.Blocking(readiness.Judgement)},
	}, func(b blocked) bool { return len(b.Gaps) == 0 })
}

// clause is a clause at the top with the rows below it.
type clause struct {
	Entry *pack.Entry
	Rows  []readiness.Row
	Open  int // that do not hold
}

// Clauses are the rows under the clauses at the top.
func (r readinessView) Clauses() []clause {
	var list []clause
	for _, row := range r.Rows {
		top := row.Entry.Path()[0]
		if len(list) == 0 || list[len(list)-1].Entry != top {
			list = append(list, clause{Entry: top})
		}
		last := &list[len(list)-1]
		last.Rows = append(last.Rows, row)
	}
	for i := range list {
		for _, gap := range r.Gaps {
			if gap.Entry.Path()[0] == list[i].Entry {
				list[i].Open++
			}
		}
	}
	return list
}
