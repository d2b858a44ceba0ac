// Package risk holds the risk assessment method with its scales and matrix,
// risks, their treatment and the acceptance of what remains. It serves
// ISO/IEC 27001 6.1.2, 6.1.3, 8.2 and 8.3, guided by ISO/IEC 27005.
//
// Main words: a method turns consequence and likelihood into a level by its
// matrix; a level says whether a risk may be accepted and by whom; a treatment
// chooses an option and its controls; an acceptance is the risk owner's word
// for the residual risk as it stood.
//
// Invariant: level, evaluation and residual level are computed at every write
// from the method as it stood, whose revision the risk keeps; whoever has both
// can compute them again.
package risk

import (
	"fmt"
	"slices"

	"surety/record"
)

// Step is one step of a scale.
type Step struct {
	Value int    `json:"value" label:"Value" is:"required"`
	Label string `json:"label" label:"Label" is:"required"`
	Means string `json:"means,omitzero" label:"Means" max:"1000"`

	Figure float64 `json:"figure,omitzero" label:"In figures" help:"Events a year for a likelihood, the loss of one event for a consequence. A formula may reckon with it."`
}

// Shade is a level's colour as a number from 1, the calmest; 0 where none was chosen.
func (l Level) Shade() int { return slices.Index(Colours(), l.Colour) + 1 }

// CategoryStep says what one step of consequence means for one category of harm.
type CategoryStep struct {
	Category    string `json:"category" label:"Category" help:"Finances, operations, law, reputation, life and limb …" is:"required" max:"60"`
	Consequence int    `json:"consequence" label:"Consequence" is:"required"`
	Means       string `json:"means" label:"Means" is:"required" max:"1000"`
}

// Cell gives the level for one consequence and likelihood.
type Cell struct {
	Consequence int    `json:"consequence" label:"Consequence" is:"required"`
	Likelihood  int    `json:"likelihood" label:"Likelihood" is:"required"`
	Level       string `json:"level" label:"Level" is:"required"`
}

// Level is a level of risk and what it permits.
type Level struct {
	Name       string     `json:"name" label:"Level" is:"required"`
	Rank       int        `json:"rank" label:"Rank" help:"1 for the lowest; a higher rank is a higher risk." is:"required"`
	Acceptable bool       `json:"acceptable,omitzero" label:"Acceptable without treatment" clause:"27001 6.1.2 a 1"`
	AcceptedBy record.Ref `json:"accepted_by,omitzero" label:"Accepted by" help:"The role that may accept it; the risk owner where none is named." to:"role"`
	// Lasts bounds acceptances of this level.
	Lasts  record.Period `json:"lasts,omitzero" label:"An acceptance lasts at most" help:"Then somebody has to accept it anew; empty: without an end."`
	From   float64       `json:"from,omitzero" label:"From score" help:"With a formula: the score at which this level begins. What lies below all takes the lowest."`
	Colour string        `json:"colour,omitzero" label:"Colour" help:"In maps; where none is chosen, by its place among the levels." enum:"pale_green=Pale green,green,yellow,orange,red,dark_red=Dark red"`
}

// Colours are the shades a level may be drawn in, the calmest first; a level's
// colour is one of them or nothing.
func Colours() []string {
	return []string{"pale_green", "green", "yellow", "orange", "red", "dark_red"}
}

