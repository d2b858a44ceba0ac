package app

import (
	"surety/fault"
	"surety/isms/assess"
	"surety/record"
)

// Confirm makes an approval count that an import only asserts: because the
// person named confirms it, or because evidence with a file shows it. Either
// binds it to the content as it stands, so that a later change voids it.
type Confirm struct {
	ID   record.ID
	Base int
	// Approval is the place of the approval among the record's, from 1; 0: the
	// newest that can be confirmed so.
	Approval int
	// Evidence shows the approval; empty: the actor is the person named, and
	// confirms it.
	Evidence record.ID
	Note     string
}

func (Confirm) command() {}

// Assertion is an approval that an import asserts and that counts for nothing
// yet, with what the actor may do about it.
type Assertion struct {
	record.Approval
	Number     int  // its place among the record's approvals, from 1
	MayConfirm bool // the actor is the person named
	MayShow    bool // the actor may put evidence to it
}

// assertions lists the approvals of a record that are only asserted. Those of
// somebody whose word counts by now, or of other content, are left out.
func assertions(actor Actor, rec *record.Record) []Assertion {
	f := rec.Kind.ApprovalsField()
	if f == nil || rec.Ended() {
		return nil
	}
	given := map[record.Ref]bool{}
	for _, a := range rec.Kind.Approvals(rec.Body) {
		given[a.By] = true
	}
	t, leads := approving(rec)
	digest := rec.Kind.ContentDigest(rec.Body)
	var list []Assertion
	for i, a := range f.Get(rec.Body).([]record.Approval) {
		if !a.Asserted || given[a.By] || a.Basis != "" && a.Basis != digest {
			continue
		}
		may := leads && mayMove(actor, rec, t)
		list = append(list, Assertion{Approval: a, Number: i + 1, MayConfirm: may && a.By.ID() == actor.Person, MayShow: may})
	}
	return list
}

// approving finds the transition by which a record is approved from where it
// stands. A record that is approved already stays where it is.
func approving(rec *record.Record) (record.Transition, bool) {
	for _, t := range rec.Kind.Lifecycle.Transitions {
		if !t.Approves {
			continue
		}
		if t.To == rec.State {
			return t, true
		}
		if _, ok := rec.Kind.Lifecycle.Transition(t.Name, rec.State); ok {
			return t, true
		}
	}
	return record.Transition{}, false
}

func (w *write) confirm(c Confirm) (*record.Record, error) {
	before, err := w.seen(c.ID)
	if err != nil {
		return nil, err
	}
	kind := before.Kind
	f := kind.ApprovalsField()
	if f == nil {
		return nil, fault.At(fault.Invalid, before.Key, "", "a %s is never approved", kind.Label)
	}
	t, leads := approving(before)
	if !leads {
		state, _ := kind.Lifecycle.State(before.State)
		return nil, fault.At(fault.Invalid, before.Key, "state", "it can't be approved while it is “%s”", fault.Word(state.Label)).Mending("bring it to where it is approved, and confirm then")
	}
	if !mayMove(w.actor, before, t) {
		return nil, forbidden(w.actor, "approve", kind, t.Roles)
	}
	rec := *before
	rec.Revision, rec.State, rec.Body = c.Base, t.To, kind.Clone(before.Body)
	approvals := append([]record.Approval{}, f.Get(rec.Body).([]record.Approval)...)
	at, err := w.asserted(before, approvals, c)
	if err != nil {
		return nil, err
	}
	a := &approvals[at]
	if err := w.stillSays(before, a); err != nil {
		return nil, err
	}
	if c.Evidence != "" {
		err = w.showBy(a, c.Evidence)
	} else {
		err = w.confirmOneself(before, a)
	}
	if err != nil {
		return nil, err
	}
	if t.Guard != nil {
		p := w.preparation(&rec, before)
		p.Actor = a.By // whose approval it is
		if err := t.Guard(p); err != nil {
			return nil, fault.At(fault.Invalid, before.Key, "approvals", "%w", err)
		}
	}
	a.Basis = kind.ContentDigest(rec.Body)
	if err := f.Set(rec.Body, approvals); err != nil {
		return nil, err
	}
	if err := w.waits(&rec, before, t); err != nil {
		return nil, err
	}
	note := c.Note
	if note == "" {
		note = w.note
	}
	if err := w.put(&rec, before, "confirm", note); err != nil {
		return nil, err
	}
	return &rec, w.supersede(&rec)
}

