package app

import (
	"context"
	"maps"
	"slices"

	"surety/conform"
	"surety/isms/org"
	"surety/isms/way"
	"surety/language"
	"surety/record"
)

// WayState tells how far a step of the guided way is. Nobody sets it: it follows
// from the verdicts on what the step serves.
type WayState string

// States of a step.
const (
	WayDone    WayState = "done"    // all that it serves holds
	WayJudge   WayState = "judge"   // nothing fails; a person's judgement is missing
	WayOpen    WayState = "open"    // something that it serves fails
	WayWaiting WayState = "waiting" // another step has to be begun first
)

// Way is the guided way of one management system, as the actor may see it.
type Way struct {
	System  *record.Record
	Mandate *record.Record // nil where there is none yet
	Steps   []WayStep
	Report  *conform.Report
	Today   record.Date

	facts    way.Facts
	taken    map[string]record.ID // what became of offers, by their name
	decided  map[string]*record.Record
	existing map[string][]*record.Record  // live records by kind, as they were asked for
	came     map[record.ID]*record.Record // of offers that were taken; those that are there and may be seen
}

// WayStep is a step with how it stands.
type WayStep struct {
	way.Step
	State      WayState
	After      []way.Step // what has to be begun first
	Opens      []way.Step // what waits for this one
	Fails      []*conform.Requirement
	Judge      []*conform.Requirement
	Share      way.Share // who has taken it on
	Due        record.Date
	Unanswered []WayQuestion
	Questions  []WayQuestion
	Undecided  int // offers that nobody has decided on
}

// WayQuestion is a field that a step asks for, with the record that holds it.
type WayQuestion struct {
	Kind   *record.Kind
	Field  *record.Field
	Record *record.Record // nil where there is none yet
}

// Way reads the guided way. The system is a key or an id; empty means the first.
func (a *App) Way(ctx context.Context, actor Actor, system string) (*Way, error) {
	r, err := a.wayReader(ctx, actor, system)
	if err != nil {
		return nil, err
	}
	return r.way, r.steps()
}

// wayReader reads what the guided way is made of.
type wayReader struct {
	app   *App
	ctx   context.Context
	actor Actor
	way   *Way

	thought []way.Offer // all offers, once they were asked for
}

// wayOf begins to read the way of a management system.
func (a *App) wayOf(ctx context.Context, actor Actor, system string) (*wayReader, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	stand, err := a.stand(ctx, actor.Organization)
	if err != nil {
		return nil, err
	}
	if system == "" && len(stand.systems) > 0 {
		system = stand.systems[0].Key
	}
	of, err := stand.system(system)
	if err != nil {
		return nil, err
	}
	return &wayReader{app: a, ctx: ctx, actor: actor, way: &Way{System: of, existing: map[string][]*record.Record{}, taken: map[string]record.ID{}, decided: map[string]*record.Record{}}}, nil
}

// wayReader reads what offers follow from.
func (a *App) wayReader(ctx context.Context, actor Actor, system string) (*wayReader, error) {
	r, err := a.wayOf(ctx, actor, system)
	if err != nil {
		return nil, err
	}
	if r.way.Today, err = a.Today(ctx, actor); err != nil {
		return nil, err
	}
	if r.way.Report, err = a.Verdict(ctx, actor, VerdictQuery{System: r.way.System.Key}); err != nil {
		return nil, err
	}
	if err := r.readLive("proposal", "organization", "mandate", "risk_method", "role", "assignment", "document", "soa_row"); err != nil {
		return nil, err
	}
	if err := r.decisions(); err != nil {
		return nil, err
	}
	return r, r.readFacts()
}

// readLive reads the kinds that nearly all of the way looks at in one go. One of which
// there is more than a page is left to be read when it is asked for.
func (r *wayReader) readLive(kinds ...string) error {
	queries := make([]Query, len(kinds))
	for i, kind := range kinds {
		queries[i] = liveQuery(kind)
	}
	pages, err := r.app.Lists(r.ctx, r.actor, queries...)
	for i, page := range pages {
		if page.Next == "" {
			r.way.existing[kinds[i]] = slices.DeleteFunc(page.Records, func(rec *record.Record) bool { return !r.belongs(rec) })
		}
	}
	return err
}

func liveQuery(kind string) Query { return Query{Kind: kind, Sort: "key", Limit: MostLimit} }

// live reads all records of a kind that count and that belong to the system.
func (r *wayReader) live(kind string) ([]*record.Record, error) {
	if list, known := r.way.existing[kind]; known {
		return list, nil
	}
	var list []*record.Record
	for query := liveQuery(kind); ; {
		page, err := r.app.List(r.ctx, r.actor, query)
		if err != nil {
			return nil, err
		}
		for _, rec := range page.Records {
			if r.belongs(rec) {
				list = append(list, rec)
			}
		}
		if query.After = page.Next; page.Next == "" {
			break
		}
	}
	r.way.existing[kind] = list
	return list, nil
}

// belongs tells whether a record is the system's, or no system's in particular.
func (r *wayReader) belongs(rec *record.Record) bool {
	for _, name := range []string{"system", "systems"} {
		if f := rec.Kind.Field(name); f != nil {
			refs := f.Refs(rec.Body)
			return len(refs) == 0 || slices.Contains(refs, record.Ref(r.way.System.ID))
		}
	}
	return true
}

// decisions reads what has been decided on offers.
func (r *wayReader) decisions() error {
	proposals, err := r.live("proposal")
	if err != nil {
		return err
	}
	for _, rec := range proposals {
		body := rec.Body.(*way.Proposal)
		r.way.decided[body.Offer] = rec
		if body.Decision == way.Taken {
			r.way.taken[body.Offer] = body.Record.ID()
		}
	}
	return nil
}

