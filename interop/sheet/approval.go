package sheet

import (
	"time"

	"surety/record"
)

// approvals are those that a row claims and its record hasn't: by the columns
// for who approved it and when, or as an export writes them. All are asserted.
func (p *planning) approvals(e *entry) ([]record.Approval, bool) {
	field := p.kind.ApprovalsField()
	if field == nil {
		return nil, true
	}
	claimed, ok := p.claimed(e, field)
	if !ok {
		return nil, false
	}
	var there []record.Approval
	if e.existing != nil {
		there = field.Get(e.existing.Body).([]record.Approval)
	}
	var asserted []record.Approval
	for _, a := range claimed {
		if !hasApproval(there, a) && !hasApproval(asserted, a) {
			a.Asserted, a.Basis = true, ""
			asserted = append(asserted, a)
		}
	}
	if len(asserted) > 0 {
		p.note(e.row, "the approval that the file names is kept as asserted and counts for nothing until an entitled person confirms it")
	}
	return asserted, true
}

func hasApproval(approvals []record.Approval, a record.Approval) bool {
	for _, b := range approvals {
		if b.By == a.By && b.At.Equal(a.At) && b.Version == a.Version {
			return true
		}
	}
	return false
}

func (p *planning) claimed(e *entry, field *record.Field) ([]record.Approval, bool) {
	var claimed []record.Approval
	if got, ok := e.values[field.Name]; ok {
		value, ok := p.value(e, p.slots[field.Name], got)
		if !ok {
			return nil, false
		}
		claimed = value.([]record.Approval)
	}
	by, named := e.values[approvalsPrefix+"by"]
	at, dated := e.values[approvalsPrefix+"at"]
	if !named && !dated {
		return claimed, true
	}
	if !named || !dated {
		p.note(e.row, "an approval needs both who gave it and when: what the file says of one was left out")
		return claimed, true
	}
	ref, ok := p.value(e, p.slots[approvalsPrefix+"by"], by)
	if !ok {
		return nil, false
	}
	version, _ := e.values[approvalsPrefix+"version"].value.(string)
	return append(claimed, record.Approval{By: ref.(record.Ref), At: at.value.(time.Time), Version: version}), true
}
