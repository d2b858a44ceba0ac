package web

import (
	"net/http"
	"slices"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/language"
	"surety/record"
)

func (s *server) reviewRoutes(records *http.ServeMux) {
	records.Handle("GET /{key}/review", s.page(s.reviewDocument))
	records.Handle("POST /{key}/review", s.page(s.beginReview))
	records.Handle("POST /{key}/comment", s.page(s.comment))
	records.Handle("POST /{key}/comment/{comment}/{transition}", s.page(s.settleComment))
	records.Handle("POST /{key}/answer", s.page(s.answerReview))
}

// reviewView is a text with what is said to each of its passages beside it.
type reviewView struct {
	*app.Review
	Document  *record.Record
	Body      *document.Document
	Blocks    []reviewBlock
	Gone      []thread // on passages that are there no more
	Open      int      // comments that are not resolved
	Reviewers []reviewer
	People    []*record.Record // who can be asked
	Mine      *document.Answer // what the actor has answered
	Asked     bool             // the actor is asked in the open round
	MayBegin  bool
	MayEnd    bool
	MaySay    bool
	MaySettle bool
	person    record.Ref
	today     record.Date
}

type reviewBlock struct {
	Text    string
	Place   int // from 1
	Threads []thread
}

// thread is a comment with the replies to it.
type thread struct {
	Record  *record.Record
	Said    *document.Comment
	Replies []*document.Comment
	Settle  bool // the actor may say that it is resolved, or not
}

type reviewer struct {
	Name   app.Name
	Answer *document.Answer
}

func (s *server) reviewDocument(w http.ResponseWriter, v visit) error {
	view, err := s.reviewView(v)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Review of %s", view.Document.Title()), reviewPage(view))
}

func (s *server) reviewView(v visit) (reviewView, error) {
	rec, body, err := s.documentOf(v)
	if err != nil {
		return reviewView{}, err
	}
	catalogue := s.app.Catalogue()
	view := reviewView{Document: rec, Body: body, person: record.Ref(v.Actor.Person)}
	if view.Review, err = s.app.ReviewOf(v.Context(), v.Actor, rec); err != nil {
		return view, err
	}
	if view.today, err = s.app.Today(v.Context(), v.Actor); err != nil {
		return view, err
	}
	named := v.Actor.Person != ""
	view.MayBegin = view.Round == nil && !rec.Ended() && app.MayCreate(v.Actor, catalogue.Kind("document_review"))
	view.MaySay = named && !rec.Ended() && app.MayCreate(v.Actor, catalogue.Kind("document_comment"))
	view.MaySettle = app.MayCreate(v.Actor, catalogue.Kind("document_review"))
	if view.Round != nil {
		view.takeRound(view.Round.Body.(*document.Round))
	}
	if view.MayBegin {
		people, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "person", Sort: "title", Limit: app.MostLimit})
		if err != nil {
			return view, err
		}
		view.People = slices.DeleteFunc(people.Records, func(p *record.Record) bool { return record.Ref(p.ID) == view.person })
	}
	view.place()
	return view, nil
}

// takeRound says who is asked and what each has answered.
func (r *reviewView) takeRound(round *document.Round) {
	r.MayEnd = r.MaySettle || round.AskedBy == r.person && r.person != ""
	for _, ref := range round.Reviewers {
		r.Reviewers = append(r.Reviewers, reviewer{nameOf(r.Names, ref), r.AnswerOf(ref)})
		if ref == r.person {
			r.Asked, r.Mine = true, r.AnswerOf(ref)
		}
	}
}

// place puts each comment beside its passage, as that stands now.
func (r *reviewView) place() {
	blocks := document.Blocks(r.Body.Text)
	for i, text := range blocks {
		r.Blocks = append(r.Blocks, reviewBlock{Text: text, Place: i + 1})
	}
	for _, rec := range r.Comments {
		said := rec.Body.(*document.Comment)
		if said.ReplyTo != "" {
			continue
		}
		t := thread{Record: rec, Said: said, Settle: r.MaySettle || said.By == r.person && r.person != ""}
		for _, other := range r.Comments {
			if reply := other.Body.(*document.Comment); reply.ReplyTo.ID() == rec.ID {
				t.Replies = append(t.Replies, reply)
			}
		}
		if rec.State == document.StateOpen {
			r.Open++
		}
		if at, ok := document.Anchor(blocks, said.Passage, said.At-1); ok {
			r.Blocks[at].Threads = append(r.Blocks[at].Threads, t)
		} else {
			r.Gone = append(r.Gone, t)
		}
	}
}

