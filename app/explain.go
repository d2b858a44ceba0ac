package app

import (
	"context"
	"time"

	"surety/conform"
	"surety/fault"
	"surety/pack"
	"surety/record"
)

// Question asks why a check says what it says.
type Question struct {
	VerdictQuery
	Requirement string // id of the entry
	Check       string // id of the check; empty: the first
	Record      string // key or id; empty: the whole
}

// explaining is what it takes to explain checks of one pack.
type explaining struct {
	app    *App
	actor  Actor
	pack   *pack.Pack
	engine *conform.Engine
	now    time.Time
}

// explaining brings the verdicts to now and finds the pack that is asked about.
func (a *App) explaining(ctx context.Context, actor Actor, query VerdictQuery) (*explaining, error) {
	d, err := a.judged(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	engine, err := a.engines.of(actor.Organization, d.system, d.pack, a.language)
	if err != nil {
		return nil, err
	}
	x := &explaining{app: a, actor: actor, pack: d.pack, engine: engine, now: a.clock().In(d.zone)}
	return x, engine.Follow(ctx, a.store.In(actor.Organization), x.now)
}

// one explains one check of a record, or of the whole.
func (x *explaining) one(ctx context.Context, entry, check string, id record.ID) (*conform.Explanation, error) {
	return x.engine.Explain(ctx, x.app.store.In(x.actor.Organization), entry, check, id, x.actor.Sight(), x.now)
}

// asked names records that a check was asked of.
func (x *explaining) asked(ctx context.Context, entry, check string, fails bool, most int) ([]conform.Named, error) {
	return x.engine.Asked(ctx, x.app.store.In(x.actor.Organization), entry, check, fails, most, x.actor.Sight())
}

// Explain evaluates one check once more, over the records of now, and tells
// the values it sees, as the actor may see them.
func (a *App) Explain(ctx context.Context, actor Actor, question Question) (*conform.Explanation, error) {
	x, err := a.explaining(ctx, actor, question.VerdictQuery)
	if err != nil {
		return nil, err
	}
	check, err := checkOf(x.pack, question)
	if err != nil {
		return nil, err
	}
	if question.Record == "" {
		return x.one(ctx, question.Requirement, check, "")
	}
	rec, err := a.Get(ctx, actor, question.Record)
	if err != nil {
		return nil, err
	}
	return x.one(ctx, question.Requirement, check, rec.ID)
}

// Passing names up to so many records that pass a check, so that what holds can
// be explained as well as what fails.
func (a *App) Passing(ctx context.Context, actor Actor, question Question, most int) ([]conform.Named, error) {
	x, err := a.explaining(ctx, actor, question.VerdictQuery)
	if err != nil {
		return nil, err
	}
	check, err := checkOf(x.pack, question)
	if err != nil {
		return nil, err
	}
	return x.asked(ctx, question.Requirement, check, false, most)
}

// Why explains every check of an entry: of the record that is named those that
// are asked of its kind; without one, each by the first record that fails it, or
// else the first that passes.
func (a *App) Why(ctx context.Context, actor Actor, question Question) (*conform.Why, error) {
	x, err := a.explaining(ctx, actor, question.VerdictQuery)
	if err != nil {
		return nil, err
	}
	if _, err := checkOf(x.pack, question); err != nil {
		return nil, err
	}
	why := &conform.Why{Entry: x.pack.Entry(question.Requirement)}
	var rec *record.Record
	if question.Record != "" {
		if rec, err = a.Get(ctx, actor, question.Record); err != nil {
			return nil, err
		}
	}
	for _, check := range why.Entry.Checks {
		if rec != nil && rec.Kind.Name != check.Of {
			continue
		}
		explanation, err := x.byExample(ctx, why.Entry, check, rec)
		if err != nil {
			return nil, err
		}
		why.Checks = append(why.Checks, explanation)
	}
	if rec != nil && len(why.Checks) == 0 {
		return nil, fault.New(fault.NotFound, "no check of %s is asked of a record such as %s, which is a %s", question.Requirement, rec.Key, rec.Kind.Name)
	}
	return why, nil
}

// byExample explains a check of the record given, or of one that it was asked of.
func (x *explaining) byExample(ctx context.Context, entry *pack.Entry, check *pack.Check, rec *record.Record) (*conform.Explanation, error) {
	if rec != nil {
		return x.one(ctx, entry.ID, check.ID, rec.ID)
	}
	if check.Shape != pack.ShapeEach {
		return x.one(ctx, entry.ID, check.ID, "")
	}
	for _, fails := range []bool{true, false} {
		named, err := x.asked(ctx, entry.ID, check.ID, fails, 1)
		if err != nil {
			return nil, err
		}
		if len(named) > 0 {
			return x.one(ctx, entry.ID, check.ID, named[0].ID)
		}
	}
	return &conform.Explanation{Entry: entry, Check: check}, nil
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
