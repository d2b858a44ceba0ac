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
	return []titled{
		{sayInherent, r.heatMap(chosen, method, func(b *risk.Risk) (int, int) { return b.Consequence, b.Likelihood })},
		{sayResidual, r.heatMap(chosen, method, remaining)},
	}
}

func (r *register) heatMap(ref record.Ref, method *risk.Method, at func(*risk.Risk) (consequence, likelihood int)) picture.HeatMap {
	type place struct{ consequence, likelihood int }
	counts := map[place]int{}
	for _, rec := range r.risks.Records {
		if body := rec.Body.(*risk.Risk); body.Method == ref {
			consequence, likelihood := at(body)
			counts[place{consequence, likelihood}]++
		}
	}
	levels := slices.Clone(method.Levels)
	slices.SortStableFunc(levels, func(a, b risk.Level) int { return a.Rank - b.Rank })
	m := picture.HeatMap{RowAxis: sayConsequence, ColumnAxis: sayLikelihood, Rows: scale(method.Consequence), Columns: scale(method.Likelihood), Width: heatWidth, Words: picture.HeatWords{Border: sayBorder}}
	for _, level := range levels {
		m.Levels = append(m.Levels, picture.Level{Name: level.Name, Acceptable: level.Acceptable})
	}
	for _, c := range sorted(method.Consequence) {
		var row []picture.Cell
		for _, l := range sorted(method.Likelihood) {
			cell := picture.Cell{Level: -1}
			if level, ok := method.Of(c.Value, l.Value); ok {
				cell.Level = slices.IndexFunc(levels, func(of risk.Level) bool { return of.Name == level.Name })
			}
			if n := counts[place{c.Value, l.Value}]; n > 0 {
				cell.Count = strconv.Itoa(n)
			}
			row = append(row, cell)
		}
		m.Cells = append(m.Cells, row)
	}
	return m
}

// sorted are the steps of a scale, the lowest first.
func sorted(steps []risk.Step) []risk.Step {
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(a, b risk.Step) int { return a.Value - b.Value })
	return steps
}

func scale(steps []risk.Step) []picture.Scale {
	var list []picture.Scale
	for _, step := range sorted(steps) {
		list = append(list, picture.Scale{Value: strconv.Itoa(step.Value), Label: step.Label})
	}
	return list
}
