package web

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/isms/risk"
	"surety/record"
)

// Bounds of a matrix: those of the kind's fields (risk.Method).
const (
	leastSteps = 2
	mostSteps  = 10
	mostLevels = 20
)

// matrixForm is a method's matrix as it is being laid out, all from the lowest.
type matrixForm struct {
	Formula      string // fills the cells; empty: they are chosen one by one
	Levels       []levelRow
	Consequences []risk.Step
	Likelihoods  []risk.Step
	Cells        map[steps]int // index of the level; absent: none
	roles        []*record.Record
	palette      []record.Option
}

// levelRow is a level, with the name under which the method knows it.
type levelRow struct {
	Name, Was  string
	Acceptable bool
	AcceptedBy record.Ref
	Colour     string
	From       string // the score at which it begins, as it was typed
}

func newMatrixForm(m *risk.Method) matrixForm {
	g := gridOf(m)
	f := matrixForm{Formula: m.Formula, Consequences: g.Consequences, Likelihoods: g.Likelihoods, Cells: map[steps]int{}}
	for _, l := range g.Levels {
		f.Levels = append(f.Levels, levelRow{l.Name, l.Name, l.Acceptable, l.AcceptedBy, l.Colour, written(l.From)})
	}
	for _, c := range g.Consequences {
		for _, l := range g.Likelihoods {
			place, _ := g.at(c.Value, l.Value)
			if level := g.level(place); level >= 0 {
				f.Cells[steps{c.Value, l.Value}] = level
			}
		}
	}
	return f
}

func readMatrixForm(values url.Values) matrixForm {
	f := matrixForm{Formula: strings.TrimSpace(values.Get("formula")), Cells: map[steps]int{}, Consequences: readSteps(values, "consequence"), Likelihoods: readSteps(values, "likelihood")}
	for i := range min(whole(values.Get("count.level")), mostLevels) {
		name := func(part string) string { return fmt.Sprintf("level.%d.%s", i, part) }
		f.Levels = append(f.Levels, levelRow{
			Name: strings.TrimSpace(values.Get(name("name"))), Was: values.Get(name("was")), Acceptable: values.Get(name("acceptable")) != "", AcceptedBy: record.Ref(values.Get(name("by"))),
			Colour: values.Get(name("colour")), From: strings.TrimSpace(values.Get(name("from"))),
		})
	}
	for _, c := range f.Consequences {
		for _, l := range f.Likelihoods {
			if level, err := strconv.Atoi(values.Get(cellName(c, l))); err == nil && level >= 0 && level < len(f.Levels) {
				f.Cells[steps{c.Value, l.Value}] = level
			}
		}
	}
	return f
}

func readSteps(values url.Values, axis string) []risk.Step {
	var list []risk.Step
	for i := range min(whole(values.Get("count."+axis)), mostSteps) {
		name := func(part string) string { return fmt.Sprintf("%s.%d.%s", axis, i, part) }
		list = append(list, risk.Step{Value: whole(values.Get(name("value"))), Label: strings.TrimSpace(values.Get(name("label"))), Means: strings.TrimSpace(values.Get(name("means"))), Figure: figureOf(values.Get(name("figure")))})
	}
	return list
}

func cellName(c, l risk.Step) string { return fmt.Sprintf("cell.%d.%d", c.Value, l.Value) }

// change carries out a button: add or remove, and of what the highest.
func (f *matrixForm) change(act string) {
	verb, what, _ := strings.Cut(act, ":")
	add := verb == "add"
	switch what {
	case "consequence":
		f.Consequences = f.resize(f.Consequences, add, func(step, other int) steps { return steps{step, other} }, f.Likelihoods)
	case "likelihood":
		f.Likelihoods = f.resize(f.Likelihoods, add, func(step, other int) steps { return steps{other, step} }, f.Consequences)
	case "level":
		f.resizeLevels(add)
	}
}

