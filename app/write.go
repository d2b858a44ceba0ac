package app

import (
	"time"

	"surety/fault"
	"surety/record"
	"surety/store"
)

// get reads a record in the transaction, once.
func (w *write) get(id record.ID) (*record.Record, error) {
	if rec, ok := w.records[id]; ok {
		return rec, nil
	}
	found, err := w.tx.Get(w.ctx, id)
	if err != nil {
		return nil, err
	}
	w.records[id] = found[id]
	return found[id], nil
}

// seen reads a record that the actor may see; to everybody else it isn't there.
func (w *write) seen(id record.ID) (*record.Record, error) {
	rec, err := w.get(id)
	if err != nil {
		return nil, err
	}
	if rec == nil || !w.app.maySee(w.actor, rec) {
		return nil, fault.New(fault.NotFound, "there is no record %s", id)
	}
	return rec, nil
}

// Get lets a kind's rules read what a body refers to.
func (w *write) Get(ref record.Ref) (*record.Record, error) {
	if ref == "" {
		return nil, nil
	}
	return w.get(ref.ID())
}

// Back lets a kind's rules read what refers to a record.
func (w *write) Back(kind, field string, to record.ID) ([]*record.Record, error) {
	back, err := w.tx.Back(w.ctx, kind, field, to)
	if err != nil {
		return nil, err
	}
	found, err := w.tx.Get(w.ctx, back[to]...)
	if err != nil {
		return nil, err
	}
	var records []*record.Record
	for _, id := range back[to] {
		if rec := found[id]; rec != nil {
			records = append(records, rec)
		}
	}
	return records, nil
}

func (w *write) preparation(rec, before *record.Record) record.Preparation {
	p := record.Preparation{
		Now: w.app.clock().UTC(), Record: rec, Actor: record.Ref(w.actor.Person),
		Imported: w.actor.Origin == FromImport, Lookup: w,
	}
	if before != nil {
		p.Before, p.Was = before.Body, before.State
	}
	return p
}

// fillSystem sets the management system where the kind has one, none is named
// and there is no doubt which is meant.
func (w *write) fillSystem(rec *record.Record) error {
	f := rec.Kind.Field("system")
	if f == nil || f.Type != record.TypeRef || f.IsSet(rec.Body) {
		return nil
	}
	if w.system == nil {
		page, err := w.tx.List(w.ctx, store.Query{Kind: "management_system", Limit: 2, Sight: store.Sight{All: true}})
		if err != nil {
			return err
		}
		var only record.ID
		if len(page.Records) == 1 {
			only = page.Records[0].ID
		}
		w.system = &only
	}
	if *w.system == "" {
		return nil // validation says that it is missing
	}
	return f.Set(rec.Body, record.Ref(*w.system))
}

// approve adds the actor's approval of the content as it stands.
func (w *write) approve(rec *record.Record, note string) error {
	if w.actor.Person == "" {
		return &fault.Error{Kind: fault.Forbidden, Record: rec.Key, Message: "an approval needs a named person, and this account belongs to none", Mend: "ask a manager to link the account to a person"}
	}
	f := rec.Kind.ApprovalsField()
	approvals := f.Get(rec.Body).([]record.Approval)
	approval := record.Approval{
		By: record.Ref(w.actor.Person), At: w.app.clock().UTC(), Basis: rec.Kind.ContentDigest(rec.Body), Note: note,
		Asserted: w.actor.Origin == FromImport,
	}
	if version := rec.Kind.Field("version"); version != nil {
		approval.Version = version.Text(rec.Body)
	}
	return f.Set(rec.Body, append(append([]record.Approval{}, approvals...), approval))
}

// revoke takes the approvals off what was approved and no longer is, though nothing
// of it has changed: it has to be approved by everybody anew. They stay in history.
func revoke(rec, before *record.Record) {
	f := rec.Kind.ApprovalsField()
	was, _ := rec.Kind.Lifecycle.State(before.State)
	is, _ := rec.Kind.Lifecycle.State(rec.State)
	if f != nil && was.Approved && !is.Approved && !is.Ended {
		mustSet(f, rec.Body, []record.Approval(nil))
	}
}

// waits keeps a record where it waits until as many persons have approved it as a
// transition needs.
func (w *write) waits(rec, before *record.Record, t record.Transition) error {
	if t.Needs == nil {
		return nil
	}
	needed, err := t.Needs(w.preparation(rec, before))
	if err != nil {
		return err
	}
	persons := map[record.Ref]bool{}
	for _, approval := range rec.Kind.Approvals(rec.Body) {
		persons[approval.By] = true
	}
	if len(persons) < needed {
		rec.State = t.Meanwhile
	}
	return nil
}

// assert adds approvals that a file claims; they never count as given.
func assert(rec *record.Record, approvals []record.Approval) {
	f := rec.Kind.ApprovalsField()
	if f == nil || len(approvals) == 0 {
		return
	}
	all := append([]record.Approval{}, f.Get(rec.Body).([]record.Approval)...)
	for _, approval := range approvals {
		approval.Asserted, approval.Basis, approval.Evidence, approval.Confirmed = true, "", "", time.Time{}
		all = append(all, approval)
	}
	if err := f.Set(rec.Body, all); err != nil {
		panic(err) // the field is an approvals field
	}
}

// keepComputed takes computed fields from the body before, whatever a caller
// put there; a new record begins without.
func keepComputed(kind *record.Kind, body, before any) {
	for _, f := range kind.Fields {
		if !f.Is(record.MarkComputed) {
			continue
		}
		var value any
		if before != nil {
			value = f.Get(before)
		}
		mustSet(f, body, value)
	}
}

// resolve puts ids in the place of keys in all bodies of the commands.
func (w *write) resolve(commands []Command) error {
	for _, c := range commands {
		var kind *record.Kind
		var body any
		var edited *record.Record
		switch c := c.(type) {
		case Create:
			kind, body = w.app.catalogue.Kind(c.Kind), c.Body
		case Edit:
			if c.Body == nil {
				continue
			}
			rec, err := w.seen(c.ID)
			if err != nil {
				return err
			}
			kind, body, edited = rec.Kind, c.Body, rec
		}
		if kind == nil || body == nil {
			continue // told when the command is carried out
		}
		if err := w.resolveBody(kind, body); err != nil {
			return err
		}
		if edit, ok := c.(Edit); ok && edited != nil {
			if err := w.keepRestricted(edited, edit.Base, body); err != nil {
				return err
			}
		}
	}
	return nil
}

// resolveBody puts ids in the place of keys in one body.
func (w *write) resolveBody(kind *record.Kind, body any) error {
	keys := map[string]bool{}
	kind.ReplaceRefs(body, func(_ string, to record.Ref) record.Ref {
		if w.app.catalogue.OfKey(string(to)) != nil {
			keys[string(to)] = true
		}
		return to
	})
	if len(keys) == 0 {
		return nil
	}
	list := make([]string, 0, len(keys))
	for key := range keys {
		list = append(list, key)
	}
	found, err := w.tx.ByKey(w.ctx, list...)
	if err != nil {
		return err
	}
	kind.ReplaceRefs(body, func(_ string, to record.Ref) record.Ref {
		if rec := found[string(to)]; rec != nil && w.app.maySee(w.actor, rec) {
			return record.Ref(rec.ID)
		}
		return to // the store says that it dangles
	})
	return nil
}
