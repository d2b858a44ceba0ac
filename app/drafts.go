package app

import (
	"context"
	"slices"

	"surety/isms/document"
	"surety/record"
	"surety/store"
)

// mayWriteDocuments tells whether the actor works on documents or audits them, and so
// sees drafts. Who does neither sees of a document what is in force.
func (a *App) mayWriteDocuments(actor Actor) bool {
	kind := a.catalogue.Kind("document")
	return kind == nil || MayEdit(actor, kind) || actor.Has(Auditor)
}

// isDraft tells a document whose text as it stands is not in force.
func isDraft(rec *record.Record) bool {
	return rec != nil && rec.Kind.Name == "document" && rec.State != document.StateApproved
}

// showReleased puts what is in force in the place of drafts that are not the actor's
// to see, and takes the words of those away of which nothing was ever in force
// (27001 7.5.3: what is not approved is nobody's rule). Who is named as owner, author,
// signatory or reviewer sees the draft. The given records are left alone; those that
// were replaced stand in the list in their place.
func (a *App) showReleased(ctx context.Context, actor Actor, reader store.Reader, records []*record.Record) error {
	if a.mayWriteDocuments(actor) {
		return nil
	}
	if err := a.hidePassages(ctx, actor, reader, records); err != nil {
		return err
	}
	hidden, err := a.hiddenDrafts(ctx, actor, reader, records)
	if err != nil || len(hidden) == 0 {
		return err
	}
	released, err := releasedOf(ctx, reader, hidden...)
	if err != nil {
		return err
	}
	for i, rec := range records {
		if slices.Contains(hidden, recordID(rec)) {
			records[i] = asReleased(rec, released[rec.ID])
		}
	}
	return nil
}

func recordID(rec *record.Record) record.ID {
	if rec == nil {
		return ""
	}
	return rec.ID
}

// asReleased is a document as its release in force has it; without words where there
// is none.
func asReleased(rec *record.Record, release *document.Release) *record.Record {
	shown := *rec
	body := *rec.Body.(*document.Document)
	if shown.Body = &body; release == nil {
		body.Text, body.File, body.Location, body.Approvals = "", record.Attachment{}, "", nil
		return &shown
	}
	shown.State = document.StateApproved
	body.Title, body.Version, body.Type, body.Reference, body.Language = release.Title, release.Version, release.Type, release.Reference, release.Language
	body.Classification, body.Text, body.File, body.Location = release.Classification, release.Text, release.File, release.Location
	body.OpenPlaces, body.OwnWords, body.Approvals = 0, 0, nil
	basis := rec.Kind.ContentDigest(&body)
	for _, approval := range release.Approvals {
		approval.Basis = basis // bound to this text, as to the release's
		body.Approvals = append(body.Approvals, approval)
	}
	return &shown
}

// hiddenDrafts are those of some records that are drafts and not the actor's to see.
func (a *App) hiddenDrafts(ctx context.Context, actor Actor, reader store.Reader, records []*record.Record) ([]record.ID, error) {
	var drafts []record.ID
	for _, rec := range records {
		if isDraft(rec) && !namedIn(rec, actor.Person) {
			drafts = append(drafts, rec.ID)
		}
	}
	asked, err := a.reviewedBy(ctx, actor, reader, drafts)
	return slices.DeleteFunc(drafts, func(id record.ID) bool { return asked[id] }), err
}

// namedIn tells whether a person owns a document, writes it or is to approve it.
func namedIn(rec *record.Record, person record.ID) bool {
	body := rec.Body.(*document.Document)
	named := append(append([]record.Ref{body.Owner}, body.Authors...), body.Signatories...)
	return person != "" && slices.Contains(named, record.Ref(person))
}

// reviewedBy tells of which documents the actor is a reviewer now.
func (a *App) reviewedBy(ctx context.Context, actor Actor, reader store.Reader, drafts []record.ID) (map[record.ID]bool, error) {
	asked := map[record.ID]bool{}
	if len(drafts) == 0 || actor.Person == "" {
		return asked, nil
	}
	rounds, err := backRecords(ctx, reader, "document_review", "document", drafts)
	for _, rec := range rounds {
		round := rec.Body.(*document.Round)
		if rec.State == document.StateOpen && slices.Contains(round.Reviewers, record.Ref(actor.Person)) {
			asked[round.Document.ID()] = true
		}
	}
	return asked, err
}

// releasedOf are the releases in force of documents, by document.
func releasedOf(ctx context.Context, reader store.Reader, documents ...record.ID) (map[record.ID]*document.Release, error) {
	records, err := backRecords(ctx, reader, "document_release", "document", documents)
	released := map[record.ID]*document.Release{}
	for _, rec := range records {
		if rec.State == document.StateInForce {
			body := rec.Body.(*document.Release)
			released[body.Document.ID()] = body
		}
	}
	return released, err
}

