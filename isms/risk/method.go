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
	"surety/record"
)

// Step is one step of a scale.
type Step struct {
	Value int    `json:"value" label:"Value" is:"required"`
	Label string `json:"label" label:"Label" is:"required"`
	Means string `json:"means,omitzero" label:"Means" max:"1000"`
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
	for _, cell := range m.Matrix {
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
