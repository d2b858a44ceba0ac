package picture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"surety/picture"
)

// anyHeatMap is a heat map of any size and with any words.
func anyHeatMap(t *rapid.T) picture.HeatMap {
	label := rapid.StringMatching(`[A-ZÄ][a-zäß]{0,14}( [a-zé]{1,12}){0,3}`)
	m := picture.HeatMap{
		Title: "Risks", RowAxis: label.Draw(t, "row axis"), ColumnAxis: label.Draw(t, "column axis"),
		Width: rapid.SampledFrom([]float64{300, 360, 640, 960, 1100}).Draw(t, "width"), Words: picture.HeatWords{Border: "May stay as it is below", More: "%d more"},
	}
	for i := range rapid.IntRange(2, 10).Draw(t, "rows") {
		m.Rows = append(m.Rows, picture.Scale{Value: fmt.Sprint(i + 1), Label: label.Draw(t, "row")})
	}
	for i := range rapid.IntRange(2, 10).Draw(t, "columns") {
		m.Columns = append(m.Columns, picture.Scale{Value: fmt.Sprint(i + 1), Label: label.Draw(t, "column")})
	}
	for i := range rapid.IntRange(1, 8).Draw(t, "levels") {
		m.Levels = append(m.Levels, picture.Level{Name: label.Draw(t, "level"), Acceptable: i == 0})
	}
	for range m.Rows {
		var row []picture.Cell
		for range m.Columns {
			row = append(row, anyCell(t, len(m.Levels)))
		}
		m.Cells = append(m.Cells, row)
	}
	place := func(name string) picture.Place {
		return picture.Place{Row: rapid.IntRange(0, len(m.Rows)-1).Draw(t, name), Column: rapid.IntRange(0, len(m.Columns)-1).Draw(t, name)}
	}
	for range rapid.IntRange(0, 6).Draw(t, "flows") {
		m.Flows = append(m.Flows, picture.Flow{From: place("from"), To: place("to"), Count: rapid.IntRange(1, 5000).Draw(t, "moved")})
	}
	return m
}

func anyCell(t *rapid.T, levels int) picture.Cell {
	cell := picture.Cell{Level: rapid.IntRange(-1, levels-1).Draw(t, "level"), URL: "/list"}
	if n := rapid.SampledFrom([]int{0, 1, 3, 12, 5000}).Draw(t, "count"); n > 0 {
		cell.Count = fmt.Sprint(n)
		for i := range min(n, rapid.IntRange(0, 12).Draw(t, "chips")) {
			cell.Chips = append(cell.Chips, picture.Chip{Name: fmt.Sprintf("RISK-%04d", i), URL: "/RISK", Chosen: i == 7})
		}
	}
	return cell
}

func TestNothingInAHeatMapOverlapsOrStandsOutside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyHeatMap(t).Picture()
		whole := picture.Box{W: p.Width, H: p.Height}
		var cells []picture.Box
		var texts []picture.Text
		walk(p.Marks, func(m picture.Mark, within *picture.Group) {
			b := picture.BoxOf(m)
			if !inside(b, whole) {
				t.Fatalf("%+v stands outside of %+v", m, whole)
			}
			if g, ok := m.(picture.Group); ok && g.Name == "cell" {
				cells = append(cells, picture.BoxOf(g.Marks[0]))
				for _, part := range g.Marks {
					if !inside(picture.BoxOf(part), cells[len(cells)-1]) {
						t.Fatalf("%+v stands outside of its cell %+v", part, cells[len(cells)-1])
					}
				}
			}
			if text, ok := m.(picture.Text); ok && (within == nil || within.Name != "flows") {
				texts = append(texts, text)
			}
		})
		for i := range cells {
			for j := range i {
				if overlap(cells[i], cells[j]) {
					t.Fatalf("the cells %+v and %+v overlap", cells[i], cells[j])
				}
			}
		}
		for i := range texts {
			for j := range i {
				if overlap(picture.BoxOf(texts[i]), picture.BoxOf(texts[j])) {
					t.Fatalf("%+v and %+v overlap", texts[i], texts[j])
				}
			}
		}
	})
}

func TestTheTableSaysWhatTheHeatMapShows(t *testing.T) {
	m := picture.HeatMap{
		Title: "Risks", RowAxis: "Consequence", ColumnAxis: "Likelihood", Width: 960,
		Rows: []picture.Scale{{Value: "1", Label: "Low"}, {Value: "2", Label: "High"}}, Columns: []picture.Scale{{Value: "1", Label: "Rare"}, {Value: "2", Label: "Often"}},
		Levels: []picture.Level{{Name: "small", Acceptable: true}, {Name: "large"}},
		Cells:  [][]picture.Cell{{{Level: 0, Count: "7"}, {Level: 0}}, {{Level: 1}, {Level: 1, Count: "2"}}},
	}
	var lines []string
	table := m.Picture().Table
	for _, row := range append([][]string{table.Head}, table.Rows...) {
		lines = append(lines, strings.Join(row, " | "))
	}
	const want = "Consequence / Likelihood | 1 Rare | 2 Often\n2 High | large | large: 2\n1 Low | small: 7 | small"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("the table says\n%s\nexpected\n%s", got, want)
	}
}

func TestWhatACellSaysStandsAboveTheLinesThatCrossIt(t *testing.T) {
	m := picture.HeatMap{
		Title: "Risks", Width: 960, Levels: []picture.Level{{Name: "small", Acceptable: true}, {Name: "large"}},
		Rows: []picture.Scale{{Value: "1"}, {Value: "2"}}, Columns: []picture.Scale{{Value: "1"}, {Value: "2"}},
		Cells: [][]picture.Cell{{{Level: 0, Count: "7"}, {Level: 0}}, {{Level: 1}, {Level: 1, Count: "2"}}},
		Flows: []picture.Flow{{From: picture.Place{Row: 1, Column: 1}, Count: 12}},
	}
	lines, n := -1, 0
	walk(m.Picture().Marks, func(mark picture.Mark, within *picture.Group) {
		if g, ok := mark.(picture.Group); ok && g.Name == "flows" && lines < 0 {
			lines = n
		}
		text, ok := mark.(picture.Text)
		if ok && slices.Contains([]string{"small", "large", "7", "2"}, text.Words) && text.Tone != picture.Muted && !text.Bold && lines < 0 {
			t.Errorf("%q is drawn before the lines", text.Words)
		}
		n++
	})
	if lines < 0 {
		t.Error("no line is drawn")
	}
}

// walk visits all marks, each with the group that holds it. Flows pass over cells on
// purpose.
func walk(marks []picture.Mark, visit func(m picture.Mark, within *picture.Group)) {
	walkIn(marks, nil, visit)
}

func walkIn(marks []picture.Mark, within *picture.Group, visit func(m picture.Mark, within *picture.Group)) {
	for _, m := range marks {
		visit(m, within)
		if g, ok := m.(picture.Group); ok {
			walkIn(g.Marks, &g, visit)
		}
	}
}

const slack = 0.01

func inside(b, whole picture.Box) bool {
	return b.X >= whole.X-slack && b.Y >= whole.Y-slack && b.X+b.W <= whole.X+whole.W+slack && b.Y+b.H <= whole.Y+whole.H+slack
}

func overlap(a, b picture.Box) bool {
	return a.X+a.W > b.X+slack && b.X+b.W > a.X+slack && a.Y+a.H > b.Y+slack && b.Y+b.H > a.Y+slack
}
