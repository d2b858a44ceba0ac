package quantify

import "math"

// poissonWeights are the probabilities of first, first+1, … events at a mean, up to
// where what is left out on either side is below 1e-18 of the likeliest. They are
// had from the likeliest outwards, by p(k+1) = p(k)·mean/(k+1), which loses nothing
// where e^-mean alone would vanish.
func poissonWeights(mean float64) (first int, weights []float64) {
	mode := int(mean)
	const least = 1e-18
	down := []float64{}
	for k, p := mode, 1.0; k > 0; k-- {
		if p *= float64(k) / mean; p < least {
			break
		}
		down = append(down, p)
	}
	first = mode - len(down)
	weights = make([]float64, 0, 2*len(down)+16)
	for i := len(down) - 1; i >= 0; i-- {
		weights = append(weights, down[i])
	}
	for k, p := mode, 1.0; p >= least; k++ {
		weights = append(weights, p)
		p *= mean / float64(k+1)
	}
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
	return first, weights
}

// counts draws how many events a year has at a fixed mean.
type counts struct {
	first int
	alias alias
}

func newCounts(mean float64) counts {
	first, weights := poissonWeights(mean)
	return counts{first, newAlias(weights)}
}

func (c counts) draw(s *Source) int { return c.first + c.alias.pick(s) }

// poisson draws a count at a mean that changes from draw to draw: by inversion below
// 10, by transformed rejection above (PTRS, Hörmann 1993).
func (s *Source) poisson(mean float64) int {
	if mean < 10 {
		k, p, u := 0, math.Exp(-mean), s.uniform()
		for u >= p && p > 0 {
			u -= p
			k++
			p *= mean / float64(k)
		}
		return k
	}
	root := math.Sqrt(mean)
	b := 0.931 + 2.53*root
	a := -0.059 + 0.02483*b
	inverse := 1.1239 + 1.1328/(b-3.4)
	sure := 0.9277 - 3.6224/(b-2)
	for {
		u, v := s.uniform()-0.5, s.open()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + mean + 0.43)
		if us >= 0.07 && v <= sure {
			return int(k)
		}
		if k < 0 || us < 0.013 && v > us {
			continue
		}
		gamma, _ := math.Lgamma(k + 1)
		if math.Log(v*inverse/(a/(us*us)+b)) <= k*math.Log(mean)-mean-gamma {
			return int(k)
		}
	}
}
