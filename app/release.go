package app

import (
	"context"

	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/record"
)

// Words writes the statement's rows as a release keeps them: in words, so that
// a release never changes when a risk or a person is renamed. What is marked is
// named to nobody in it, whoever writes it: a release has many readers.
func (s *Statement) Words() []control.ReleasedRow {
	rows := make([]control.ReleasedRow, 0, len(s.Rows))
	for _, row := range s.Rows {
		b := row.Body
		word := control.ReleasedRow{
			Control: b.Control, Standard: s.Place(b).Standard, Title: b.Title, Own: b.Own, Included: b.Included, Reason: b.Reason,
			Declared: b.Status, Found: string(row.Found),
		}
		if b.Included == "no" {
			word.Reason, word.Declared, word.Found = b.WhyNot, "", ""
		}
		for _, ref := range append(append([]record.Ref{}, row.Risks...), b.Requirements...) {
			word.Drivers = append(word.Drivers, s.Names.open(ref))
		}
		if b.Owner != "" {
			word.Owner = s.Names[b.Owner.ID()].Title
		}
		for _, proof := range row.Proofs {
			word.Evidence = append(word.Evidence, proofWords(proof, s.Today))
		}
		rows = append(rows, word)
	}
	return rows
}

// proofWords name a piece of evidence, and say where it shows nothing on a day.
func proofWords(proof *record.Record, today record.Date) string {
	words := proof.Key + " " + proof.Title()
	if proof.Mark != record.MarkNone {
		words = "restricted evidence"
	}
	evidence := proof.Body.(*assess.Evidence)
	switch {
	case proof.Ended():
		return words + " (withdrawn)"
	case evidence.Expires != "" && evidence.Expires < today:
		return words + " (ran out on " + string(evidence.Expires) + ")"
	case evidence.Collected > today:
		return words + " (from " + string(evidence.Collected) + " on)"
	}
	return words
}

// PutForward freezes a statement as it stands into a release that waits for
// approval. It refuses a statement with undecided rows, without a reason
// either way, that does not decide once on each control of its standard (27001
// 6.1.3 c and d), or with a proposal that is still open.
func (a *App) PutForward(ctx context.Context, actor Actor, idOrKey string) (*record.Record, error) {
	s, err := a.Statement(ctx, actor, idOrKey)
	if err != nil {
		return nil, err
	}
	if err := s.complete(); err != nil {
		return nil, err
	}
	release := &control.Release{
		Statement: record.Ref(s.Record.ID), System: s.Body.System, Title: s.Body.Title, Version: s.Body.Version,
		Pack: s.Body.Pack, Edition: s.Body.Edition, Extensions: s.Body.Extensions, Rows: s.Words(), On: s.Today,
	}
	done, err := a.Do(ctx, actor, Request{Note: NoteForward}, Create{Kind: "soa_release", Body: release, forward: true})
	if err != nil {
		return nil, err
	}
	return done[0], nil
}

func (s *Statement) complete() error {
	var faults fault.List
	report := func(field, format string, args ...any) {
		faults = append(faults, fault.At(fault.Invalid, s.Record.Key, field, format, args...))
	}
	if len(s.Rows) == 0 {
		report("rows", "it has no rows yet")
	}
	if s.Proposed != nil {
		report("version", "%s is put forward already and waits for approval", s.Proposed.Body.(*control.Release).Version)
	}
	if s.Release != nil && s.Release.Body.(*control.Release).Version == s.Body.Version {
		report("version", "version %s is released already: give the draft a new version", s.Body.Version)
	}
	for _, row := range s.Rows {
		if problem := row.Problem(); problem != "" {
			report(s.called(s.Place(row.Body)), "%s", fault.Word(problem))
		}
	}
	for _, edition := range s.Unknown {
		report("edition", "%s is not loaded here, so the rows can't be compared with it", edition)
	}
	if len(s.Unknown) == 0 {
		s.compare(report)
	}
	return faults.OrNil()
}

// compare reports where the rows do not decide once on each control of the
// editions that applies, and on the organization's own beside them.
func (s *Statement) compare(report func(field, format string, args ...any)) {
	rows := map[control.Place]int{}
	for _, row := range s.Rows {
		place := s.Place(row.Body)
		rows[place]++
		standard := s.standard(place.Standard)
		switch called := s.called(place); {
		case rows[place] == 2:
			report(called, "several rows decide on it: retire all but one")
		case row.Body.Own:
			if of := s.whose(place.Control); of != nil {
				report(called, "it is a control of %s, and its row is marked as one of your own", of.Designation)
			}
		case standard == nil:
			report(called, "its row names %s, which is none of the editions of this statement", place.Standard)
		case controlIn(standard, place.Control) == nil:
			report(called, "%s has no such control: correct its number, or mark the row as one of your own", standard.Designation)
		}
	}
	for _, m := range s.Missing() {
		report(s.called(m.Place), "it has no row: each control of %s is decided on", m.Entry.Pack.Designation)
	}
}

// Problem says what keeps a row from being complete; empty: nothing.
func (row StatementRow) Problem() string {
	b := row.Body
	switch {
	case b.Included == "undecided":
		return "not decided yet"
	case b.Included == "no" && b.WhyNot == "":
		return "no reason given for leaving it out"
	case b.Included == "yes" && b.Reason == "" && len(row.Risks) == 0 && len(b.Requirements) == 0:
		return "no reason given for including it"
	case b.Included == "yes" && b.Status == "":
		return "no status declared"
	}
	return ""
}

// onlyPutForward refuses a release that somebody writes by hand: what it shows
// was found, and is worked out of the statement. An import brings the releases
// of the time before, which count once somebody named confirms them.
func (w *write) onlyPutForward(c Create) error {
	if c.Kind == "document_release" {
		return &fault.Error{Kind: fault.Forbidden, Message: "a release is made of a document when that is approved, and not written by hand", Mend: "approve the document on its page"}
	}
	if c.Kind != "soa_release" || c.forward || w.actor.Origin == FromImport {
		return nil
	}
	return &fault.Error{Kind: fault.Forbidden, Message: "a release is made of a statement as it stands, and not written by hand", Mend: "put the statement forward on its page"}
}