// became reads what came of the offers that were taken: these alone, however much there
// is of their kinds.
func (r *wayReader) became() (map[record.ID]*record.Record, error) {
	if r.way.came != nil {
		return r.way.came, nil
	}
	found, err := r.app.store.In(r.actor.Organization).Get(r.ctx, slices.Collect(maps.Values(r.way.taken))...)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(found, func(_ record.ID, rec *record.Record) bool {
		return rec.Ended() || !r.app.maySee(r.actor, rec) || !r.belongs(rec)
	})
	r.app.hideConfidential(r.actor, slices.Collect(maps.Values(found)))
	r.way.came = found
	return found, nil
}

func (r *wayReader) readFacts() error {
	w := r.way
	w.facts = way.Facts{Today: w.Today, Owner: record.Ref(r.actor.Person)}
	organizations, err := r.live("organization")
	if err != nil {
		return err
	}
	if len(organizations) > 0 {
		body := organizations[0].Body.(*org.Organization)
		w.facts.Organization, w.facts.People = body.Name, body.Size
	}
	mandates, err := r.live("mandate")
	if err != nil {
		return err
	}
	if len(mandates) > 0 {
		w.Mandate = mandates[0]
		body := w.Mandate.Body.(*way.Mandate)
		w.facts.Sector, w.facts.Answers = body.Sector, body.Answers()
	}
	return r.readMethod()
}

// steps tells of every step how it stands.
func (r *wayReader) steps() error {
	around, err := r.app.Frame(r.ctx, r.actor)
	if err != nil {
		return err
	}
	begun := map[string]bool{}
	undecided, err := r.undecided()
	if err != nil {
		return err
	}
	due, err := r.dueDays()
	if err != nil {
		return err
	}
	steps := way.Steps(language.From(r.ctx).Tag())
	byID := map[string]way.Step{}
	for _, step := range steps {
		byID[step.ID] = step
		begun[step.ID] = !slices.ContainsFunc(step.Begun, func(kind string) bool { return !around.Uses[kind] })
	}
	for _, step := range steps {
		s := WayStep{Step: step, Undecided: undecided[step.ID]}
		if r.way.Mandate != nil {
			s.Share = r.way.Mandate.Body.(*way.Mandate).Share(step.ID)
			s.Due = due[s.Share.Task.ID()]
		}
		if err := r.ask(&s); err != nil {
			return err
		}
		for _, need := range step.Needs {
			if !begun[need] {
				s.After = append(s.After, byID[need])
			}
		}
		for _, other := range steps {
			if slices.Contains(other.Needs, step.ID) {
				s.Opens = append(s.Opens, other)
			}
		}
		s.weigh(r.way.Report)
		r.way.Steps = append(r.way.Steps, s)
	}
	return nil
}

// weigh gives the step its state.
func (s *WayStep) weigh(report *conform.Report) {
	for _, id := range s.Serves {
		q := report.Find(id)
		switch {
		case q == nil:
		case q.Verdict == conform.NeedsPerson:
			s.Judge = append(s.Judge, q)
		case q.Verdict != conform.Holds && q.Verdict != conform.NoOccasion:
			s.Fails = append(s.Fails, q)
		}
	}
	switch {
	case len(s.Fails) == 0 && len(s.Unanswered) == 0 && len(s.Judge) == 0:
		s.State = WayDone
	case len(s.After) > 0:
		s.State = WayWaiting
	case len(s.Fails) == 0 && len(s.Unanswered) == 0:
		s.State = WayJudge
	default:
		s.State = WayOpen
	}
}

// ask finds what the step asks for and what of it nobody has answered.
func (r *wayReader) ask(s *WayStep) error {
	for _, asked := range s.Asks {
		kind, err := r.app.kind(asked.Kind)
		if err != nil {
			return err
		}
		rec, err := r.asked(kind)
		if err != nil {
			return err
		}
		for _, name := range asked.Fields {
			q := WayQuestion{Kind: kind, Field: kind.Field(name), Record: rec}
			s.Questions = append(s.Questions, q)
			if rec == nil || !q.Field.IsSet(rec.Body) {
				s.Unanswered = append(s.Unanswered, q)
			}
		}
	}
	return nil
}

// asked is the one record of a kind that answers are kept in.
func (r *wayReader) asked(kind *record.Kind) (*record.Record, error) {
	if kind.Name == "management_system" {
		return r.way.System, nil
	}
	list, err := r.live(kind.Name)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// Find gives a step; nil where there is none of that name.
func (w *Way) Find(id string) *WayStep {
	for i := range w.Steps {
		if w.Steps[i].ID == id {
			return &w.Steps[i]
		}
	}
	return nil
}

// Fits tells whether enough is known of the organization for the offers to fit it.
func (w *Way) Fits() bool { return w.facts.Sector != "" && w.facts.People > 0 }

// Next is the step to go on with: the first that waits for nothing and where
// somebody can still answer or decide, else the first where something fails.
func (w *Way) Next() *WayStep {
	for _, todo := range []func(*WayStep) bool{
		func(s *WayStep) bool { return len(s.Unanswered) > 0 || s.Undecided > 0 },
		func(s *WayStep) bool { return s.State == WayOpen },
		func(s *WayStep) bool { return s.State != WayDone },
		func(*WayStep) bool { return true },
	} {
		for i := range w.Steps {
			if s := &w.Steps[i]; s.State != WayWaiting && todo(s) {
				return s
			}
		}
	}
	return &w.Steps[0]
}
