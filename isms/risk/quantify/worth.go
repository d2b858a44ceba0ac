package quantify

import (
	"context"
	"math"
	"sync"
	"sync/atomic"

	"surety/fault"
)

// Effect is what a control does to one scenario: by which share events become rarer
// and by which share each costs less, 0 to 1. Where it is uncertain, each year draws
// its own.
type Effect struct {
	Scenario string // its id
	Rarer    Distribution
	Cheaper  Distribution
}

// Control is a control whose worth is asked for.
type Control struct {
	Cost    float64 // a year
	Effects []Effect
}

// Worth is what a control is worth. Both years, with it and without it, are drawn from
// the same events (common random numbers, Glasserman 2003, 4.7): the control spares
// some and lessens others, so that the difference is far less noisy than either.
type Worth struct {
	Before, After float64 // expected annual loss without it and with it
	Saved         float64 // the difference
	StandardError float64 // of what is saved
	Return        float64 // (saved − cost)/cost, the return on security investment (ENISA 2012); 0 where it costs nothing
	Pays          float64 // the share of years in which it saves more than it costs
}

// WorthOf simulates years with and without a control.
func WorthOf(ctx context.Context, scenarios []Scenario, control Control, o Options) (*Worth, error) {
	if err := check(scenarios); err != nil {
		return nil, err
	}
	if err := o.check(scenarios); err != nil {
		return nil, err
	}
	effects, err := control.by(scenarios)
	if err != nil {
		return nil, err
	}
	zig, size := newZiggurat(), max(leastBlock, (o.Trials+blocks-1)/blocks)
	parts := make([]pair, (o.Trials+size-1)/size)
	var next atomic.Int64
	var working sync.WaitGroup
	for range min(o.workers(), len(parts)) {
		working.Go(func() {
			for {
				block := int(next.Add(1)) - 1
				if block >= len(parts) || ctx.Err() != nil {
					return
				}
				s := newSource(o.Seed, uint64(block), zig)
				parts[block] = pairs(s, scenarios, effects, control.Cost, min(size, o.Trials-block*size))
			}
		})
	}
	working.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fault.New(fault.Unavailable, "the simulation was stopped before its end: %w", err)
	}
	all, saved := pair{}, sums{}
	for _, p := range parts {
		all.before, all.pays = all.before+p.before, all.pays+p.pays
		saved.add(p.saved)
	}
	w := &Worth{Before: all.before / saved.trials, Saved: saved.mean, StandardError: saved.standardError(), Pays: all.pays / saved.trials}
	w.After = w.Before - w.Saved
	if control.Cost > 0 {
		w.Return = (w.Saved - control.Cost) / control.Cost
	}
	return w, nil
}

// by finds the effect on each scenario.
func (c Control) by(scenarios []Scenario) ([]*Effect, error) {
	if !finite(c.Cost) || c.Cost < 0 {
		return nil, fault.At(fault.Invalid, "", "cost", "%s is no cost of a year: expected an amount from 0 on", figure(c.Cost))
	}
	found, at := make([]*Effect, len(scenarios)), map[string]int{}
	for i, s := range scenarios {
		at[s.ID] = i
	}
	for i, e := range c.Effects {
		where, ok := at[e.Scenario]
		if !ok {
			return nil, fault.At(fault.NotFound, e.Scenario, "", "there is no such scenario for the control to act on")
		}
		for _, d := range []Distribution{e.Rarer, e.Cheaper} {
			if low, high := d.Quantile(0), d.Quantile(1); !(low >= 0 && high <= 1) {
				return nil, fault.At(fault.Invalid, e.Scenario, "effect", "an effect of %s to %s is no share: expected 0 to 1", figure(low), figure(high))
			}
		}
		found[where] = &c.Effects[i]
	}
	return found, nil
}

// pair are the sums of years drawn with and without a control.
type pair struct {
	before, pays float64
	saved        sums
}

func pairs(s *Source, scenarios []Scenario, effects []*Effect, cost float64, years int) pair {
	p, saved := pair{}, make([]float64, years)
	causes := causesOf(scenarios)
	rarer, cheaper := make([]float64, len(scenarios)), make([]float64, len(scenarios))
	strike := func(i, year int) {
		loss := scenarios[i].Loss.Draw(s)
		p.before += loss
		if e := effects[i]; e == nil {
			return
		} else if s.uniform() < rarer[i] {
			saved[year] += loss
		} else {
			saved[year] += loss * cheaper[i]
		}
	}
	for year := range saved {
		for i, e := range effects {
			if e != nil {
				rarer[i], cheaper[i] = e.Rarer.Draw(s), e.Cheaper.Draw(s)
			}
		}
		for i := range scenarios {
			for range s.poisson(scenarios[i].own().Draw(s)) {
				strike(i, year)
			}
		}
		for _, c := range causes {
			for range s.poisson(c.rate) {
				for k, i := range c.members {
					if s.uniform() < c.chances[k] {
						strike(i, year)
					}
				}
			}
		}
		if saved[year] > cost {
			p.pays++
		}
	}
	p.saved = newSums(saved, nil)
	return p
}

// Saves is what a control saves of the expected annual loss, by its closed form: where
// effects are independent of events, Σ λ·E[X]·(1 − (1−r)(1−c)) with their means.
func (c Control) Saves(scenarios []Scenario) (float64, error) {
	effects, err := c.by(scenarios)
	if err != nil {
		return 0, err
	}
	sum := 0.0
	for i, e := range effects {
		if e != nil {
			sum += scenarios[i].Expected() * (1 - (1-e.Rarer.Mean())*(1-e.Cheaper.Mean()))
		}
	}
	return math.Max(sum, 0), nil
}
