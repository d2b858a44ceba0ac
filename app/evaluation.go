package app

import (
	"context"
	"time"

	"surety/conform"
	"surety/store"
)

// longestEvaluation bounds a first evaluation that nobody may be waiting for any more.
const longestEvaluation = 10 * time.Minute

// Progress is how far the first evaluation of an organization's records is. Those that
// a restart left to be asked are asked once; from then on only what changes is.
type Progress struct {
	Asked int // records so far
	Of    int
}

// evaluation is a first evaluation that goes on although whoever asked for it has gone.
type evaluation struct {
	of   int
	done chan struct{} // closed when it has ended
	err  error         // why it failed; read once done is closed
}

// Evaluated waits for what a verdict needs, for as long as the caller has patience. It
// is nil when verdicts can be had; else it tells how far the first evaluation is, which
// goes on meanwhile. An evaluation that failed is told once, and begun anew when it is
// asked for again.
func (a *App) Evaluated(ctx context.Context, actor Actor, query VerdictQuery, patience time.Duration) (*Progress, error) {
	d, err := a.judged(ctx, actor, query)
	if err != nil || !query.AsOf.IsZero() {
		return nil, err
	}
	engine, err := a.engines.of(actor.Organization, d.system, d.pack, a.language)
	if err != nil {
		return nil, err
	}
	if _, done := engine.Swept(); done {
		return nil, nil
	}
	e, err := a.evaluation(ctx, actor, engine, d.zone)
	if err != nil {
		return nil, err
	}
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case <-e.done:
		a.engines.mu.Lock()
		defer a.engines.mu.Unlock()
		delete(a.engines.begun, engine)
		return nil, e.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-wait.C:
	}
	asked, _ := engine.Swept()
	return &Progress{Asked: min(asked, e.of), Of: e.of}, nil
}

// evaluation is the first evaluation of an engine, which it begins where none is under
// way.
func (a *App) evaluation(ctx context.Context, actor Actor, engine *conform.Engine, zone *time.Location) (*evaluation, error) {
	a.engines.mu.Lock()
	e := a.engines.begun[engine]
	a.engines.mu.Unlock()
	if e != nil {
		return e, nil
	}
	src := a.store.In(actor.Organization)
	begun := &evaluation{done: make(chan struct{})}
	for _, kind := range engine.Kinds() {
		counts, err := src.Count(ctx, store.Query{Kind: kind, Sight: store.Sight{All: true}, IncludeEnded: true}, "")
		if err != nil {
			return nil, err
		}
		for _, n := range counts {
			begun.of += n
		}
	}
	a.engines.mu.Lock()
	defer a.engines.mu.Unlock()
	if e := a.engines.begun[engine]; e != nil {
		return e, nil // somebody else was faster
	}
	a.engines.begun[engine] = begun
	away, cancel := context.WithTimeout(context.WithoutCancel(ctx), longestEvaluation)
	go func() {
		defer cancel()
		defer close(begun.done)
		begun.err = engine.Follow(away, src, a.clock().In(zone))
	}()
	return begun, nil
}
