package app

import (
	"slices"

	"surety/fault"
	"surety/isms/org"
	"surety/record"
)

// validate finds all that is wrong with a record to be written. What was wrong
// before stands in the way of an edit only: who retires a record, or says that
// it is done, is not asked to fill in a field that was added since.
func (w *write) validate(rec, before *record.Record, op string) error {
	faults, err := w.faults(rec, before)
	if err != nil {
		return err
	}
	switch {
	case before == nil:
	case op != "update" || sameContent(rec, before):
		stood, err := w.faults(before, nil)
		if err != nil {
			return err
		}
		faults = slices.DeleteFunc(faults, func(f *fault.Error) bool {
			return slices.ContainsFunc(stood, func(s *fault.Error) bool { return s.Field == f.Field && s.Message == f.Message })
		})
	default:
		faults = slices.DeleteFunc(faults, func(f *fault.Error) bool { return isErased(f.Field, rec, before) })
	}
	faults = append(faults, w.checkAttachments(rec, before)...)
	if body, ok := rec.Body.(*org.CustomField); ok && !rec.Ended() {
		own, err := w.checkOwnField(rec, body)
		if err != nil {
			return err
		}
		faults = append(faults, own...)
	}
	return faults.OrNil()
}

// faults finds what is wrong by the kind and by the organization's own fields.
func (w *write) faults(rec, before *record.Record) (fault.List, error) {
	custom, err := w.validateCustom(rec, before)
	return append(rec.Kind.Validate(rec), custom...), err
}

// isErased tells that a field holds personal data that was destroyed: nobody has
// to give it again to change something else.
func isErased(field string, rec, before *record.Record) bool {
	f := rec.Kind.Field(field)
	return f != nil && f.Is(record.MarkPersonal) && !f.IsSet(before.Body) && !f.IsSet(rec.Body)
}
