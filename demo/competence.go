package demo

import (
	"slices"
	"strings"

	"surety/isms/competence"
)

// shown is what shows that whoever holds a role is able to: the evidence, and
// whether by e education, t training or x experience. A holder may have other.
var shown = map[string]struct{ evidence, way string }{
	"directors": {"directors-training", "t"}, "ciso": {"cert-mara", "e"}, "reporter": {"board-minutes", "x"}, "auditor": {"cert-anke", "e"}, "dpo": {"cert-ole", "e"},
	"security-board": {"owners-workshop", "t"}, "security-board holger": {"directors-training", "t"}, "incident-lead": {"notice-drill", "x"},
	"ca-officer": {"ceremony-protocol", "x"}, "document-control": {"document-register", "x"},
	"risk-owner": {"owners-workshop", "t"}, "risk-owner holger": {"directors-training", "t"}, "risk-owner jytte": {"directors-training", "t"},
	"control-owner": {"evidence-workshop", "t"}, "control-owner henrik": {"owners-workshop", "x"}, "control-owner silke": {"owners-workshop", "x"},
	"control-owner birgit": {"owners-workshop", "x"}, "control-owner wiebke": {"owners-workshop", "x"}, "control-owner dirk": {"owners-workshop", "x"},
	"control-owner katrin": {"owners-workshop", "x"}, "control-owner grit": {"owners-workshop", "x"}, "control-owner fiete": {"owners-workshop", "x"},
	"control-owner nele": {"owners-workshop", "x"},
	"control-owner ole":  {}, "risk-owner oke": {}, // not yet: a training is planned
}

var ways = map[string]string{"e": "education", "t": "training", "x": "experience"}

// lesson is one training. Days are days ago, or ahead where negative; 0: not yet.
type lesson struct {
	name, title, about, form string // about and form in the kind's own words
	audience, owner, trainer string
	planned, held            int
	roles, people            string
	sign                     string
	evaluate, evaluated      int
	effect, seen             string
	documents, there, absent string // absent: of all in scope, who was not there; there: who was, where it was for some
	failed                   string
}

var lessons = []lesson{
	{"yearly", "Twenty-five minutes on security, with cases from your own work", "policy contribution consequences", "talk", "Everybody in scope, externals included, by team", "katrin", "Heads of unit, with Mara Petersen",
		120, 112, "", "", "Six questions on one's own work, five of them right; more than half report the next phishing exercise.", 60, 55, "worked",
		"33 of 33 passed; of the phishing exercise 61 % reported, 4 % clicked. Fitters ask for a shorter form on the phone.", "policy acceptable-use training", "", "kerstin pia", ""},
	{"directors", "What NIS 2 asks of directors", "skill consequences", "course", "Managing directors", "nele", "Law firm Thode & Partner", 145, 140, "directors", "astrid holger jytte",
		"They ask for the risk that a refused request leaves, without being told to.", 60, 58, "worked", "Two requests were sent back for the missing risk.", "", "astrid holger jytte", "", ""},
	{"owners", "Workshop of risk owners, with calibration", "skill", "exercise", "Risk owners", "mara", "Mara Petersen", 132, 130, "risk-owner", "",
		"Two owners apart from each other differ by no more than one step.", 70, 66, "worked", "Largest difference one step; the flood took longest.", "risk-process",
		"henrik silke lars birgit malte wiebke dirk merle katrin grit fiete nele torben", "", ""},
	{"evidence", "Workshop on evidence for control owners", "skill", "course", "Control owners", "mara", "Anke Rohde", 127, 125, "control-owner", "",
		"Evidence is there before the old runs out, without a reminder.", 60, 50, "partly", "Two restore tests still ran out unnoticed; reminders now go out 30 days ahead.", "",
		"nils ida torge freja can emil svenja jan", "", "jan"},
	{"by-hand", "Cut off, run by hand, call: both desks", "skill contribution", "exercise", "Shift supervisors and the head of grid control", "henrik", "Henrik Clausen", 90, 85, "", "renate bjarne",
		"A station switched by radio within twelve minutes.", 40, 38, "worked", "Longest eleven minutes. One radio gap near Tinglev.", "continuity", "henrik renate bjarne lars", "", ""},
	// Held, and nobody has looked whether it helped: on purpose.
	{"forensics", "Securing evidence in a substation", "skill", "course", "Substations and detection", "nils", "State police, cyber crime unit", 128, 126, "incident-lead", "torge oke svenja",
		"Each seals a relay and its log alone, so that a court would take it.", 26, 0, "", "", "", "nils torge oke svenja", "", ""},
	{"owners-next", "Risk owners: assess, treat, accept", "skill", "coaching", "New risk owners", "mara", "Mara Petersen", -20, 0, "risk-owner", "oke",
		"Assesses a risk of a colleague and differs by no more than a step.", -80, 0, "", "", "risk-process", "", "", ""},
	{"evidence-next", "Workshop on evidence, second round", "skill", "course", "Control owners who missed the first", "mara", "Anke Rohde", -27, 0, "control-owner", "ole jan",
		"Evidence is there before the old runs out, without a reminder.", -110, 0, "", "", "", "", "", ""},
}

func (s *story) competence() {
	s.sit(37, "mara")
	for _, p := range posts {
		s.qualify(p)
	}
	for _, l := range lessons {
		s.teach(l)
	}
}

// qualify says by what a post's holder is able to, where that is known.
func (s *story) qualify(p post) {
	by, other := shown[p.role+" "+p.person]
	if !other {
		by = shown[p.role]
	}
	if by.evidence == "" {
		return
	}
	body := &competence.Qualification{
		Person: ref("person", p.person), Roles: refs("role", p.role), Way: ways[by.way], Since: s.ago(p.since), Evidence: refs("evidence", by.evidence), Judge: ref("person", "katrin"),
	}
	for _, d := range roles {
		if d.name == p.role {
			body.Title = parts(d.competent)[0]
		}
	}
	for _, e := range serviceProofs {
		if e.name == by.evidence && by.way != "x" {
			body.Since, body.Until = s.ago(e.collected), s.in(e.out)
		}
	}
	if p.person == "katrin" {
		body.Judge = ref("person", "jytte")
	}
	s.create("qualification", p.role+"-"+p.person, body)
}

func (s *story) teach(l lesson) {
	s.create("training", l.name, &competence.Training{
		System: isms, Title: l.title, About: strings.Fields(l.about), Way: l.form, Audience: l.audience, Owner: ref("person", l.owner), Trainer: l.trainer,
		Planned: s.ago(l.planned), Held: s.past(l.held), Roles: refs("role", l.roles), People: refs("person", l.people), Sign: l.sign,
		Evaluate: s.ago(l.evaluate), Evaluated: s.past(l.evaluated), Effect: l.effect, Seen: l.seen, Documents: refs("document", l.documents),
	})
	if l.held == 0 {
		return
	}
	for _, m := range staff {
		some, all := strings.Fields(l.there), len(l.there) == 0 && m.is(inScope)
		if !slices.Contains(some, m.name) && !all || slices.Contains(strings.Fields(l.absent), m.name) {
			continue
		}
		result := "passed"
		if slices.Contains(strings.Fields(l.failed), m.name) {
			result = "failed"
		}
		s.create("attendance", l.name+"-"+m.name, &competence.Attendance{Training: ref("training", l.name), Person: ref("person", m.name), Result: result})
	}
	s.move("training", l.name, "hold")
	if l.effect != "" {
		s.move("training", l.name, "evaluate")
	}
}
