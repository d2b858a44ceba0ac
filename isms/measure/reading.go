package measure

import (
	"cmp"
	"strings"

	"surety/fault"
	"surety/record"
)

// Reading is the value of a measure for one of its periods (27001 9.1).
type Reading struct {
	Measure  record.Ref        `json:"measure" label:"Measure" to:"measure" back:"readings" is:"required,index,list,part"`
	From     record.Date       `json:"period_from,omitzero" label:"For the period from" help:"Any day of it; empty: the last period that was over." is:"index,list,tells"`
	Until    record.Date       `json:"period_until,omitzero" label:"Until" is:"computed,index"`
	Value    string            `json:"value,omitzero" label:"Reading" help:"A number, in the unit of the measure." max:"30" is:"list"`
	Gap      string            `json:"not_taken,omitzero" label:"Why there is no value" help:"Only where none could be taken: a gap is told as a gap." max:"1000"`
	On       record.Date       `json:"on,omitzero" label:"Taken on" help:"Empty: today." is:"index,list,tells"`
	By       record.Ref        `json:"by,omitzero" label:"Taken by" to:"person" back:"readings" is:"index,list,reader"`
	Standing string            `json:"standing,omitzero" label:"Stands" enum:"on_target=On target,off_target=Off target,alarm" is:"computed,index,list"`
	Evidence []record.Ref      `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"readings"`
	File     record.Attachment `json:"file,omitzero" label:"File"`
	Note     string            `json:"note,omitzero" label:"Note" max:"2000" is:"search"`
	Version  string            `json:"version,omitzero" label:"By version" help:"The version of the measure by which it was taken." is:"computed" max:"20"`
	Next     record.Date       `json:"next_due,omitzero" label:"The next follows by" is:"computed,index"`
	Label    string            `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Prepare finds the period, holds the value against the target, and keeps by
// which version of the measure it was taken. A period has one reading.
func (r *Reading) Prepare(p record.Preparation) error {
	r.Value = plain(r.Value)
	r.On = cmp.Or(r.On, record.DateOf(p.Now))
	of, err := p.Lookup.Get(r.Measure)
	if err != nil || of == nil {
		return err
	}
	m, ok := of.Body.(*Measure)
	if !ok {
		return nil // validation says that it is no measure
	}
	if err := r.place(m); err != nil {
		return fault.At(fault.Invalid, p.Record.Name(), "period_from", "%w", err)
	}
	r.Standing = m.Goal().Standing(r.Value)
	r.Version = m.Version
	if before, ok := p.Before.(*Reading); ok && before.Version != "" {
		r.Version = before.Version
	}
	value := "–"
	if r.Value != "" {
		value = strings.TrimSpace(r.Value + " " + m.Unit)
	}
	r.Label = of.Title() + ", " + string(r.From) + ": " + value
	return r.alone(p)
}

// place puts the reading into a period of its measure.
func (r *Reading) place(m *Measure) error {
	s := m.Schedule()
	period, ok := s.Period(r.From)
	if r.From == "" {
		period, ok = s.Last(r.On)
	}
	switch {
	case ok:
	case s.regular() && cmp.Or(r.From, r.On) < s.Since:
		return fault.New(fault.Invalid, "readings of this measure begin on %s: name a day from there on, or let them begin earlier", s.Since)
	case s.regular():
		return fault.New(fault.Invalid, "no period of this measure was over by then: name a day of the period that is meant")
	default: // taken when there is an occasion
		day := cmp.Or(r.From, r.On)
		period = Span{From: day, Until: day}
	}
	r.From, r.Until, r.Next = period.From, period.Until, ""
	if next, ok := s.Period(period.Until.AddDays(1)); ok {
		r.Next = s.Due(next)
	}
	return nil
}

// alone refuses a second reading of the same period.
func (r *Reading) alone(p record.Preparation) error {
	others, err := p.Lookup.Back("reading", "measure", r.Measure.ID())
	if err != nil {
		return err
	}
	for _, other := range others {
		if o, ok := other.Body.(*Reading); ok && other.ID != p.Record.ID && !other.Ended() && o.From == r.From {
			return fault.At(fault.Invalid, p.Record.Name(), "period_from", "the period from %s has a reading, %s: correct that one, its old value stays in history", r.From, other.Key)
		}
	}
	return nil
}

// Check refuses a reading that says nothing, or both that there is a value and
// that there is none.
func (r *Reading) Check(report func(field, format string, args ...any)) {
	switch _, err := number(r.Value); {
	case r.Value == "" && r.Gap == "":
		report("value", "there is no value: enter it, or say why none could be taken")
	case r.Value != "" && r.Gap != "":
		report("not_taken", "there is a value, so none is missing: keep one of both")
	case r.Value != "" && err != nil:
		report("value", "%w", err)
	}
	if r.On != "" && r.On < r.From {
		report("on", "it would have been taken on %s, before its period began on %s", r.On, r.From)
	}
}

func reading() *record.Kind {
	return record.MustDefine[Reading](record.Spec{
		Name: "reading", Prefix: "READ", Label: "Reading", Plural: "Readings", Concern: "measure", Place: "check", Clause: "27001 9.1", Editors: []string{"contributor", "control_owner", "risk_owner"},
		Help: "The value of a measure for one period, with who took it and what shows it. Where none could be taken, the gap and its reason.",
	})
}
