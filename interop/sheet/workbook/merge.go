package workbook

import (
	"sort"
	"strings"
)

// area is a merged region; columns count from 0, both ends belong to it.
type area struct{ top, left, bottom, right int }

func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	left, top, ok1 := parseRef(from)
	right, bottom, ok2 := parseRef(to)
	return area{top: top, left: left, bottom: bottom, right: right}, ok && ok1 && ok2 && top <= bottom && left <= right
}

// fill writes the value of each merged region into all its cells that lie in
// rows and columns in use. What it costs counts as cells, so regions that
// cover a sheet a thousand times over are refused.
func (s *Sheet) fill(merged []area, allowed *allowance) error {
	width := 0
	for _, row := range s.Rows {
		width = max(width, len(row.Cells))
	}
	for _, m := range merged {
		first := sort.Search(len(s.Rows), func(i int) bool { return s.Rows[i].Number >= m.top })
		if first == len(s.Rows) || s.Rows[first].Number != m.top {
			continue
		}
		origin := s.Rows[first].At(m.left)
		if origin.Kind == Empty {
			continue
		}
		for i := first; i < len(s.Rows) && s.Rows[i].Number <= m.bottom; i++ {
			if err := s.Rows[i].fill(m, origin, width, allowed); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Row) fill(m area, origin Cell, width int, allowed *allowance) error {
	end := min(m.right+1, width)
	if err := allowed.take(0, max(0, end-m.left)); err != nil {
		return err
	}
	if missing := end - len(r.Cells); missing > 0 {
		if err := allowed.take(0, missing); err != nil {
			return err
		}
		r.Cells = append(r.Cells, make([]Cell, missing)...)
	}
	origin.Filled = FilledRight
	if r.Number > m.top {
		origin.Filled = FilledDown
	}
	for column := m.left; column < end; column++ {
		if r.Cells[column].Kind == Empty {
			r.Cells[column] = origin
		}
	}
	return nil
}
