package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/isms/control"
	"surety/isms/org"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

func (s *server) wayRoutes(mux *http.ServeMux) {
	mux.Handle("GET /way", s.page(s.wayOn))
	mux.Handle("GET /way/{step}", s.page(s.wayStep))
	mux.Handle("POST /way/{step}/answers/{kind}", s.page(s.wayAnswer))
	mux.Handle("POST /way/{step}/decide", s.page(s.wayDecide))
	mux.Handle("POST /way/{step}/take", s.page(s.wayTake))
	mux.Handle("POST /way/{step}/give", s.page(s.wayGive))
	mux.Handle("POST /way/{step}/begin-soa", s.page(s.wayBeginStatement))
}

// wayView is the page of a step of the guided way.
type wayView struct {
	*app.Way
	Step    *app.WayStep
	Number  int
	Offers  []app.WayOffer
	Decided []app.WayDecision
	Forms   []wayForm // what the step asks, a form for each kind
	People  []*record.Record
	Me      record.ID
	Names   app.Names
	TickAll bool
	SoA     string // key of the Statement of Applicability; empty where there is none
	Look    []app.WayOffer
	Owner   record.ID
	Once    string // names the confirmation, so that sending it twice does nothing twice
	Wrong   []string
	Kept    []app.StepAsProposed // how much of each step is as it was proposed

	conformity conformityView
}

// wayForm asks the questions of one kind.
type wayForm struct {
	*form
	Asked []*record.Field
}

// mostPeople bounds those to choose an owner from.
const mostPeople = 200

// wayOn leads to the step to go on with.
func (s *server) wayOn(w http.ResponseWriter, v visit) error {
	on, err := s.app.Way(v.Context(), v.Actor, v.URL.Query().Get("system"))
	if err != nil {
		return err
	}
	http.Redirect(w, v.Request, wayURL(on, on.Next().ID), http.StatusSeeOther)
	return nil
}

// wayURL is the address of a step; it names the management system, as a page that
// is sent to somebody else has to mean the same one.
func wayURL(on *app.Way, step string) string { return "/way/" + step + "?system=" + on.System.Key }

// act is the address that an act of the step is sent to.
func (w wayView) act(act string) string {
	return "/way/" + w.Step.ID + "/" + act + "?system=" + w.System.Key
}

func (s *server) wayStep(w http.ResponseWriter, v visit) error {
	view, err := s.wayView(v)
	if err != nil {
		return err
	}
	return s.showWay(w, v, http.StatusOK, view)
}

func (s *server) showWay(w http.ResponseWriter, v visit, status int, view *wayView) error {
	return s.show(w, v, status, view.Step.Title, wayPage(view))
}

func (s *server) wayView(v visit) (*wayView, error) {
	system := v.URL.Query().Get("system")
	on, err := s.app.Way(v.Context(), v.Actor, system)
	if err != nil {
		return nil, err
	}
	view := &wayView{Way: on, Step: on.Find(v.PathValue("step")), Me: v.Actor.Person, Owner: v.Actor.Person, TickAll: v.URL.Query().Get("tick") == "all", Once: string(s.app.NewID())}
	if view.Step == nil {
		return nil, fault.New(fault.NotFound, "the way has no step %q", v.PathValue("step"))
	}
	view.Number = 1 + slices.IndexFunc(on.Steps, func(s app.WayStep) bool { return s.ID == view.Step.ID })
	view.conformity = conformityView{Report: on.Report, catalogue: s.app.Catalogue(), actor: v.Actor}
	if view.Offers, view.Decided, err = s.app.Offers(v.Context(), v.Actor, on, view.Step.ID); err != nil {
		return nil, err
	}
	people, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "person", Sort: "title", Limit: mostPeople})
	if err != nil {
		return nil, err
	}
	view.People = people.Records
	if on.Mandate != nil {
		if view.Names, err = s.app.NamesOf(v.Context(), v.Actor, on.Mandate); err != nil {
			return nil, err
		}
	}
	if view.Step.ID == "applicability" {
		statements, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "soa", Sort: "key", Limit: 1, Filters: []app.Filter{{Field: "system", Values: []string{on.System.Key}}}})
		if err != nil {
			return nil, err
		}
		if len(statements.Records) > 0 {
			view.SoA = statements.Records[0].Key
		}
	}
	if view.Kept, err = s.app.AsProposedOn(v.Context(), v.Actor, on); err != nil {
		return nil, err
	}
	return view, s.ask(v, view)
}

