package app

import (
	"context"
	"maps"

	"surety/isms/document"
	"surety/record"
	"surety/store"
)

// Review is what is said to a document before it is approved.
type Review struct {
	Round    *record.Record   // the one that is open, or nil
	Answers  []*record.Record // to it
	Comments []*record.Record // the oldest first, replies among them
	Names    Names
}

// ReviewOf reads what is said to a document, as far as the actor may see it.
func (a *App) ReviewOf(ctx context.Context, actor Actor, of *record.Record) (*Review, error) {
	review := &Review{Names: Names{}}
	all := func(kind, field string, to record.ID) ([]*record.Record, error) {
		listing, err := a.List(ctx, actor, store.Query{Kind: kind, Sort: "key", Limit: store.MostLimit, Filters: []store.Filter{{Field: field, Values: []string{string(to)}}}})
		if err != nil {
			return nil, err
		}
		maps.Copy(review.Names, listing.Names)
		return listing.Records, nil
	}
	rounds, err := all("document_review", "document", of.ID)
	if err != nil {
		return nil, err
	}
	for _, round := range rounds {
		if round.State == document.StateOpen {
			review.Round = round
		}
	}
	if review.Round != nil {
		if review.Answers, err = all("review_answer", "round", review.Round.ID); err != nil {
			return nil, err
		}
	}
	review.Comments, err = all("document_comment", "document", of.ID)
	return review, err
}

// AnswerOf is what a person has answered to the open round; nil: nothing yet.
func (r *Review) AnswerOf(person record.Ref) *document.Answer {
	var last *document.Answer
	for _, rec := range r.Answers {
		if answer := rec.Body.(*document.Answer); answer.By == person {
			last = answer
		}
	}
	return last
}