// backRecords reads the records of a kind that refer to some others by a field.
func backRecords(ctx context.Context, reader store.Reader, kind, field string, to []record.ID) ([]*record.Record, error) {
	back, err := reader.Back(ctx, kind, field, to...)
	if err != nil {
		return nil, err
	}
	var ids []record.ID
	for _, list := range back {
		ids = append(ids, list...)
	}
	found, err := reader.Get(ctx, ids...)
	records := make([]*record.Record, 0, len(found))
	for _, id := range ids {
		if rec := found[id]; rec != nil {
			records = append(records, rec)
		}
	}
	return records, err
}

// hidePassages takes out of comments the passages of drafts that are not the actor's
// to see. What the actor has said themselves stays as it is.
func (a *App) hidePassages(ctx context.Context, actor Actor, reader store.Reader, records []*record.Record) error {
	var of []record.ID
	for _, rec := range records {
		if foreignComment(rec, actor) {
			of = append(of, rec.Body.(*document.Comment).Document.ID())
		}
	}
	if len(of) == 0 {
		return nil
	}
	found, err := reader.Get(ctx, of...)
	if err != nil {
		return err
	}
	documents := make([]*record.Record, 0, len(found))
	for _, rec := range found {
		documents = append(documents, rec)
	}
	hidden, err := a.hiddenDrafts(ctx, actor, reader, documents)
	if err != nil {
		return err
	}
	for i, rec := range records {
		if !foreignComment(rec, actor) || !slices.Contains(hidden, rec.Body.(*document.Comment).Document.ID()) {
			continue
		}
		shown, body := *rec, *rec.Body.(*document.Comment)
		body.Passage, shown.Body = "", &body
		records[i] = &shown
	}
	return nil
}

func foreignComment(rec *record.Record, actor Actor) bool {
	if rec == nil || rec.Kind.Name != "document_comment" {
		return false
	}
	return actor.Person == "" || rec.Body.(*document.Comment).By.ID() != actor.Person
}

// withoutDrafts takes the words of drafts out of a document's past for whom they are
// not to see; it tells whether some were.
func (a *App) withoutDrafts(ctx context.Context, actor Actor, reader store.Reader, rec *record.Record, past []store.Revision) (bool, error) {
	if rec.Kind.Name != "document" || a.mayWriteDocuments(actor) || namedIn(rec, actor.Person) {
		return false, nil
	}
	asked, err := a.reviewedBy(ctx, actor, reader, []record.ID{rec.ID})
	if err != nil || asked[rec.ID] {
		return false, err
	}
	for i, revision := range past {
		if isDraft(revision.Record) {
			past[i].Record = asReleased(revision.Record, nil)
			past[i].Record.Body.(*document.Document).Title = rec.Title()
		}
	}
	return true, nil
}

// nameReleased calls documents what they are called in force, to whom their drafts
// are not to see.
func (a *App) nameReleased(ctx context.Context, actor Actor, reader store.Reader, names Names) error {
	if a.mayWriteDocuments(actor) {
		return nil
	}
	var drafts []record.ID
	for id, name := range names {
		if name.Kind != nil && name.Kind.Name == "document" && !name.Restricted && name.State != document.StateApproved {
			drafts = append(drafts, id)
		}
	}
	if len(drafts) == 0 {
		return nil
	}
	released, err := releasedOf(ctx, reader, drafts...)
	for id, release := range released {
		name := names[id]
		name.Title, name.State = release.Title, document.StateApproved
		names[id] = name
	}
	return err
}

// foundDocuments puts in the place of releases that a search has found the documents that they
// are of. Who does not see drafts finds documents by what is in force alone; everybody
// else by what stands.
func (a *App) foundDocuments(ctx context.Context, actor Actor, reader store.Reader, entries []store.Entry, kinds []string) ([]store.Entry, error) {
	if slices.Contains(kinds, "document_release") {
		return entries, nil
	}
	drafts := a.mayWriteDocuments(actor)
	var releases []record.ID
	for _, e := range entries {
		if e.Kind == "document_release" && e.State == document.StateInForce && !drafts {
			releases = append(releases, e.ID)
		}
	}
	found, err := reader.Get(ctx, releases...)
	if err != nil {
		return nil, err
	}
	of := map[record.ID]*document.Release{}
	var ids []record.ID
	for id, rec := range found {
		of[id] = rec.Body.(*document.Release)
		ids = append(ids, of[id].Document.ID())
	}
	documents, err := a.directory.entries(ctx, actor.Organization, reader, ids)
	if err != nil {
		return nil, err
	}
	var list []store.Entry
	listed := map[record.ID]bool{}
	for _, e := range entries {
		switch {
		case e.Kind == "document_release" && of[e.ID] == nil, e.Kind == "document" && !drafts && e.State != document.StateApproved:
			continue
		case e.Kind == "document_release":
			e = documents[of[e.ID].Document.ID()]
		}
		if e.Kind != "" && !listed[e.ID] {
			listed[e.ID] = true
			list = append(list, e)
		}
	}
	return list, nil
}