// ask makes the forms of the step's questions, filled with what is known.
func (s *server) ask(v visit, view *wayView) error {
	for _, q := range view.Step.Questions {
		if n := len(view.Forms); n == 0 || view.Forms[n-1].Kind != q.Kind {
			f := wayForm{form: newForm(q.Kind)}
			if q.Record != nil {
				names, err := s.app.NamesOf(v.Context(), v.Actor, q.Record)
				if err != nil {
					return err
				}
				f.fill(v.reader(), q.Record, names)
			}
			view.Forms = append(view.Forms, f)
		}
		last := &view.Forms[len(view.Forms)-1]
		last.Asked = append(last.Asked, q.Field)
	}
	return nil
}

// wayAnswer keeps the answers of one form.
func (s *server) wayAnswer(w http.ResponseWriter, v visit) error {
	view, err := s.wayView(v)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(view.Forms, func(f wayForm) bool { return f.Kind.Name == v.PathValue("kind") })
	if at < 0 {
		return fault.New(fault.NotFound, "this step asks nothing of that kind")
	}
	f := view.Forms[at]
	f.read(v.PostForm)
	base, err := baseOf(v)
	if err != nil {
		return err
	}
	if err := s.findTyped(v, f.form); err != nil {
		return err
	}
	body, answers := f.Kind.New(), map[string]any{}
	for _, field := range f.Asked {
		f.parse(v.reader(), field, field.Name, body)
		answers[field.Name] = field.Get(body)
	}
	if len(f.Faults) > 0 {
		return s.showWay(w, v, http.StatusUnprocessableEntity, view)
	}
	err = s.app.Answer(v.Context(), v.Actor, view.System.Key, f.Kind.Name, base, answers)
	if err != nil {
		if f.take(v.reader(), err) {
			return s.showWay(w, v, http.StatusUnprocessableEntity, view)
		}
		return err
	}
	setNotice(w, v.reader().Say("Your answers are kept."))
	http.Redirect(w, v.Request, wayURL(view.Way, view.Step.ID), http.StatusSeeOther)
	return nil
}

// chosen are the offers that are ticked, or the one whose button was pressed.
func chosen(v visit) []string {
	if only := v.PostFormValue("only"); only != "" {
		return []string{only}
	}
	return v.PostForm["offer"]
}

func (s *server) taking(v visit, view *wayView) app.Taking {
	return app.Taking{Request: v.PostFormValue("once"), System: view.System.Key, Offers: chosen(v), Owner: record.ID(v.PostFormValue("owner"))}
}

// wayDecide shows what would be recorded of the offers that are ticked, before
// anything is; or leaves out the one whose button was pressed.
func (s *server) wayDecide(w http.ResponseWriter, v visit) error {
	view, err := s.wayView(v)
	if err != nil {
		return err
	}
	if id := v.PostFormValue("leave"); id != "" {
		return s.wayLeaveOut(w, v, view, id)
	}
	taking := s.taking(v, view)
	view.Owner = taking.Owner
	if view.Look, err = s.app.Taken(v.Context(), v.Actor, taking); err != nil {
		return s.wayWrong(w, v, view, err)
	}
	return s.showWay(w, v, http.StatusOK, view)
}

// wayWrong shows the step again with what was wrong.
func (s *server) wayWrong(w http.ResponseWriter, v visit, view *wayView, err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	view.Wrong = []string{plain(v.reader(), err)}
	return s.showWay(w, v, http.StatusUnprocessableEntity, view)
}

