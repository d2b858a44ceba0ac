package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"surety/interop/sheet/workbook"
)

// table is the part of a sheet that holds headings and the rows under them.
type table struct {
	sheet   *workbook.Sheet
	row     int // number of the row with the headings
	headers []string
	banners []string // what stands above a heading, as far as it says something else
	rows    []workbook.Row
}

// tableAt is the table whose headings stand in a row, given by its index.
func tableAt(s *workbook.Sheet, index int) *table {
	t := &table{sheet: s, row: s.Rows[index].Number, rows: s.Rows[index+1:]}
	cells := s.Rows[index].Cells
	t.headers, t.banners = make([]string, len(cells)), make([]string, len(cells))
	for i, c := range cells {
		t.headers[i] = headerText(c.Text)
		if index > 0 && s.Rows[index-1].Number == t.row-1 {
			if above := headerText(s.Rows[index-1].At(i).Text); above != t.headers[i] {
				t.banners[i] = above
			}
		}
	}
	t.takeSecondLine(cells)
	t.joinNames()
	t.tellApart()
	return t
}

// takeSecondLine takes a row under the headings that divides merged ones for a
// second line of headings: "Impact" over "Level" and "Reason".
func (t *table) takeSecondLine(cells []workbook.Cell) {
	if len(t.rows) == 0 || t.rows[0].Number != t.row+1 {
		return
	}
	under := map[int]string{}
	for i, c := range t.rows[0].Cells {
		if c.Blank() || c.Filled == workbook.FilledDown {
			continue
		}
		merged := i < len(cells) && (cells[i].Filled == workbook.FilledRight || i+1 < len(cells) && cells[i+1].Filled == workbook.FilledRight)
		if !merged || c.Kind != workbook.Text || len(c.Text) > longestHeading {
			return
		}
		under[i] = headerText(c.Text)
	}
	if len(under) == 0 {
		return
	}
	for i, text := range under {
		t.headers[i] += " / " + text
	}
	t.rows = t.rows[1:]
}

var (
	givenNames  = []string{"vorname", "first name", "given name", "rufname"}
	familyNames = []string{"nachname", "familienname", "zuname", "last name", "surname", "family name", "name"}
)

// joinNames makes one column of those for given and family names: a person is
// kept under both.
func (t *table) joinNames() {
	given, family := t.called(givenNames), t.called(familyNames)
	if given < 0 || family < 0 {
		return
	}
	rows := make([]workbook.Row, len(t.rows))
	for i, row := range t.rows {
		rows[i] = row
		if first, last := row.At(given), row.At(family); !first.Blank() && !last.Blank() {
			rows[i].Cells = slices.Clone(row.Cells)
			rows[i].Cells[family].Text = strings.TrimSpace(first.Text) + " " + strings.TrimSpace(last.Text)
		}
	}
	t.headers[family] = t.headers[given] + " " + t.headers[family]
	t.headers[given], t.rows = "", rows
}

// called is the first column with one of the headings, folded; -1: none.
func (t *table) called(headings []string) int {
	for _, heading := range headings {
		if i := slices.IndexFunc(t.headers, func(h string) bool { return fold(h) == heading }); i >= 0 {
			return i
		}
	}
	return -1
}

// hyphenForm is a word divided at the end of a line.
var hyphenForm = regexp.MustCompile(`(\p{Ll})-\s*[\r\n]+\s*(\p{Ll})`)

// headerText is a heading in one line, divided words put together.
func headerText(text string) string {
	return strings.Join(strings.Fields(hyphenForm.ReplaceAllString(text, "$1$2")), " ")
}

