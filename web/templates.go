package web

import (
	"net/http"
	"slices"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/language"
	"surety/record"
)

// templatesView is the page on which documents are begun from templates.
type templatesView struct {
	Language string
	Groups   []templateGroup
	Wrong    []string
	Figure   app.TemplateFigure
}

// templatesTold says how much of what began with templates was left as it was.
func templatesTold(r language.Reader, f app.TemplateFigure) string {
	return r.Count(f.Unchanged, "One of %s documents that began with a template still says nearly what that says.", "%d of %s documents that began with a template still say nearly what that says.", r.Number(f.Begun))
}

type templateGroup struct {
	Label     string
	Templates []templateRow
}

type templateRow struct {
	document.Template
	Begun []*record.Record // documents that began with it
	Open  int              // places that stay open whatever the records say
}

func (s *server) templatesPage(w http.ResponseWriter, v visit) error {
	tag := v.URL.Query().Get("language")
	if tag == "" {
		tag = v.reader().Tag()
	}
	return s.showTemplates(w, v, http.StatusOK, templatesView{Language: language.Match(tag)})
}

func (s *server) showTemplates(w http.ResponseWriter, v visit, status int, view templatesView) error {
	kind, err := s.app.Kind("document")
	if err != nil {
		return err
	}
	if err := app.CheckCreate(v.Actor, kind); err != nil {
		return err
	}
	templates, err := document.Templates(view.Language)
	if err != nil {
		return err
	}
	begun, err := s.app.BegunDocuments(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	for _, list := range begun {
		for _, rec := range list {
			view.Figure.Begun++
			if rec.Body.(*document.Document).Unchanged {
				view.Figure.Unchanged++
			}
		}
	}
	r := v.reader()
	view.Groups = []templateGroup{{Label: r.Say("The standard wants these in writing")}, {Label: r.Say("Policies, procedures and plans")}, {Label: r.Say("Forms for records")}}
	for _, t := range templates {
		group := 1
		switch {
		case t.Mandatory():
			group = 0
		case t.Type == "record":
			group = 2
		}
		row := templateRow{Template: t, Begun: begun[t.Name], Open: len(document.OpenPlaces(record.Markdown(t.Text)))}
		view.Groups[group].Templates = append(view.Groups[group].Templates, row)
	}
	return s.show(w, v, status, r.Say("Begin from templates"), templatesPage(view))
}

// serves names the clauses and controls that a template is for.
func (t templateRow) serves() string {
	return strings.Join(slices.Concat(t.Clauses, t.Controls), ", ")
}

func (s *server) beginDocuments(w http.ResponseWriter, v visit) error {
	tag := language.Match(v.PostFormValue("language"))
	done, err := s.app.BeginDocuments(v.Context(), v.Actor, tag, v.PostForm["template"]...)
	if fault.Is(err, fault.Invalid) {
		return s.showTemplates(w, v, http.StatusUnprocessableEntity, templatesView{Language: tag, Wrong: []string{plain(v.reader(), err)}})
	}
	if err != nil {
		return err
	}
	if len(done) == 1 {
		setNotice(w, v.reader().Say("%s is there.", done[0].Key))
		http.Redirect(w, v.Request, recordURL(done[0].Key), http.StatusSeeOther)
		return nil
	}
	setNotice(w, v.reader().Say("%d documents are there as drafts. Each says what is still open in it.", len(done)))
	http.Redirect(w, v.Request, listURL(done[0].Kind)+"?state=draft", http.StatusSeeOther)
	return nil
}
