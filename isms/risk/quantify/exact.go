package quantify

import (
	"math"
	"math/cmplx"
	"sync"

	"gonum.org/v1/gonum/dsp/fourier"

	"surety/fault"
)

// Year is the distribution of what a year costs, reckoned and not drawn.
type Year struct {
	Expected float64 // annual loss, by its closed form
	step     float64
	below    []float64 // of each multiple of step, the probability of no more
	slack    float64   // by how much a loss may be off, but for a chance of
	odds     float64
}

// Measures of the reckoning.
const (
	exactPoints   = 1 << 15 // of the curve
	coarsePoints  = 1 << 12 // while its extent is sought, and for sensitivities
	tilt          = 15.0    // e^-15 of what wraps around is left, and rounding stays below 1e-9
	exactOdds     = 1e-6
	exactMost     = 0.9995 // up to which percentile the curve reaches
	uncertainRate = 16     // how many values stand for a rate that is not known
)

// Exact reckons the distribution of a year's loss, the sum of compound Poisson
// distributions and of shocks: each loss is put on a grid so that its mean is kept
// (Gerber 1982; Loss Models, 9.6.5), the generating function of the sum is had by fast
// Fourier transform, and exponential tilting keeps what exceeds the grid from wrapping
// around (Grübel and Hermesmeier 1999). Losses beyond the grid do not disturb what is
// below. A rate that is uncertain is mixed over 16 means of parts of its probability.
func Exact(scenarios []Scenario) (*Year, error) { return exact(scenarios, exactPoints) }

func exact(scenarios []Scenario, points int) (*Year, error) {
	if err := check(scenarios); err != nil {
		return nil, err
	}
	most, err := extent(scenarios)
	if err != nil {
		return nil, err
	}
	return reckon(scenarios, most, points), nil
}

// extent is how far a curve must reach, found on coarse grids: from where the moments
// put the tail, halved or doubled until it holds the percentile and little more.
func extent(scenarios []Scenario) (float64, error) {
	mean, variance := moments(scenarios)
	if mean == 0 {
		return 1, nil
	}
	most := mean + 8*math.Sqrt(variance)
	for range 60 {
		year := reckon(scenarios, most, coarsePoints)
		q := year.Percentile(exactMost)
		switch {
		case year.below[len(year.below)-1] < exactMost:
			most *= 2
		case q < most/4:
			most = max(2*q, most/64)
			if q == 0 {
				return most, nil
			}
		default:
			return q * 1.1, nil
		}
	}
	return 0, fault.New(fault.Uncomputable, "the distribution of a year's loss has no extent that can be found: its losses lie too far apart")
}

// moments are mean and variance of a year's loss but for what shared causes add: of a
// mixed compound Poisson sum E[λ]·E[X²] + Var[λ]·E[X]² (Loss Models, 9.1).
func moments(scenarios []Scenario) (mean, variance float64) {
	for _, s := range scenarios {
		m, rate := s.Loss.Mean(), s.Rate.Mean()
		mean += rate * m
		variance += rate*(s.Loss.Variance()+m*m) + s.Rate.Variance()*m*m
	}
	return mean, variance
}

// reckon puts the year on a grid of points from nought to most.
func reckon(scenarios []Scenario, most float64, points int) *Year {
	g := &grid{step: most / float64(points), points: points, fft: fourier.NewFFT(points)}
	total := g.characteristic(scenarios)
	sum := 0.0
	for i, p := range g.back(total) {
		sum += max(p, 0)
		total[i/2] = 0
		g.values[i] = min(sum, 1)
	}
	year := &Year{step: g.step, below: g.values, odds: exactOdds}
	events := 0.0
	for _, s := range scenarios {
		year.Expected += s.Expected()
		events += s.Rate.Mean()
	}
	// The points on which a loss is put are at most two steps apart and keep its mean, so
	// over n events the distance is beyond step·√(n/2·ln(2/odds)) with less than the
	// odds (Hoeffding 1963); there are more than n events with about the same.
	n := math.Ceil(events + 6*math.Sqrt(events) + 6)
	year.slack = g.step * min(n, math.Sqrt(n/2*math.Log(2/exactOdds)))
	return year
}

// grid is where losses are put.
type grid struct {
	step   float64
	points int
	fft    *fourier.FFT
	values []float64
}

// forward transforms probabilities on the grid, tilted.
func (g *grid) forward(p []float64) []complex128 {
	for i := range p {
		p[i] *= math.Exp(-tilt * float64(i) / float64(g.points))
	}
	return fourier.NewFFT(g.points).Coefficients(nil, p)
}

// back is what was transformed.
func (g *grid) back(c []complex128) []float64 {
	g.values = make([]float64, g.points)
	p := g.fft.Sequence(g.values, c)
	for i := range p {
		p[i] *= math.Exp(tilt*float64(i)/float64(g.points)) / float64(g.points)
	}
	return p
}