// asserted finds the approval that is meant.
func (w *write) asserted(rec *record.Record, approvals []record.Approval, c Confirm) (int, error) {
	if c.Approval < 0 || c.Approval > len(approvals) {
		return 0, fault.At(fault.Invalid, rec.Key, "approval", "there is no approval %d: it has %d", c.Approval, len(approvals))
	}
	if c.Approval > 0 {
		if !approvals[c.Approval-1].Asserted {
			return 0, fault.At(fault.Invalid, rec.Key, "approval", "approval %d was given in person, and is not only asserted", c.Approval)
		}
		return c.Approval - 1, nil
	}
	for i := len(approvals) - 1; i >= 0; i-- {
		if approvals[i].Asserted && (c.Evidence != "" || approvals[i].By.ID() == w.actor.Person) {
			return i, nil
		}
	}
	if c.Evidence != "" {
		return 0, fault.At(fault.Invalid, rec.Key, "approval", "no import asserts an approval of it")
	}
	return 0, &fault.Error{Kind: fault.Forbidden, Record: rec.Key, Field: "approval", Message: "no imported approval names you", Mend: "approve it yourself, or ask the person named to confirm"}
}

// stillSays refuses an approval that can't be of what stands: of other content,
// of another version, or of a day to come.
func (w *write) stillSays(rec *record.Record, a *record.Approval) error {
	if a.At.After(w.app.clock()) {
		return fault.At(fault.Invalid, rec.Key, "approvals", "it is dated %s, which has not come", a.At.Format("2006-01-02"))
	}
	if a.Basis != "" && a.Basis != rec.Kind.ContentDigest(rec.Body) {
		return &fault.Error{Kind: fault.Invalid, Record: rec.Key, Field: "approvals", Message: "what was approved has been changed since", Mend: "have it approved as it stands"}
	}
	version := rec.Kind.Field("version")
	if version == nil {
		return nil
	}
	stands := version.Text(rec.Body)
	if a.Version != "" && a.Version != stands {
		return fault.At(fault.Invalid, rec.Key, "version", "version %s was approved, and %s stands", a.Version, stands).Mending("have the version that stands approved")
	}
	a.Version = stands
	return nil
}

// confirmOneself lets the person named, and nobody else, confirm.
func (w *write) confirmOneself(rec *record.Record, a *record.Approval) error {
	if w.actor.Person == "" || w.actor.Person != a.By.ID() || w.actor.Origin == FromImport {
		return &fault.Error{Kind: fault.Forbidden, Record: rec.Key, Field: "approvals", Message: "only the person whom the approval names can confirm it, signed in", Mend: "ask that person, or put evidence with a file to it"}
	}
	a.Asserted, a.Evidence, a.Confirmed = false, "", w.app.clock().UTC()
	return nil
}

// showBy puts evidence to an approval, which stays an asserted one.
func (w *write) showBy(a *record.Approval, id record.ID) error {
	if err := w.shows(id); err != nil {
		return err
	}
	a.Evidence = record.Ref(id)
	return nil
}

// keepShown refuses to take away evidence that an approval rests on, or a
// judgement that was entered for somebody else.
func (w *write) keepShown(rec, before *record.Record) error {
	evidence, ok := rec.Body.(*assess.Evidence)
	if !ok || before == nil || !rec.Ended() && evidence.File.Digest == before.Body.(*assess.Evidence).File.Digest {
		return nil
	}
	if err := w.keepJudged(rec); err != nil {
		return err
	}
	for _, kind := range w.app.catalogue.Kinds() {
		f := kind.ApprovalsField()
		if f == nil {
			continue
		}
		resting, err := w.Back(kind.Name, f.Name+".evidence", rec.ID)
		if err != nil {
			return err
		}
		for _, shown := range resting {
			for _, a := range kind.Approvals(shown.Body) {
				if a.Evidence.ID() == rec.ID {
					return fault.At(fault.Invalid, rec.Key, "file", "the approval of %s rests on it", w.nameFor(shown)).Mending("have that approved in person, or its approval revoked, first")
				}
			}
		}
	}
	return nil
}

// nameFor is what the actor may know a record by.
func (w *write) nameFor(rec *record.Record) string {
	if w.app.maySee(w.actor, rec) {
		return rec.Key
	}
	return "a record that is restricted"
}

// keepJudged refuses to take away evidence that shows somebody else's judgement,
// while that stands.
func (w *write) keepJudged(evidence *record.Record) error {
	judgements, err := w.Back("judgement", "evidence", evidence.ID)
	if err != nil {
		return err
	}
	for _, rec := range judgements {
		judgement := rec.Body.(*assess.Judgement)
		if judgement.Asserted && !rec.Ended() && judgement.Expires >= record.DateOf(w.app.clock()) {
			return fault.At(fault.Invalid, evidence.Key, "file", "%s rests on it", w.nameFor(rec)).Mending("withdraw that judgement first")
		}
	}
	return nil
}
