package web

import (
	"net/http"
	"strings"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/isms/assess"
	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/web/components"
)

// requirementView is the page of one requirement.
type requirementView struct {
	scope
	Report *conform.Report
	*conform.Requirement
	Siblings []conform.Requirement // of the same clause
	Links    []pack.Link
	Reading  *pack.Reading
	Licensed string                     // what the organization's licensed copy says; empty: nothing is kept
	Earlier  []earlier                  // judgements by older editions that say something of it
	Why      *conform.Explanation       // of one record or the whole, where it was asked for
	Passing  map[string][]conform.Named // records that pass, by check; of now alone
	MayJudge bool
	MayEnter bool // also what somebody else has judged

	judgementKind *record.Kind
	Form          judgementForm
}

// judgementForm keeps what was typed.
type judgementForm struct {
	Outcome, Reason, Until, Evidence, Saw string
	Judge, Judged                         string // empty: the actor, today
	Wrong                                 []components.Fault
}

func (s *server) requirement(w http.ResponseWriter, v visit) error {
	view, err := s.requirementView(v)
	if err != nil {
		return err
	}
	if values := v.URL.Query(); values.Has("why") {
		question := app.Question{VerdictQuery: view.Query, Requirement: view.ID, Check: values.Get("check"), Record: values.Get("why")}
		question.Standard = view.Report.Pack.Ref().String()
		if view.Why, err = s.app.Explain(v.Context(), v.Actor, question); err != nil {
			return err
		}
	}
	if err := s.findPassing(v, view); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, view.ID+" "+worded(v.Context(), view.Entry.Title), requirementPage(view))
}

// mostPassing bounds the records of a check that are named although nothing is
// wrong with them: enough to see why it passes.
const mostPassing = 10

// findPassing names records that pass, so that one can ask why of them too.
func (s *server) findPassing(v visit, view *requirementView) error {
	if view.Day != "" {
		return nil
	}
	view.Passing = map[string][]conform.Named{}
	for _, c := range view.Checks {
		question := app.Question{VerdictQuery: view.Query, Requirement: view.ID, Check: c.Check.ID}
		question.Standard = view.Report.Pack.Ref().String()
		named, err := s.app.Passing(v.Context(), v.Actor, question, mostPassing)
		if err != nil {
			return err
		}
		view.Passing[c.Check.ID] = named
	}
	return nil
}

func (s *server) requirementView(v visit) (*requirementView, error) {
	sc, err := s.scopeOf(v)
	if err != nil {
		return nil, err
	}
	report, err := s.app.Verdict(v.Context(), v.Actor, sc.Query)
	if err != nil {
		return nil, err
	}
	q := report.Find(v.PathValue("requirement"))
	if q == nil {
		return nil, fault.New(fault.NotFound, "%s has no requirement %s", report.Pack.Designation, v.PathValue("requirement"))
	}
	kind := s.app.Catalogue().Kind("judgement")
	view := &requirementView{
		judgementKind: kind, scope: sc, Report: report, Requirement: q, Links: s.app.Packs().Links(q.Entry.Ref(), 1), Reading: s.linker(v),
		MayJudge: sc.Day == "" && v.Actor.Person != "" && app.MayCreate(v.Actor, kind), MayEnter: v.Actor.Has(app.Manager),
		Form: judgementForm{Outcome: "holds", Until: string(record.DateOf(s.app.Now().AddDate(1, 0, 0)))},
	}
	if view.Licensed, err = s.app.LicensedText(v.Context(), v.Actor, q.Entry.Ref()); err != nil {
		return nil, err
	}
	if view.Earlier, err = s.earlier(v, view); err != nil {
		return nil, err
	}
	for _, other := range report.Requirements {
		if other.Entry.Parent == q.Entry.Parent {
			view.Siblings = append(view.Siblings, other)
		}
	}
	return view, nil
}

// URL is the address of a requirement in the scope.
func (q *requirementView) URL(id string, more ...string) string {
	return requirementURL(q.Report.Standard, id) + q.carry(more...)
}

// judge records the actor's own judgement of a requirement.
func (s *server) judge(w http.ResponseWriter, v visit) error {
	view, err := s.requirementView(v)
	if err != nil {
		return err
	}
	form := &view.Form
	form.Outcome, form.Reason, form.Until = v.PostFormValue("outcome"), v.PostFormValue("reason"), v.PostFormValue("until")
	form.Evidence, form.Saw = v.PostFormValue("evidence"), v.PostFormValue("saw")
	form.Judge, form.Judged = v.PostFormValue("judge"), v.PostFormValue("judged")
	judgement, err := s.judgement(v, view)
	if err == nil {
		_, err = s.app.Do(v.Context(), v.Actor, app.Request{}, app.Create{Kind: "judgement", Body: judgement})
	}
	if err != nil {
		refused := newForm(s.app.Catalogue().Kind("judgement"))
		if !refused.take(v.reader(), err) && !fault.Is(err, fault.NotFound) {
			return err
		}
		if form.Wrong = refused.Messages(v.reader()); len(form.Wrong) == 0 {
			form.Wrong = components.Told([]string{plain(v.reader(), err)})
		}
		return s.show(w, v, http.StatusUnprocessableEntity, view.ID, requirementPage(view))
	}
	setNotice(w, v.reader().Say("The judgement is recorded."))
	http.Redirect(w, v.Request, view.URL(view.ID), http.StatusSeeOther)
	return nil
}

