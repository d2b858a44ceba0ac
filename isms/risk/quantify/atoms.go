package quantify

import (
	"cmp"
	"math"
	"slices"
)

// atom stands for a part of a distribution: its mean, with its probability.
type atom struct{ value, weight float64 }

// Parts into which a distribution falls where values stand for it: equal ones, and the
// uppermost in parts that shrink by √2 each, so that the tail keeps its shape.
const (
	equalParts = 32
	tailParts  = 60
)

// atoms are the means of a distribution within parts of its probability:
// E[X; q < X ≤ r] = L(r) − r·P(X>r) − L(q) + q·P(X>q), with L for Limited.
func atoms(d Distribution) []atom {
	switch d := d.(type) {
	case Fixed:
		return []atom{{float64(d), 1}}
	case Scaled:
		list := atoms(d.Of)
		for i := range list {
			list[i].value *= d.By
		}
		return list
	case Product:
		return d.atoms()
	}
	list := make([]atom, 0, equalParts+tailParts)
	before, beyond := 0.0, 1.0
	for i := 1; i <= equalParts+tailParts; i++ {
		left := 1 - float64(i)/equalParts
		if i >= equalParts {
			left = math.Exp2(-float64(i-equalParts+1)/2) / equalParts
		}
		upTo := d.Mean()
		if i == equalParts+tailParts {
			left = 0
		} else {
			q := d.Quantile(1 - left)
			upTo = d.Limited(q) - q*left
		}
		if weight := beyond - left; weight > 0 {
			list = append(list, atom{max(upTo-before, 0) / weight, weight})
		}
		before, beyond = upTo, left
	}
	return list
}

// merged joins neighbours until n atoms of about equal weight are left, with the mean
// of what they join.
func merged(list []atom, n int) []atom {
	slices.SortFunc(list, func(a, b atom) int { return cmp.Compare(a.value, b.value) })
	var joined []atom
	upTo := 0.0
	for _, a := range list {
		if last := len(joined) - 1; last >= 0 && int(upTo*float64(n)) == int((upTo-joined[last].weight)*float64(n)+1e-9) {
			sum := joined[last].weight + a.weight
			joined[last] = atom{(joined[last].value*joined[last].weight + a.value*a.weight) / sum, sum}
		} else {
			joined = append(joined, a)
		}
		upTo += a.weight
	}
	return joined
}
