package pack

import (
	"cmp"
	"slices"
)

// coverHops is over how many edges an entry may be covered: straight, or by one entry
// between, as a cloud standard's control is by the general one that Annex A names.
const coverHops = 2

// Probably is from which strength an entry probably asks nothing more than those that
// are mapped to it: the crosswalks give it to what is the same matter with details added.
const Probably = 0.7

// Cover is what of an entry is mapped to entries of editions that are worked with
// already. It says that those are worth a look, and never that the entry holds.
type Cover struct {
	Entry    *Entry
	By       []Link  // into those editions, the strongest first
	Strength float64 // of the strongest: 0 where nothing is mapped, 1 for the same
}

// Covered maps each entry of a pack that one works with, in the order of the tree, to
// entries of the editions by, over at most two edges.
func (s *Set) Covered(p *Pack, by []Ref) []Cover {
	var covers []Cover
	for _, e := range p.Tree() {
		if e.Type == TypeClause || e.Type == TypeTheme || e.Type == TypeItem {
			continue
		}
		c := Cover{Entry: e}
		for _, link := range s.Links(e.Ref(), coverHops) {
			if link.Entry != nil && link.Strength > 0 && slices.Contains(by, link.To.Whole()) {
				c.By = append(c.By, link)
			}
		}
		slices.SortStableFunc(c.By, func(a, b Link) int { return cmp.Compare(b.Strength, a.Strength) })
		if len(c.By) > 0 {
			c.Strength = c.By[0].Strength
		}
		covers = append(covers, c)
	}
	return covers
}

// Forerunners are the older editions of the pack that it states a mapping to, in the
// order in which it states them.
func (p *Pack) Forerunners() []Ref {
	var older []Ref
	for _, e := range p.Edges {
		to := e.To.Whole()
		if to.Pack == p.ID && to.Edition != p.Edition && !slices.Contains(older, to) && len(p.edgesTo(to)) > 0 {
			older = append(older, to)
		}
	}
	return older
}
