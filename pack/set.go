package pack

import (
	"slices"
	"strings"

	"surety/fault"
)

// Set is all packs that were loaded together, with the edges between them.
type Set struct {
	shelf  []*volume // by id and edition
	byRef  map[Ref]*volume
	from   map[Ref][]*Edge // edges by the entry that they come from
	toward map[Ref][]*Edge // edges by the entry that they lead to
}

// volume is a pack on the shelf: some are opened only when somebody asks for
// their entries, since few installations work with all standards.
type volume struct {
	head  *Pack        // header, terms and edges; entries only where it is read already
	whole func() *Pack // all of it, read once
}

// opened is the volume of a pack that is read already.
func opened(p *Pack) *volume { return &volume{p, func() *Pack { return p }} }

func newSet(shelf []*volume) *Set {
	s := &Set{shelf: slices.Clone(shelf), byRef: map[Ref]*volume{}, from: map[Ref][]*Edge{}, toward: map[Ref][]*Edge{}}
	slices.SortFunc(s.shelf, func(a, b *volume) int { return a.head.Ref().compare(b.head.Ref()) })
	for _, v := range s.shelf {
		s.byRef[v.head.Ref()] = v
		for _, e := range v.head.Edges {
			s.from[e.From] = append(s.from[e.From], e)
			s.toward[e.To] = append(s.toward[e.To], e)
		}
	}
	return s
}

// Headers lists what all packs say of themselves, by id, then edition from old
// to new, without reading their entries.
func (s *Set) Headers() []*Header {
	headers := make([]*Header, len(s.shelf))
	for i, v := range s.shelf {
		headers[i] = &v.head.Header
	}
	return headers
}

// Terms lists the terms of all packs, in the order of Headers.
func (s *Set) Terms() []*Term {
	var terms []*Term
	for _, v := range s.shelf {
		terms = append(terms, v.head.Terms...)
	}
	return terms
}

// Packs lists all packs, in the order of Headers, and reads those that nobody
// has asked for.
func (s *Set) Packs() []*Pack {
	packs := make([]*Pack, len(s.shelf))
	for i, v := range s.shelf {
		packs[i] = v.whole()
	}
	return packs
}

// Pack finds the edition that a reference names, or nil.
func (s *Set) Pack(ref Ref) *Pack {
	if v := s.byRef[ref.Whole()]; v != nil {
		return v.whole()
	}
	return nil
}

// Entry finds the entry that a reference names, or nil.
func (s *Set) Entry(ref Ref) *Entry {
	if p := s.Pack(ref); p != nil {
		return p.Entry(ref.ID)
	}
	return nil
}

// Find finds a pack by what a person writes: "iso27002@2022", or "iso27002"
// for the edition to work with. That is the newest current one; where none is
// current the newest legacy, then the newest withdrawn one. An edition of a
// user's own is met by its full name alone while the program has one in force.
func (s *Set) Find(name string) (*Pack, error) {
	ref, ok := ParseRef(name)
	if !ok || ref.ID != "" {
		return nil, fault.New(fault.Malformed, "%q names no pack: expected a form such as iso27002 or iso27002@2022", name)
	}
	if ref.Edition != "" {
		if p := s.Pack(ref); p != nil {
			return p, nil
		}
		return nil, fault.New(fault.NotFound, "there is no pack %s: there are %s", ref, s.names())
	}
	var best *volume
	for _, v := range s.shelf {
		if v.head.ID == ref.Pack && (best == nil || v.head.rank() >= best.head.rank()) {
			best = v
		}
	}
	if best == nil {
		return nil, fault.New(fault.NotFound, "there is no pack %s: there are %s", ref, s.names())
	}
	return best.whole(), nil
}

// rank orders editions of one pack by how much they are the one to work with;
// among equals the newer edition counts.
func (h *Header) rank() int {
	rank := 0
	switch h.Status {
	case StatusCurrent:
		rank = 4
	case StatusLegacy:
		rank = 2
	}
	if h.BuiltIn {
		rank++
	}
	return rank
}

func (s *Set) names() string {
	if len(s.shelf) == 0 {
		return "none"
	}
	names := make([]string, len(s.shelf))
	for i, v := range s.shelf {
		names[i] = v.head.Ref().String()
	}
	return strings.Join(names, ", ")
}
