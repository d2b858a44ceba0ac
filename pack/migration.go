package pack

import (
	"cmp"
	"maps"
	"slices"

	"surety/fault"
)

// Fate is what becomes of an entry between two editions of a pack.
type Fate struct {
	Old      string   // id in the old edition; empty for what is new
	New      []string // ids in the new edition; none for what is gone
	Relation Relation // same, merged, split, widened, narrowed, new or gone; empty where no edge says anything
}

// Migration tells what becomes of each entry from an old edition of a pack to
// a new one, from the edges that the new one states. It gives one fate for
// each old entry, in the order of the ids, then one for each new entry without
// a forerunner. Of an old edition that is not loaded only those entries are
// known that edges name. Headings are left out: only what one works with moves.
//
// An old entry that several new ones go on with is split, whatever else went
// into them; each of those that went into one new entry together is merged.
func (s *Set) Migration(id, old, now string) ([]Fate, error) {
	before, after := Ref{Pack: id, Edition: old}, Ref{Pack: id, Edition: now}
	target := s.Pack(after)
	if target == nil {
		return nil, fault.New(fault.NotFound, "there is no pack %s: there are %s", after, s.names())
	}
	edges := target.edgesTo(before)
	if len(edges) == 0 {
		return nil, fault.New(fault.NotFound, "%s has no mapping to the edition %s", after, old)
	}
	fates := map[string]*Fate{}
	for _, e := range s.workable(before) {
		fates[e.ID] = &Fate{Old: e.ID}
	}
	var arrivals []Fate
	mapped := map[string]bool{}
	for _, e := range edges {
		mapped[e.From.ID] = true
		if e.Relation == RelationNew {
			arrivals = append(arrivals, Fate{New: []string{e.From.ID}, Relation: RelationNew})
			continue
		}
		fate := fates[e.To.ID]
		if fate == nil {
			fate = &Fate{Old: e.To.ID}
			fates[e.To.ID] = fate
		}
		fate.follow(e)
	}
	for _, e := range s.workable(after) {
		if !mapped[e.ID] {
			arrivals = append(arrivals, Fate{New: []string{e.ID}})
		}
	}
	ids := slices.SortedFunc(maps.Keys(fates), compareNatural)
	result := make([]Fate, 0, len(ids)+len(arrivals))
	for _, id := range ids {
		result = append(result, *fates[id])
	}
	return append(result, arrivals...), nil
}

// follow notes where an edge says that the entry went.
func (f *Fate) follow(e *Edge) {
	f.Relation = e.Relation
	if e.Relation == RelationGone {
		return
	}
	if f.New = append(f.New, e.From.ID); len(f.New) > 1 {
		f.Relation = RelationSplit
	}
}

// edgesTo lists the pack's mapping to an older edition of itself.
func (p *Pack) edgesTo(edition Ref) []*Edge {
	var edges []*Edge
	for _, e := range p.Edges {
		mapping := e.Relation.IsLineage() || e.Relation == RelationNew || e.Relation == RelationGone
		if mapping && e.To.Whole() == edition {
			edges = append(edges, e)
		}
	}
	slices.SortStableFunc(edges, func(a, b *Edge) int { return cmp.Or(a.From.compare(b.From), a.To.compare(b.To)) })
	return edges
}

// workable lists the entries of an edition that are more than headings.
func (s *Set) workable(edition Ref) []*Entry {
	p := s.Pack(edition)
	if p == nil {
		return nil
	}
	var entries []*Entry
	for _, e := range p.Entries {
		if e.Type != TypeClause && e.Type != TypeTheme {
			entries = append(entries, e)
		}
	}
	return entries
}
