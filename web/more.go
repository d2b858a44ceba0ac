package web

import (
	"net/http"
	"net/url"
	"slices"

	"surety/app"
	"surety/conform"
	"surety/language"
	"surety/pack"
)

// moreView tells what a standard would cost beyond what is worked with already.
type moreView struct {
	*pack.Pack
	With   []*pack.Header // what is worked with, as chosen
	Others []*pack.Header // what may be added to it
	Groups []moreGroup

	verdicts map[pack.Ref]*conform.Branch
}

// moreGroup is the entries that are covered alike.
type moreGroup struct {
	Title, Text string
	Covers      []pack.Cover
}

// more shows which entries of a standard are probably covered by those of others that
// are mapped to them, and which are new. It judges none.
func (s *server) more(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	view := moreView{Pack: p, verdicts: map[pack.Ref]*conform.Branch{}}
	if err := view.choose(s.app.Packs(), v.URL.Query()["with"]); err != nil {
		return err
	}
	var by []pack.Ref
	for _, h := range view.With {
		by = append(by, h.Ref())
		if err := s.standing(v, h, view.verdicts); err != nil {
			return err
		}
	}
	view.group(v.reader(), s.app.Packs().Covered(p, by))
	return s.show(w, v, http.StatusOK, v.reader().Say("What more %s would cost", p.Designation), morePage(view))
}

// usual is what an organization works with unless it says something else.
const usual = "iso27001"

// choose takes the editions that a person named, or the usual one.
func (m *moreView) choose(packs *pack.Set, with []string) error {
	if len(with) == 0 && m.ID != usual {
		with = []string{usual}
	}
	for _, name := range with {
		p, err := packs.Find(name)
		if err != nil {
			return err
		}
		m.With = append(m.With, &p.Header)
	}
	for _, h := range packs.Headers() {
		chosen := slices.ContainsFunc(m.With, func(with *pack.Header) bool { return with.Ref() == h.Ref() })
		if h.ID != m.ID && h.Status == pack.StatusCurrent && !chosen {
			m.Others = append(m.Others, h)
		}
	}
	return nil
}

// standing notes how the organization stands on each entry of a standard.
func (s *server) standing(v visit, h *pack.Header, verdicts map[pack.Ref]*conform.Branch) error {
	report, err := s.app.Verdict(v.Context(), v.Actor, app.VerdictQuery{Standard: h.Ref().String(), System: v.URL.Query().Get("system")})
	if err != nil {
		return err
	}
	var note func([]*conform.Branch)
	note = func(branches []*conform.Branch) {
		for _, b := range branches {
			verdicts[b.Entry.Ref()] = b
			note(b.Branches)
		}
	}
	note(report.Tree())
	return nil
}

// group parts the entries by how far they are covered.
func (m *moreView) group(r language.Reader, covers []pack.Cover) {
	m.Groups = []moreGroup{
		{Title: r.Say("New work"), Text: r.Say("Nothing that you work with is mapped to these.")},
		{Title: r.Say("Covered in part"), Text: r.Say("Something that you work with concerns the same matter. Look at what is missing.")},
		{Title: r.Say("Probably covered"), Text: r.Say("What you work with asks for most of it. Confirm each by a judgement of its own: it holds by nothing else.")},
	}
	for _, c := range covers {
		at := 0
		switch {
		case c.Strength >= pack.Probably:
			at = 2
		case c.Strength > 0:
			at = 1
		}
		m.Groups[at].Covers = append(m.Groups[at].Covers, c)
	}
}

// URL is the page with an edition added to what is worked with, or taken away.
func (m moreView) URL(add, without string) string {
	values := url.Values{}
	for _, h := range m.With {
		if h.Ref().String() != without {
			values.Add("with", h.Ref().String())
		}
	}
	if add != "" {
		values.Add("with", add)
	}
	return "?" + values.Encode()
}

// mostBy is how many of the entries that cover one are named.
const mostBy = 3
