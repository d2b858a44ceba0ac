package quantify

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"surety/fault"
)

// Bounds and measures of a simulation.
const (
	// MostTrials is how many years are drawn at most.
	MostTrials = 100_000_000
	// mostEvents bounds the work: about two minutes on two cores.
	mostEvents = 5e9
	// blocks is into how many parts the trials fall. Each has its own stream and its
	// own sums, added up in the order of the blocks: the number of workers is nowhere
	// in the figures.
	blocks     = 256
	leastBlock = 1024
)

// Options say how to simulate.
type Options struct {
	Trials  int     // simulated years
	Seed    uint64  // the same seed gives the same bits
	Workers int     // how many work at once; as many as the machine has cores where it is 0
	Most    float64 // events that are drawn at most; some minutes' where it is 0
}

// portfolio is scenarios made ready to be drawn.
type portfolio struct {
	scenarios []Scenario
	zig       *ziggurat

	// Scenarios of a fixed rate are drawn together: the superposition of Poisson
	// processes is one of the summed rate, whose events each are of one scenario with
	// probability in proportion to its rate (Kingman, Poisson Processes, 2.2 and 5.1).
	// So a year costs as much as it has events, not as there are scenarios.
	together []strike
	counts   counts
	pick     alias

	apart  []apart // scenarios whose rate is drawn anew for each year
	shocks []shock
}

// apart is a scenario that is drawn by itself.
type apart struct {
	strike
	rate Distribution
}

// shock is a shared cause made ready to be drawn.
type shock struct {
	counts  counts
	chances []float64
	strikes []strike
}

func newStrike(scenario int, loss Distribution) strike {
	one := strike{scenario: scenario, loss: loss}
	if l, ok := loss.(Lognormal); ok {
		one.lognormal, one.mu, one.sigma = true, l.Mu, l.Sigma
	}
	return one
}

// strike is what one event of a scenario costs, its lognormal laid open so that the
// common case needs no call.
type strike struct {
	scenario  int
	lognormal bool
	mu, sigma float64
	loss      Distribution
}

func newPortfolio(scenarios []Scenario) *portfolio {
	p := &portfolio{scenarios: scenarios, zig: newZiggurat()}
	var rates []float64
	sum := 0.0
	for i, s := range scenarios {
		own := s.own()
		if rate, fixed := own.(Fixed); !fixed {
			p.apart = append(p.apart, apart{newStrike(i, s.Loss), own})
		} else if rate > 0 {
			p.together, rates = append(p.together, newStrike(i, s.Loss)), append(rates, float64(rate))
			sum += float64(rate)
		}
	}
	for _, c := range causesOf(scenarios) {
		one := shock{counts: newCounts(c.rate), chances: c.chances}
		for _, i := range c.members {
			one.strikes = append(one.strikes, newStrike(i, scenarios[i].Loss))
		}
		p.shocks = append(p.shocks, one)
	}
	if len(rates) > 0 {
		p.counts, p.pick = newCounts(sum), newAlias(rates)
	}
	return p
}

// Simulate draws years and tells what they cost. It refuses more trials or events
// than are drawn within minutes, and ends early when ctx does.
func Simulate(ctx context.Context, scenarios []Scenario, o Options) (*Result, error) {
	if err := check(scenarios); err != nil {
		return nil, err
	}
	if err := o.check(scenarios); err != nil {
		return nil, err
	}
	p := newPortfolio(scenarios)
	size := max(leastBlock, (o.Trials+blocks-1)/blocks)
	parts := make([]sums, (o.Trials+size-1)/size)
	totals := newTotals(o.Trials)
	var next atomic.Int64
	var working sync.WaitGroup
	for range min(o.workers(), len(parts)) {
		working.Go(func() {
			hand := totals.hand(size)
			defer totals.join(hand)
			for {
				block := int(next.Add(1)) - 1
				if block >= len(parts) || ctx.Err() != nil {
					return
				}
				first := block * size
				years := hand.years(first, min(size, o.Trials-first))
				parts[block] = p.draw(newSource(o.Seed, uint64(block), p.zig), years)
				hand.took(years)
			}
		})
	}
	working.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fault.New(fault.Unavailable, "the simulation was stopped before its end: %w", err)
	}
	all := sums{of: make([]float64, len(scenarios))}
	for _, part := range parts {
		all.add(part)
	}
	return summarize(scenarios, o, all, totals.order(o.workers())), nil
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o Options) check(scenarios []Scenario) error {
	if o.Trials < 1 || o.Trials > MostTrials {
		return fault.At(fault.Invalid, "", "trials", "%d simulated years can't be drawn: expected 1 to %d; 100000 tell a 99th percentile well", o.Trials, MostTrials)
	}
	events := 0.0
	for _, s := range scenarios {
		events += s.Rate.Mean()
	}
	allowed := o.Most
	if allowed == 0 {
		allowed = mostEvents
	}
	if most := allowed / max(events, 1); float64(o.Trials) > most {
		return fault.At(fault.Invalid, "", "trials", "%d simulated years of %s events each are too many: with these rates at most %d are drawn", o.Trials, figure(math.Round(events)), int(most))
	}
	return nil
}

// draw fills years with what each of them costs.
func (p *portfolio) draw(s *Source, years []float64) sums {
	of := make([]float64, len(p.scenarios))
	for year := range years {
		total := 0.0
		if len(p.together) > 0 {
			for range p.counts.draw(s) {
				one := &p.together[p.pick.pick(s)]
				loss := one.draw(s)
				of[one.scenario] += loss
				total += loss
			}
		}
		for i := range p.apart {
			one := &p.apart[i]
			loss := 0.0
			for range s.poisson(one.rate.Draw(s)) {
				loss += one.draw(s)
			}
			of[one.scenario] += loss
			total += loss
		}
		for i := range p.shocks {
			total += p.shocks[i].draw(s, of)
		}
		years[year] = total
	}
	return newSums(years, of)
}

func (e *strike) draw(s *Source) float64 {
	if e.lognormal {
		return s.pow.exp(e.mu + e.sigma*s.normal())
	}
	return e.loss.Draw(s)
}

// draw is what a year's strikes of the cause cost.
func (c *shock) draw(s *Source, of []float64) (total float64) {
	for range c.counts.draw(s) {
		for i := range c.strikes {
			if s.uniform() < c.chances[i] {
				one := &c.strikes[i]
				loss := one.draw(s)
				of[one.scenario] += loss
				total += loss
			}
		}
	}
	return total
}
