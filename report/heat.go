package report

import (
	"slices"
	"strconv"

	"surety/isms/risk"
	"surety/picture"
	"surety/record"
)

// figures are pictures that stand side by side with a table of what they show.
type figures struct {
	table *table
	maps  []titled
}

// titled is a picture with its caption.
type titled struct {
	caption string
	heat    picture.HeatMap
}

// heatWidth is how wide a heat map is laid out, in units of its picture; on paper
// its letters then are as small as those of a table.
const heatWidth = 430

// heatGap stands between pictures.
const heatGap = 9.0

// figuresSize is how wide each picture is, none where there is no room, and how
// tall they are with their captions and the table.
func (d *press) figuresSize(f figures) (each, tall float64) {
	s := d.tableOf(f.table)
	tall = s.height + float64(len(f.table.rows))*(lead(tableSize)+2*padding) + 5
	if len(f.maps) == 0 {
		return 0, tall
	}
	n := float64(len(f.maps))
	if each = min((d.width-s.width-n*heatGap)/n, 96); each < 60 {
		return 0, tall
	}
	for _, m := range f.maps {
		tall = max(tall, m.heat.Picture().Height*each/heatWidth+lead(smallSize)+6)
	}
	return each, tall
}

// figures sets pictures side by side, the table at their left.
func (d *press) figures(f figures) {
	for i := range f.maps {
		d.clean(&f.maps[i].heat)
	}
	each, tall := d.figuresSize(f)
	if each == 0 {
		d.table(f.table)
		return
	}
	d.need(tall)
	top := d.y
	d.table(f.table)
	x := d.left + d.width - float64(len(f.maps))*(each+heatGap) + heatGap
	for _, m := range f.maps {
		d.set(d.one(span{text: d.legible(m.caption), face: strong, size: smallSize, ink: muted}), x, top+1.2, lead(smallSize))
		m.heat.Picture().Draw(d.Fpdf, "Inter", x, top+lead(smallSize)+2.2, each, nil)
		x += each + heatGap
	}
	d.y = top + tall
}

// clean brings the words of a heat map into signs that the face has.
func (d *press) clean(m *picture.HeatMap) {
	for i := range m.Rows {
		m.Rows[i].Label = d.legible(oneLine(m.Rows[i].Label))
	}
	for i := range m.Columns {
		m.Columns[i].Label = d.legible(oneLine(m.Columns[i].Label))
	}
	for i := range m.Levels {
		m.Levels[i].Name = d.legible(oneLine(m.Levels[i].Name))
	}
}

// heatMaps are the matrix of the method by which most of the risks are assessed,
// with how many risks stand in each cell, before treatment and after it.
func (r *register) heatMaps() []titled {
	counts, chosen := map[record.Ref]int{}, record.Ref("")
	for _, rec := range r.risks.Records {
		method := rec.Body.(*risk.Risk).Method
		if counts[method]++; method != "" && counts[method] > counts[chosen] {
			chosen = method
		}
	}
	method := r.methods[chosen]
	if method == nil || len(method.Matrix) == 0 || len(method.Levels) == 0 {
		return nil
	}
	maps := []titled{
		{r.reader.Say("Inherent: how many risks stand where before treatment"), r.heatMap(chosen, method, func(b *risk.Risk) (int, int) { return b.Consequence, b.Likelihood })},
		{r.reader.Say("Residual: how many stand where after it"), r.heatMap(chosen, method, (*risk.Risk).Remaining)},
	}
	aimed := func(b *risk.Risk) (int, int) { return b.TargetConsequence, b.TargetLikelihood }
	if slices.ContainsFunc(r.risks.Records, func(rec *record.Record) bool { return rec.Body.(*risk.Risk).TargetLevel != "" }) {
		maps = append(maps, titled{r.reader.Say("Target: where those with a target are meant to be"), r.heatMap(chosen, method, aimed)})
	}
	return maps
}

func (r *register) heatMap(ref record.Ref, method *risk.Method, at func(*risk.Risk) (consequence, likelihood int)) picture.HeatMap {
	grid := risk.NewGrid(method)
	m := Matrix(grid)
	m.RowAxis, m.ColumnAxis, m.Width = r.reader.Say("Consequence"), r.reader.Say("Likelihood"), heatWidth
	m.Words = picture.HeatWords{Border: r.reader.Say("Below the heavy line a risk may stay as it is.")}
	counts := map[picture.Place]int{}
	for _, rec := range r.risks.Records {
		if body := rec.Body.(*risk.Risk); body.Method == ref {
			if row, column, ok := grid.At(at(body)); ok {
				counts[picture.Place{Row: row, Column: column}]++
			}
		}
	}
	for place, n := range counts {
		m.Cells[place.Row][place.Column].Count = r.reader.Number(n)
	}
	return m
}

// Matrix is the matrix of a method as a picture, the same in a page and on paper, yet
// without what stands in its cells.
func Matrix(g risk.Grid) picture.HeatMap {
	m := picture.HeatMap{Rows: scale(g.Consequences), Columns: scale(g.Likelihoods)}
	for _, level := range g.Levels {
		m.Levels = append(m.Levels, picture.Level{Name: level.Name, Acceptable: level.Acceptable, Shade: level.Shade()})
	}
	for row := range g.Consequences {
		var cells []picture.Cell
		for column := range g.Likelihoods {
			cells = append(cells, picture.Cell{Level: g.LevelAt(row, column)})
		}
		m.Cells = append(m.Cells, cells)
	}
	return m
}

func scale(steps []risk.Step) []picture.Scale {
	var list []picture.Scale
	for _, step := range steps {
		list = append(list, picture.Scale{Value: strconv.Itoa(step.Value), Label: step.Label})
	}
	return list
}

// firstTwo are the maps that have room side by side.
func firstTwo(maps []titled) []titled { return maps[:min(len(maps), 2)] }
