package conform

import (
	"context"
	"maps"
	"slices"

	"surety/expr"
	"surety/isms/org"
	"surety/pack"
	"surety/record"
)

// Names of kinds and fields that say who may judge.
const (
	kindAssignment = "assignment"
	kindRole       = "role"
	fieldPerson    = "person"
	fieldDuty      = "duty"
	fieldState     = "state"
)

// dutyOf is the duty that whoever judges is charged with by a role of theirs;
// empty where an entry names no judge, so that anybody's judgement counts.
func dutyOf(judge pack.Judge) string {
	switch judge {
	case pack.JudgeTopManagement:
		return "top_management"
	case pack.JudgeSecurityManager:
		return "conformity"
	case pack.JudgeRiskOwner:
		return "risk_owner"
	case pack.JudgeControlOwner:
		return "control_owner"
	case pack.JudgeDocumentOwner:
		return "document_owner"
	case pack.JudgeInternalAuditor:
		return "audit"
	}
	return ""
}

// dutiesOf are the duties that the entries of a pack ask of their judges.
func dutiesOf(p *pack.Pack) map[string]string {
	duties := map[string]string{}
	for _, e := range p.Entries {
		if duty := dutyOf(e.Judge); duty != "" {
			duties[e.ID] = duty
		}
	}
	return duties
}

// charge is one assignment that counts, with the duty of its role.
type charge struct {
	id   record.ID
	duty string
	body *org.Assignment
}

// charges are what persons were ever charged with. Assignments and roles that
// are retired count no more; whoever only steps down has an assignment that
// ends on a day, and keeps what was judged before it.
type charges map[record.Ref][]charge

// readCharges reads the assignments of persons.
func readCharges(ctx context.Context, r Reader, persons []record.ID) (charges, error) {
	assignments := map[record.ID]*record.Record{}
	roles := map[record.ID]*record.Record{}
	for chunk := range slices.Chunk(persons, mostAtOnce) {
		back, err := r.Back(ctx, kindAssignment, fieldPerson, chunk...)
		if err != nil {
			return nil, err
		}
		if err := getAll(ctx, r, slices.Concat(slices.Collect(maps.Values(back))...), assignments); err != nil {
			return nil, err
		}
	}
	var ids []record.ID
	for _, rec := range assignments {
		for _, role := range references(rec, kindRole) {
			ids = append(ids, role.ID())
		}
	}
	if err := getAll(ctx, r, ids, roles); err != nil {
		return nil, err
	}
	of := charges{}
	for _, id := range slices.Sorted(maps.Keys(assignments)) {
		body, ok := assignments[id].Body.(*org.Assignment)
		if !ok || assignments[id].Ended() {
			continue
		}
		role := roles[body.Role.ID()]
		if role == nil || role.Ended() {
			continue
		}
		of[body.Person] = append(of[body.Person], charge{id, role.Body.(*org.Role).Duty, body})
	}
	return of, nil
}

// getAll reads records, each once, in bounded steps.
func getAll(ctx context.Context, r Reader, ids []record.ID, into map[record.ID]*record.Record) error {
	slices.Sort(ids)
	for chunk := range slices.Chunk(slices.Compact(ids), mostAtOnce) {
		found, err := r.Get(ctx, chunk...)
		if err != nil {
			return err
		}
		maps.Copy(into, found)
	}
	return nil
}

// entitled tells whether a person was charged with a duty, for a management
// system, on the day of a judgement; if not, it names the assignment that
// comes nearest.
func (c charges) entitled(person record.Ref, duty string, system record.Ref, day expr.Day) lapse {
	near := lapse{why: notCharged, duty: duty}
	for _, held := range c[person] {
		if held.duty != duty {
			continue
		}
		why := inForce
		switch {
		case !held.body.For(system):
			why = chargedElsewhere
		case expr.DayOf(held.body.From) > day:
			why = chargedLater
		case held.body.Until != "" && expr.DayOf(held.body.Until) < day:
			why = chargeEnded
		}
		if why == inForce {
			return lapse{}
		}
		if near.why == notCharged || why > near.why {
			near.why, near.about, near.charge = why, held.id, held.body
		}
	}
	return near
}
