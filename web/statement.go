package web

import (
	"net/http"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/language"
	"surety/pack"
	"surety/record"
)

func (s *server) statementRoutes(mux *http.ServeMux) {
	mux.Handle("GET /{key}/cell/"+proofs, s.page(s.proofsForm))
	mux.Handle("POST /{key}/cell/"+proofs, s.page(s.chooseProofs))
	mux.Handle("POST /{key}/put-forward", s.page(s.putForward))
	mux.Handle("POST /{key}/missing-rows", s.page(s.addMissingRows))
	mux.Handle("POST /{key}/release", s.page(s.release))
}

// statementView is the page of a Statement of Applicability.
type statementView struct {
	*app.Statement
	Changed    map[control.Place]control.Difference // rows that differ from the release
	Lacks      []app.MissingRow                     // controls that apply and have no row
	Only       string                               // filter: open, claimed, changed, excluded, an edition or a theme of one
	Attribute  string                               // filter: an attribute of the controls and its value, "control_type:Preventive"
	packs      *pack.Set
	MayForward bool
	MayRelease bool
	MayEdit    bool // its rows
	Wrong      []string
	status     *record.Field // the declared status, with the words of its options
}

func (s *server) statement(w http.ResponseWriter, v visit, d *app.Detail) error {
	return s.showStatement(w, v, http.StatusOK, d.Record.Key, nil)
}

func (s *server) showStatement(w http.ResponseWriter, v visit, status int, key string, wrong []string) error {
	view, err := s.statementView(v, key)
	if err != nil {
		return err
	}
	view.Wrong = wrong
	return s.show(w, v, status, view.Body.Title, statementPage(view))
}

func (s *server) statementView(v visit, key string) (statementView, error) {
	statement, err := s.app.Statement(v.Context(), v.Actor, key)
	if err != nil {
		return statementView{}, err
	}
	catalogue := s.app.Catalogue()
	view := statementView{
		Statement: statement, Changed: map[control.Place]control.Difference{}, Only: v.URL.Query().Get("only"), Attribute: v.URL.Query().Get("attribute"), packs: s.app.Packs(),
		MayForward: app.MayCreate(v.Actor, catalogue.Kind("soa_release")), MayEdit: app.MayCreate(v.Actor, catalogue.Kind("soa_row")),
		MayRelease: v.Actor.Has(app.Manager) && v.Actor.Person != "",
	}
	view.status = catalogue.Kind("soa_row").Field("status")
	for _, difference := range statement.Differences {
		view.Changed[difference.Place] = difference
	}
	view.Lacks = statement.Missing()
	return view, nil
}

// asStatement is the table of a statement's page, whose rows its cells answer.
const asStatement = "statement"

// showStatementRow answers one row of a statement as its page has it.
func (s *server) showStatementRow(w http.ResponseWriter, v visit, rec *record.Record) error {
	view, err := s.statementView(v, string(rec.Body.(*control.Row).Statement))
	if err != nil {
		return err
	}
	for _, row := range view.Rows {
		if row.Record.ID == rec.ID {
			return s.part(w, v, statementRow(view, row))
		}
	}
	return fault.New(fault.NotFound, "%s is no row of this statement any more", rec.Key)
}

func (v statementView) proofWords(r language.Reader, row app.StatementRow) string {
	if len(row.Proofs) == 0 {
		return ""
	}
	newest := row.Proofs[0].Body.(*assess.Evidence)
	return r.Say("%d, newest %s", len(row.Proofs), r.Day(newest.Collected.Time()))
}

func foundClass(found control.Found) string {
	switch found {
	case control.InDate:
		return "holds"
	case control.Claimed:
		return "person"
	}
	return "none"
}

func foundWord(r language.Reader, found control.Found) string {
	switch found {
	case control.InDate:
		return r.Say("in date")
	case control.Claimed:
		return r.Say("claimed")
	}
	return r.Say("nothing to show")
}

// standing says how the draft stands to the release.
func (v statementView) standing(r language.Reader) string {
	switch {
	case v.Proposed != nil:
		return r.Say("Version %s is put forward and waits for release.", v.Proposed.Body.(*control.Release).Version)
	case v.Release == nil:
		return r.Say("Never released yet.")
	case len(v.Differences) == 0:
		return r.Say("Equal to released %s.", v.Release.Body.(*control.Release).Version)
	}
	return r.Count(len(v.Differences), "Differs from released %s in one row.", "Differs from released %s in %d rows.", v.Release.Body.(*control.Release).Version)
}

// Forwards tells whether there is something to put forward: nothing waits for
// release, and not all is released already.
func (v statementView) Forwards() bool {
	return v.MayForward && v.Proposed == nil && (v.Release == nil || len(v.Differences) > 0 || v.Release.Body.(*control.Release).Version != v.Body.Version)
}

func (s *server) putForward(w http.ResponseWriter, v visit) error {
	key := v.PathValue("key")
	if _, err := s.app.PutForward(v.Context(), v.Actor, key); err != nil {
		if fault.Is(err, fault.Invalid) {
			return s.showStatement(w, v, http.StatusUnprocessableEntity, key, strings.Split(plain(v.reader(), err), "\n"))
		}
		return err
	}
	setNotice(w, v.reader().Say("It is put forward and waits for release."))
	http.Redirect(w, v.Request, recordURL(key), http.StatusSeeOther)
	return nil
}

// addMissingRows gives each control that applies and has no row an undecided one.
func (s *server) addMissingRows(w http.ResponseWriter, v visit) error {
	n, err := s.app.AddMissingRows(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Count(n, "One row was added: decide on it.", "%d rows were added: decide on each."))
	http.Redirect(w, v.Request, recordURL(v.PathValue("key"))+"?only=open", http.StatusSeeOther)
	return nil
}

func (s *server) release(w http.ResponseWriter, v visit) error {
	base, err := baseOf(v)
	if err != nil {
		return err
	}
	proposed, err := s.app.Get(v.Context(), v.Actor, v.PostFormValue("release"))
	if err != nil {
		return err
	}
	approve := app.Move{ID: proposed.ID, Base: base, Transition: "approve", Note: v.PostFormValue("note")}
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, approve); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("It is released."))
	http.Redirect(w, v.Request, recordURL(v.PathValue("key")), http.StatusSeeOther)
	return nil
}
