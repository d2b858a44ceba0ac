package app

import (
	"surety/isms/document"
	"surety/record"
)

// publish keeps the releases of a document in step with it, in the transaction that
// changes it: an approved text is frozen and takes the place of the one in force;
// what is revoked or withdrawn is in force no longer. A document that was approved
// before releases were kept gets one when it is first edited, so that the text that
// was approved stays readable.
func (w *write) publish(rec, before *record.Record) error {
	body, ok := rec.Body.(*document.Document)
	if !ok {
		return nil
	}
	standing, err := w.inForce(rec.ID)
	if err != nil {
		return err
	}
	switch {
	case body.InForce == "":
		return w.endRelease(standing, body, document.StateWithdrawn, "withdraw")
	case rec.State == document.StateApproved && len(rec.Kind.Approvals(body)) > 0:
		return w.freeze(rec, standing)
	case standing == nil && before != nil && before.State == document.StateApproved && len(before.Kind.Approvals(before.Body)) > 0:
		return w.freeze(before, nil)
	}
	return nil
}

// freeze makes a release of an approved document, unless the one in force says the
// same with the same approvals.
func (w *write) freeze(rec, standing *record.Record) error {
	kind, err := w.app.kind("document_release")
	if err != nil {
		return err
	}
	release := document.Freeze(rec, kind, record.DateOf(w.app.clock()))
	if standing != nil {
		stands := standing.Body.(*document.Release)
		if stands.SaysTheSame(rec.Body.(*document.Document)) && len(stands.Approvals) == len(release.Approvals) {
			return nil
		}
	}
	if err := w.endRelease(standing, rec.Body.(*document.Document), document.StateSuperseded, "supersede"); err != nil {
		return err
	}
	return w.put(&record.Record{ID: w.app.newID(), Kind: kind, State: document.StateInForce, Body: release}, nil, "create", w.note)
}

// endRelease ends the release in force of a document, if there is one.
func (w *write) endRelease(standing *record.Record, of *document.Document, state, op string) error {
	if standing == nil {
		return nil
	}
	old := *standing
	old.State, old.Body = state, standing.Kind.Clone(standing.Body)
	old.Body.(*document.Release).End(record.DateOf(w.app.clock()), of.Retention)
	return w.put(&old, standing, op, w.note)
}

// inForce is the release of a document that is in force, or nil.
func (w *write) inForce(id record.ID) (*record.Record, error) {
	releases, err := w.Back("document_release", "document", id)
	if err != nil {
		return nil, err
	}
	for _, rec := range releases {
		if rec.State == document.StateInForce {
			return rec, nil
		}
	}
	return nil, nil
}
