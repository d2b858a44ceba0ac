package pack

import (
	"maps"
	"slices"
)

// loops watches that neither editions that replace each other nor entries that
// became each other lead back to where they began: what goes round has no
// newest, and a walk over it no end.
type loops struct {
	replaces map[Ref][]Ref // by edition
	lineage  map[Ref][]Ref // by entry
}

func newLoops(shelf []*volume) *loops {
	l := &loops{map[Ref][]Ref{}, map[Ref][]Ref{}}
	for _, v := range shelf {
		l.join(v.head)
	}
	return l
}

func (l *loops) join(p *Pack) {
	l.replaces[p.Ref()] = p.Replaces
	for _, e := range p.Edges {
		if e.Relation.IsLineage() {
			l.lineage[e.From] = append(l.lineage[e.From], e.To)
		}
	}
}

// add joins a pack, or reports the loops that it would close and leaves it out.
func (l *loops) add(c *candidate) {
	next := &loops{maps.Clone(l.replaces), maps.Clone(l.lineage)}
	next.join(c.Pack)
	if loop := findLoop(next.replaces); loop != nil {
		own := slices.IndexFunc(loop, func(ref Ref) bool { return ref == c.Ref() })
		after := loop[(own+1)%len(loop)]
		c.reader.badHeader("replaces", at(slices.Index(c.Replaces, after)), "editions that are older",
			"the pack replaces itself: %s", chain(loop, own))
	}
	if loop := findLoop(next.lineage); loop != nil {
		own := slices.IndexFunc(loop, func(ref Ref) bool { return ref.Whole() == c.Ref() })
		after := loop[(own+1)%len(loop)]
		edge := slices.IndexFunc(c.Edges, func(e *Edge) bool { return e.From == loop[own] && e.To == after && e.Relation.IsLineage() })
		c.reader.badAt(c.Edges[edge], at("to"), "edges that lead from newer to older alone",
			"the mapping goes round: %s", chain(loop, own))
	}
	if c.reader.found.count() == 0 {
		*l = *next
	}
}

// chain writes a loop from one of its members round to it again.
func chain(loop []Ref, from int) string {
	text := ""
	for i := range loop {
		text += loop[(from+i)%len(loop)].String() + " → "
	}
	return text + loop[from].String()
}

// findLoop gives the members of one loop of a directed graph in order, or nil
// where there is none. What nothing leads on from is taken away until nothing
// more can be (Kahn's algorithm, backwards); whatever is left leads into a loop.
func findLoop(graph map[Ref][]Ref) []Ref {
	open := make(map[Ref]int, len(graph)) // targets that are not yet taken away
	sources := map[Ref][]Ref{}
	var done []Ref
	for from, targets := range graph {
		for _, to := range targets {
			sources[to] = append(sources[to], from)
			if open[from]++; len(graph[to]) == 0 {
				done = append(done, to)
			}
		}
	}
	taken := map[Ref]bool{}
	for len(done) > 0 {
		last := done[len(done)-1]
		done = done[:len(done)-1]
		if taken[last] {
			continue
		}
		taken[last] = true
		for _, from := range sources[last] {
			if open[from]--; open[from] == 0 {
				done = append(done, from)
			}
		}
	}
	maps.DeleteFunc(open, func(_ Ref, targets int) bool { return targets == 0 })
	if len(open) == 0 {
		return nil
	}
	return follow(graph, open)
}

// follow walks from one node that leads into a loop until it meets itself.
func follow(graph map[Ref][]Ref, open map[Ref]int) []Ref {
	at := slices.MinFunc(slices.Collect(maps.Keys(open)), Ref.compare)
	met := map[Ref]int{}
	var way []Ref
	for {
		if i, again := met[at]; again {
			return way[i:]
		}
		met[at] = len(way)
		way = append(way, at)
		next := slices.IndexFunc(graph[at], func(to Ref) bool { return open[to] > 0 })
		at = graph[at][next]
	}
}
