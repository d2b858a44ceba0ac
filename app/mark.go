package app

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// remark gives a record the mark and readers of an edit. A mark is set by
// whoever may edit; whoever takes it away, or says who else may read, decides
// about others, which is for a manager.
func (w *write) remark(rec, before *record.Record, c Edit) error {
	if c.Mark != nil {
		rec.Mark = *c.Mark
	}
	if c.Readers != nil {
		var err error
		if rec.Readers, err = w.readers(before, *c.Readers); err != nil {
			return err
		}
	}
	if before.Mark == record.MarkNone || w.actor.Has(Manager) || rec.Mark == before.Mark && slices.Equal(rec.Readers, before.Readers) {
		return nil
	}
	return fault.At(fault.Forbidden, before.Key, "mark", "it is %s, and only a manager changes that or who may read it", fault.Word(before.Mark)).Mending("ask a manager")
}

// readers are the persons whom a command lets read a record, by id: they may be
// named by id or key. Those whom the actor may not know read "restricted", and
// stay where they are sent back as they were read.
func (w *write) readers(rec *record.Record, named []record.Ref) ([]record.Ref, error) {
	var unknown []record.Ref // those of the record that the actor may not know
	for _, ref := range rec.Readers {
		person, err := w.Get(ref)
		if err != nil {
			return nil, err
		}
		if person == nil || !w.app.maySee(w.actor, person) {
			unknown = append(unknown, ref)
		}
	}
	var readers []record.Ref
	for _, ref := range named {
		if ref == restricted && len(unknown) > 0 {
			ref, unknown = unknown[0], unknown[1:]
		} else {
			person, err := w.person(ref)
			if err != nil {
				return nil, err
			}
			if person == nil {
				return nil, fault.List{fault.At(fault.Invalid, rec.Name(), "readers", "there is no person %q: expected the keys of persons, such as PERSON-0001", ref)}
			}
			ref = record.Ref(person.ID)
		}
		if !containsRef(readers, ref) {
			readers = append(readers, ref)
		}
	}
	return readers, nil
}

// person finds a person by id or key; nil where the actor knows none.
func (w *write) person(ref record.Ref) (*record.Record, error) {
	id := ref.ID()
	if w.app.catalogue.OfKey(string(ref)) != nil {
		found, err := w.tx.ByKey(w.ctx, string(ref))
		if err != nil || found[string(ref)] == nil {
			return nil, err
		}
		id = found[string(ref)].ID
	}
	person, err := w.get(id)
	if err != nil || person == nil || person.Kind.Name != "person" || !w.app.maySee(w.actor, person) {
		return nil, err
	}
	return person, nil
}

// inherit gives a record the confidentiality mark of what it is part of, and
// lets the same persons read it: a treatment says what its risk is about.
func (w *write) inherit(rec *record.Record) error {
	for _, f := range rec.Kind.Fields {
		if !f.Is(record.MarkPart) {
			continue
		}
		for _, ref := range f.Refs(rec.Body) {
			whole, err := w.Get(ref)
			if err != nil {
				return err
			}
			if whole == nil || whole.Mark == record.MarkNone {
				continue
			}
			rec.Mark = whole.Mark
			rec.Readers = nil
			for _, person := range ReadersOf(whole) {
				if ref := record.Ref(person); !containsRef(rec.Readers, ref) {
					rec.Readers = append(rec.Readers, ref)
				}
			}
		}
	}
	return nil
}

// passOn writes the parts of a record anew whose mark or readers have changed.
// A part stays marked when the whole no longer is: lifting a mark is said of
// each record by itself.
func (w *write) passOn(whole *record.Record) error {
	for _, back := range w.app.catalogue.Backs(whole.Kind) {
		if !back.Field.Is(record.MarkPart) {
			continue
		}
		parts, err := w.Back(back.Kind.Name, back.Field.Name, whole.ID)
		if err != nil {
			return err
		}
		for _, part := range parts {
			again := *part
			if err := w.put(&again, part, "update", "its mark follows "+whole.Key); err != nil {
				return err
			}
		}
	}
	return nil
}
