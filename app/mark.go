package app

import "surety/record"

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