// Method is the risk assessment process with its criteria (27001 6.1.2 a).
type Method struct {
	System      record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string            `json:"title" label:"Title" is:"required,title,search,list"`
	Version     string            `json:"version" label:"Version" is:"required,list" max:"20"`
	Description record.Markdown   `json:"description,omitzero" label:"How risks are assessed"`
	Document    record.Ref        `json:"document,omitzero" label:"Described in" help:"The document that describes the process, where it does not stand here." to:"document" back:"risk_methods" clause:"27001 6.1.2"`
	Consequence []Step            `json:"consequence_scale,omitzero" label:"Consequence scale" clause:"27001 6.1.2 a 2" max:"10"`
	Likelihood  []Step            `json:"likelihood_scale,omitzero" label:"Likelihood scale" clause:"27001 6.1.2 a 2" max:"10"`
	Levels      []Level           `json:"levels,omitzero" label:"Levels of risk" clause:"27001 6.1.2 a 1" max:"20"`
	Categories  []CategoryStep    `json:"consequence_categories,omitzero" label:"Categories of consequence" help:"What a step means for finances, operations, law, people … A risk is then rated in each category, and the highest counts." clause:"27001 6.1.2 a 2" max:"200"`
	Formula     string            `json:"formula,omitzero" label:"Formula" help:"Fills the matrix: a score of consequence and likelihood (the steps), amount and rate (their figures), with + - * / min max log sqrt pow. Each level says from which score it begins." clause:"27001 6.1.2 a 2" max:"300"`
	Matrix      []Cell            `json:"matrix,omitzero" label:"Matrix" clause:"27001 6.1.2 a 2" max:"100"`
	Triggers    []string          `json:"triggers,omitzero" label:"Assess again when" help:"Changes and events that call for an assessment outside the interval." clause:"27001 8.2"`
	Approvals   []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Of computes the level for a consequence and a likelihood; ok is false when
// the matrix has no such cell or names a level that isn't there.
func (m *Method) Of(consequence, likelihood int) (level Level, ok bool) {
	for _, cell := range m.Matrix {
		if cell.Consequence == consequence && cell.Likelihood == likelihood {
			return m.Level(cell.Level)
		}
	}
	return Level{}, false
}

// Level finds a level by name.
func (m *Method) Level(name string) (Level, bool) {
	for _, level := range m.Levels {
		if level.Name == name {
			return level, true
		}
	}
	return Level{}, false
}

// Check holds the method together: scales without gaps in meaning, a cell for
// every pair, each with a level that exists, and levels that never fall while
// consequence or likelihood rises (ISO/IEC 27005 asks for consistent criteria).
func (m *Method) Check(report func(field, format string, args ...any)) {
	m.checkFormula(report)
	m.checkCategories(report)
	m.checkScale(report, "consequence_scale", m.Consequence)
	m.checkScale(report, "likelihood_scale", m.Likelihood)
	names := map[string]bool{}
	for _, level := range m.Levels {
		if names[level.Name] {
			report("levels", "the level %q is there twice", level.Name)
		}
		names[level.Name] = true
	}
	if len(m.Matrix) == 0 {
		return
	}
	seen := map[[2]int]bool{}
	for _, cell := range m.Matrix {
		at := [2]int{cell.Consequence, cell.Likelihood}
		if seen[at] {
			report("matrix", "the cell %d × %d is there twice", cell.Consequence, cell.Likelihood)
		}
		seen[at] = true
		if !names[cell.Level] {
			report("matrix", "the cell %d × %d names the level %q, which is not among the levels", cell.Consequence, cell.Likelihood, cell.Level)
		}
	}
	m.checkCells(report)
}

func (m *Method) checkScale(report func(field, format string, args ...any), field string, steps []Step) {
	seen := map[int]bool{}
	for _, step := range steps {
		if seen[step.Value] {
			report(field, "the value %d is there twice", step.Value)
		}
		seen[step.Value] = true
	}
}

func (m *Method) checkCategories(report func(field, format string, args ...any)) {
	seen := map[string]bool{}
	for _, c := range m.Categories {
		at := fmt.Sprint(c.Category, " ", c.Consequence)
		if seen[at] {
			report("consequence_categories", "what consequence %d means for %q is there twice", c.Consequence, c.Category)
		}
		seen[at] = true
		if !slices.ContainsFunc(m.Consequence, func(s Step) bool { return s.Value == c.Consequence }) {
			report("consequence_categories", "%q names the consequence %d, which is not on the scale", c.Category, c.Consequence)
		}
	}
}

// CategoryNames are the categories of consequence, each once, as they first stand.
func (m *Method) CategoryNames() []string {
	var names []string
	for _, c := range m.Categories {
		if !slices.Contains(names, c.Category) {
			names = append(names, c.Category)
		}
	}
	return names
}

// Prepare fills the matrix by the formula, where there is one.
func (m *Method) Prepare(record.Preparation) error {
	m.Fill()
	return nil
}

func (m *Method) checkCells(report func(field, format string, args ...any)) {
	for _, c := range m.Consequence {
		for _, l := range m.Likelihood {
			level, ok := m.Of(c.Value, l.Value)
			if !ok {
				report("matrix", "no level is given for consequence %d and likelihood %d", c.Value, l.Value)
				continue
			}
			for _, higher := range m.Consequence {
				if above, ok := m.Of(higher.Value, l.Value); ok && higher.Value > c.Value && above.Rank < level.Rank {
					report("matrix", "consequence %d with likelihood %d is %s, but the lower consequence %d is %s", higher.Value, l.Value, above.Name, c.Value, level.Name)
				}
			}
			for _, higher := range m.Likelihood {
				if above, ok := m.Of(c.Value, higher.Value); ok && higher.Value > l.Value && above.Rank < level.Rank {
					report("matrix", "likelihood %d with consequence %d is %s, but the lower likelihood %d is %s", higher.Value, c.Value, above.Name, l.Value, level.Name)
				}
			}
		}
	}
}

func method() *record.Kind {
	return record.MustDefine[Method](record.Spec{
		Name: "risk_method", Prefix: "METHOD", Label: "Risk method", Plural: "Risk methods", Concern: "risk", Place: "plan", Begins: true, Clause: "27001 6.1.2",
		Starts: starts(),
		Help:   "How risks are assessed: scales of consequence and likelihood, the matrix that makes a level of them, and which levels may be accepted by whom. With one, two people who assess the same risk come to the same level.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "draft", Label: "Draft"}, {Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"}},
			Transitions: []record.Transition{
				{Name: "approve", Label: "Approve", From: []string{"draft"}, To: "approved", Roles: []string{"manager"}, Approves: true,
					Consequence: "Assessments then count by this method; an edit makes it a draft again."},
				{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "draft", Roles: []string{"manager"}},
			},
		},
	})
}
