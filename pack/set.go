package pack

import (
	"slices"
	"strings"

	"surety/fault"
)

// Set is all packs that were loaded together, with the edges between them.
type Set struct {
	packs  []*Pack // by id and edition
	byRef  map[Ref]*Pack
	from   map[Ref][]*Edge // edges by the entry that they come from
	toward map[Ref][]*Edge // edges by the entry that they lead to
}

func newSet(packs []*Pack) *Set {
	s := &Set{packs: slices.Clone(packs), byRef: map[Ref]*Pack{}, from: map[Ref][]*Edge{}, toward: map[Ref][]*Edge{}}
	slices.SortFunc(s.packs, func(a, b *Pack) int { return a.Ref().compare(b.Ref()) })
	for _, p := range s.packs {
		s.byRef[p.Ref()] = p
		for _, e := range p.Edges {
			s.from[e.From] = append(s.from[e.From], e)
			s.toward[e.To] = append(s.toward[e.To], e)
		}
	}
	return s
}

// Packs lists all packs by id, then edition from old to new.
func (s *Set) Packs() []*Pack { return slices.Clone(s.packs) }

// Pack finds the edition that a reference names, or nil.
func (s *Set) Pack(ref Ref) *Pack { return s.byRef[ref.Whole()] }

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
	var best *Pack
	for _, p := range s.packs {
		if p.ID == ref.Pack && (best == nil || p.rank() >= best.rank()) {
			best = p
		}
	}
	if best == nil {
		return nil, fault.New(fault.NotFound, "there is no pack %s: there are %s", ref, s.names())
	}
	return best, nil
}

// rank orders editions of one pack by how much they are the one to work with;
// among equals the newer edition counts.
func (p *Pack) rank() int {
	rank := 0
	switch p.Status {
	case StatusCurrent:
		rank = 4
	case StatusLegacy:
		rank = 2
	}
	if p.BuiltIn {
		rank++
	}
	return rank
}

func (s *Set) names() string {
	if len(s.packs) == 0 {
		return "none"
	}
	names := make([]string, len(s.packs))
	for i, p := range s.packs {
		names[i] = p.Ref().String()
	}
	return strings.Join(names, ", ")
}