// characteristic is the generating function of a year's loss at the frequencies of the
// grid: the product of e^(λ(f−1)) over scenarios, of its mean over the values of an
// uncertain λ, and of e^(λ(Π(1−q+q·f)−1)) over causes.
func (g *grid) characteristic(scenarios []Scenario) []complex128 {
	var plain, apart []int
	events := 0.0
	for i, s := range scenarios {
		if rate, fixed := s.own().(Fixed); fixed {
			plain = append(plain, i)
			events += float64(rate)
		} else {
			apart = append(apart, i)
		}
	}
	sum := g.forward(g.mixture(scenarios, plain))
	for _, i := range plain {
		if composed(scenarios[i].Loss) {
			rate := complex(float64(scenarios[i].own().(Fixed)), 0)
			for k, f := range g.severity(scenarios[i].Loss) {
				sum[k] += rate * f
			}
		}
	}
	for k := range sum {
		sum[k] = cmplx.Exp(sum[k] - complex(events, 0))
	}
	g.times(sum, len(apart), func(i int) []complex128 { return g.uncertain(scenarios[apart[i]]) })
	causes := causesOf(scenarios)
	g.times(sum, len(causes), func(i int) []complex128 { return g.shock(scenarios, causes[i]) })
	return sum
}

// times multiplies by n factors, which are had two at a time.
func (g *grid) times(product []complex128, n int, factor func(i int) []complex128) {
	for i := 0; i < n; i += 2 {
		var second []complex128
		var working sync.WaitGroup
		if i+1 < n {
			working.Go(func() { second = factor(i + 1) })
		}
		first := factor(i)
		working.Wait()
		for k := range product {
			product[k] *= first[k]
			if second != nil {
				product[k] *= second[k]
			}
		}
	}
}

// uncertain is the mean of e^(λ(f−1)) over the values of λ.
func (g *grid) uncertain(s Scenario) []complex128 {
	f, rates := g.severity(s.Loss), merged(atoms(s.own()), uncertainRate)
	for k := range f {
		sum, apart := complex(0, 0), f[k]-1
		for _, r := range rates {
			sum += complex(r.weight, 0) * cmplx.Exp(complex(r.value, 0)*apart)
		}
		f[k] = sum
	}
	return f
}

func (g *grid) shock(scenarios []Scenario, c cause) []complex128 {
	product := make([]complex128, g.points/2+1)
	for k := range product {
		product[k] = 1
	}
	g.times(product, len(c.members), func(i int) []complex128 {
		f, chance := g.severity(scenarios[c.members[i]].Loss), complex(c.chances[i], 0)
		for k := range f {
			f[k] = 1 - chance + chance*f[k]
		}
		return f
	})
	for k := range product {
		product[k] = cmplx.Exp(complex(c.rate, 0) * (product[k] - 1))
	}
	return product
}

// severity is the transform of one event's loss.
func (g *grid) severity(d Distribution) []complex128 {
	switch loss := d.(type) {
	case Event:
		return g.event(loss)
	case Retained:
		if e, ok := loss.Loss.(Event); ok {
			loss.Loss = g.gross(e, loss.Deductible+loss.Limit)
			d = loss
		}
	}
	limited := make([]float64, g.points+1)
	for k := range limited {
		limited[k] = d.Limited(float64(k) * g.step)
	}
	return g.forward(g.split(limited, d.Limited(-g.step)))
}

// event is f(primary)·(1 − c + c·f(secondary)).
func (g *grid) event(e Event) []complex128 {
	f := g.severity(e.Primary)
	for k, second := range g.severity(e.Secondary) {
		f[k] *= complex(1-e.Chance, 0) + complex(e.Chance, 0)*second
	}
	return f
}

// composed tells whether a loss has a transform of its own.
func composed(d Distribution) bool {
	if r, ok := d.(Retained); ok {
		d = r.Loss
	}
	_, ok := d.(Event)
	return ok
}

// gross is the loss of an event before its insurance, on a grid that reaches further.
func (g *grid) gross(e Event, further float64) Distribution {
	wide := &grid{step: g.step + further/float64(g.points), points: g.points, fft: g.fft}
	limited, upTo, below := make([]float64, g.points+1), 0.0, 0.0
	for k, p := range wide.back(wide.event(e)) {
		below += p
		upTo += wide.step * max(1-below, 0)
		limited[k+1] = upTo
	}
	return gridded{e, wide.step, limited}
}

// gridded is a distribution whose Limited is known at multiples of a step.
type gridded struct {
	Distribution
	step    float64
	limited []float64
}

// Limited goes straight between the points that are known.
func (d gridded) Limited(x float64) float64 {
	t := x / d.step
	k := int(t)
	switch {
	case x <= 0:
		return x
	case k >= len(d.limited)-1:
		return d.limited[len(d.limited)-1]
	}
	return d.limited[k] + (t-float64(k))*(d.limited[k+1]-d.limited[k])
}

// split has from E[min(X, k·step)] the probabilities on the grid that keep the mean:
// p(k) = (2L(k) − L(k−1) − L(k+1))/step.
func (g *grid) split(limited []float64, before float64) []float64 {
	p := make([]float64, g.points)
	for k := range p {
		p[k] = max((2*limited[k]-before-limited[k+1])/g.step, 0)
		before = limited[k]
	}
	return p
}
