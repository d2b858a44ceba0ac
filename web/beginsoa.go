package web

import (
	"net/http"
	"slices"

	"surety/app"
	"surety/fault"
	"surety/isms/control"
	"surety/pack"
	"surety/record"
)

// beginView is the form by which a Statement of Applicability is begun; it
// keeps what was typed.
type beginView struct {
	Standards                        []*pack.Header
	Extensions                       []*pack.Header // in force; others are added by their name
	Also                             []string       // the extensions that are chosen
	Systems                          []*record.Record
	Standard, System, Title, Version string
	Wrong                            []string
}

func (s *server) beginForm(w http.ResponseWriter, v visit) error {
	return s.showBegin(w, v, http.StatusOK, beginView{Title: v.reader().Say("Statement of Applicability"), Version: "1.0"})
}

func (s *server) showBegin(w http.ResponseWriter, v visit, status int, view beginView) error {
	for _, p := range s.app.Packs().Headers() {
		if !slices.Contains(p.Holds, pack.TypeControl) {
			continue
		}
		view.Standards = append(view.Standards, p)
		if p.Status == pack.StatusCurrent && !inAnnexA(p) {
			view.Extensions = append(view.Extensions, p)
		}
	}
	systems, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "management_system", Sort: "key", Limit: mostSystems})
	if err != nil {
		return err
	}
	view.Systems = systems.Records
	return s.show(w, v, status, v.reader().Say("Begin a Statement of Applicability"), beginPage(view))
}

// inAnnexA tells the packs whose controls are those of Annex A: ISO/IEC 27001 lists
// them, and ISO/IEC 27002 describes them.
func inAnnexA(p *pack.Header) bool { return p.ID == "iso27001" || p.ID == "iso27002" }

func (s *server) begin(w http.ResponseWriter, v visit) error {
	view := beginView{Standard: v.PostFormValue("standard"), System: v.PostFormValue("system"), Title: v.PostFormValue("title"), Version: v.PostFormValue("version"), Also: v.PostForm["also"]}
	p, err := s.app.Packs().Find(view.Standard)
	if err != nil {
		return err
	}
	body := &control.Statement{System: record.Ref(view.System), Title: view.Title, Version: view.Version, Pack: p.ID, Edition: p.Edition, Extensions: view.Also}
	rec, err := s.app.BeginStatement(v.Context(), v.Actor, body)
	if fault.Is(err, fault.Invalid) {
		view.Wrong = []string{plain(v.reader(), err)}
		return s.showBegin(w, v, http.StatusUnprocessableEntity, view)
	}
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Say("%s is there: decide on each control.", rec.Key))
	http.Redirect(w, v.Request, recordURL(rec.Key)+"?only=open", http.StatusSeeOther)
	return nil
}
