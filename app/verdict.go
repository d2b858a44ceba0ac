package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"surety/conform"
	"surety/expr"
	"surety/fault"
	"surety/isms/org"
	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// VerdictQuery says what is to be judged.
type VerdictQuery struct {
	Standard string    // "iso27001" or "iso27001@2022"; empty: the management system's own
	System   string    // key or id of the management system; empty: the only one
	AsOf     time.Time // the records as they were then; zero: now
}

// Verdict judges the requirements of a standard over one management system, as
// the actor may see it.
func (a *App) Verdict(ctx context.Context, actor Actor, query VerdictQuery) (*conform.Report, error) {
	d, err := a.judged(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	if !query.AsOf.IsZero() {
		return a.verdictAsOf(ctx, actor, d.pack, d.system, d.zone, query.AsOf)
	}
	j, err := a.engines.of(actor.Organization, d.system, d.pack, a.language)
	if err != nil {
		return nil, err
	}
	src := a.store.In(actor.Organization)
	now := a.clock().In(d.zone)
	if err := j.Follow(ctx, src, now); err != nil {
		return nil, err
	}
	return j.Report(ctx, src, actor.Sight(), now)
}

// judged is what a verdict is of.
type judged struct {
	system *record.Record
	pack   *pack.Pack
	zone   *time.Location
}

// judged finds the management system and the standard that a query means.
func (a *App) judged(ctx context.Context, actor Actor, query VerdictQuery) (judged, error) {
	if err := mayRead(actor); err != nil {
		return judged{}, err
	}
	stand, err := a.stand(ctx, actor.Organization)
	if err != nil {
		return judged{}, err
	}
	system, err := stand.system(query.System)
	if err != nil {
		return judged{}, err
	}
	standard := query.Standard
	if standard == "" {
		body := system.Body.(*org.ManagementSystem)
		standard = body.Standard + "@" + body.Edition
	}
	p, err := a.packs.Find(standard)
	return judged{system, p, stand.zone}, err
}

// verdictAsOf evaluates the records as they stood at an instant, from nothing.
func (a *App) verdictAsOf(ctx context.Context, actor Actor, p *pack.Pack, system *record.Record, zone *time.Location, at time.Time) (*conform.Report, error) {
	if at.After(a.clock()) {
		return nil, fault.New(fault.Invalid, "%s is still to come: only the past can be seen as it was", at.Format(time.RFC3339))
	}
	o := a.store.In(actor.Organization)
	position, err := o.PositionAt(ctx, at)
	if err != nil {
		return nil, err
	}
	then := o.AsOf(position)
	there, err := then.Get(ctx, system.ID)
	if err != nil {
		return nil, err
	}
	if there[system.ID] == nil {
		return nil, fault.New(fault.Invalid, "nothing of %s was recorded yet at %s", system.Key, at.UTC().Format(time.RFC3339)).
			Mending("ask for an instant from %s on", system.Created.UTC().Format(time.RFC3339))
	}
	engine, err := conform.New(conform.Options{Environment: a.language, Pack: p, System: system.ID, Roles: rolesOf(there[system.ID])})
	if err != nil {
		return nil, err
	}
	if err := engine.Evaluate(ctx, then, at.In(zone)); err != nil {
		return nil, err
	}
	return engine.Report(ctx, then, actor.Sight(), at.In(zone))
}

// Failure is a check that one record fails.
type Failure struct {
	Standard    string
	Requirement string
	Reason      string
	Mend        string
	Field       string // where it is mended; may be empty
}

// failuresOf lists the checks that a record fails in the first management
// system's own standard.
func (a *App) failuresOf(ctx context.Context, actor Actor, reader store.Reader, rec *record.Record) ([]Failure, error) {
	stand, err := a.standFor(ctx, actor.Organization, reader)
	if err != nil || len(stand.systems) == 0 {
		return nil, err
	}
	system := stand.systems[0]
	body := system.Body.(*org.ManagementSystem)
	p, err := a.packs.Find(body.Standard + "@" + body.Edition)
	if err != nil {
		return nil, nil //nolint:nilerr // a standard that isn't loaded finds nothing; its own page says so
	}
	j, err := a.engines.of(actor.Organization, system, p, a.language)
	if err != nil {
		return nil, err
	}
	if err := j.Follow(ctx, a.store.In(actor.Organization), a.clock().In(stand.zone)); err != nil {
		return nil, err
	}
	var failures []Failure
	for _, f := range j.Against(language.From(ctx), rec) {
		failures = append(failures, Failure{Standard: p.ID, Requirement: f.Entry.ID, Reason: f.Reason, Mend: f.Mend, Field: f.Check.Field})
	}
	return failures, nil
}

// engines keeps what verdicts are computed with, while the program runs.
type engines struct {
	mu     sync.Mutex
	judges map[string]*conform.Engine
	stands map[string]*stand
	begun  map[*conform.Engine]*evaluation // first evaluations that are under way
}

func newEngines() *engines {
	return &engines{judges: map[string]*conform.Engine{}, stands: map[string]*stand{}, begun: map[*conform.Engine]*evaluation{}}
}

// of is the engine of a pack and a management system; another one when the
// system declares other roles, since other entries apply then.
func (e *engines) of(organization string, system *record.Record, p *pack.Pack, language *expr.Environment) (*conform.Engine, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	name, roles := organization+" "+string(system.ID)+" "+p.Ref().String()+" "+p.Digest, rolesOf(system)
	if j := e.judges[name]; j != nil && slices.Equal(j.Roles(), roles) {
		return j, nil
	}
	engine, err := conform.New(conform.Options{Environment: language, Pack: p, System: system.ID, Roles: roles})
	if err != nil {
		return nil, fault.Wrap(err, "prepare the checks of "+p.Designation)
	}
	e.judges[name] = engine
	return engine, nil
}

// rolesOf are the roles that a management system declares.
func rolesOf(system *record.Record) []string { return system.Body.(*org.ManagementSystem).Roles }

// stand is what an organization's verdicts and pages need to know of it, at a
// position of the log.
type stand struct {
	position int64
	zone     *time.Location
	systems  []*record.Record // management systems, by key
}

// mostSystems bounds the management systems of an organization.
const mostSystems = 100

// stand reads it anew only when the log has grown.
func (a *App) stand(ctx context.Context, organization string) (*stand, error) {
	return a.standFor(ctx, organization, a.store.In(organization))
}

func (a *App) standFor(ctx context.Context, organization string, reader store.Reader) (*stand, error) {
	position, err := position(ctx, organization, reader)
	if err != nil {
		return nil, err
	}
	a.engines.mu.Lock()
	known := a.engines.stands[organization]
	a.engines.mu.Unlock()
	if known != nil && known.position == position {
		return known, nil
	}
	now := &stand{position: position}
	page, err := reader.List(ctx, store.Query{Kind: "management_system", Sort: "key", Limit: mostSystems, Sight: store.Sight{All: true}})
	if err != nil {
		return nil, err
	}
	now.systems = page.Records
	if now.zone, err = a.zone(ctx, organization); err != nil {
		return nil, err
	}
	a.engines.mu.Lock()
	a.engines.stands[organization] = now
	a.engines.mu.Unlock()
	return now, nil
}

// system finds the management system that is meant.
func (s *stand) system(idOrKey string) (*record.Record, error) {
	for _, system := range s.systems {
		if idOrKey == system.Key || idOrKey == string(system.ID) || idOrKey == "" && len(s.systems) == 1 {
			return system, nil
		}
	}
	switch {
	case len(s.systems) == 0:
		return nil, &fault.Error{Kind: fault.NotFound, Message: "there is no management system yet", Mend: "add one: its standard, edition and intervals"}
	case idOrKey == "":
		return nil, fault.New(fault.Invalid, "there are several management systems").Mending("name one by its key, such as %s", s.systems[0].Key)
	}
	return nil, fault.New(fault.NotFound, "there is no management system %q", idOrKey)
}
