package app

import (
	"context"

	"surety/conform"
	"surety/fault"
	"surety/isms/org"
	"surety/pack"
)

// Question asks why a check says what it says.
type Question struct {
	VerdictQuery
	Requirement string // id of the entry
	Check       string // id of the check; empty: the first
	Record      string // key or id; empty: the whole
}

// Explain evaluates one check once more, over the records of now, and tells
// the values it sees, as the actor may see them.
func (a *App) Explain(ctx context.Context, actor Actor, question Question) (*conform.Explanation, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	stand, err := a.stand(ctx, actor.Organization)
	if err != nil {
		return nil, err
	}
	system, err := stand.system(question.System)
	if err != nil {
		return nil, err
	}
	standard := question.Standard
	if standard == "" {
		body := system.Body.(*org.ManagementSystem)
		standard = body.Standard + "@" + body.Edition
	}
	p, err := a.packs.Find(standard)
	if err != nil {
		return nil, err
	}
	check, err := checkOf(p, question)
	if err != nil {
		return nil, err
	}
	engine, err := a.engines.of(actor.Organization, system.ID, p, a.language)
	if err != nil {
		return nil, err
	}
	src := a.store.In(actor.Organization)
	now := a.clock().In(stand.zone)
	if err := engine.Follow(ctx, src, now); err != nil {
		return nil, err
	}
	if question.Record == "" {
		return engine.Explain(ctx, src, question.Requirement, check, "", actor.Sight(), now)
	}
	rec, err := a.Get(ctx, actor, question.Record)
	if err != nil {
		return nil, err
	}
	return engine.Explain(ctx, src, question.Requirement, check, rec.ID, actor.Sight(), now)
}

func checkOf(p *pack.Pack, question Question) (string, error) {
	entry := p.Entry(question.Requirement)
	if entry == nil {
		return "", fault.New(fault.NotFound, "%s has no entry %s", p.Designation, question.Requirement)
	}
	if question.Check != "" || len(entry.Checks) == 0 {
		return question.Check, nil
	}
	return entry.Checks[0].ID, nil
}
