package web

import (
	"fmt"
	"net/http"
	"time"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/isms/assess"
	"surety/pack"
	"surety/record"
)

func (s *server) standardRoutes(mux *http.ServeMux) {
	mux.Handle("GET /conformity", s.page(s.conformity))
	mux.Handle("GET /conformity/{standard}", s.page(s.conformity))
	mux.Handle("GET /conformity/{standard}/{requirement}", s.page(s.requirement))
	mux.Handle("POST /conformity/{standard}/{requirement}", s.page(s.judge))
	mux.Handle("GET /standards", s.page(s.standards))
	mux.Handle("GET /standards/{pack}", s.page(s.standard))
	mux.Handle("GET /standards/{pack}/{entry}", s.page(s.entry))
	mux.Handle("GET /terms", s.page(s.terms))
}

func (s *server) conformity(w http.ResponseWriter, v visit) error {
	report, err := s.app.Verdict(v.Context(), v.Actor, app.VerdictQuery{Standard: v.PathValue("standard"), System: v.URL.Query().Get("system")})
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, report.Pack.Designation, conformityPage(report, v.URL.Query().Get("only") == "open"))
}

// requirementView is the page of one requirement.
type requirementView struct {
	Report *conform.Report
	*conform.Requirement
	MayJudge bool
	Wrong    []string
	Because  string // the judge's reason as it was typed
	Until    string
	Outcome  string
	Links    []pack.Link
}

func (s *server) requirement(w http.ResponseWriter, v visit) error {
	view, err := s.requirementView(v)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, view.ID+" "+view.Entry.Title.String(), requirementPage(view))
}

func (s *server) requirementView(v visit) (*requirementView, error) {
	report, err := s.app.Verdict(v.Context(), v.Actor, app.VerdictQuery{Standard: v.PathValue("standard"), System: v.URL.Query().Get("system")})
	if err != nil {
		return nil, err
	}
	q := report.Find(v.PathValue("requirement"))
	if q == nil {
		return nil, fault.New(fault.NotFound, "%s has no requirement %s", report.Pack.Designation, v.PathValue("requirement"))
	}
	return &requirementView{
		Report: report, Requirement: q, Links: s.app.Packs().Links(q.Entry.Ref(), 1),
		MayJudge: v.Actor.Person != "" && app.MayCreate(v.Actor, s.app.Catalogue().Kind("judgement")),
		Until:    string(record.DateOf(s.app.Now().AddDate(1, 0, 0))), Outcome: "holds",
	}, nil
}

// judge records the actor's own judgement of a requirement.
func (s *server) judge(w http.ResponseWriter, v visit) error {
	view, err := s.requirementView(v)
	if err != nil {
		return err
	}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	view.Because, view.Until, view.Outcome = v.PostFormValue("reason"), v.PostFormValue("until"), v.PostFormValue("outcome")
	judgement := &assess.Judgement{
		Standard: view.Report.Standard, Edition: view.Report.Edition, Requirement: view.ID, Outcome: view.Outcome,
		Reason: view.Because, Judge: record.Ref(v.Actor.Person), Judged: today, Expires: record.Date(view.Until),
	}
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Create{Kind: "judgement", Body: judgement}); err != nil {
		f := newForm(s.app.Catalogue().Kind("judgement"))
		if !f.take(err) {
			return err
		}
		view.Wrong = f.Messages()
		return s.show(w, v, http.StatusUnprocessableEntity, view.ID, requirementPage(view))
	}
	setNotice(w, "Your judgement is recorded.")
	http.Redirect(w, v.Request, requirementURL(view.Report.Standard, view.ID), http.StatusSeeOther)
	return nil
}

func (s *server) standards(w http.ResponseWriter, v visit) error {
	return s.show(w, v, http.StatusOK, "Standards", standardsPage(s.app.Packs().Packs()))
}

func (s *server) standard(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, p.Designation, standardPage(p))
}

func (s *server) entry(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	e := p.Entry(v.PathValue("entry"))
	if e == nil {
		return fault.New(fault.NotFound, "%s has no entry %s", p.Designation, v.PathValue("entry"))
	}
	return s.show(w, v, http.StatusOK, e.ID+" "+e.Title.String(), entryPage(e, s.app.Packs().Links(e.Ref(), 1), s.linker()))
}

func (s *server) terms(w http.ResponseWriter, v visit) error {
	var terms []*pack.Term
	for _, p := range s.app.Packs().Packs() {
		terms = append(terms, p.Terms...)
	}
	return s.show(w, v, http.StatusOK, "Terms", termsPage(terms))
}

func (s *server) linker() *pack.Reading { return s.app.Packs().Linker("en").Read() }

func day(d record.Date) string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

func instantWords(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }

func summaryWords(s conform.Summary) string {
	words := fmt.Sprintf("%d fail, %d need a person, %d hold, %d had no occasion yet.", s.Fails, s.NeedsPerson, s.Holds, s.NoOccasion)
	if s.NotComputed > 0 {
		words += fmt.Sprintf(" %d could not be computed.", s.NotComputed)
	}
	return words
}
