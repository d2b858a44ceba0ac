package pack

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// found are the ids that a choice finds, and those that only stand above them.
func found(p *Pack, c Choice, language string) (ids, above []string) {
	for _, e := range p.Choose(c, language) {
		if e.Found {
			ids = append(ids, e.ID)
		} else {
			above = append(above, e.ID)
		}
	}
	return ids, above
}

func TestAStandardIsSearchedByWordsAndAttributesTogether(t *testing.T) {
	p := find(t, "iso27002@2022")
	if all := p.Choose(Choice{}, "en"); len(all) != len(p.Entries) {
		t.Errorf("without a choice %d of %d entries are left", len(all), len(p.Entries))
	}
	ids, above := found(p, Choice{Words: "THREAT intelligence"}, "en")
	if !slices.Contains(ids, "5.7") || len(ids) > 10 || len(above) == 0 {
		t.Errorf("by words: %v under %v", ids, above)
	}
	german, _ := found(p, Choice{Words: "bedrohungs"}, "de")
	if !slices.Contains(german, "5.7") {
		t.Errorf("by German words: %v", german)
	}
	attribute := p.Attributes[0]
	one, _ := found(p, Choice{Attributes: map[string]string{attribute.ID: attribute.Values[0]}}, "en")
	both, _ := found(p, Choice{Words: "intelligence", Attributes: map[string]string{attribute.ID: attribute.Values[0]}}, "en")
	if len(one) == 0 || len(one) >= 93 || len(both) == 0 || len(both) >= len(one) {
		t.Errorf("%d have %s %s, and %d of these the word too", len(one), attribute.ID, attribute.Values[0], len(both))
	}
	if ids, above := found(p, Choice{Words: "zzzz"}, "en"); len(ids)+len(above) > 0 {
		t.Errorf("nothing is found, and yet shown: %v %v", ids, above)
	}
}

func TestARoleLeavesWhatDependsOnIt(t *testing.T) {
	p := find(t, "iso27701@2025")
	if diff := cmp.Diff([]string{"pii_controller", "pii_processor"}, slices.Sorted(slices.Values(p.Roles()))); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	controllers, _ := found(p, Choice{Role: "pii_controller"}, "en")
	processors, _ := found(p, Choice{Role: "pii_processor"}, "en")
	if len(controllers) != 31 || len(processors) != 18 {
		t.Errorf("%d entries for controllers, %d for processors", len(controllers), len(processors))
	}
}

func TestWhatIsMappedCoversAndTheRestIsNew(t *testing.T) {
	set := builtInSet(t)
	p := find(t, "iso27701@2025")
	by := []Ref{{Pack: "iso27001", Edition: "2022"}}
	covered, rest := 0, 0
	for _, c := range set.Covered(p, by) {
		switch {
		case c.Strength > 1 || (c.Strength > 0) != (len(c.By) > 0):
			t.Errorf("%s is covered by %v with a strength of %v", c.Entry.ID, c.By, c.Strength)
		case c.Strength >= Probably:
			covered++
		case c.Strength == 0:
			rest++
		}
		for i, link := range c.By {
			if link.To.Whole() != by[0] || i > 0 && link.Strength > c.By[i-1].Strength {
				t.Errorf("%s: %v", c.Entry.ID, c.By)
			}
		}
	}
	if covered == 0 || rest == 0 {
		t.Errorf("%d are probably covered, %d are new", covered, rest)
	}
	for _, c := range set.Covered(p, nil) {
		if len(c.By) > 0 {
			t.Errorf("without an edition to start from %s is covered by %v", c.Entry.ID, c.By)
		}
	}
}

func TestAnEditionNamesThoseBeforeIt(t *testing.T) {
	for ref, want := range map[string][]string{"iso27701@2025": {"iso27701@2019"}, "iso27014@2020": {"iso27014@2013"}, "iso27014@2013": nil} {
		var got []string
		for _, older := range find(t, ref).Forerunners() {
			got = append(got, older.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("before %s (-want +got):\n%s", ref, diff)
		}
	}
}
