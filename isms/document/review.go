package document

import (
	"surety/fault"
	"surety/record"
)

// Round asks named persons for their view of a document until a day (27001 7.5.2 c).
type Round struct {
	Document  record.Ref      `json:"document" label:"Document" to:"document" back:"reviews" is:"required,index,list,part"`
	Version   string          `json:"version" label:"Version" is:"required,list" max:"20"`
	Reviewers []record.Ref    `json:"reviewers" label:"Reviewers" to:"person" back:"document_reviews" is:"required,list,reader"`
	Until     record.Date     `json:"until" label:"Until" is:"required,index,list,day"`
	Question  record.Markdown `json:"question,omitzero" label:"What to look at"`
	AskedBy   record.Ref      `json:"asked_by,omitzero" label:"Asked by" to:"person" is:"index,list"`
	Label     string          `json:"label,omitzero" label:"Title" is:"computed,title"`
}

// Prepare titles the round with its document and version.
func (r *Round) Prepare(p record.Preparation) error {
	document, err := p.Lookup.Get(r.Document)
	if err != nil || document == nil {
		return err
	}
	r.Label = document.Title() + " " + r.Version
	return nil
}

// Answer is what a reviewer says to a version as a whole.
type Answer struct {
	Round record.Ref  `json:"round" label:"Review" to:"document_review" back:"answers" is:"required,index,list,part"`
	By    record.Ref  `json:"by" label:"From" to:"person" back:"review_answers" is:"required,index,list,reader"`
	Says  string      `json:"says" label:"Answer" enum:"no_objection=No objection,changes=Wants changes" is:"required,index,list"`
	Note  string      `json:"note,omitzero" label:"Note" max:"2000"`
	On    record.Date `json:"on" label:"On" is:"required,index,list"`
	Label string      `json:"label,omitzero" label:"Title" is:"computed,title"`
}

// Prepare titles the answer with its round.
func (a *Answer) Prepare(p record.Preparation) error {
	round, err := p.Lookup.Get(a.Round)
	if err != nil || round == nil {
		return err
	}
	a.Label = round.Title()
	return nil
}

// Comment is what somebody says to one passage of a document, or answers to such.
type Comment struct {
	Document record.Ref  `json:"document" label:"Document" to:"document" back:"comments" is:"required,index,list,part"`
	Passage  string      `json:"passage,omitzero" label:"To the passage" help:"As it stood when the comment was made; empty: to the whole." max:"20000"`
	At       int         `json:"at,omitzero" label:"Its place" help:"Which passage of the text it was, counted from 1."`
	Text     string      `json:"text" label:"Comment" is:"required,title,search,list" max:"2000"`
	By       record.Ref  `json:"by" label:"From" to:"person" back:"document_comments" is:"required,index,list,reader"`
	On       record.Date `json:"on" label:"On" is:"required,index,list"`
	ReplyTo  record.Ref  `json:"reply_to,omitzero" label:"Reply to" to:"document_comment" back:"replies" is:"index"`
}

// States of a round of review and of a comment.
const (
	StateOpen     = "open"
	StateResolved = "resolved"
)

// reviewed refuses an approval while somebody is still being asked, or what
// somebody has said to the text is not settled.
func reviewed(p record.Preparation) error {
	rounds, err := p.Lookup.Back("document_review", "document", p.Record.ID)
	if err != nil {
		return err
	}
	for _, round := range rounds {
		if round.State == StateOpen {
			return fault.New(fault.Invalid, "its review is open until %s", round.Body.(*Round).Until).Mending("wait for the answers, or end the review %s", round.Key)
		}
	}
	comments, err := p.Lookup.Back("document_comment", "document", p.Record.ID)
	if err != nil {
		return err
	}
	open := 0
	for _, comment := range comments {
		if comment.State == StateOpen && comment.Body.(*Comment).ReplyTo == "" {
			open++
		}
	}
	if open > 0 {
		return fault.New(fault.Invalid, "%d comments on it are not resolved", open).Mending("change the text or answer, and mark each as resolved")
	}
	return nil
}

// everybody are the roles that may say something to a document.
var everybody = []string{"contributor", "risk_owner", "control_owner", "auditor", "reader"}

func reviews() []*record.Kind {
	writers := []string{"contributor", "control_owner"}
	return []*record.Kind{
		record.MustDefine[Round](record.Spec{
			Name: "document_review", Prefix: "DOCREV", Label: "Review of a document", Plural: "Reviews of documents", Concern: "document", Place: "", Clause: "27001 7.5.2 c", Editors: writers,
			Help: "Who is asked for their view of a draft, and until when. Who has to live by a rule sees what can't be done as written; ask them before it is approved.",
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: StateOpen, Label: "Open"}, {Name: "ended", Label: "Ended", Ended: true, Frozen: true}},
				Transitions: []record.Transition{
					{Name: "end", Label: "End the review", From: []string{StateOpen}, To: "ended", Roles: writers, Field: "asked_by"},
				},
			},
		}),
		record.MustDefine[Answer](record.Spec{
			Name: "review_answer", Prefix: "DOCANS", Label: "Answer to a review", Plural: "Answers to reviews", Concern: "document", Place: "", Clause: "27001 7.5.2 c", Editors: everybody,
			Help: "Whether a reviewer has objections to a draft. Silence is no consent: who was asked and has not answered stays visible.",
		}),
		record.MustDefine[Comment](record.Spec{
			Name: "document_comment", Prefix: "DOCCOM", Label: "Comment on a document", Plural: "Comments on documents", Concern: "document", Place: "", Clause: "27001 7.5.2 c", Editors: everybody,
			Help: "What somebody says to a passage of a draft, and whether it is settled. A document with open comments can't be approved.",
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: StateOpen, Label: "Open"}, {Name: StateResolved, Label: "Resolved", Frozen: true}},
				Transitions: []record.Transition{
					{Name: "resolve", Label: "Resolved", From: []string{StateOpen}, To: StateResolved, Roles: writers, Field: "by"},
					{Name: "reopen", Label: "Open again", From: []string{StateResolved}, To: StateOpen, Roles: writers, Field: "by"},
				},
			},
		}),
	}
}
