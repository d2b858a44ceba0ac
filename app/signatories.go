package app

import (
	"slices"

	"surety/fault"
	"surety/isms/document"
	"surety/record"
)

// keepSignatories lets managers alone say who approves a document: whoever is named
// there is entitled to approve it, and nobody entitles themselves.
func (w *write) keepSignatories(rec, before *record.Record) error {
	body, ok := rec.Body.(*document.Document)
	if !ok || w.actor.Has(Manager) {
		return nil
	}
	var named []record.Ref
	if before != nil {
		named = before.Body.(*document.Document).Signatories
	}
	if slices.Equal(named, body.Signatories) {
		return nil
	}
	return &fault.Error{Kind: fault.Forbidden, Record: rec.Key, Field: "signatories", Message: "only a manager says who approves a document", Mend: "ask a manager to name them"}
}
