package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/report"
)

func (s *server) standardRoutes(mux *http.ServeMux) {
	mux.Handle("GET /conformity", s.page(s.conformity))
	mux.Handle("GET /conformity/{standard}", s.page(s.conformity))
	mux.Handle("GET /conformity/{standard}/{requirement}", s.page(s.requirement))
	mux.Handle("POST /conformity/{standard}/{requirement}", s.page(s.judge))
	mux.Handle("GET /conformity/{standard}/paper/{file}", s.page(s.conformityPaper))
	mux.Handle("GET /standards", s.page(s.standards))
	mux.Handle("GET /standards/{pack}", s.page(s.standard))
	mux.Handle("GET /standards/{pack}/compare", s.page(s.compare))
	mux.Handle("GET /standards/{pack}/more", s.page(s.more))
	mux.Handle("GET /standards/{pack}/{entry}", s.page(s.entry))
	mux.Handle("GET /standards/{pack}/change", s.page(s.changeOfEdition))
	mux.Handle("POST /standards/{pack}/change", s.page(s.changeEdition))
	mux.Handle("GET /terms", s.page(s.terms))
}

func (s *server) conformityPaper(w http.ResponseWriter, v visit) error {
	sc, err := s.scopeOf(v)
	if err != nil {
		return err
	}
	return s.sendPaper(w, v, func(ctx context.Context, name string) (*report.Paper, error) {
		if name != "conformity" {
			return nil, noPaper()
		}
		return report.Conformity(ctx, s.app, v.Actor, sc.Query)
	})
}

func (s *server) standards(w http.ResponseWriter, v visit) error {
	return s.show(w, v, http.StatusOK, v.reader().Say("Standards"), standardsPage(s.app.Packs().Headers()))
}

// standardView is the page of one pack.
type standardView struct {
	*pack.Pack
	pack.Choice
	Chosen []pack.Chosen
	Found  int           // entries that were found themselves
	Older  []pack.Ref    // editions that it states a mapping to
	roles  *record.Field // what an organization may declare of itself
}

func (s *server) standard(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	view := standardView{Pack: p, Choice: choiceOf(p, v.URL.Query()), Older: p.Forerunners(), roles: s.app.Catalogue().Kind("management_system").Field("roles")}
	view.Chosen = p.Choose(view.Choice, v.reader().Tag())
	for _, e := range view.Chosen {
		if e.Found {
			view.Found++
		}
	}
	return s.show(w, v, http.StatusOK, p.Designation, standardPage(view))
}

// attributePrefix stands in an address before an attribute's id, which may be any word.
const attributePrefix = "is."

// choiceOf reads which entries a page's address asks for.
func choiceOf(p *pack.Pack, query url.Values) pack.Choice {
	c := pack.Choice{Words: query.Get("q"), Force: pack.Force(query.Get("force")), Role: query.Get("role"), Attributes: map[string]string{}}
	for _, a := range p.Attributes {
		if value := query.Get(attributePrefix + a.ID); value != "" {
			c.Attributes[a.ID] = value
		}
	}
	return c
}

// query is the choice as an address names it, with one part changed.
func (v standardView) query(name, value string) string {
	values := url.Values{}
	for _, kept := range v.kept() {
		values.Set(kept.Name, kept.Value)
	}
	values.Del(name)
	if value != "" {
		values.Set(name, value)
	}
	return "?" + values.Encode()
}

// kept are the parts of the choice, by the names that an address has for them.
func (v standardView) kept() []hidden {
	list := []hidden{{"q", v.Words}, {"force", string(v.Force)}, {"role", v.Role}}
	for _, a := range v.Pack.Attributes {
		list = append(list, hidden{attributePrefix + a.ID, v.Choice.Attributes[a.ID]})
	}
	return slices.DeleteFunc(list, func(h hidden) bool { return h.Value == "" })
}

// Judged tells whether entries of the pack get a verdict.
func (v standardView) Judged() bool {
	return slices.ContainsFunc(v.Forces(), func(f pack.Force) bool { return f == pack.ForceRequirement || f == pack.ForceGuidance })
}

// foundWords say how many entries a choice leaves.
func (v standardView) foundWords(r language.Reader) string {
	if v.IsZero() {
		return r.Count(len(v.Entries), "%d entry", "%d entries")
	}
	return r.Say("%d of %d entries", v.Found, len(v.Entries))
}

// narrowing is one way to narrow the entries, with the values to choose from.
type narrowing struct {
	Label  string
	Chosen string // what the value chosen is called, or nothing
	Values []narrowed
	All    string // the address without it
}

type narrowed struct {
	Label, URL string
	Chosen     bool
}

// Narrowings are the ways that the pack offers: its attributes, the forces of its
// entries and the roles that they depend on, where there is more than one.
func (v standardView) Narrowings(r language.Reader) []narrowing {
	var list []narrowing
	for _, a := range v.Pack.Attributes {
		list = append(list, v.narrowing(a.Title.In(r.Tag()), attributePrefix+a.ID, v.Choice.Attributes[a.ID], a.Values, func(value string) string { return a.Name(value).In(r.Tag()) }))
	}
	if roles := v.Roles(); len(roles) > 0 {
		list = append(list, v.narrowing(r.Say("For"), "role", v.Role, roles, func(value string) string { return v.roleWords(r, value) }))
	}
	if forces := v.Forces(); len(forces) > 1 {
		var names []string
		for _, f := range forces {
			names = append(names, string(f))
		}
		list = append(list, v.narrowing(r.Say("Weight"), "force", string(v.Force), names, func(value string) string { return r.Say(record.Words(value)) }))
	}
	return list
}

func (v standardView) narrowing(label, name, chosen string, values []string, words func(string) string) narrowing {
	n := narrowing{Label: label, All: v.query(name, "")}
	for _, value := range values {
		if value == chosen {
			n.Chosen = words(value)
		}
		n.Values = append(n.Values, narrowed{words(value), v.query(name, value), value == chosen})
	}
	return n
}

// roleWords name a role that an organization declares of itself.
func (v standardView) roleWords(r language.Reader, role string) string {
	if o, ok := v.roles.Option(role); ok {
		return r.Say(o.Label)
	}
	return role
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
	return s.show(w, v, http.StatusOK, e.ID+" "+worded(v.Context(), e.Title), entryPage(entryView{e, licensed, s.crosswalk(v, e), s.linker(v)}))
}

// entryView is the page of one entry.
type entryView struct {
	*pack.Entry
	Licensed  string // what the organization's licensed copy says
	Crosswalk crosswalk
	Reading   *pack.Reading
}

// Judged tells whether the entry gets a verdict of its own.
func (v entryView) Judged() bool {
	return len(v.Children) == 0 && (v.Force == pack.ForceRequirement || v.Force == pack.ForceGuidance)
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
