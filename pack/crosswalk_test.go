package pack

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
)

// edition is a pack with controls and edges, each written as
// "from relation strength target", a target as "edition:id".
func edition(name string, ids []string, edges ...string) string {
	text := headerOf("s", name) + "entries:\n- {id: head, type: clause, force: information, title: T}\n"
	for _, id := range ids {
		text += fmt.Sprintf("- {id: %q, parent: head, type: control, force: guidance, title: T, text: X}\n", id)
	}
	text += "edges: [\n"
	for _, edge := range edges {
		text += edge + ",\n"
	}
	return text + "]\n"
}

func edge(from, relation, edition, id string, strength ...float64) string {
	text := fmt.Sprintf("{relation: %s", relation)
	if from != "" {
		text += fmt.Sprintf(", from: %q", from)
	}
	if len(strength) > 0 {
		text += fmt.Sprintf(", strength: %v", strength[0])
	}
	text += fmt.Sprintf(", to: {pack: s, edition: %q", edition)
	if id != "" {
		text += fmt.Sprintf(", id: %q", id)
	}
	return text + "}}"
}

// threeEditions: 3 has an entry that halves one of 2, which was one of 1.
func threeEditions(t *testing.T) *Set {
	return mustLoad(t, map[string]string{
		"1/pack.yaml": edition("1", []string{"a", "b"}),
		"2/pack.yaml": edition("2", []string{"1", "2", "9"},
			edge("1", "same", "1", "a"), edge("2", "widened", "1", "b"), edge("9", "new", "1", "")),
		"3/pack.yaml": edition("3", []string{"x", "y", "z"},
			edge("x", "split", "2", "1", 0.5), edge("y", "split", "2", "1", 0.4), edge("y", "merged", "2", "2"), edge("z", "new", "2", ""),
			edge("", "gone", "2", "9"), edge("z", "related", "2", "2", 0.5)),
	})
}

func TestACrosswalkIsWalkedBothWaysAndAcrossEditions(t *testing.T) {
	set := threeEditions(t)
	walk := func(id, edition string, hops int) []string {
		var lines []string
		for _, link := range set.Links(Ref{"s", edition, id}, hops) {
			line := fmt.Sprintf("%s %g", link.To, link.Strength)
			for _, step := range link.Path {
				line += " " + string(step.Edge.Relation)
				if step.Back {
					line += " back"
				}
			}
			lines = append(lines, line)
		}
		return lines
	}
	for _, test := range []struct {
		name, id, edition string
		hops              int
		want              []string
	}{
		{"to what it came from", "x", "3", 1, []string{"s@2:1 0.5 split"}},
		{"to what became of it", "1", "2", 1, []string{"s@1:a 1 same", "s@3:x 0.5 split back", "s@3:y 0.4 split back"}},
		{"over two editions, strength multiplied", "x", "3", 2,
			[]string{"s@2:1 0.5 split", "s@1:a 0.5 split same", "s@3:y 0.2 split split back"}},
		{"that it is new, and gone again", "9", "2", 1, []string{"s@1 0 new", "s@3 0 gone back"}},
		{"by the stronger of two ways", "z", "3", 3, []string{
			"s@2:2 0.5 related", "s@2 0 new", "s@1:b 0.5 related widened", "s@3:y 0.5 related merged back", "s@2:1 0.2 related merged back split"}},
		{"no further than asked", "z", "3", 0, nil},
		{"from nowhere", "none", "3", 2, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, walk(test.id, test.edition, test.hops)); diff != "" {
				t.Errorf("links (-want +got):\n%s", diff)
			}
		})
	}
	if links := set.Links(Ref{"s", "1", "a"}, 1); links[0].Entry != set.Entry(Ref{"s", "2", "1"}) {
		t.Errorf("the entry of %s is %v", links[0].To, links[0].Entry)
	}
}

func TestAMigrationTellsWhatBecomesOfEachEntry(t *testing.T) {
	set := threeEditions(t)
	for _, test := range []struct {
		old, now string
		want     []Fate
	}{
		{"1", "2", []Fate{
			{Old: "a", New: []string{"1"}, Relation: RelationSame},
			{Old: "b", New: []string{"2"}, Relation: RelationWidened},
			{New: []string{"9"}, Relation: RelationNew},
		}},
		{"2", "3", []Fate{
			{Old: "1", New: []string{"x", "y"}, Relation: RelationSplit},
			{Old: "2", New: []string{"y"}, Relation: RelationMerged},
			{Old: "9", Relation: RelationGone},
			{New: []string{"z"}, Relation: RelationNew},
		}},
	} {
		got, err := set.Migration("s", test.old, test.now)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("from %s to %s (-want +got):\n%s", test.old, test.now, diff)
		}
	}
}

func TestWhatNoEdgeSpeaksOfIsNotTakenForGoneOrNew(t *testing.T) {
	set := mustLoad(t, map[string]string{
		"1/pack.yaml": edition("1", []string{"a", "b"}),
		"2/pack.yaml": edition("2", []string{"1", "2"}, edge("1", "same", "1", "a")),
	})
	got, err := set.Migration("s", "1", "2")
	if err != nil {
		t.Fatal(err)
	}
	want := []Fate{{Old: "a", New: []string{"1"}, Relation: RelationSame}, {Old: "b"}, {New: []string{"2"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fates (-want +got):\n%s", diff)
	}
}

func TestAMigrationNeedsAMapping(t *testing.T) {
	set := threeEditions(t)
	for _, test := range []struct{ old, now, want string }{
		{"1", "3", "s@3 has no mapping to the edition 1"},
		{"3", "4", "there is no pack s@4: there are s@1, s@2, s@3"},
	} {
		if _, err := set.Migration("s", test.old, test.now); !fault.Is(err, fault.NotFound) || err.Error() != test.want {
			t.Errorf("from %s to %s: %v", test.old, test.now, err)
		}
	}
}
