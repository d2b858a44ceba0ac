package pack

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// words of a made-up glossary; acme's has one of its own and one in common.
var glossary = map[string]string{
	"g/pack.yaml": headerOf("g", "1"),
	"g/x.yaml": `terms:
- {id: risk, term: {en: risk, de: Risiko}, text: T, also: [risks, {de: Risiken}]}
- {id: owner, term: risk owner, text: T}
- {id: isms, term: ISMS, text: T, also: [information security management system]}
- {id: nonrep, term: non-repudiation, text: T}
- {id: data, term: customer's data, text: T}
- {id: level, term: level of risk, text: T}
- {id: objective, term: objective, text: T, also: [Ziel]}
`,
	"h/pack.yaml": strings.Replace(headerOf("h", "1"), "current", "legacy", 1),
	"h/x.yaml":    "terms:\n- {id: old, term: risk, text: T, also: [peril]}\n",
}

// marked writes a text with each term that is linked in it as [words|term].
func marked(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Term == nil {
			b.WriteString(s.Text)
			continue
		}
		b.WriteString("[" + s.Text + "|" + s.Term.ID + "]")
	}
	return b.String()
}

func TestTermsAreLinkedWhereTheyAreUsed(t *testing.T) {
	linker := mustLoad(t, glossary).Linker("en")
	for _, test := range []struct{ name, text, want string }{
		{"the term and another form of it, once", "A risk is no threat; risks are many, and a risk stays.", "A [risk|risk] is no threat; risks are many, and a risk stays."},
		{"at the beginning of a sentence", "Risks grow.", "[Risks|risk] grow."},
		{"in capitals", "RISK!", "[RISK|risk]!"},
		{"the longest form that fits", "The risk owner knows the level of risk.", "The [risk owner|owner] knows the [level of risk|level]."},
		{"a shorter form where the longer one does not fit", "Several risk owners.", "Several [risk|risk] owners."},
		{"the words inside a longer one later", "The risk owner knows the risk.", "The [risk owner|owner] knows the [risk|risk]."},
		{"over the end of a line", "the risk\n  owner", "the [risk\n  owner|owner]"},
		{"not over a full stop", "a level of. Risk", "a level of. [Risk|risk]"},
		{"whole words only", "asterisk, risky, risk-based, my.risk, risk_id", "asterisk, risky, risk-based, my.risk, risk_id"},
		{"beside marks", "(risk), “ISMS”, risk/owner", "([risk|risk]), “[ISMS|isms]”, risk/owner"},
		{"with its own hyphen", "Non-repudiation by signature", "[Non-repudiation|nonrep] by signature"},
		{"with an apostrophe of either shape", "the customer’s data", "the [customer’s data|data]"},
		{"before an apostrophe", "the risk's size", "the [risk|risk]'s size"},
		{"a form with capitals only as it is written", "an isms, an Isms, an ISMS", "an isms, an Isms, an [ISMS|isms]"},
		{"not in code", "say `risk.owner` or `risk` or ``a ` risk`` or risk", "say `risk.owner` or `risk` or ``a ` risk`` or [risk|risk]"},
		{"not in a block of code", "```\nrisk\n```\nrisk", "```\nrisk\n```\n[risk|risk]"},
		{"after a backtick that nothing closes", "a ` risk", "a ` [risk|risk]"},
		{"not in an address", "see https://example.org/risk/objective then risk", "see https://example.org/risk/objective then [risk|risk]"},
		{"not in an address at the end", "see https://example.org/risk", "see https://example.org/risk"},
		{"no term at all", "Nothing here.", "Nothing here."},
		{"nothing", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := marked(linker.Read().Segments(test.text)); got != test.want {
				t.Errorf("got\n%s\nwanted\n%s", got, test.want)
			}
		})
	}
}

func TestATermIsLinkedOnceOnAPage(t *testing.T) {
	set := mustLoad(t, glossary)
	owner := set.Pack(Ref{Pack: "g", Edition: "1"}).Term("owner")
	page := set.Linker("en").Read(owner)
	var got []string
	for _, text := range []string{"The risk owner,", "the risk,", "the risk again, and an objective."} {
		got = append(got, marked(page.Segments(text)))
	}
	want := []string{"The risk owner,", "the [risk|risk],", "the risk again, and an [objective|objective]."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page about the risk owner (-want +got):\n%s", diff)
	}
}

func TestEachLanguageHasItsOwnForms(t *testing.T) {
	set := mustLoad(t, glossary)
	if got := marked(set.Linker("de").Read().Segments("Risiken, risk, Ziel")); got != "[Risiken|risk], risk, Ziel" {
		t.Errorf("in German: %s", got)
	}
}

func TestOfTwoPacksTheOneToWorkWithHasTheForm(t *testing.T) {
	linker := mustLoad(t, glossary).Linker("en")
	if got := marked(linker.Read().Segments("peril, risk")); got != "[peril|old], [risk|risk]" {
		t.Errorf("got %s", got)
	}
}

func TestLinkingLosesNothingOfTheText(t *testing.T) {
	linker := mustLoad(t, glossary).Linker("en")
	piece := rapid.SampledFrom([]string{"risk", "risk owner", "level of ", "ISMS", " ", "\n", "`", "``", "-", "'", "’", ".", "://", "é", "\xff", "\u0301", "customer"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		var back strings.Builder
		met := map[*Term]bool{}
		for _, s := range linker.Read().Segments(text) {
			back.WriteString(s.Text)
			if s.Text == "" || (s.Term != nil && met[s.Term]) {
				t.Errorf("the segment %q of %q is empty or its term is linked twice", s.Text, text)
			}
			if s.Term != nil {
				met[s.Term] = true
			}
		}
		if back.String() != text {
			t.Errorf("%q became %q", text, back.String())
		}
	})
}

func BenchmarkLinkAPage(b *testing.B) {
	set, _ := Load(nil, nil)
	linker := set.Linker("en")
	p, err := set.Find("iso27002")
	if err != nil {
		b.Fatal(err)
	}
	text := p.Entry("5.1").Guidance.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		linker.Read().Segments(text)
	}
}

func BenchmarkMakeLinker(b *testing.B) {
	set, _ := Load(nil, nil)
	b.ReportAllocs()
	for b.Loop() {
		set.Linker("en")
	}
}
