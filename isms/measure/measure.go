// Package measure holds what is monitored and measured, the readings, and what
// was concluded from them. It serves ISO/IEC 27001 9.1 and has room for the
// measurement constructs of ISO/IEC 27004.
//
// Main words: a measure answers an information need by a method, in a rhythm;
// a reading is its value for one period; an evaluation says what the readings
// mean for performance and effectiveness.
//
// Invariant: a reading belongs to one period of its measure and names the
// version by which it was taken; what a measure in use counts does not change
// without a new version.
package measure

import (
	"cmp"

	"surety/fault"
	"surety/record"
)

// Measure is something that is monitored or measured, and how (27001 9.1 a-f).
type Measure struct {
	System     record.Ref    `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title      string        `json:"title" label:"Measure" is:"required,title,search,list"`
	Need       string        `json:"information_need,omitzero" label:"The question it answers" help:"What somebody will decide by it: are leavers locked out in time?" max:"1000" is:"search" clause:"27001 9.1 a"`
	Processes  []record.Ref  `json:"processes,omitzero" label:"Watches processes" to:"process" back:"measures" clause:"27001 9.1 a"`
	Controls   []record.Ref  `json:"controls,omitzero" label:"Watches controls" to:"control" back:"measures" clause:"27001 9.1 a"`
	Objectives []record.Ref  `json:"objectives,omitzero" label:"Shows objectives" to:"objective" back:"measures" clause:"27001 6.2 d"`
	Method     string        `json:"method,omitzero" label:"How it is taken" help:"Exactly enough that two people arrive at the same value: what is counted in and out, and from which day." max:"4000" clause:"27001 9.1 b"`
	Formula    string        `json:"formula,omitzero" label:"Formula" max:"1000" clause:"27001 9.1 b"`
	Source     string        `json:"source,omitzero" label:"Data source" help:"The system, and the query or filter." max:"1000" is:"search" clause:"27001 9.1 b"`
	Unit       string        `json:"unit,omitzero" label:"Unit" max:"40" is:"list"`
	Better     string        `json:"better" label:"Better is" enum:"more,less" is:"required"`
	Target     string        `json:"target,omitzero" label:"Target" help:"A number, in the unit." max:"30" is:"list"`
	Alarm      string        `json:"alarm,omitzero" label:"Alarm at" help:"The value at which nobody waits for the next evaluation." max:"30"`
	Every      record.Period `json:"every,omitzero" label:"Taken every" is:"list" clause:"27001 9.1 c"`
	Since      record.Date   `json:"since,omitzero" label:"First period begins" help:"Readings are expected from here on; empty: today." is:"index"`
	Allowance  record.Period `json:"allowance,omitzero" label:"Time to take it" help:"How long after its period a reading may come; empty: not at all."`
	First      record.Date   `json:"first_due,omitzero" label:"First reading due by" is:"computed,index"`
	Collector  record.Ref    `json:"collector,omitzero" label:"Taken by" to:"person" back:"measures" is:"index,list,duty" clause:"27001 9.1 d"`
	Next       record.Date   `json:"next_reading,omitzero" label:"Next reading by" is:"index,list,due,aside"`
	Analysis   record.Period `json:"analysis,omitzero" label:"Evaluated every" clause:"27001 9.1 e"`
	Analyst    record.Ref    `json:"analyst,omitzero" label:"Evaluated by" to:"person" back:"measures_evaluated" is:"index" clause:"27001 9.1 f"`
	Version    string        `json:"version" label:"Version" help:"Raise it whenever something else is counted, so that the series shows it." is:"required" max:"20" clause:"27001 9.1 b"`
}

// Schedule is when readings of the measure are due.
func (m *Measure) Schedule() Schedule {
	return Schedule{Since: m.Since, Every: m.Every, Allowance: m.Allowance}
}

// Goal is what readings of the measure are held against.
func (m *Measure) Goal() Goal {
	return Goal{LessIsBetter: m.Better == "less", Target: m.Target, Alarm: m.Alarm}
}

// Prepare writes numbers plainly, lets readings begin today where no day is
// named, says when the first is due, and refuses to count something else under
// the same version.
func (m *Measure) Prepare(p record.Preparation) error {
	m.Target, m.Alarm = plain(m.Target), plain(m.Alarm)
	m.Since = cmp.Or(m.Since, record.DateOf(p.Now))
	m.First = ""
	if first, ok := m.Schedule().Period(m.Since); ok {
		m.First = m.Schedule().Due(first)
		m.Next = cmp.Or(m.Next, m.First)
	}
	before, ok := p.Before.(*Measure)
	if ok && p.Record.State == active && m.counts() != before.counts() && m.Version == before.Version {
		return fault.At(fault.Invalid, p.Record.Name(), "version", "the measure is in use and now counts something else: raise its version, so that the series shows it")
	}
	return nil
}

// counted is what makes a value comparable with the one before.
type counted struct{ method, formula, source, unit, better string }

func (m *Measure) counts() counted {
	return counted{m.Method, m.Formula, m.Source, m.Unit, m.Better}
}

// Check refuses a target that is no number, or on the wrong side of the alarm.
func (m *Measure) Check(report func(field, format string, args ...any)) {
	for _, f := range []struct{ name, value string }{{"target", m.Target}, {"alarm", m.Alarm}} {
		if _, err := number(f.value); f.value != "" && err != nil {
			report(f.name, "%w", err)
			return
		}
	}
	if m.Target != "" && m.Alarm != "" && m.Goal().Standing(m.Target) != OnTarget {
		report("alarm", "with an alarm at %s the target of %s would be one: check which is better, more or less", m.Alarm, m.Target)
	}
}

// ready refuses to use a measure that leaves open what 27001 9.1 wants settled.
func ready(p record.Preparation) error {
	m := p.Record.Body.(*Measure)
	for _, f := range []struct {
		name string
		open bool
	}{
		{"method", m.Method == ""}, {"source", m.Source == ""}, {"every", m.Every == ""}, {"collector", m.Collector == ""},
		{"analysis", m.Analysis == ""}, {"analyst", m.Analyst == ""},
	} {
		if f.open {
			return fault.At(fault.Invalid, p.Record.Name(), f.name, "%s is still open: settle it before readings are taken", fault.Word(p.Record.Kind.Field(f.name).Label))
		}
	}
	return nil
}

// active is the state in which readings are due.
const active = "active"

func measure() *record.Kind {
	return record.MustDefine[Measure](record.Spec{
		Name: "measure", Prefix: "MEAS", Label: "Measure", Plural: "Measures", Concern: "measure", Place: "check", Begins: true, Clause: "27001 9.1", Editors: []string{"contributor", "control_owner"},
		Help:   "What is watched and counted to know whether processes and controls work: how, how often, by whom, and who draws the conclusion. Begin with the controls you would least like to see fail.",
		Starts: starts(),
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "draft", Label: "Draft"}, {Name: active, Label: "In use"}},
			Transitions: []record.Transition{
				{Name: "begin", Label: "Take into use", From: []string{"draft"}, To: active, Guard: ready},
				{Name: "revise", Label: "Back to draft", From: []string{active}, To: "draft"},
			},
		},
	})
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{measure(), reading(), evaluation()}
}
