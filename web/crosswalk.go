package web

import (
	"cmp"
	"net/http"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/pack"
)

// crosswalk is what an entry is mapped to in other editions and standards.
type crosswalk struct {
	Links   []pack.Link
	Further string // the address that shows what is reached by way of others too; empty where it is shown
}

// furthest is over how many edges a crosswalk is shown at most: what lies further says little.
const furthest = 2

// crosswalk of an entry: straight, or further where the page's address asks for it.
func (s *server) crosswalk(v visit, e *pack.Entry) crosswalk {
	if v.URL.Query().Get("further") != "" {
		return crosswalk{Links: s.app.Packs().Links(e.Ref(), furthest)}
	}
	c := crosswalk{Links: s.app.Packs().Links(e.Ref(), 1)}
	if len(c.Links) > 0 {
		c.Further = "?further=yes#crosswalk"
	}
	return c
}

// Indirect tells whether a part of it is reached by way of others.
func (c crosswalk) Indirect() bool { return c.Further == "" && len(c.Links) > 0 }

// way names the entries between, of which there is one at most.
func way(l pack.Link) string {
	var between []string
	for _, step := range l.Path[:len(l.Path)-1] {
		between = append(between, step.Target().String())
	}
	return strings.Join(between, ", ")
}

// relationWords say of a linked entry how it relates to the one whose page it is: by
// the last edge, read in the direction in which it was walked.
func relationWords(r language.Reader, l pack.Link) string {
	step := l.Path[len(l.Path)-1]
	if step.Back {
		return backwards(r, step.Edge.Relation)
	}
	return forwards(r, step.Edge.Relation)
}

// forwards is read from a newer edition to an older one, or from an adopting standard to
// what it adopts.
func forwards(r language.Reader, relation pack.Relation) string {
	switch relation {
	case pack.RelationSame:
		return r.Say("the same")
	case pack.RelationMerged:
		return r.Say("went into this, with others")
	case pack.RelationSplit:
		return r.Say("this is a part of it")
	case pack.RelationWidened:
		return r.Say("this asks for more")
	case pack.RelationNarrowed:
		return r.Say("this asks for less")
	case pack.RelationNew:
		return r.Say("nothing there led to this")
	case pack.RelationSupports:
		return r.Say("this helps with it")
	}
	return r.Say("the same matter")
}

func backwards(r language.Reader, relation pack.Relation) string {
	switch relation {
	case pack.RelationSame:
		return r.Say("the same")
	case pack.RelationMerged:
		return r.Say("this went into it, with others")
	case pack.RelationSplit:
		return r.Say("a part of this")
	case pack.RelationWidened:
		return r.Say("asks for more")
	case pack.RelationNarrowed:
		return r.Say("asks for less")
	case pack.RelationGone:
		return r.Say("nothing there goes on with this")
	case pack.RelationSupports:
		return r.Say("helps with this")
	}
	return r.Say("the same matter")
}

// strengthWords say how much of the one is in the other.
func strengthWords(r language.Reader, strength float64) string {
	switch {
	case strength >= 1:
		return r.Say("whole")
	case strength >= pack.Probably:
		return r.Say("most")
	case strength > 0.4:
		return r.Say("in part")
	case strength > 0:
		return r.Say("little")
	}
	return ""
}

// compareView is two editions side by side.
type compareView struct {
	*pack.Pack
	Before   pack.Ref
	Old      *pack.Pack // nil where that edition is not loaded
	Editions []pack.Ref // to compare with
	Only     pack.Relation
	Fates    []pack.Fate
}

func (s *server) compare(w http.ResponseWriter, v visit) error {
	p, err := s.app.Packs().Find(v.PathValue("pack"))
	if err != nil {
		return err
	}
	editions := p.Forerunners()
	if len(editions) == 0 {
		return fault.New(fault.NotFound, "%s states no mapping to an edition before it", p.Designation)
	}
	query := v.URL.Query()
	before := pack.Ref{Pack: p.ID, Edition: cmp.Or(query.Get("with"), editions[0].Edition)}
	fates, err := s.app.Packs().Migration(p.ID, before.Edition, p.Edition)
	if err != nil {
		return err
	}
	view := compareView{p, before, s.app.Packs().Pack(before), editions, pack.Relation(query.Get("only")), fates}
	return s.show(w, v, http.StatusOK, p.Designation, comparePage(view))
}

// BeforeName names the edition before.
func (c compareView) BeforeName() string {
	if c.Old != nil {
		return c.Old.Designation
	}
	return c.Before.String()
}

// Relations are those that occur, in the order in which people ask for them, each with
// how many entries have it.
func (c compareView) Relations() []fateCount {
	var list []fateCount
	for _, relation := range []pack.Relation{pack.RelationSame, pack.RelationMerged, pack.RelationSplit, pack.RelationWidened, pack.RelationNarrowed, pack.RelationNew, pack.RelationGone, ""} {
		n := 0
		for _, f := range c.Fates {
			if f.Relation == relation {
				n++
			}
		}
		if n > 0 {
			list = append(list, fateCount{relation, n})
		}
	}
	return list
}

type fateCount struct {
	Relation pack.Relation
	Count    int
}

// URL shows one relation alone, or all.
func (c compareView) URL(only string) string {
	address := "/standards/" + c.Ref().String() + "/compare?with=" + queryEscape(c.Before.Edition)
	if only != "" {
		address += "&only=" + queryEscape(only)
	}
	return address
}

// Shows tells whether the choice leaves a fate.
func (c compareView) Shows(f pack.Fate) bool {
	return c.Only == "" || f.Relation == c.Only || c.Only == unsaid && f.Relation == ""
}

// unsaid stands in an address for entries of which no edge says anything.
const unsaid = "unsaid"

// BeforeEntry is an entry of the edition before, or nil.
func (c compareView) BeforeEntry(id string) *pack.Entry {
	if c.Old == nil || id == "" {
		return nil
	}
	return c.Old.Entry(id)
}
