package quantify

import "math"

// Distribution is how often, or how much: a quantity that is not negative and not
// known for sure.
type Distribution interface {
	// Mean is the expected value.
	Mean() float64
	// Variance is the expected square of the distance from the mean.
	Variance() float64
	// Limited is the expected value of the lesser of the quantity and x, E[min(X, x)];
	// its slope at x is the probability of more than x (Klugman, Panjer and Willmot,
	// Loss Models, 3.1). All that is reckoned exactly comes from it.
	Limited(x float64) float64
	// Quantile is the value that the quantity stays below with probability p.
	Quantile(p float64) float64
	// Draw draws one value.
	Draw(s *Source) float64
}

// Fixed is a quantity that is known.
type Fixed float64

// Mean is the value.
func (f Fixed) Mean() float64 { return float64(f) }

// Variance is nought.
func (f Fixed) Variance() float64 { return 0 }

// Limited is the lesser of the value and x.
func (f Fixed) Limited(x float64) float64 { return math.Min(float64(f), x) }

// Draw gives the value.
func (f Fixed) Draw(*Source) float64 { return float64(f) }

// Quantile is the value.
func (f Fixed) Quantile(float64) float64 { return float64(f) }

// Scaled is a quantity times a factor that is not negative.
type Scaled struct {
	Of Distribution
	By float64
}

// Mean scales the mean.
func (c Scaled) Mean() float64 { return c.By * c.Of.Mean() }

// Variance scales by the square.
func (c Scaled) Variance() float64 { return c.By * c.By * c.Of.Variance() }

// Limited scales the quantity limited by what x was before.
func (c Scaled) Limited(x float64) float64 {
	if c.By == 0 {
		return math.Min(0, x)
	}
	return c.By * c.Of.Limited(x/c.By)
}

// Quantile scales the quantile.
func (c Scaled) Quantile(p float64) float64 { return c.By * c.Of.Quantile(p) }

// Draw scales what it draws.
func (c Scaled) Draw(s *Source) float64 { return c.By * c.Of.Draw(s) }
