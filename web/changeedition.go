package web

import (
	"net/http"
	"net/url"

	"surety/app"
	"surety/app/edition"
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/language"
	"surety/pack"
	"surety/record"
)

// editionView is the page that shows what becomes of rows and judgements when a newer
// edition takes an older one's place.
type editionView struct {
	*app.EditionChange
	Systems []*record.Record
	Once    string // names the confirmation, so that sending it twice does nothing twice
	MayDo   bool
	Wrong   string
}

// editionURL is the page for a change from one edition to another.
func editionURL(from pack.Ref, to string) string {
	return "/standards/" + from.Pack + "/change?" + url.Values{"from": {from.Edition}, "to": {to}}.Encode()
}

// editionQuery is what a page's address asks for; where it names no editions, the
// newest in force in the place of the one before it.
func (s *server) editionQuery(v visit) (app.EditionQuery, error) {
	values := v.URL.Query()
	query := app.EditionQuery{Pack: v.PathValue("pack"), From: values.Get("from"), To: values.Get("to"), System: values.Get("system")}
	if query.From != "" && query.To != "" {
		return query, nil
	}
	newest, err := s.app.Packs().Find(query.Pack)
	if err != nil {
		return query, err
	}
	for _, replaced := range newest.Replaces {
		if replaced.Pack == newest.ID {
			query.From, query.To = replaced.Edition, newest.Edition
		}
	}
	if query.From == "" {
		return query, fault.New(fault.NotFound, "%s takes no older edition's place", newest.Designation)
	}
	return query, nil
}

func (s *server) changeOfEdition(w http.ResponseWriter, v visit) error {
	query, err := s.editionQuery(v)
	if err != nil {
		return err
	}
	return s.showChangeOfEdition(w, v, http.StatusOK, query, "")
}

func (s *server) showChangeOfEdition(w http.ResponseWriter, v visit, status int, query app.EditionQuery, wrong string) error {
	systems, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "management_system", Sort: "key", Limit: mostSystems})
	if err != nil {
		return err
	}
	if query.System == "" && len(systems.Records) > 1 {
		query.System = systems.Records[0].Key
	}
	change, err := s.app.ChangeOfEdition(v.Context(), v.Actor, query)
	if err != nil {
		return err
	}
	view := editionView{EditionChange: change, Systems: systems.Records, Once: string(s.app.NewID()), MayDo: v.Actor.Has(app.Manager), Wrong: wrong}
	return s.show(w, v, status, v.reader().Say("Change to %s", change.Newer.Designation), changeOfEditionPage(view))
}

// changeEdition carries out what was shown.
func (s *server) changeEdition(w http.ResponseWriter, v visit) error {
	query, err := s.editionQuery(v)
	if err != nil {
		return err
	}
	n, err := s.app.ChangeEdition(v.Context(), v.Actor, query, v.PostFormValue("digest"), v.PostFormValue("once"))
	if fault.Is(err, fault.Stale) {
		return s.showChangeOfEdition(w, v, http.StatusConflict, query, v.reader().Say("Something changed since this was shown. Here is what becomes of each row and judgement now."))
	}
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Count(n, "One record goes by the newer edition now.", "%d records go by the newer edition now."))
	http.Redirect(w, v.Request, "/standards/"+query.Pack+"/change?"+v.URL.RawQuery, http.StatusSeeOther)
	return nil
}

// olderName is the older edition as it is cited.
func (e editionView) olderName() string {
	if e.Older != nil {
		return e.Older.Designation
	}
	return e.From.String()
}

// address is the page of the same change.
func (e editionView) address(system string) string {
	address := editionURL(e.From, e.To.Edition)
	if system != "" {
		address += "&system=" + queryEscape(system)
	}
	return address
}

// editionCount counts what becomes of rows and judgements.
type editionCount struct{ Kept, Open, New, Gone int }

// Rows counts what becomes of a statement's rows.
func (e editionView) Rows(s app.StatementChange) editionCount {
	var n editionCount
	for _, row := range s.Rows {
		switch {
		case row.Body == nil:
			n.Gone++
		case len(row.From) == 0:
			n.New++
		case row.Decided():
			n.Kept++
		default:
			n.Open++
		}
	}
	return n
}

// rowsWords say in a line what becomes of a statement's rows.
func rowsWords(r language.Reader, n editionCount) string {
	return r.Say("%d stay as they are decided · %d to be decided again · %d new · %d leave", n.Kept, n.Open, n.New, n.Gone)
}

// judgementsWords say in a line what becomes of judgements.
func (e editionView) judgementsWords(r language.Reader) string {
	carried := 0
	for _, j := range e.Judgements {
		if j.Carried {
			carried++
		}
	}
	return r.Say("%d are carried over · %d have to be given anew", carried, len(e.Judgements)-carried)
}

// fateWords say how an entry of the newer edition stands to what went before.
func fateWords(r language.Reader, relation pack.Relation) string {
	switch relation {
	case pack.RelationSame:
		return r.Say("asks for the same")
	case pack.RelationWidened:
		return r.Say("asks for more")
	case pack.RelationNarrowed:
		return r.Say("asks for less")
	case pack.RelationSplit:
		return r.Say("was divided")
	case pack.RelationMerged:
		return r.Say("was put together")
	case pack.RelationNew:
		return r.Say("is new")
	case pack.RelationGone:
		return r.Say("is gone")
	}
	return r.Say("the newer edition says nothing of it")
}

// rowFateWords say how a row's control stands to what went before.
func rowFateWords(r language.Reader, row edition.Row) string {
	if len(row.From) == 0 && row.Relation != pack.RelationNew {
		return r.Say("had no row before")
	}
	return fateWords(r, row.Relation)
}

// becomesWords say what becomes of a row.
func becomesWords(r language.Reader, row edition.Row) string {
	switch {
	case row.Body == nil:
		return r.Say("leaves, and stays in the history")
	case row.Decided():
		return r.Say("stays as it is decided")
	case len(row.From) == 0:
		return r.Say("to be decided")
	}
	return r.Say("to be decided again")
}

// oldRow is a row that something comes from.
func oldRow(rec *record.Record) *control.Row { return rec.Body.(*control.Row) }

// whyOf is the reason of a row either way.
func whyOf(row *control.Row) string {
	if row.Included == "no" {
		return row.WhyNot
	}
	return row.Reason
}

// oldJudgement is a judgement by the older edition.
func oldJudgement(j edition.Judgement) *assess.Judgement { return j.Old.Body.(*assess.Judgement) }

// leaves tells that a row was put into another's or goes with its control.
func leaves(row edition.Row) bool { return row.Body == nil }
