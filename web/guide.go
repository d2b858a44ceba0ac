package web

import (
	"net/http"
	"strings"

	"surety/app"
	"surety/docs/guide"
	"surety/fault"
	"surety/language"
)

func (s *server) guideRoutes(mux *http.ServeMux) {
	mux.Handle("GET "+guide.Address, s.page(s.guide))
	mux.Handle("GET "+guide.Address+"/{chapter}", s.page(s.guide))
	mux.Handle("GET "+guide.Address+"/pictures/{picture}", s.page(s.guidePicture))
}

// guide shows a chapter of the user's guide, or its contents.
func (s *server) guide(w http.ResponseWriter, v visit) error {
	name := v.PathValue("chapter")
	chapter, ok := guide.Find(name, v.reader().Tag())
	if !ok {
		return fault.New(fault.NotFound, "the guide has no chapter %q", name)
	}
	return s.show(w, v, http.StatusOK, chapterTitle(v.reader(), chapter), guideView(chapter, name != ""))
}

func (s *server) guidePicture(w http.ResponseWriter, v visit) error {
	data, ok := guide.Picture(v.PathValue("picture"))
	if !ok {
		return fault.New(fault.NotFound, "the guide has no picture %q", v.PathValue("picture"))
	}
	w.Header().Set("Content-Type", "image/webp")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	_, err := w.Write(data)
	return err
}

// helpURL leads from a page to the chapter of the guide that is about it: that of
// the clause which its records answer to, or on the first page that of the
// reader's role.
func (s *server) helpURL(v visit) string {
	path := s.inMenu(v.URL.Path)
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	name := ""
	switch first {
	case "":
		name = roleChapter(v.Actor)
	case "list":
		if kind := s.app.Catalogue().Kind(rest); kind != nil {
			name = guide.AtClause(kind.Clause)
		}
	case "conformity", "standards", "terms":
		name = "verdicts"
		if strings.HasSuffix(v.URL.Path, "/change") {
			name = "editions"
		}
	case "import":
		name = "first-hour"
	case "begin-soa", "risks":
		name = "clause-6"
	case "report":
		name = "annex-a"
	case "accounts", "log":
		name = "administrator"
	case "settings":
		name = "everybody"
	case "place":
		name = "cycle"
	}
	return strings.TrimSuffix(guide.Address+"/"+name, "/")
}

// roleChapter is the chapter about what somebody does here first of all.
func roleChapter(actor app.Actor) string {
	for _, role := range []struct {
		app.Role
		chapter string
	}{{app.Manager, "security-manager"}, {app.Auditor, "auditor"}, {app.RiskOwner, "risk-owner"}, {app.ControlOwner, "control-owner"}} {
		if actor.Has(role.Role) {
			return role.chapter
		}
	}
	return "everybody"
}

// chapterTitle names a chapter in the reader's language; one that is not written in
// it yet is told to be of the guide, and its text begins with its own title.
func chapterTitle(r language.Reader, c guide.Chapter) string {
	if c.Language == r.Tag() {
		return c.Title
	}
	return r.Say("Guide")
}
