package quantify

// alias picks an index by weight in one draw (Walker 1977; the tables by Vose 1991).
type alias struct {
	most  []uint64 // the fraction of 2⁶⁴ up to which the column's own index is picked
	other []int32
}

// newAlias prepares weights that are not negative and not all nought.
func newAlias(weights []float64) alias {
	n, sum := len(weights), 0.0
	for _, w := range weights {
		sum += w
	}
	a := alias{most: make([]uint64, n), other: make([]int32, n)}
	scaled, small, large := make([]float64, n), []int32{}, []int32{}
	for i, w := range weights {
		scaled[i] = w / sum * float64(n)
		a.most[i], a.other[i] = ^uint64(0), int32(i)
		if scaled[i] < 1 {
			small = append(small, int32(i))
		} else {
			large = append(large, int32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a.most[s], a.other[s] = uint64(scaled[s]*0x1p64), l
		scaled[l] -= 1 - scaled[s]
		if scaled[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	// Columns left over, by rounding, are full; those of no weight never are.
	for _, s := range small {
		if weights[s] == 0 {
			a.most[s], a.other[s] = 0, heaviest(weights)
		}
	}
	return a
}

func heaviest(weights []float64) (index int32) {
	for i, w := range weights {
		if w > weights[index] {
			index = int32(i)
		}
	}
	return index
}

func (a alias) pick(s *Source) int {
	column, rest := s.below(len(a.most))
	if rest < a.most[column] {
		return column
	}
	return int(a.other[column])
}
