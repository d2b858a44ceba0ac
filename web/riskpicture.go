package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
	"surety/report"
)

// Widths of the map: beside the places, and on a phone.
const (
	wideMap   = 960
	narrowMap = 350
)

// wide is the map with risks by their keys, where there are not too many.
func (m riskMapView) wide(r language.Reader) picture.Picture {
	heat := m.heatMap(r, wideMap)
	for _, rec := range m.named() {
		if place, ok := m.placeOf(rec); ok {
			cell := &heat.Cells[place.Row][place.Column]
			cell.Chips = append(cell.Chips, m.chip(r, rec, place))
		}
	}
	return heat.Picture()
}

// narrow is the map in numbers: names and lines have no room.
func (m riskMapView) narrow(r language.Reader) picture.Picture {
	heat := m.heatMap(r, narrowMap)
	heat.Flows = nil
	return heat.Picture()
}

// named are the risks whose keys stand in cells.
func (m riskMapView) named() []*record.Record {
	if m.Show == showBoth {
		return nil // lines are drawn there
	}
	isChosen := func(rec *record.Record) bool { return m.Chosen != nil && rec.ID == m.Chosen.ID }
	if m.Chosen == nil || slices.ContainsFunc(m.Named, isChosen) {
		return m.Named
	}
	return append(slices.Clone(m.Named), m.Chosen)
}

// placeOf is the cell in which a risk is shown.
func (m riskMapView) placeOf(rec *record.Record) (picture.Place, bool) {
	body := rec.Body.(*risk.Risk)
	if m.Show == showResidual {
		return m.Grid.at(body.Remaining())
	}
	return m.Grid.at(body.Consequence, body.Likelihood)
}

func (m riskMapView) chip(r language.Reader, rec *record.Record, p picture.Place) picture.Chip {
	chip := picture.Chip{
		Name: rec.Key, URL: m.URL("risk", rec.Key, "cell", "") + "#chosen", Label: rec.Key + " " + rec.Title() + ". " + m.Grid.words(r, p),
		Chosen: m.Chosen != nil && m.Chosen.ID == rec.ID,
	}
	if m.MayEdit {
		chip.Data = []picture.Datum{{Name: "assess", Value: assessURL(rec.Key, m.Show)}}
	}
	return chip
}

// heatMap is the map with its numbers.
func (m riskMapView) heatMap(r language.Reader, width float64) picture.HeatMap {
	heat := m.Grid.heatMap(r, width)
	heat.Title, heat.Description = m.title(r), m.sentence(r)
	for row := range heat.Cells {
		for column := range heat.Cells[row] {
			place := picture.Place{Row: row, Column: column}
			cell := &heat.Cells[row][column]
			before, after := m.Counts.Before[place], m.Counts.After[place]
			cell.URL, cell.Mark = m.cellURL(place), m.Cell != nil && m.Cell.Place == place
			words := m.Grid.words(r, place)
			switch {
			case m.Show == showBoth && before+after > 0:
				cell.Count = fmt.Sprintf("%d → %d", before, after)
				// A spoken name begins with what is seen (WCAG 2.2, 2.5.3).
				cell.Label = cell.Count + ". " + r.Say("%d as assessed, %d after treatment. %s", before, after, words)
			case m.Show == showInherent && before > 0:
				cell.Count, cell.Label = strconv.Itoa(before), r.Count(before, "%d risk. %s", "%d risks. %s", words)
			case m.Show == showResidual && after > 0:
				cell.Count, cell.Label = strconv.Itoa(after), r.Count(after, "%d risk. %s", "%d risks. %s", words)
			}
		}
	}
	if m.Show == showBoth {
		heat.Flows = m.flows()
	}
	return heat
}

// heatMap is the matrix alone.
func (g riskGrid) heatMap(r language.Reader, width float64) picture.HeatMap {
	heat := report.Matrix(g.Grid)
	heat.RowAxis, heat.ColumnAxis, heat.Width = r.Say("Consequence"), r.Say("Likelihood"), width
	heat.Words = picture.HeatWords{Border: r.Say("Below the line a risk may stay as it is"), More: r.Say("%d more")}
	for row := range heat.Cells {
		for column := range heat.Cells[row] {
			heat.Cells[row][column].Data = []picture.Datum{
				{Name: "consequence", Value: strconv.Itoa(g.Consequences[row].Value)}, {Name: "likelihood", Value: strconv.Itoa(g.Likelihoods[column].Value)},
				{Name: "words", Value: g.words(r, picture.Place{Row: row, Column: column})},
			}
		}
	}
	return heat
}

