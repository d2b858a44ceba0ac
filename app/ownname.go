package app

import (
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/document"
	"surety/record"
)

// inOwnName refuses a person's word in somebody else's name: a judgement, and
// that a document was read. A manager may record of others what they have signed
// or decided: that they have read, as from a list; a judgement, such as of a
// board, with evidence that shows it.
func (w *write) inOwnName(rec *record.Record) error {
	switch body := rec.Body.(type) {
	case *assess.Judgement:
		if w.isActor(body.Judge) {
			return nil
		}
		body.Asserted = true
		return w.shownJudgement(rec, body)
	case *document.Comment:
		return w.saidOneself(rec, body.By)
	case *document.Answer:
		return w.saidOneself(rec, body.By)
	case *document.Acknowledgement:
		if w.isActor(body.Person) || w.actor.Has(Manager) {
			return nil
		}
		return &fault.Error{Kind: fault.Forbidden, Record: rec.Kind.Label, Field: "person", Message: "that a document was read is said in one's own name only",
			Mend: "ask the person named to say it, or a manager to record what they have signed"}
	}
	return nil
}

// inNameOf refuses a new record in somebody else's name. A judgement that is carried
// over to a newer edition says nothing new: it stays its judge's, and keeps which
// judgement it was.
func (w *write) inNameOf(rec *record.Record, c Create) error {
	if c.carries == "" {
		return w.inOwnName(rec)
	}
	from, err := w.seen(c.carries)
	if err != nil {
		return err
	}
	judgement, was := rec.Body.(*assess.Judgement), from.Body.(*assess.Judgement)
	judgement.Carried, judgement.Asserted = record.Ref(from.ID), was.Asserted
	return nil
}

// saidOneself refuses what is said in a review in somebody else's name. What a file
// brings is taken as it is: nobody is asked by it, and nothing counts by it.
func (w *write) saidOneself(rec *record.Record, by record.Ref) error {
	if w.isActor(by) || w.actor.Origin == FromImport && w.actor.Has(Manager) {
		return nil
	}
	return &fault.Error{Kind: fault.Forbidden, Record: rec.Kind.Label, Message: "what is said to a document is said in one's own name only", Mend: "ask the person named to say it"}
}

func (w *write) isActor(person record.Ref) bool {
	return w.actor.Person != "" && person.ID() == w.actor.Person
}

// shownJudgement lets a manager, who is a person and signed in, enter somebody
// else's judgement where evidence with a file shows it.
func (w *write) shownJudgement(rec *record.Record, judgement *assess.Judgement) error {
	if !w.actor.Has(Manager) || w.actor.Person == "" || w.actor.Origin == FromImport || w.actor.Origin == FromAPI {
		return &fault.Error{Kind: fault.Forbidden, Record: rec.Kind.Label, Field: "judge", Message: "a judgement is given in one's own name only",
			Mend: "ask the person named to give it, or a manager to enter it with evidence that shows it"}
	}
	if len(judgement.Evidence) == 0 {
		return &fault.Error{Kind: fault.Invalid, Record: rec.Kind.Label, Field: "evidence", Message: "a judgement in somebody else's name rests on evidence that shows it",
			Mend: "name evidence with a file, such as the minutes of the meeting"}
	}
	for _, ref := range judgement.Evidence {
		if err := w.shows(ref.ID()); err != nil {
			return err
		}
	}
	return nil
}

// shows refuses what is no evidence that can show that somebody said something.
func (w *write) shows(id record.ID) error {
	rec, err := w.seen(id)
	if err != nil {
		return err
	}
	evidence, ok := rec.Body.(*assess.Evidence)
	switch {
	case !ok:
		return fault.At(fault.Invalid, rec.Key, "evidence", "it is no evidence")
	case rec.Ended():
		return fault.At(fault.Invalid, rec.Key, "evidence", "it is retired and shows nothing any more")
	case evidence.File.IsZero():
		return &fault.Error{Kind: fault.Invalid, Record: rec.Key, Field: "file", Message: "no file is attached to it, so it shows nothing", Mend: "attach the signed paper, the minutes or the message that shows it"}
	}
	return nil
}
