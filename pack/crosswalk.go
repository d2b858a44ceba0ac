package pack

import (
	"cmp"
	"slices"
)

// Step is an edge as it was walked.
type Step struct {
	Edge *Edge
	Back bool // against its direction
}

// Target is the end that the step arrives at.
func (s Step) Target() Ref {
	if s.Back {
		return s.Edge.From
	}
	return s.Edge.To
}

// Link is an entry that another one is linked to over one or several edges.
type Link struct {
	To       Ref    // where the path ends; without an id where it says that nothing is there
	Entry    *Entry // nil where that edition is not loaded
	Path     []Step // the strongest way there
	Strength float64
}

// Links walks the crosswalk from an entry, along edges and against them, over
// at most hops edges (1 to 4). Each entry that is reached is given once, by its
// strongest path, whose strength is the product of its edges': 0 for an edge
// that says that nothing is there. Nearer ones come first, then stronger ones.
func (s *Set) Links(from Ref, hops int) []Link {
	best := map[Ref]Link{}
	frontier := []Link{{To: from, Entry: s.Entry(from), Strength: 1}}
	for range min(hops, maxHops) {
		var next []Link
		for _, reached := range frontier {
			for _, step := range s.Steps(reached.To) {
				link := reached.extend(step)
				known, ok := best[link.To]
				nowhere := link.To.ID == "" && len(link.Path) > 1 // what is new to others says nothing here
				if link.To == from || nowhere || (ok && known.Strength >= link.Strength) {
					continue
				}
				link.Entry = s.Entry(link.To)
				best[link.To] = link
				next = append(next, link)
			}
		}
		frontier = next
	}
	links := make([]Link, 0, len(best))
	for _, link := range best {
		links = append(links, link)
	}
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(len(a.Path), len(b.Path)), cmp.Compare(b.Strength, a.Strength), a.To.compare(b.To))
	})
	return links
}

func (l Link) extend(step Step) Link {
	return Link{To: step.Target(), Path: append(slices.Clip(l.Path), step), Strength: l.Strength * step.Edge.Strength}
}

// Steps are the edges that lead on from an entry. From an edition as a whole,
// where "new" and "gone" end, none does.
func (s *Set) Steps(from Ref) []Step {
	if from.ID == "" {
		return nil
	}
	var steps []Step
	for _, e := range s.from[from] {
		steps = append(steps, Step{Edge: e})
	}
	for _, e := range s.toward[from] {
		steps = append(steps, Step{Edge: e, Back: true})
	}
	return steps
}
