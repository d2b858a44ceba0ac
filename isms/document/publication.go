package document

import (
	"surety/fault"
	"surety/record"
)

// StateScheduled is the state of a document that is approved and comes into force on a
// day that lies ahead; until it is published, the version before it stays in force.
const StateScheduled = "scheduled"

// ahead lets an approved text wait for the day from which it is to hold.
func ahead(p record.Preparation) string {
	if p.Record.Body.(*Document).Effective > record.DateOf(p.Now) {
		return StateScheduled
	}
	return ""
}

// due refuses a publication before the day from which the text is to hold.
func due(p record.Preparation) error {
	if day := p.Record.Body.(*Document).Effective; day > record.DateOf(p.Now) {
		return fault.New(fault.Invalid, "it is to be in force from %s only", day).Mending("wait for the day, or set another")
	}
	return nil
}
