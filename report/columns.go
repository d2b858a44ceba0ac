package report

// Measures of tables, in millimetres.
const (
	gutter   = 3.2  // between columns
	padding  = 1.3  // above and below the words of a row
	longWord = 34.0 // a column is not widened for the sake of a longer word
)

// measure is how wide the texts of a column are.
type measure struct {
	whole   float64 // the widest, on one line
	word    float64 // the widest word
	typical float64 // on average
}

// widths shares the width of the page out to the columns by what they hold.
func (d *press) widths(t *table) []float64 {
	measures := make([]measure, len(t.columns))
	for i, c := range t.columns {
		measures[i].whole, measures[i].word = d.natural(d.headSpans(c))
		if c.short {
			measures[i].word = measures[i].whole
		}
	}
	rows := 0
	for _, r := range t.rows {
		if r.group != "" {
			continue
		}
		rows++
		for i, c := range r.cells {
			whole, word := d.natural(d.cellSpans(t.columns[i], c))
			m := &measures[i]
			if t.columns[i].short {
				word = whole
			}
			m.whole, m.word, m.typical = max(m.whole, whole), max(m.word, word), m.typical+whole
		}
	}
	for i := range measures {
		measures[i].typical /= float64(max(rows, 1))
	}
	return share(t.columns, measures, d.width-gutter*float64(len(t.columns)-1))
}

// share gives each column its longest word, then divides what is left by how
// much text the columns have. None gets more than its widest text needs, as
// long as another can use it; what nobody needs goes to those that hold words.
func share(columns []column, measures []measure, room float64) []float64 {
	widths := make([]float64, len(measures))
	least := 0.0
	for i, m := range measures {
		widths[i] = min(m.word, longWord)
		if columns[i].short {
			widths[i] = min(m.word, 1.3*longWord)
		}
		least += widths[i]
	}
	if least > room {
		for i := range widths {
			widths[i] *= room / least
		}
		return widths
	}
	left := room - least
	for left > slack {
		weights, all := make([]float64, len(measures)), 0.0
		for i, m := range measures {
			if wanted := min(m.whole, 3*m.typical+longWord) - widths[i]; m.whole-widths[i] > slack && wanted > 0 {
				weights[i] = min(wanted, 60+m.typical/2)
				all += weights[i]
			}
		}
		if all == 0 {
			break
		}
		given := 0.0
		for i, m := range measures {
			more := min(left*weights[i]/all, m.whole-widths[i])
			widths[i] += max(more, 0)
			given += max(more, 0)
		}
		left -= given
		if given < slack {
			break
		}
	}
	spread(columns, widths, left)
	return widths
}

// spread gives what is left to the columns that hold words, so that the table is
// as wide as the page.
func spread(columns []column, widths []float64, left float64) {
	all := 0.0
	for i, c := range columns {
		if !c.short && !c.number {
			all += widths[i]
		}
	}
	for i, c := range columns {
		switch {
		case all == 0:
			widths[i] += left / float64(len(columns))
		case !c.short && !c.number:
			widths[i] += left * widths[i] / all
		}
	}
}
