package pack

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestThePacksOfTheProgramAreTheSameWhenTheyAreOpenedLater(t *testing.T) {
	atOnce := builtInSet(t)
	later, problems := Load(nil, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	headers := later.Headers()
	if len(headers) != len(atOnce.Headers()) {
		t.Fatalf("there are %d packs, not %d", len(headers), len(atOnce.Headers()))
	}
	for _, h := range headers {
		whole, opened := atOnce.Pack(h.Ref()), later.Pack(h.Ref())
		if len(whole.Holds) > 0 && !slices.Equal(h.Holds, whole.Holds) {
			t.Errorf("the header of %s says that it holds %v, and it holds %v", h.Ref(), h.Holds, whole.Holds)
		}
		if opened.Digest != whole.Digest || len(opened.Entries) != len(whole.Entries) || len(opened.Terms) != len(whole.Terms) {
			t.Errorf("%s is another one when it is opened later", h.Ref())
		}
	}
	if diff := cmp.Diff(texts(atOnce.Terms()), texts(later.Terms())); diff != "" {
		t.Errorf("terms (at once, later):\n%s", diff)
	}
	for _, p := range atOnce.Packs() {
		for _, e := range p.Entries {
			if diff := cmp.Diff(edgesOf(atOnce, e.Ref()), edgesOf(later, e.Ref())); diff != "" {
				t.Errorf("edges of %s (at once, later):\n%s", e.Ref(), diff)
			}
		}
	}
}

func texts(terms []*Term) []string {
	var texts []string
	for _, t := range terms {
		texts = append(texts, t.Ref().String()+" "+t.Text.In("de"))
	}
	return texts
}

func edgesOf(s *Set, ref Ref) []Edge {
	var edges []Edge
	for _, step := range s.Steps(ref) {
		edges = append(edges, *step.Edge)
	}
	return edges
}
