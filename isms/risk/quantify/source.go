package quantify

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Source draws for one block of trials. It is PCG-DXSM (O'Neill 2014, as
// math/rand/v2 fixes it), so that a stored seed gives the same years in every
// later version of the program.
type Source struct {
	pcg *rand.PCG
	zig *ziggurat
	pow *powers
}

// newSource begins the stream of one block: the seed names the simulation, the
// block its part.
func newSource(seed, block uint64, zig *ziggurat) *Source {
	return &Source{pcg: rand.NewPCG(seed, mix(block)), zig: zig, pow: zig.pow}
}

// mix spreads the bits of a block's number (the finalizer of SplitMix64, Steele et
// al. 2014), so that neighbouring blocks do not begin alike.
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// uniform is even on [0, 1).
func (s *Source) uniform() float64 { return float64(s.pcg.Uint64()>>11) * 0x1p-53 }

// open is even on (0, 1), for those who take its logarithm.
func (s *Source) open() float64 { return (float64(s.pcg.Uint64()>>12) + 0.5) * 0x1p-52 }

// below is even on 0 … n-1, with what is left of the draw as an even fraction of
// 2⁶⁴ (Lemire 2019; the bias of n/2⁶⁴ is far below what any trial shows).
func (s *Source) below(n int) (index int, rest uint64) {
	hi, lo := bits.Mul64(s.pcg.Uint64(), uint64(n))
	return int(hi), lo
}

// layers of the ziggurat; with tail and area of each they belong together
// (Doornik 2005, An improved ziggurat method to generate normal random samples).
const (
	layers   = 128
	tailFrom = 3.442619855899
	area     = 9.91256303526217e-3
)

// ziggurat draws normal deviates from layers of equal area.
type ziggurat struct {
	x     [layers + 1]float64
	ratio [layers]float64
	pow   *powers
}

func newZiggurat() *ziggurat {
	z := &ziggurat{pow: newPowers()}
	f := math.Exp(-0.5 * tailFrom * tailFrom)
	z.x[0], z.x[1] = area/f, tailFrom
	for i := 2; i < layers; i++ {
		z.x[i] = math.Sqrt(-2 * math.Log(area/z.x[i-1]+f))
		f = math.Exp(-0.5 * z.x[i] * z.x[i])
	}
	for i := range layers {
		z.ratio[i] = z.x[i+1] / z.x[i]
	}
	return z
}

// normal draws a standard normal deviate.
func (s *Source) normal() float64 {
	draw := s.pcg.Uint64()
	layer := draw & (layers - 1)
	u := float64(int64(draw)>>11) * 0x1p-52 // even on [-1, 1), from bits the layer does not use
	if math.Abs(u) < s.zig.ratio[layer] {
		return u * s.zig.x[layer]
	}
	return s.edge(layer, u)
}

// edge finishes the few draws that fall outside the sure part of their layer.
func (s *Source) edge(layer uint64, u float64) float64 {
	for {
		if layer == 0 {
			return math.Copysign(s.tail(), u)
		}
		x := u * s.zig.x[layer]
		lower := math.Exp(-0.5 * (s.zig.x[layer]*s.zig.x[layer] - x*x))
		upper := math.Exp(-0.5 * (s.zig.x[layer+1]*s.zig.x[layer+1] - x*x))
		if upper+s.uniform()*(lower-upper) < 1 {
			return x
		}
		draw := s.pcg.Uint64()
		layer, u = draw&(layers-1), float64(int64(draw)>>11)*0x1p-52
		if math.Abs(u) < s.zig.ratio[layer] {
			return u * s.zig.x[layer]
		}
	}
}

// tail draws from beyond the lowest layer (Marsaglia 1964).
func (s *Source) tail() float64 {
	for {
		x, y := -math.Log(s.open())/tailFrom, -math.Log(s.open())
		if y+y >= x*x {
			return tailFrom + x
		}
	}
}
