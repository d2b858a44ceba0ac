package document

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// ready refuses the approval of a text that is not all there, of one that is not
// the actor's to approve, and a second one by the same person.
func ready(p record.Preparation) error {
	d := p.Record.Body.(*Document)
	if p.Imported {
		return nil // what is imported is only asserted
	}
	if err := filledIn(d); err != nil {
		return err
	}
	if len(d.Signatories) > 0 && !slices.Contains(d.Signatories, p.Actor) {
		return fault.New(fault.Invalid, "it names who is to approve it, and you are not among them").Mending("ask one of those named, or change who is named")
	}
	if p.Was != StateApproved && slices.ContainsFunc(p.Record.Kind.Approvals(d), func(a record.Approval) bool { return a.By == p.Actor }) {
		return fault.New(fault.Invalid, "you have approved this text already; it waits for others")
	}
	if err := reviewed(p); err != nil {
		return err
	}
	return ownWork(p)
}

// ownWork refuses the approval of a document by its only author, unless one of
// its management systems permits it (27001 7.5.2 c asks for review for
// suitability and adequacy, which nobody does of their own work alone).
func ownWork(p record.Preparation) error {
	d := p.Record.Body.(*Document)
	if len(d.Authors) != 1 || d.Authors[0] != p.Actor {
		return nil
	}
	permitted, err := anySystem(p, "self_approval")
	if err != nil || permitted > 0 {
		return err
	}
	return fault.New(fault.Invalid, "you are its only author: somebody else has to approve it")
}

// needed is how many persons approve a document before it is in force: the most
// that one of its management systems asks for, and never more than are named.
func needed(p record.Preparation) (int, error) {
	most, err := anySystem(p, "approvers_needed")
	if named := len(p.Record.Body.(*Document).Signatories); named > 0 {
		most = min(max(most, 1), named)
	}
	return max(most, 1), err
}

// anySystem is the highest value of a setting among the management systems of a
// document; a choice that is made counts 1.
func anySystem(p record.Preparation, setting string) (int, error) {
	highest := 0
	for _, ref := range p.Record.Body.(*Document).Systems {
		system, err := p.Lookup.Get(ref)
		if err != nil {
			return 0, err
		}
		if system == nil {
			continue
		}
		switch value := system.Kind.Field(setting).Get(system.Body).(type) {
		case bool:
			if value {
				highest = max(highest, 1)
			}
		case int:
			highest = max(highest, value)
		}
	}
	return highest, nil
}
