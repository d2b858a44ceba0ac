package web

import (
	"context"
	"net/http"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/pack"
	"surety/record"
)

func (s *server) standardRoutes(mux *http.ServeMux) {
	mux.Handle("GET /conformity", s.page(s.conformity))
	mux.Handle("GET /conformity/{standard}", s.page(s.conformity))
	mux.Handle("GET /conformity/{standard}/{requirement}", s.page(s.requirement))
	mux.Handle("POST /conformity/{standard}/{requirement}", s.page(s.judge))
	mux.Handle("GET /standards", s.page(s.standards))
	mux.Handle("GET /standards/{pack}", s.page(s.standard))
	mux.Handle("GET /standards/{pack}/{entry}", s.page(s.entry))
	mux.Handle("GET /standards/{pack}/change", s.page(s.changeOfEdition))
	mux.Handle("POST /standards/{pack}/change", s.page(s.changeEdition))
	mux.Handle("GET /terms", s.page(s.terms))
}

func (s *server) standards(w http.ResponseWriter, v visit) error {
	return s.show(w, v, http.StatusOK, v.reader().Say("Standards"), standardsPage(s.app.Packs().Headers()))
}

// standardView is the page of one pack.
type standardView struct {
	*pack.Pack
	Attribute string // the attribute that entries are filtered by, and its value
	Value     string
}

func (s *server) standard(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	query := v.URL.Query()
	return s.show(w, v, http.StatusOK, p.Designation, standardPage(standardView{p, query.Get("attribute"), query.Get("value")}))
}

// Shows tells whether the filter leaves an entry.
func (v standardView) Shows(e *pack.Entry) bool {
	if v.Value == "" {
		return true
	}
	for _, value := range e.Attributes[v.Attribute] {
		if value == v.Value {
			return true
		}
	}
	return false
}

func (s *server) entry(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	e := p.Entry(v.PathValue("entry"))
	if e == nil {
		return fault.New(fault.NotFound, "%s has no entry %s", p.Designation, v.PathValue("entry"))
	}
	licensed, err := s.app.LicensedText(v.Context(), v.Actor, e.Ref())
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, e.ID+" "+worded(v.Context(), e.Title), entryPage(e, licensed, s.app.Packs().Links(e.Ref(), 1), s.linker(v)))
}

// glossary is the terms of one pack.
type glossary []*pack.Term

// Of is the pack whose terms they are.
func (g glossary) Of() *pack.Pack { return g[0].Pack }

func (s *server) terms(w http.ResponseWriter, v visit) error {
	var list []glossary
	for _, t := range s.app.Packs().Terms() {
		if last := len(list) - 1; last < 0 || list[last].Of() != t.Pack {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], t)
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Terms"), termsPage(list))
}

// linker begins a page on which terms are linked where they are first met.
func (s *server) linker(v visit) *pack.Reading {
	return s.app.Packs().Linker(language.From(v.Context()).Tag()).Read()
}

// worded is what a pack says, in the language of the reader.
func worded(ctx context.Context, t pack.Text) string { return t.In(language.From(ctx).Tag()) }

func entryURL(e *pack.Entry) string {
	return "/standards/" + e.Pack.Ref().String() + "/" + e.ID
}

func termAnchor(t *pack.Term) string { return t.Pack.ID + "-" + t.ID }

func termURL(t *pack.Term) string { return "/terms#" + termAnchor(t) }

// relationWords says how a linked entry relates.
func relationWords(r language.Reader, l pack.Link) string {
	if len(l.Path) == 0 {
		return ""
	}
	words := r.Say(record.Words(string(l.Path[len(l.Path)-1].Edge.Relation)))
	if l.Strength > 0 && l.Strength < 1 {
		return r.Say("%s, in part", words)
	}
	return words
}

// holdsWords says what a pack holds, in a row.
func holdsWords(r language.Reader, h *pack.Header) string {
	var words []string
	for _, t := range h.Holds {
		switch t {
		case pack.TypeRequirement:
			words = append(words, r.Say("requirements"))
		case pack.TypeControl:
			words = append(words, r.Say("controls"))
		case pack.TypeGuidance:
			words = append(words, r.Say("guidance"))
		case pack.TypeItem:
			words = append(words, r.Say("lists"))
		}
	}
	return strings.Join(words, ", ")
}

// valuesOf are the values that an entry has of an attribute, as people read them.
func valuesOf(ctx context.Context, e *pack.Entry, a pack.Attribute) string {
	var names []string
	for _, value := range e.Attributes[a.ID] {
		names = append(names, worded(ctx, a.Name(value)))
	}
	return strings.Join(names, ", ")
}
