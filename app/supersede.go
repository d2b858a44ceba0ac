package app

import (
	"fmt"

	"surety/isms/control"
	"surety/record"
)

// supersede ends the releases that one which has just come into force takes the
// place of: of a Statement of Applicability one release is in force at a time
// (27001 6.1.3 d), whichever way it was approved. One that an import only
// asserts is not in force, and takes nobody's place before it is confirmed.
func (w *write) supersede(rec *record.Record) error {
	release, ok := rec.Body.(*control.Release)
	if !ok || !control.InForce(rec) {
		return nil
	}
	others, err := w.Back("soa_release", "soa", release.Statement.ID())
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.ID == rec.ID || other.State != control.StateReleased {
			continue
		}
		old := *other
		old.State = control.StateSuperseded
		if err := w.put(&old, other, "supersede", fmt.Sprintf("superseded by %s", release.Version)); err != nil {
			return err
		}
	}
	return nil
}