// tellApart makes headings unique: by the banner above them where that tells
// them apart ("Netto / Auswirkung"), else by a number.
func (t *table) tellApart() {
	count := map[string]int{}
	for _, h := range t.headers {
		count[h]++
	}
	qualified := map[string]int{}
	for i, h := range t.headers {
		if h != "" && count[h] > 1 && t.banners[i] != "" {
			qualified[t.banners[i]+" / "+h]++
		}
	}
	used := map[string]bool{}
	for i, h := range t.headers {
		if h == "" {
			continue
		}
		name := h
		if q := t.banners[i] + " / " + h; count[h] > 1 && qualified[q] == 1 {
			name = q
		}
		for n := 2; used[name]; n++ {
			name = fmt.Sprintf("%s (%d)", h, n)
		}
		used[name] = true
		t.headers[i] = name
	}
}

// headerDepth is how far down the headings may stand.
const headerDepth = 40

// longestHeading is how long a heading may be, in bytes.
const longestHeading = 120

// locate finds the row of headings that fits the slots best, over all sheets,
// or over the named one. It returns nil when no row has a heading that fits.
func locate(book *workbook.Book, sheet string, slots []*slot, kindWords []meaning) *table {
	type place struct{ sheet, row int }
	var best place
	bestScore := 0.0
	scorer := newScorer(slots, kindWords)
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if sheet != "" && s.Name != sheet {
			continue
		}
		for j := 0; j < len(s.Rows) && j < headerDepth; j++ {
			score := scorer.row(s.Rows[j])
			if j == len(s.Rows)-1 {
				score /= 2 // nothing stands under it
			}
			if s.Hidden {
				score /= 2
			}
			if score > bestScore {
				best, bestScore = place{i, j}, score
			}
		}
	}
	if bestScore == 0 {
		return nil
	}
	return tableAt(&book.Sheets[best.sheet], best.row)
}

// scorer tells how much a row looks like the headings of a kind.
type scorer struct {
	slots     []*slot
	kindWords []meaning
	known     map[string]float64 // best match by text
}

func newScorer(slots []*slot, kindWords []meaning) *scorer {
	return &scorer{slots: slots, kindWords: kindWords, known: map[string]float64{}}
}

// row adds up how well its different texts fit slots; cells that can't be
// headings count against it.
func (s *scorer) row(row workbook.Row) float64 {
	total, seen := 0.0, map[string]bool{}
	for _, c := range row.Cells {
		switch {
		case c.Blank() || c.Filled == workbook.FilledRight:
			continue
		case c.Kind != workbook.Text || len(c.Text) > longestHeading:
			total -= 0.5
			continue
		}
		if !seen[c.Text] {
			seen[c.Text] = true
			total += s.text(c.Text)
		}
	}
	return total
}

func (s *scorer) text(text string) float64 {
	score, ok := s.known[text]
	if ok {
		return score
	}
	h := headingOf(text, "", s.kindWords)
	for _, slot := range s.slots {
		score = max(score, slot.match(h, s.kindWords))
	}
	if score < matchNeeded {
		score = 0
	}
	s.known[text] = score
	return score
}

// find looks up the table that a mapping was made for: in its row, or in the
// row that holds the most of its headings where they have moved.
func find(book *workbook.Book, m *Mapping) (*table, error) {
	var best *table
	bestCount := 0
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if m.Sheet != "" && s.Name != m.Sheet {
			continue
		}
		for j := range s.Rows {
			if j >= headerDepth && s.Rows[j].Number != m.HeaderRow {
				continue
			}
			t := tableAt(s, j)
			count := 2 * t.count(m)
			if t.row == m.HeaderRow {
				count++
			}
			if count > bestCount {
				best, bestCount = t, count
			}
		}
	}
	if bestCount < 2 {
		return nil, noTable(book, m.Sheet)
	}
	return best, nil
}

// count tells how many of a mapping's headings are there.
func (t *table) count(m *Mapping) int {
	n := 0
	for _, c := range m.Columns {
		if c.Field != "" && t.column(c.Header) >= 0 {
			n++
		}
	}
	return n
}

// column finds a heading's column, counted from 0, or -1.
func (t *table) column(header string) int {
	wanted := strings.Join(strings.Fields(header), " ")
	for i, h := range t.headers {
		if strings.EqualFold(h, wanted) && h != "" {
			return i
		}
	}
	return -1
}
