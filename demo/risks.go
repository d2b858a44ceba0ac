package demo

import (
	"slices"

	"surety/isms/risk"
	"surety/record"
)

// peril is one risk: what could happen, how bad and how likely it is today,
// and what is left when the treatment is done (nothing where it is acceptable).
type peril struct {
	name, title      string
	effects          string // letters of confidentiality, integrity, availability
	owner            string
	assets, issues   string
	scenario         record.Markdown
	threat, weakness string
	consequence      int
	whyConsequence   string
	likelihood       int
	whyLikelihood    string
	then, thenLikely int // residual consequence and likelihood
}

func perils() []peril { return slices.Concat(gridPerils, meterPerils, trustPerils, officePerils) }

func (p peril) acceptable() bool { return levelOf(p.consequence*p.likelihood) == "Low" }

var effects = map[rune]string{'c': "confidentiality", 'i': "integrity", 'a': "availability"}

// whispered are the risks that only few may read, with their readers: the
// treatments and acceptances tell as much, so they are marked like them.
var whispered = map[string]string{"load-shed-abuse": "henrik holger", "insider": "holger katrin nele"}

func (s *story) risks() {
	s.sit(42, "mara")
	priority := priorities()
	for i, p := range perils() {
		body := &risk.Risk{
			System: isms, Title: p.title, External: number("NW-R", i), Scenario: p.scenario, Threat: p.threat, Vulnerability: p.weakness,
			Assets: refs("asset", p.assets), Issues: refs("issue", p.issues), Owner: ref("person", p.owner), Method: ref("risk_method", "tide"),
			Consequence: p.consequence, ConsequenceWhy: p.whyConsequence, Likelihood: p.likelihood, LikelihoodWhy: p.whyLikelihood,
			Priority: priority[p.name], Assessed: s.ago(60 + 3*i), ResidualConsequence: p.then, ResidualLikelihood: p.thenLikely,
		}
		for _, letter := range p.effects {
			body.Effects = append(body.Effects, effects[letter])
		}
		s.traced(p.name, body)
		s.create("risk", p.name, body).whisper(p.name)
	}
}

// whisper marks what is about a risk that only few may read.
func (i *Item) whisper(risk string) {
	if readers, ok := whispered[risk]; ok {
		i.restrict(readers)
	}
}

// priorities ranks what is to be treated, the worst first.
func priorities() map[string]int {
	order := perils()
	slices.SortStableFunc(order, func(a, b peril) int { return b.consequence*b.likelihood - a.consequence*a.likelihood })
	ranked := map[string]int{}
	for _, p := range order {
		if !p.acceptable() {
			ranked[p.name] = len(ranked) + 1
		}
	}
	return ranked
}
