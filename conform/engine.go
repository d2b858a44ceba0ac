package conform

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"surety/expr"
	"surety/fault"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Options says what an engine judges.
type Options struct {
	Environment *expr.Environment
	Pack        *pack.Pack
	System      record.ID // the management system
	Roles       []string  // that the organization has declared for itself (entries that depend on one apply)
}

// Engine keeps what the checks of one pack say of one management system. It
// is safe for concurrent use.
type Engine struct {
	options Options
	plan    *plan

	mostStocked int // records that an evaluation from nothing holds at once

	following sync.Mutex   // one evaluation at a time
	swept     atomic.Int64 // records that the evaluation under way has asked
	mu        sync.RWMutex // guards state, and what it holds
	state     *state       // nil before the first evaluation
}

// state is what was found, as of one position of the log and one day.
type state struct {
	moment    expr.Moment
	position  int64
	registers map[string]*register
	counts    map[*question]counted // of the shape count
	globals   []answer
	docket    *docket
	entries   map[record.ID]store.Entry // what records were called that reports named; never written to once it is here
}

// Roles are those that the engine was made for.
func (e *Engine) Roles() []string { return e.options.Roles }

// New makes an engine. Its error names the check that does not compile.
func New(o Options) (*Engine, error) {
	pl, err := newPlan(o.Environment, o.Pack)
	if err != nil {
		return nil, err
	}
	return &Engine{options: o, plan: pl, mostStocked: mostStocked}, nil
}

// Evaluate computes everything from nothing, over any state of the records:
// that of now, or as of an instant, which now names then. The location of now
// is the organization's zone.
func (e *Engine) Evaluate(ctx context.Context, r Reader, now time.Time) error {
	e.following.Lock()
	defer e.following.Unlock()
	_, err := e.evaluate(ctx, r, e.at(now), 0)
	return err
}

// Swept is how many records the first evaluation has asked so far, and whether it is
// done: from then on what follows is quick.
func (e *Engine) Swept() (records int, done bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return int(e.swept.Load()), e.state != nil
}

// Kinds are the kinds whose records the checks ask.
func (e *Engine) Kinds() []string { return slices.Clone(e.plan.kinds) }

func (e *Engine) at(now time.Time) expr.Moment {
	return expr.At(now, now.Location(), e.options.System)
}

func (e *Engine) evaluate(ctx context.Context, r Reader, moment expr.Moment, position int64) (*state, error) {
	s := &state{moment: moment, position: position, registers: map[string]*register{}}
	for kind, q := range e.plan.inquiries {
		s.registers[kind] = newRegister(q.places())
	}
	e.swept.Store(0)
	if held := takeStock(ctx, r, e.plan, e.mostStocked); held != nil {
		r = held
	}
	run := &sweep{swept: &e.swept, plan: e.plan, reader: r, moment: moment, shelf: newShelf(), state: s, kinds: e.plan.kinds}
	if err := run.run(ctx); err != nil {
		return nil, fault.Wrap(err, "evaluate "+e.plan.pack.Designation)
	}
	var err error
	if s.docket, err = loadDocket(ctx, r, e.plan.pack, moment); err != nil {
		return nil, fault.Wrap(err, "read judgements")
	}
	all := slices.Repeat([]bool{true}, len(e.plan.globals))
	next := e.settle(ctx, r, s, moment, all)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	s.take(next)
	e.state = s
	return s, nil
}