// judgement makes the record of what was typed; each record that was seen is
// bound in the revision of now.
func (s *server) judgement(v visit, view *requirementView) (*assess.Judgement, error) {
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return nil, err
	}
	form := view.Form
	j := &assess.Judgement{
		System: record.Ref(view.Query.System), Standard: view.Report.Standard, Edition: view.Report.Edition, Requirement: view.ID, Outcome: form.Outcome,
		Reason: strings.TrimSpace(form.Reason), Judge: record.Ref(v.Actor.Person), Judged: today, Expires: record.Date(form.Until), Evidence: parseRefs(form.Evidence),
	}
	if judge := parseRefs(form.Judge); len(judge) > 0 {
		j.Judge = judge[0]
	}
	if form.Judged != "" {
		j.Judged = record.Date(form.Judged)
	}
	for _, ref := range parseRefs(form.Saw) {
		rec, err := s.app.Get(v.Context(), v.Actor, string(ref))
		if err != nil {
			return nil, err
		}
		j.Saw = append(j.Saw, assess.Seen{Record: record.Ref(rec.ID), Revision: rec.Revision})
	}
	return j, nil
}

// seenKinds are the kinds of records that a judgement can be bound to.
func (q *requirementView) seenKinds() string {
	for _, f := range q.judgementKind.Field("saw").Row {
		if f.Name == "record" {
			return strings.Join(f.To, ",")
		}
	}
	return ""
}

// checkWords says what a check asked and found.
func checkWords(r language.Reader, c conform.CheckResult) string {
	switch {
	case c.Empty:
		return r.Say("There was nothing to ask.")
	case c.Check.Of == "":
		return r.Say("Asked of the whole.")
	case c.Asked == 0 && c.Count > 0:
		return r.Count(c.Count, "%d record was counted.", "%d records were counted.")
	}
	return r.Count(c.Asked, "%d record was asked.", "%d records were asked.") + " " + r.Count(c.Total, "%d does not pass.", "%d do not pass.")
}

// passingWords says what the records are that a check names although nothing is
// wrong with them.
func passingWords(r language.Reader, c conform.CheckResult) string {
	if c.Check.Shape == pack.ShapeCount {
		return r.Say("These were counted, or some of them:")
	}
	if c.Asked-c.Total > mostPassing {
		return r.Say("These pass, among others:")
	}
	return r.Say("These pass:")
}

func yesNo(r language.Reader, yes bool) string {
	if yes {
		return r.Say("yes")
	}
	return r.Say("no")
}

// names tells whether a check names a record that breaks the requirement.
func (q *requirementView) names() bool {
	for _, c := range q.Checks {
		if len(c.Records) > 0 {
			return true
		}
	}
	return false
}

// wrongWords head what is said of records; guidance is advice, of which nothing
// is wrong.
func (q *requirementView) wrongWords(r language.Reader) string {
	if q.Force == pack.ForceGuidance {
		return r.Say("What is otherwise")
	}
	return r.Say("What is wrong")
}

// mendWords head what to do about it.
func (q *requirementView) mendWords(r language.Reader) string {
	if q.Force == pack.ForceGuidance {
		return r.Say("Advice")
	}
	return r.Say("Mend")
}

// outcomeWords are the two judgements that can be given.
func (q *requirementView) outcomeWords(r language.Reader, holds bool) string {
	switch {
	case q.Force == pack.ForceGuidance && holds:
		return r.Say("is followed")
	case q.Force == pack.ForceGuidance:
		return r.Say("is not followed")
	case holds:
		return r.Say("holds")
	}
	return r.Say("fails")
}

// standing says as of when the verdict is, and until when it stands.
func (q *requirementView) standing(r language.Reader) string {
	words := capital(q.when(r, q.Report))
	if q.ValidUntil != "" {
		words = r.Say("%s; stands until %s if no record changes", words, r.Day(q.ValidUntil.Time()))
	}
	return words
}

// without takes a record's key from the head of what is said of it.
func without(reason, key string) string {
	rest, ok := strings.CutPrefix(reason, key+": ")
	if !ok || rest == "" {
		return reason
	}
	return capital(rest)
}