// wayTake records what was looked at, in the name of whoever confirms it.
func (s *server) wayTake(w http.ResponseWriter, v visit) error {
	view, err := s.wayView(v)
	if err != nil {
		return err
	}
	done, err := s.app.Take(v.Context(), v.Actor, s.taking(v, view))
	if err != nil {
		return s.wayWrong(w, v, view, err)
	}
	setNotice(w, v.reader().Count(len(done)/2, "%d proposal is confirmed in your name.", "%d proposals are confirmed in your name."))
	http.Redirect(w, v.Request, wayURL(view.Way, view.Step.ID), http.StatusSeeOther)
	return nil
}

func (s *server) wayLeaveOut(w http.ResponseWriter, v visit, view *wayView, id string) error {
	if err := s.app.LeaveOut(v.Context(), v.Actor, view.System.Key, id, strings.TrimSpace(v.PostFormValue("reason."+id))); err != nil {
		return s.wayWrong(w, v, view, err)
	}
	setNotice(w, v.reader().Say("It is left out, and the reason kept."))
	http.Redirect(w, v.Request, wayURL(view.Way, view.Step.ID), http.StatusSeeOther)
	return nil
}

// wayGive lets somebody take on the step.
func (s *server) wayGive(w http.ResponseWriter, v visit) error {
	view, err := s.wayView(v)
	if err != nil {
		return err
	}
	if err := s.app.GiveStep(v.Context(), v.Actor, view.System.Key, view.Step.ID, record.ID(v.PostFormValue("person")), record.Date(v.PostFormValue("due"))); err != nil {
		return s.wayWrong(w, v, view, err)
	}
	http.Redirect(w, v.Request, wayURL(view.Way, view.Step.ID), http.StatusSeeOther)
	return nil
}

// wayBeginStatement begins the Statement of Applicability of the standard that the
// management system follows.
func (s *server) wayBeginStatement(w http.ResponseWriter, v visit) error {
	view, err := s.wayView(v)
	if err != nil {
		return err
	}
	system := view.System.Body.(*org.ManagementSystem)
	body := &control.Statement{System: record.Ref(view.System.ID), Title: v.reader().Say("Statement of Applicability"), Version: "1.0", Pack: system.Standard, Edition: system.Edition, Owner: record.Ref(v.Actor.Person)}
	if _, err := s.app.BeginStatement(v.Context(), v.Actor, body); err != nil {
		return s.wayWrong(w, v, view, err)
	}
	http.Redirect(w, v.Request, wayURL(view.Way, view.Step.ID), http.StatusSeeOther)
	return nil
}

// fillOffer fills a form with an offer of the guided way, to be put into own words.
func (s *server) fillOffer(v visit, f *form) error {
	f.Offer, f.System = v.URL.Query().Get("offer"), v.URL.Query().Get("system")
	if f.Offer == "" {
		return nil
	}
	offer, err := s.app.Offer(v.Context(), v.Actor, f.System, f.Offer)
	if err != nil {
		return err
	}
	if offer.Kind != f.Kind {
		return fault.New(fault.NotFound, "“%s” is not proposed any more", f.Offer)
	}
	f.fill(v.reader(), &record.Record{Kind: f.Kind, Body: offer.Body}, offer.Names)
	f.Start = f.Offer
	return nil
}

// create carries out the form of a new record: one made of an offer is kept as such.
func (s *server) made(v visit, f *form, create app.Create) (*record.Record, error) {
	if f.Offer != "" {
		return s.app.TakeInOwnWords(v.Context(), v.Actor, f.Once, f.System, f.Offer, create)
	}
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{ID: f.Once}, create)
	if err != nil {
		return nil, err
	}
	return done[0], nil
}

// offered is an offer as the page of a record shows one.
func offered(o app.WayOffer) detailView {
	names := maps.Clone(o.Names)
	if names == nil {
		names = app.Names{}
	}
	return detailView{Detail: &app.Detail{Record: &record.Record{Kind: o.Kind, Body: o.Body}, Names: names}}
}

