package quantify

import "math"

// powers are 2^(j/128), the first factor of an exponential.
type powers [128]float64

func newPowers() *powers {
	p := &powers{}
	for j := range p {
		p[j] = math.Exp2(float64(j) / 128)
	}
	return p
}

// exp is e to the power of x within 1e-15 of it: 2^(k/128) from the table and a
// polynomial for what is left, which is below ln 2/256 (Tang 1989). Most of a
// simulation's time goes into exponentials, and this takes a fraction of math.Exp's.
func (p *powers) exp(x float64) float64 {
	if !(x > -700 && x < 700) {
		return math.Exp(x)
	}
	k := math.Floor(x*(128/math.Ln2) + 0.5)
	const high, low = 0x1.62e42fefap-8, 0x1.cf79abc9e3b3ap-47 // ln 2/128, its first bits so few that k times them is exact
	r := (x - k*high) - k*low
	n := int64(k)
	whole := math.Float64frombits(math.Float64bits(p[n&127]) + uint64(n>>7)<<52)
	return whole + whole*r*(1+r*(0.5+r*(1.0/6+r*(1.0/24+r*(1.0/120)))))
}
