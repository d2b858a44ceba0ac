package app

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// seesConfidential tells whether the actor may see confidential fields; those
// who only read or contribute may not.
func seesConfidential(actor Actor) bool {
	return actor.Has(Manager) || actor.Has(Auditor) || actor.Has(RiskOwner) || actor.Has(ControlOwner)
}

// hideConfidential clears confidential fields for whoever may not see them.
func (a *App) hideConfidential(actor Actor, records []*record.Record) {
	if seesConfidential(actor) {
		return
	}
	for _, rec := range records {
		for _, f := range rec.Kind.Fields {
			if f.Is(record.MarkConfidential) {
				mustSet(f, rec.Body, nil)
			}
		}
	}
}

// showable are records that were written, as the actor may see them. The
// written ones themselves are left alone.
func (a *App) showable(actor Actor, written []*record.Record) []*record.Record {
	if seesConfidential(actor) {
		return written
	}
	shown := slices.Clone(written)
	for i, rec := range written {
		if slices.ContainsFunc(rec.Kind.Fields, func(f *record.Field) bool { return f.Is(record.MarkConfidential) }) {
			copied := *rec
			copied.Body = rec.Kind.Clone(rec.Body)
			shown[i] = &copied
			a.hideConfidential(actor, shown[i:i+1])
		}
	}
	return shown
}

// keepConfidential keeps in a whole new body what its sender can't see, and
// refuses what they would put in its place unseen.
func (w *write) keepConfidential(before *record.Record, body any) error {
	if seesConfidential(w.actor) {
		return nil
	}
	var faults fault.List
	for _, f := range before.Kind.Fields {
		if !f.Is(record.MarkConfidential) {
			continue
		}
		if f.IsSet(body) {
			faults = append(faults, notSeen(before, f))
			continue
		}
		mustSet(f, body, f.Get(before.Body))
	}
	return faults.OrNil()
}

func notSeen(rec *record.Record, f *record.Field) *fault.Error {
	return fault.At(fault.Forbidden, rec.Key, f.Name, "%s is confidential: you can't see what stands there, and so can't change it", fault.Word(f.Label)).Mending("leave it out, or ask a manager")
}

// mustSet sets a value that fits: none, or one from a body of the same kind.
func mustSet(f *record.Field, body, value any) {
	if err := f.Set(body, value); err != nil {
		panic(err)
	}
}
