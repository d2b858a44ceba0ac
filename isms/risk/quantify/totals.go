package quantify

import (
	"math"
	"slices"
	"sort"
	"sync"
)

// sums are what blocks of trials add up to.
type sums struct {
	trials float64
	mean   float64   // of a year's loss
	square float64   // the sum of squared distances from the mean
	of     []float64 // the loss of each scenario, summed over the years
}

func newSums(years, of []float64) sums {
	s := sums{trials: float64(len(years)), of: of}
	for _, y := range years {
		s.mean += y
	}
	s.mean /= s.trials
	for _, y := range years {
		s.square += (y - s.mean) * (y - s.mean)
	}
	return s
}

// add joins the moments of two parts without loss of figures (Chan, Golub and
// LeVeque 1983).
func (s *sums) add(part sums) {
	if part.trials == 0 {
		return
	}
	trials, apart := s.trials+part.trials, part.mean-s.mean
	s.mean += apart * part.trials / trials
	s.square += part.square + apart*apart*s.trials*part.trials/trials
	s.trials = trials
	for i, loss := range part.of {
		s.of[i] += loss
	}
}

func (s *sums) standardError() float64 {
	if s.trials < 2 {
		return 0
	}
	return math.Sqrt(s.square / (s.trials - 1) / s.trials)
}

// mostKept is up to how many trials each year's loss is kept, and percentiles are
// years that were drawn. Beyond it years are counted in bins whose width is 1/2048 of
// their loss, so that memory is bounded and a percentile is within 0.025 %.
const mostKept = 1_000_000

// Bins of the count: by the bits of the loss, so that each doubling has as many.
const (
	binBits   = 11
	binLeast  = 0x1p-10 // losses below a thousandth count as this
	binMost   = 0x1p90
	binsShift = 52 - binBits
)

// totals are the losses of all years, kept or counted.
type totals struct {
	kept []float64

	mutex  sync.Mutex
	counts []int64 // by bin; the first is of years without loss
}

func newTotals(trials int) *totals {
	if trials <= mostKept {
		return &totals{kept: make([]float64, trials)}
	}
	return &totals{counts: make([]int64, binOf(binMost)+1)}
}

func binOf(loss float64) int {
	if loss <= 0 {
		return 0
	}
	loss = min(max(loss, binLeast), binMost)
	return int(math.Float64bits(loss)>>binsShift-math.Float64bits(binLeast)>>binsShift) + 1
}

// binLoss is the middle of a bin.
func binLoss(bin int) float64 {
	if bin == 0 {
		return 0
	}
	return math.Float64frombits((uint64(bin-1)+math.Float64bits(binLeast)>>binsShift)<<binsShift | 1<<(binsShift-1))
}

// hand is where one worker puts the years that it draws.
type hand struct {
	totals *totals
	buffer []float64
	counts []int64
}

func (t *totals) hand(size int) *hand {
	if t.kept != nil {
		return &hand{totals: t}
	}
	return &hand{totals: t, buffer: make([]float64, size), counts: make([]int64, len(t.counts))}
}

// years is the place of n years from the first.
func (h *hand) years(first, n int) []float64 {
	if kept := h.totals.kept; kept != nil {
		return kept[first : first+n]
	}
	return h.buffer[:n]
}

func (h *hand) took(years []float64) {
	if h.counts == nil {
		return
	}
	for _, y := range years {
		h.counts[binOf(y)]++
	}
}

func (t *totals) join(h *hand) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for bin, n := range h.counts {
		t.counts[bin] += n
	}
}

// order puts the years into the order of their loss.
func (t *totals) order(workers int) ordered {
	if t.kept != nil {
		return ordered{losses: sorted(t.kept, workers), trials: len(t.kept)}
	}
	o := ordered{}
	seen := 0
	for bin, n := range t.counts {
		if n > 0 {
			seen += int(n)
			o.losses, o.upTo = append(o.losses, binLoss(bin)), append(o.upTo, seen)
		}
	}
	o.trials = seen
	return o
}

// sorted sorts parts at once and merges them.
func sorted(years []float64, workers int) []float64 {
	if workers < 2 || len(years) < 1<<14 {
		slices.Sort(years)
		return years
	}
	middle := len(years) / 2
	var working sync.WaitGroup
	working.Go(func() { sorted(years[:middle], workers/2) })
	sorted(years[middle:], workers-workers/2)
	working.Wait()
	lower, upper := slices.Clone(years[:middle]), years[middle:]
	for i := range years { // in place: what is written is behind what upper has still to give
		if len(lower) == 0 {
			break
		}
		if len(upper) == 0 || lower[0] <= upper[0] {
			years[i], lower = lower[0], lower[1:]
		} else {
			years[i], upper = upper[0], upper[1:]
		}
	}
	return years
}

// ordered are the losses of years, the least first; with upTo each stands for as many
// years as upTo grows by.
type ordered struct {
	losses []float64
	upTo   []int
	trials int
}

// percentile is the least loss that a share p of the years does not exceed.
func (o ordered) percentile(p float64) float64 { return o.losses[o.at(o.rank(p))] }

// rank is ⌈p·n⌉, the number of years up to the percentile.
func (o ordered) rank(p float64) int {
	return min(max(int(math.Ceil(p*float64(o.trials)-1e-9)), 1), o.trials)
}

// at is where the year of a rank stands.
func (o ordered) at(rank int) int {
	if o.upTo == nil {
		return rank - 1
	}
	return sort.SearchInts(o.upTo, rank)
}

// tail is the mean loss of the worst share 1 − p of the years; the year on the
// boundary counts with the part that belongs there (Acerbi and Tasche 2002).
func (o ordered) tail(p float64) float64 {
	n, rank := float64(o.trials), o.rank(p)
	from := o.at(rank)
	before := rank
	sum := 0.0
	for i := from; i < len(o.losses); i++ {
		years := 1.0
		if o.upTo != nil {
			years = float64(o.upTo[i] - before)
			before = o.upTo[i]
		} else if i == from {
			continue
		}
		sum += years * o.losses[i]
	}
	sum += (float64(rank) - p*n) * o.losses[from]
	return sum / ((1 - p) * n)
}

// beyond is the share of years that cost more than a loss.
func (o ordered) beyond(loss float64) float64 {
	i := sort.Search(len(o.losses), func(i int) bool { return o.losses[i] > loss })
	upTo := i
	if o.upTo != nil {
		if upTo = 0; i > 0 {
			upTo = o.upTo[i-1]
		}
	}
	return float64(o.trials-upTo) / float64(o.trials)
}
