package pack

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// builtInSet is the packs that come with the program.
func builtInSet(t testing.TB) *Set {
	t.Helper()
	set, problems := load(builtIn(), nil, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return set
}

func find(t *testing.T, name string) *Pack {
	t.Helper()
	p, err := builtInSet(t).Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestThePacksOfTheProgramLoadWithoutAnyProblem(t *testing.T) {
	got := refsOf(builtInSet(t))
	for _, want := range []string{"iso27000@2018", "iso27001@2022", "iso27002@2022"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %v", want, got)
		}
	}
}

func TestISO27002HasItsControlsAndAttributes(t *testing.T) {
	p := find(t, "iso27002")
	controls := map[string]int{}
	for _, e := range p.Entries {
		if e.Type != TypeControl {
			continue
		}
		controls[e.Parent.ID]++
		for _, a := range p.Attributes {
			if len(e.Attributes[a.ID]) == 0 {
				t.Errorf("%s has no value of %s", e.ID, a.ID)
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"5": 37, "6": 8, "7": 14, "8": 34}, controls); diff != "" {
		t.Errorf("controls of each theme (-want +got):\n%s", diff)
	}
	if len(p.Attributes) != 5 {
		t.Errorf("%d attributes, not five", len(p.Attributes))
	}
	for theme, n := range controls {
		for i := range n {
			if id := fmt.Sprintf("%s.%d", theme, i+1); p.Entry(id) == nil {
				t.Errorf("there is no %s", id)
			}
		}
	}
}

// controls2013 is how many controls each objective of ISO/IEC 27002:2013 had.
var controls2013 = map[string]int{
	"5.1": 2, "6.1": 5, "6.2": 2, "7.1": 2, "7.2": 3, "7.3": 1, "8.1": 4, "8.2": 3, "8.3": 3, "9.1": 2, "9.2": 6, "9.3": 1, "9.4": 5,
	"10.1": 2, "11.1": 6, "11.2": 9, "12.1": 4, "12.2": 1, "12.3": 1, "12.4": 4, "12.5": 1, "12.6": 2, "12.7": 1, "13.1": 3, "13.2": 4,
	"14.1": 3, "14.2": 9, "14.3": 1, "15.1": 3, "15.2": 2, "16.1": 7, "17.1": 3, "17.2": 1, "18.1": 5, "18.2": 3,
}

func TestEachControlOf2013IsMappedAndOneOfThemSplit(t *testing.T) {
	fates, err := builtInSet(t).Migration("iso27002", "2013", "2022")
	if err != nil {
		t.Fatal(err)
	}
	olds, fresh := map[string]bool{}, []string{}
	split := map[string][]string{}
	for _, f := range fates {
		switch f.Relation {
		case RelationNew:
			fresh = append(fresh, f.New[0])
			continue
		case RelationSplit:
			split[f.Old] = f.New
		case RelationSame, RelationMerged:
		default:
			t.Errorf("the fate of %q is %q", f.Old, f.Relation)
		}
		olds[f.Old] = true
	}
	total := 0
	for objective, n := range controls2013 {
		total += n
		for i := range n {
			if id := fmt.Sprintf("A.%s.%d", objective, i+1); !olds[id] {
				t.Errorf("%s is not mapped", id)
			}
		}
	}
	if total != 114 || len(olds) != 114 {
		t.Errorf("%d controls of 2013 are mapped, of %d that there were", len(olds), total)
	}
	if diff := cmp.Diff([]string{"5.7", "5.23", "5.30", "7.4", "8.9", "8.10", "8.11", "8.12", "8.16", "8.23", "8.28"}, fresh); diff != "" {
		t.Errorf("new controls (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string][]string{"A.18.2.3": {"5.36", "8.8"}}, split); diff != "" {
		t.Errorf("split controls (-want +got):\n%s", diff)
	}
}

func TestISO27000HasItsTermsAsALegacyGlossary(t *testing.T) {
	p := find(t, "iso27000")
	if len(p.Terms) != 77 || p.Edition != "2018" || p.Status != StatusLegacy {
		t.Errorf("%s is %s and has %d terms", p.Ref(), p.Status, len(p.Terms))
	}
	for i := range 77 {
		if id := fmt.Sprintf("3.%d", i+1); p.Term(id) == nil {
			t.Errorf("there is no term %s", id)
		}
	}
}

// longTexts are all sentences of an entry, by what they are.
func longTexts(e *Entry) map[string][]Text {
	return map[string][]Text{"text": {e.Text}, "why": {e.Why}, "guidance": {e.Guidance}, "evidence": e.Evidence, "pitfalls": e.Pitfalls, "questions": e.Questions}
}

func TestEachControlAndRequirementSaysAllThatAPersonNeeds(t *testing.T) {
	for _, p := range builtInSet(t).Packs() {
		for _, e := range p.Entries {
			if e.Text.IsZero() {
				t.Errorf("%s has no text", e.Ref())
			}
			if e.Type == TypeClause || e.Type == TypeTheme {
				continue
			}
			if e.Type == TypeItem || p.Status != StatusCurrent { // one of a list says what one needs to choose; an older edition leads to the newer one
				continue
			}
			if e.Parent != nil && e.Parent.Type == TypeControl { // how it is done, the control above it tells
				if e.Why.IsZero() || len(e.Checks) == 0 {
					t.Errorf("%s does not say why, or computes nothing", e.Ref())
				}
				continue
			}
			for what, texts := range longTexts(e) {
				if len(texts) == 0 || slices.ContainsFunc(texts, func(text Text) bool { return len(text.String()) < 8 }) {
					t.Errorf("%s lacks words under %s", e.Ref(), what)
				}
			}
			for what, list := range map[string][]Text{"evidence": e.Evidence, "pitfalls": e.Pitfalls, "questions": e.Questions} {
				if len(list) < 2 {
					t.Errorf("%s has %d %s, fewer than two", e.Ref(), len(list), what)
				}
			}
			if n := len(strings.Fields(e.Guidance.String())); n < 60 || n > 160 {
				t.Errorf("the guidance of %s has %d words", e.Ref(), n)
			}
			// Nothing follows from information, so nobody need judge it.
			if e.Judge == "" && len(e.Checks) == 0 && e.Force != ForceInformation {
				t.Errorf("nobody judges %s and nothing is computed", e.Ref())
			}
		}
	}
}

func TestNoTwoEntriesSayTheSameSentence(t *testing.T) {
	end := regexp.MustCompile(`[.?!]+(?:\s+|$)`)
	said := map[string]string{}
	for _, p := range builtInSet(t).Packs() {
		for _, e := range p.Entries {
			for what, texts := range longTexts(e) {
				for _, text := range texts {
					for _, sentence := range end.Split(strings.ToLower(text.String()), -1) {
						words := strings.Fields(sentence)
						if len(words) < 4 {
							continue
						}
						sentence, here := strings.Join(words, " "), fmt.Sprintf("%s under %s", e.Ref(), what)
						if there, again := said[sentence]; again {
							t.Errorf("%q is said in %s and in %s", sentence, there, here)
						}
						said[sentence] = here
					}
				}
			}
		}
	}
}

// shingles are the runs of three words of a text.
func shingles(text string) map[string]bool {
	all := strings.Fields(strings.ToLower(text))
	found := map[string]bool{}
	for i := 0; i+3 <= len(all); i++ {
		found[strings.Join(all[i:i+3], " ")] = true
	}
	return found
}

func TestNoTwoEntriesGiveNearlyTheSameGuidance(t *testing.T) {
	type text struct {
		ref  Ref
		runs map[string]bool
	}
	var texts []text
	for _, p := range builtInSet(t).Packs() {
		for _, e := range p.Entries {
			if !e.Guidance.IsZero() {
				texts = append(texts, text{e.Ref(), shingles(e.Guidance.String())})
			}
		}
	}
	if len(texts) < 93 {
		t.Fatalf("only %d entries give guidance", len(texts))
	}
	for i, a := range texts {
		for _, b := range texts[:i] {
			common := 0
			for run := range a.runs {
				if b.runs[run] {
					common++
				}
			}
			if alike := float64(common) / float64(len(a.runs)+len(b.runs)-common); alike >= 0.35 {
				t.Errorf("the guidance of %s and %s is alike: %.2f", a.ref, b.ref, alike)
			}
		}
	}
}

func BenchmarkLoadBuiltIn(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Load(nil, nil); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