// standing says in a sentence how the review stands.
func (r reviewView) standing(reader language.Reader) string {
	open := reader.Count(r.Open, "One comment is open.", "%d comments are open.")
	if r.Round == nil {
		return open + " " + reader.Say("Nobody is being asked at the moment.")
	}
	round, answered := r.Round.Body.(*document.Round), 0
	for _, asked := range r.Reviewers {
		if asked.Answer != nil {
			answered++
		}
	}
	return open + " " + reader.Say("Version %s is in review until %s: %d of %d have answered.", round.Version, reader.Day(round.Until.Time()), answered, len(r.Reviewers))
}

func (s *server) beginReview(w http.ResponseWriter, v visit) error {
	rec, body, err := s.documentOf(v)
	if err != nil {
		return err
	}
	if err := v.ParseForm(); err != nil {
		return err
	}
	until, err := record.ParseDate(v.PostFormValue("until"))
	if err != nil {
		return err
	}
	round := &document.Round{Document: record.Ref(rec.ID), Version: body.Version, Until: until, Question: record.Markdown(v.PostFormValue("question")), AskedBy: record.Ref(v.Actor.Person)}
	for _, key := range v.PostForm["reviewer"] {
		round.Reviewers = append(round.Reviewers, record.Ref(key))
	}
	return s.doAt(w, v, v.reader().Say("They are asked for their view."), app.Create{Kind: "document_review", Body: round})
}

func (s *server) comment(w http.ResponseWriter, v visit) error {
	rec, body, err := s.documentOf(v)
	if err != nil {
		return err
	}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	said := &document.Comment{Document: record.Ref(rec.ID), Text: v.PostFormValue("text"), By: record.Ref(v.Actor.Person), On: today, ReplyTo: record.Ref(v.PostFormValue("reply_to"))}
	blocks := document.Blocks(body.Text)
	if at, ok := document.Anchor(blocks, v.PostFormValue("passage"), 0); ok && said.ReplyTo == "" {
		said.At, said.Passage = at+1, blocks[at]
	}
	return s.doAt(w, v, v.reader().Say("Your comment is there."), app.Create{Kind: "document_comment", Body: said})
}

func (s *server) settleComment(w http.ResponseWriter, v visit) error {
	comment, err := s.app.Get(v.Context(), v.Actor, v.PathValue("comment"))
	if err != nil {
		return err
	}
	base, err := baseOf(v)
	if err != nil {
		return err
	}
	return s.doAt(w, v, v.reader().Say("It is noted."), app.Move{ID: comment.ID, Base: base, Transition: v.PathValue("transition")})
}

func (s *server) answerReview(w http.ResponseWriter, v visit) error {
	view, err := s.reviewView(v)
	if err != nil {
		return err
	}
	if view.Round == nil || !view.Asked {
		return fault.New(fault.Invalid, "you are not asked for an answer at the moment")
	}
	answer := &document.Answer{Round: record.Ref(view.Round.ID), By: view.person, Says: v.PostFormValue("says"), Note: v.PostFormValue("note"), On: view.today}
	return s.doAt(w, v, v.reader().Say("Your answer is there."), app.Create{Kind: "review_answer", Body: answer})
}

// doAt carries out an act of the review and leads back to it.
func (s *server) doAt(w http.ResponseWriter, v visit, notice string, command app.Command) error {
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, command); err != nil {
		return err
	}
	setNotice(w, notice)
	http.Redirect(w, v.Request, recordURL(v.PathValue("key"))+"/review", http.StatusSeeOther)
	return nil
}

// settles is the act that a thread offers: to resolve it, or to open it again.
func settles(t thread) string {
	if t.Record.State == document.StateOpen {
		return "resolve"
	}
	return "reopen"
}

// answerWords say what a reviewer answered.
func answerWords(r language.Reader, a *document.Answer) string {
	said := r.Say("No objection")
	if a.Says == "changes" {
		said = r.Say("Wants changes")
	}
	said += ", " + r.Day(a.On.Time())
	if a.Note != "" {
		said += ": " + a.Note
	}
	return said
}
