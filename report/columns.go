package report

import (
	"cmp"
	"slices"
)

// Measures of tables, in millimetres.
const (
	gutter   = 3.2  // between columns
	padding  = 1.3  // above and below the words of a row
	longWord = 34.0 // a column is not widened for the sake of a longer word
)

// measure is how wide the texts of a column are.
type measure struct {
	whole   float64 // the widest, on one line
	word    float64 // the widest word, or text of a column that stays on one line
	typical float64 // a text on average
	head    float64 // the head, on one line
}

// measures reads a table through. Heads may wrap, so only their words count.
func (d *press) measures(t *table) []measure {
	list := make([]measure, len(t.columns))
	for i, c := range t.columns {
		whole, word := d.natural(d.headSpans(c))
		if t.narrow {
			word = whole
		}
		list[i] = measure{whole: word, word: word, head: whole}
	}
	rows := 0
	for _, r := range t.rows {
		if r.group != "" {
			continue
		}
		rows++
		for i, c := range r.cells {
			whole, word := d.natural(d.cellSpans(t.columns[i], c))
			if t.columns[i].short {
				word = whole
			}
			m := &list[i]
			m.whole, m.word, m.typical = max(m.whole, whole), max(m.word, word), m.typical+whole
		}
	}
	for i := range list {
		list[i].typical /= float64(max(rows, 1))
	}
	return list
}

// layout is how wide each column is and what stands between them.
type layout struct {
	widths []float64
	gutter float64
	width  float64
}

// columns shares the width of the page out to a table's columns by what they hold.
func (d *press) columns(t *table) layout {
	measures := d.measures(t)
	between := float64(max(len(t.columns)-1, 1))
	l := layout{gutter: min(gutter, d.width/3/between)} // of very many columns, less stands between
	l.widths = share(t.columns, measures, d.width-l.gutter*float64(len(t.columns)-1))
	for i, m := range measures { // heads on one line, where nobody lacks the room
		if lack := m.head - l.widths[i]; lack > 0 && lack < d.width-l.sum() {
			l.widths[i] += lack
		}
	}
	if !t.narrow {
		l.spread(t.columns, d.width)
	}
	l.width = l.sum()
	return l
}

// share gives each column its longest word, then what lets short texts stand on
// one line, and divides the rest by how much text the others have.
func share(columns []column, measures []measure, room float64) []float64 {
	widths := make([]float64, len(measures))
	least := 0.0
	for i, m := range measures {
		most := longWord
		if columns[i].short {
			most *= 1.4
		}
		widths[i] = min(m.word, most)
		least += widths[i]
	}
	if least > room {
		for i := range widths {
			widths[i] *= room / least
		}
		return widths
	}
	left := unwrap(measures, widths, room-least)
	for range measures { // each round satisfies a column, or uses up what is left
		weights, all := make([]float64, len(measures)), 0.0
		for i, m := range measures {
			if m.whole-widths[i] > slack {
				weights[i] = min(m.whole, 2*m.typical+longWord)
				all += weights[i]
			}
		}
		if all == 0 || left < slack {
			break
		}
		given := 0.0
		for i, m := range measures {
			more := min(left*weights[i]/all, max(m.whole-widths[i], 0))
			widths[i] += more
			given += more
		}
		left -= given
	}
	return widths
}

// unwrap gives columns of short texts, such as names, room to stay on one line,
// those that lack least first, for up to the larger part of what there is.
func unwrap(measures []measure, widths []float64, left float64) float64 {
	order := make([]int, len(measures))
	for i := range order {
		order[i] = i
	}
	lacks := func(i int) float64 { return measures[i].whole - widths[i] }
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(lacks(a), lacks(b)) })
	budget := left * 0.7
	for _, i := range order {
		if lack := lacks(i); lack > slack && measures[i].whole < 1.3*longWord && lack <= budget {
			widths[i] += lack
			budget -= lack
			left -= lack
		}
	}
	return left
}

func (l *layout) sum() float64 {
	sum := l.gutter * float64(len(l.widths)-1)
	for _, width := range l.widths {
		sum += width
	}
	return sum
}

// spread makes the table as wide as the page: by wider gutters, then by wider
// columns, the widest most.
func (l *layout) spread(columns []column, room float64) {
	if left := room - l.sum(); left > slack && len(columns) > 1 {
		l.gutter += min(left/float64(len(columns)-1), 1.3*gutter)
	}
	left, all := room-l.sum(), 0.0
	for i, c := range columns {
		if !c.short && !c.number {
			all += l.widths[i] * l.widths[i]
		}
	}
	for i, c := range columns {
		switch {
		case all == 0:
			l.widths[i] += left / float64(len(columns))
		case !c.short && !c.number:
			l.widths[i] += left * l.widths[i] * l.widths[i] / all
		}
	}
}