// words says a cell: its steps and its level.
func (g riskGrid) words(r language.Reader, p picture.Place) string {
	level := r.Say("no level")
	if i := g.level(p); i >= 0 {
		level = g.Levels[i].Name
	}
	return r.Say("Consequence %s, likelihood %s: %s", stepWords(g.Consequences[p.Row]), stepWords(g.Likelihoods[p.Column]), level)
}

// moved are the movements from cell to cell, the most frequent first; what stayed
// where it was is in the numbers.
func (m riskMapView) moved() []picture.Flow {
	var list []picture.Flow
	for flow, n := range m.Counts.Moved {
		if flow.From != flow.To {
			flow.Count = n
			list = append(list, flow)
		}
	}
	slices.SortFunc(list, func(a, b picture.Flow) int {
		return cmp.Or(b.Count-a.Count, b.From.Row-a.From.Row, b.From.Column-a.From.Column, b.To.Row-a.To.Row, b.To.Column-a.To.Column)
	})
	return list
}

// movedTable says the movements in numbers.
func (m riskMapView) movedTable(r language.Reader) picture.Table {
	table := picture.Table{Head: []string{r.Say("As assessed"), r.Say("After treatment"), r.Say("Risks")}}
	for _, flow := range m.moved() {
		if len(table.Rows) < mostMoved {
			table.Rows = append(table.Rows, []string{m.Grid.words(r, flow.From), m.Grid.words(r, flow.To), r.Number(flow.Count)})
		}
	}
	return table
}

// flows are the movements that are drawn, and that of the risk that was chosen.
func (m riskMapView) flows() []picture.Flow {
	list := m.moved()
	list = list[:min(len(list), mostFlows)]
	if m.Chosen == nil {
		return list
	}
	body := m.Chosen.Body.(*risk.Risk)
	from, placed := m.Grid.at(body.Consequence, body.Likelihood)
	to, treated := m.Grid.at(body.Remaining())
	if placed && treated && from != to {
		list = append(list, picture.Flow{From: from, To: to, Count: 1, Chosen: true})
	}
	return list
}

// Undrawn is how many movements are not drawn.
func (m riskMapView) Undrawn() int { return max(0, len(m.moved())-mostFlows) }

func (m riskMapView) title(r language.Reader) string {
	switch m.Show {
	case showResidual:
		return r.Say("Risks as they remain after treatment, by consequence and likelihood")
	case showBoth:
		return r.Say("Risks as assessed and as they remain, by consequence and likelihood")
	}
	return r.Say("Risks as assessed, by consequence and likelihood")
}

// sentence says the map in numbers.
func (m riskMapView) sentence(r language.Reader) string {
	counts := m.Counts.Levels[0]
	if m.Show == showResidual {
		counts = m.Counts.Levels[1]
	}
	words := ""
	for i := len(counts) - 1; i >= 0; i-- {
		words += fmt.Sprintf("%s: %d. ", m.Grid.Levels[i].Name, counts[i])
	}
	return words
}

// bars compare the levels as assessed with those that remain.
func (m riskMapView) bars(r language.Reader, width float64) picture.Picture {
	b := picture.Bars{
		Title: r.Say("Risks by level, as assessed and as they remain"), Of: r.Say("Risks"), Width: width, Parts: picture.LevelParts(report.Matrix(m.Grid.Grid).Levels),
		Rows: []picture.Bar{{Name: r.Say("As assessed"), Counts: slices.Clone(m.Counts.Levels[0])}, {Name: r.Say("After treatment"), Counts: slices.Clone(m.Counts.Levels[1])}},
	}
	if m.Counts.Open > 0 {
		b.Parts = append(b.Parts, picture.Part{Name: r.Say("not assessed a second time"), Tone: picture.Sheet, On: picture.Ink})
		b.Rows[0].Counts, b.Rows[1].Counts = append(b.Rows[0].Counts, 0), append(b.Rows[1].Counts, m.Counts.Open)
	}
	return b.Picture()
}
