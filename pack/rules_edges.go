package pack

// checkEdges checks the edges that a pack states, as far as the pack itself
// shows it: whether their other ends exist is for the set to say.
func (r *reader) checkEdges(p *Pack) {
	if len(p.Edges) > maxEdges {
		r.badAt(p.Edges[maxEdges], nil, "", "the pack has too many edges: at most %d are read", maxEdges)
	}
	type line struct{ from, to Ref }
	seen := map[line]*Edge{}
	for _, e := range p.Edges {
		if !r.checkEnds(p, e) {
			continue
		}
		if first := seen[line{e.From, e.To}]; first != nil {
			r.badAt(e, nil, "one edge between two entries", "there is an edge from %q to %s already, in %s", e.From.ID, e.To, r.place(first))
			continue
		}
		seen[line{e.From, e.To}] = e
		r.checkStrength(e)
	}
	r.checkNumbers(p)
}

// checkEnds checks that an edge has the ends that its relation needs.
func (r *reader) checkEnds(p *Pack, e *Edge) bool {
	if e.Relation == "" || e.To.Pack == "" || e.To.Edition == "" {
		return false // said already
	}
	before := r.found.count()
	from, to := r.has(e, "from"), r.has(&e.To, "id")
	switch {
	case e.Relation == RelationNew && to:
		r.badAt(&e.To, at("id"), "no id: only the edition that had nothing like it", "what is new has no forerunner")
	case e.Relation != RelationNew && !to:
		r.badAt(&e.To, nil, `the key "id"`, "the edge leads to no entry")
	case e.Relation == RelationGone && from:
		r.badAt(e, at("from"), "no from: only the old entry that nothing goes on with", "what is gone has no successor")
	case e.Relation != RelationGone && !from:
		r.badAt(e, nil, `the key "from"`, "the edge comes from no entry")
	}
	if e.From.ID != "" && p.entries != nil && p.entries[e.From.ID] == nil { // without, the entries are read later
		r.badAt(e, at("from"), "the id of an entry of this pack", "there is no entry %q", e.From.ID)
	}
	e.From.Pack, e.From.Edition = p.ID, p.Edition
	if e.To.Whole() == p.Ref() && e.Relation != RelationSupports && e.Relation != RelationRelated {
		r.badAt(e, at("to"), "another edition or another pack", "an entry is not mapped to its own edition")
	}
	if e.To == e.From {
		r.badAt(e, at("to"), "another entry", "the edge leads back to where it comes from")
	}
	return r.found.count() == before
}

// checkStrength gives an edge its strength: a mapping between editions is
// whole where nothing else is said; how much one thing supports another can't
// be guessed.
func (r *reader) checkStrength(e *Edge) {
	stated := e.Strength != unstated
	switch {
	case e.Relation == RelationNew || e.Relation == RelationGone:
		if stated {
			r.badAt(e, at("strength"), "no strength", "an edge that leads nowhere has no strength")
		}
		e.Strength = 0
	case e.Relation.IsLineage() && !stated:
		e.Strength = 1
	case !stated:
		r.badAt(e, nil, "", "an edge of the relation %s lacks the key %q", e.Relation, "strength")
	}
}

// checkNumbers checks that "one", "several" and "none" in the relations are
// true: same is one to one, merged has several old entries, split several new
// ones, and what is new or gone has no other edge to that edition.
func (r *reader) checkNumbers(p *Pack) {
	type end struct{ entry, edition Ref }
	forerunners, successors := map[end]int{}, map[Ref]int{}
	for _, e := range p.Edges {
		if e.Relation.IsLineage() {
			forerunners[end{e.From, e.To.Whole()}]++
			successors[e.To]++
		}
	}
	for _, e := range p.Edges {
		before, after := forerunners[end{e.From, e.To.Whole()}], successors[e.To]
		switch {
		case e.Relation == RelationSame && (before > 1 || after > 1):
			r.badAt(e, at("relation"), "merged or split", "%q and %s are not the same: one of them has further edges", e.From.ID, e.To)
		case e.Relation == RelationMerged && before < 2:
			r.badAt(e, at("relation"), "another edge that is merged into it", "nothing but %s is merged into %q", e.To, e.From.ID)
		case e.Relation == RelationSplit && after < 2:
			r.badAt(e, at("relation"), "another edge that takes its other part", "nothing but %q goes on with %s", e.From.ID, e.To)
		case e.Relation == RelationNew && before > 0:
			r.badAt(e, at("relation"), "no edge to that edition", "%q is not new: it has a forerunner in %s", e.From.ID, e.To)
		case e.Relation == RelationGone && after > 0:
			r.badAt(e, at("relation"), "no edge to it", "%s is not gone: an edge goes on with it", e.To)
		}
	}
}