// resize adds a step above the highest, whose cells begin with its levels, or removes
// the highest.
func (f *matrixForm) resize(list []risk.Step, add bool, at func(step, other int) steps, others []risk.Step) []risk.Step {
	n := len(list)
	switch {
	case add && n == 0:
		return []risk.Step{{Value: 1}}
	case add && n < mostSteps:
		highest := list[n-1].Value
		for _, o := range others {
			if level, ok := f.Cells[at(highest, o.Value)]; ok {
				f.Cells[at(highest+1, o.Value)] = level
			}
		}
		return append(list, risk.Step{Value: highest + 1})
	case !add && n > leastSteps:
		return list[:n-1]
	}
	return list
}

// resizeLevels adds a level above the highest, or removes the highest, whose cells
// take the one below.
func (f *matrixForm) resizeLevels(add bool) {
	n := len(f.Levels)
	switch {
	case add && n < mostLevels:
		f.Levels = append(f.Levels, levelRow{})
	case !add && n > 1:
		f.Levels = f.Levels[:n-1]
		for at, level := range f.Cells {
			f.Cells[at] = min(level, n-2)
		}
	}
}

// method is the method as it would stand.
func (f matrixForm) method(stands *risk.Method) *risk.Method {
	m := *stands
	m.Consequence, m.Likelihood = slices.Clone(f.Consequences), slices.Clone(f.Likelihoods)
	m.Levels, m.Matrix, m.Formula = nil, nil, f.Formula
	for i, l := range f.Levels {
		level := risk.Level{Name: l.Name, Rank: i + 1, Acceptable: l.Acceptable, AcceptedBy: l.AcceptedBy, Colour: l.Colour, From: figureOf(l.From)}
		if was, ok := stands.Level(l.Was); ok {
			level.Lasts = was.Lasts
			if l.AcceptedBy == keptRole {
				level.AcceptedBy = was.AcceptedBy
			}
		}
		m.Levels = append(m.Levels, level)
	}
	for _, c := range f.Consequences {
		for _, l := range f.Likelihoods {
			if level, ok := f.Cells[steps{c.Value, l.Value}]; ok {
				m.Matrix = append(m.Matrix, risk.Cell{Consequence: c.Value, Likelihood: l.Value, Level: f.Levels[level].Name})
			}
		}
	}
	m.Fill()
	return &m
}

// figureOf reads a number as it was typed, with a point or a comma; what is none is 0.
func figureOf(text string) float64 {
	number, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return 0
	}
	return number
}

// written is a figure as a form shows it; nothing for 0.
func written(number float64) string {
	if number == 0 {
		return ""
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}

// keptRole stands for a role that is not among those shown.
const keptRole record.Ref = "kept"

// shown tells whether a role is among those to choose from.
func (f matrixForm) shown(role record.Ref) bool {
	return slices.ContainsFunc(f.roles, func(r *record.Record) bool { return r.ID == role.ID() })
}

// Level is the index of a cell's level; -1 where none was chosen.
func (f matrixForm) Level(c, l risk.Step) int {
	if level, ok := f.Cells[steps{c.Value, l.Value}]; ok {
		return level
	}
	return -1
}

// Shade is the class of a level's shade.
func (f matrixForm) Shade(level int) string {
	return shadeNamed(risk.Level{Colour: f.Levels[level].Colour}, level, len(f.Levels))
}

// colours are those of a level to choose from.
func (f matrixForm) colours() []record.Option { return f.palette }

// LevelName is a level in the list of a cell, also while it has no name yet.
func (f matrixForm) LevelName(level int) string {
	if name := f.Levels[level].Name; name != "" {
		return name
	}
	return strconv.Itoa(level + 1)
}

// renamed are the new names of levels by those that stand.
func (f matrixForm) renamed() map[string]string {
	names := map[string]string{}
	for _, l := range f.Levels {
		if l.Was != "" {
			names[l.Was] = l.Name
		}
	}
	return names
}