// saidFields are the fields of an offer that say something.
func saidFields(o app.WayOffer) []*record.Field {
	var fields []*record.Field
	for _, f := range o.Kind.Fields {
		if !f.Is(record.MarkTitle) && f.IsSet(o.Body) && (o.Target == nil || slices.Contains(o.Said, f.Name)) {
			fields = append(fields, f)
		}
	}
	return fields
}

// deciding are the few values by which an offer is told in a line.
func deciding(r language.Reader, o app.WayOffer) string {
	var parts []string
	for _, f := range saidFields(o) {
		if f.Type == record.TypeEnum || f.Name == "consequence" || f.Name == "likelihood" || f.Name == "residual_consequence" || f.Name == "residual_likelihood" || f.Name == "standard_control" {
			label := r.Say(f.Label)
			if !strings.HasSuffix(label, "?") {
				label += ":"
			}
			parts = append(parts, label+" "+o.Names.Said(r, f, o.Body))
		}
	}
	return strings.Join(parts, " · ")
}

// mends lead from what fails in a step to where it is mended, each once.
func (w wayView) mends(r language.Reader, q *conform.Requirement) []components.Link {
	return w.conformity.Mends(r, q)
}

// Taken counts the records that came of the step's offers, and those of them that
// still say what was proposed.
func (w wayView) Taken() (taken, untouched int) {
	for _, d := range w.Decided {
		if d.Record != nil {
			taken++
			if d.Untouched {
				untouched++
			}
		}
	}
	return taken, untouched
}

// Following is the step after this one; nil at the end.
func (w wayView) Following() *app.WayStep {
	if w.Number < len(w.Steps) {
		return &w.Steps[w.Number]
	}
	return nil
}

// wayWords say in a word or two how a step stands.
func wayWords(r language.Reader, s *app.WayStep) string {
	switch {
	case s.State == app.WayDone:
		return r.Say("done")
	case s.State == app.WayWaiting:
		return r.Say("waits")
	case len(s.Unanswered) > 0:
		return r.Count(len(s.Unanswered), "%d question", "%d questions")
	case s.Undecided > 0:
		return r.Count(s.Undecided, "%d proposal", "%d proposals")
	case s.State == app.WayJudge:
		return r.Say("to be judged")
	}
	return r.Count(len(s.Fails), "%d missing", "%d missing")
}

// waySign is how a step's state looks; what only waits for a decision is no failure.
func waySign(s *app.WayStep) string {
	if s.State == app.WayOpen && len(s.Unanswered)+s.Undecided > 0 {
		return "person"
	}
	return map[app.WayState]string{app.WayDone: "holds", app.WayJudge: "person", app.WayOpen: "fails", app.WayWaiting: "none"}[s.State]
}

// giveBy is the day that is offered to whoever gives a step to somebody.
func (w wayView) giveBy() record.Date {
	if w.Step.Due != "" && w.Step.Due >= w.Today {
		return w.Step.Due
	}
	return w.Today.AddDays(14)
}

// joined lists texts in a line.
func joined(texts []string) string { return strings.Join(texts, " · ") }

// minutesWords say how long a step takes, as people say it.
func minutesWords(r language.Reader, minutes int) string {
	if minutes < 60 {
		return r.Count(minutes, "%d minute", "%d minutes")
	}
	if minutes%60 == 0 {
		return r.Count(minutes/60, "%d hour", "%d hours")
	}
	return r.Say("%s hours", r.Number(minutes/60)+"½")
}

// wayLacks counts what a step still lacks.
func wayLacks(r language.Reader, s *app.WayStep) string {
	var parts []string
	if n := len(s.Fails); n > 0 {
		parts = append(parts, r.Count(n, "%d requirement is not met yet", "%d requirements are not met yet"))
	}
	if n := len(s.Judge); n > 0 {
		parts = append(parts, r.Count(n, "%d needs a person", "%d need a person"))
	}
	return strings.Join(parts, "; ")
}
