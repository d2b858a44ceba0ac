package app

import (
	"cmp"
	"slices"

	"surety/isms/document"
	"surety/record"
)

// opDispose is what happens to a record that is disposed of. The log calls it an
// erasure.
const opDispose = "dispose"

// keep writes a record; what is disposed of is destroyed in its past, too.
func (w *write) keep(rec *record.Record, op, note string) error {
	if op == opDispose {
		return w.tx.Destroy(rec, document.DisposedFields(rec.Kind), note, nil)
	}
	return w.tx.Put(rec, op, note)
}

// dispose destroys text and file of what minutes say was disposed of, once their
// witness has confirmed them. History keeps that there was such a version.
func (w *write) dispose(rec *record.Record) error {
	minutes, ok := rec.Body.(*document.Disposal)
	if !ok || rec.State != document.StateWitnessed {
		return nil
	}
	var all []*record.Record
	for _, ref := range minutes.Documents {
		one, err := w.get(ref.ID())
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	// Documents first: what goes with a document need not go with its versions.
	slices.SortStableFunc(all, func(x, y *record.Record) int { return cmp.Compare(x.Kind.Name, y.Kind.Name) })
	for _, one := range all {
		gone, err := document.Emptied(one)
		if err != nil {
			return err
		}
		if err := w.put(gone, one, opDispose, rec.Key); err != nil {
			return err
		}
		if err := w.disposeWith(gone, rec.Key); err != nil {
			return err
		}
	}
	return nil
}

// disposeWith destroys what else has the words: with a document what was said to it in
// reviews, with a version the document's own past while it was that version.
func (w *write) disposeWith(gone *record.Record, note string) error {
	release, ok := gone.Body.(*document.Release)
	if !ok {
		return w.disposeReviews(gone, note)
	}
	of, err := w.get(release.Document.ID())
	if err != nil || of == nil || of.State == document.StateDisposed || document.HasVersion(of, release.Version) {
		return err // what the document itself says is kept by its own rule
	}
	rest := *of
	if err := w.tx.Destroy(&rest, document.DisposedFields(rest.Kind), note, func(past *record.Record) bool { return document.HasVersion(past, release.Version) }); err != nil {
		return err
	}
	w.records[rest.ID] = &rest
	return nil
}

// disposeReviews destroys what was said to a document in its reviews.
func (w *write) disposeReviews(of *record.Record, note string) error {
	said, err := w.Back("document_comment", "document", of.ID)
	if err != nil {
		return err
	}
	rounds, err := w.Back("document_review", "document", of.ID)
	if err != nil {
		return err
	}
	for _, round := range rounds {
		answers, err := w.Back("review_answer", "round", round.ID)
		if err != nil {
			return err
		}
		said = append(append(said, round), answers...)
	}
	for _, one := range said {
		gone, err := document.Emptied(one)
		if err != nil {
			return err
		}
		if err := w.keep(gone, opDispose, note); err != nil {
			return err
		}
		w.records[gone.ID] = gone
	}
	return nil
}
