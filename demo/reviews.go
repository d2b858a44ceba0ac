package demo

import (
	"strings"

	"surety/isms/audit"
)

// idea is one improvement; done so many days ago, or open and due so many days ahead.
type idea struct {
	name, title, source, aims string
	benefit, sponsor, owner   string
	decision                  string // yes, later, no
	decided                   int    // days ago; 0: not yet
	reason                    string
	due, done                 int
	result                    string
}

var ideas = []idea{
	{"late-list", "Owners see their own late weaknesses on Monday", "measurement", "effective", "Late ones are closed before anybody has to ask.", "holger", "nils", "yes", 160, "Costs an hour a week.", 0, 75, "Closed in time: 96 % instead of 91 %; the mail takes no work."},
	{"one-approval", "One approval for access to a substation instead of two", "colleagues", "suitable", "Repairs begin half an hour sooner.", "", "silke", "yes", 140, "The second one never refused.", 0, 95, "31 minutes saved at each call-out; the log of entries says the same as before."},
	{"storm-lessons", "Ten minutes of lessons after each storm warning", "exercise", "adequate effective", "Each warning tries the plan for real.", "astrid", "fiete", "yes", 58, "", 75, 0, ""},
	{"joint-audits", "Audits of suppliers together with other distributors", "outside", "adequate effective", "More depth for less money, and suppliers listen.", "astrid", "grit", "yes", 31, "Three others will take part.", 110, 0, ""},
	{"report-page", "One page to report anything odd, without sign-in", "colleagues", "suitable", "Installers report from the van.", "", "jan", "later", 31, "After the new portal.", 170, 0, ""},
	{"gamble", "Prizes for the unit with the fewest clicks on bait", "colleagues", "effective", "More attention to bait.", "", "", "no", 31, "People would hide clicks. Whoever reports one is thanked instead.", 0, 0, ""},
}

// verdictOf is one decision of a review.
type verdictOf struct {
	name, review, what, on string // on: i improvement, c change, r resource
	owner, by              string
	due                    int // days ahead; behind where negative, and then done
	result                 string
}

var subjectsOfDecisions = map[string]string{"i": "improvement", "c": "change", "r": "resource"}

var verdicts = []verdictOf{
	{"tide-scale", "last-year", "One scale for both countries, agreed by the owners, by summer", "c", "mara", "change:tide", -100, "In force; eleven risks moved by a level."},
	{"second-fibre", "last-year", "Second fibre route for the Danish side, 240,000 EUR", "r", "oke", "change:tonder", -165, "In use; two outages since went unnoticed."},
	{"late-weaknesses", "last-year", "Weaknesses closed in time: 95 % within a year", "i", "nils", "improvement:late-list", -75, "96 % in the last quarter."},
	{"fast-disks", "this-year", "40,000 EUR for disks of the spare SCADA system", "r", "henrik", "nonconformity:slow-restore", 70, ""},
	{"audit-together", "this-year", "Join the audits of suppliers with three other distributors", "i", "grit", "improvement:joint-audits", 110, ""},
	{"danish-scope", "this-year", "Scope and Statement of Applicability follow the Danish utilities before the first one joins", "c", "mara", "change:danish-utilities", 60, ""},
	{"later-effects", "this-year", "The day of the look at an effect follows from the cause, three to fifteen months", "i", "anke", "", 45, ""},
}

func (s *story) reviews() {
	s.sit(18, "mara")
	for _, i := range ideas {
		s.create("improvement", i.name, s.idea(i))
		switch {
		case i.done > 0:
			s.move("improvement", i.name, "finish")
		case i.decision == "no":
			s.move("improvement", i.name, "decline")
		}
	}
	s.create("management_review", "last-year", s.lastYear())
	s.create("management_review", "this-year", s.thisYear())
	s.create("management_review", "next-year", &audit.Review{
		System: isms, Title: "Management review of next year", Planned: s.in(330), Chair: ref("person", "astrid"), Attendees: refs("person", "astrid holger jytte mara anke nele"),
	})
	for _, v := range verdicts {
		s.create("review_decision", v.name, &audit.Decision{
			Review: ref("management_review", v.review), Title: v.what, Type: subjectsOfDecisions[v.on], Owner: ref("person", v.owner), Due: s.in(v.due), CarriedBy: mixed(v.by), Result: v.result,
		})
		if v.due < 0 {
			s.move("review_decision", v.name, "finish")
		}
	}
	s.sit(16, "astrid")
	for _, name := range []string{"last-year", "this-year"} {
		s.move("management_review", name, "hold")
		s.move("management_review", name, "approve")
	}
}

func (s *story) idea(i idea) *audit.Improvement {
	body := &audit.Improvement{
		System: isms, Title: i.title, Source: i.source, Aims: strings.Fields(i.aims), Benefit: i.benefit, Sponsor: ref("person", i.sponsor), Owner: ref("person", i.owner),
		Decision: i.decision, Reason: i.reason, Result: i.result,
	}
	if i.decided > 0 {
		body.Decided = s.ago(i.decided)
	}
	if i.done > 0 {
		body.Done = s.ago(i.done)
	}
	if i.due > 0 {
		body.Due = s.in(i.due)
	}
	return body
}

func (s *story) lastYear() *audit.Review {
	body := s.sitting("Management review of last year", 396)
	body.EarlierActions = "Seven actions of the review before: six done, one dropped openly because the building is given up."
	body.Issues = "NIS 2 became law in Germany and Denmark. The works council asks for a say in watching. Storm surges are expected higher."
	body.Needs = "Utilities ask for the C5 attestation. The insurer wants a restore test that is shown, not told."
	body.Nonconformities = "Nine in a year, seven closed. What repeats: things that end without anybody noticing, such as rights, rules, projects."
	body.Measurements = "Weaknesses closed in time fell to 88 %. Awareness rose. Restores: all within the promised time but for SCADA."
	body.Audits = "Three internal audits and the recertification: five minor, no major nonconformity; the year before eight minor."
	body.Objectives = "Five reached, one missed: serial lines, for want of technicians."
	body.Feedback = "Two customers asked for faster words in an incident. Shift supervisors find approvals slow at night."
	body.Risks = "Three risks above the line, all with a plan: remote maintenance, extortion, flood. Treatment plan: 31 of 44 actions done."
	body.Opportunities = "One scale for both countries. Owners see their late items themselves."
	body.Suitable, body.SuitableWhy = "yes", "It covers what we do on both sides of the border."
	body.Adequate, body.AdequateWhy = "partly", "Three colours are too few to decide between risks of the grid and of the office."
	body.Effective, body.EffectiveWhy = "yes", "Outcomes reached but for the restore of SCADA, which took nine hours."
	body.Minutes = "The directors talked longest about people: technicians are the bottleneck, not money."
	body.Next = s.ago(31)
	return body
}

func (s *story) thisYear() *audit.Review {
	body := s.sitting("Management review of this year", 31)
	body.EarlierActions = "Three decisions of last year, all carried out: the Tide scale, the second fibre route, weaknesses in time."
	body.Issues = "Danish utilities will join the metering cloud. A study raised the surge to be reckoned with. Two experts left to a transmission operator."
	body.Needs = "The Danish authority asks for exercises with its sector team. The C5 attestation is due next year."
	body.Nonconformities = "Ten in two years, seven closed. The cause that comes back: something ends and nobody notices (rights, rules, accounts of a project)."
	body.Measurements = "Weaknesses closed in time 96 % (91). First notice in exercises 6 h 40 min (29 h). Restores 3 of 4."
	body.Audits = "Four internal audits and a surveillance: five minor, no major nonconformity. Rights without owner came back after three years."
	body.Objectives = "Four on the way, two late by a quarter, and the control room's objective has no measure yet."
	body.Feedback = "Utilities praise the notice in half a day. Installers can't report from the van."
	body.Risks = "Flood rose by a level with the study. The root key waits for an acceptance. Plan: cameras at twelve substations are late."
	body.Opportunities = "Joint audits of suppliers; a page for reports without sign-in; the day of the look at effects."
	body.Suitable, body.SuitableWhy = "yes", "It grew with the metering cloud; the scope follows before the first Danish utility joins."
	body.Adequate, body.AdequateWhy = "yes", "The new scale separates what matters."
	body.Effective, body.EffectiveWhy = "partly", "Three outcomes of four show; restoring the control system does not yet."
	body.Minutes = "The directors asked why things end unnoticed. Answer: they begin without an end. Every rule, right and account gets one."
	body.Next = s.in(330)
	return body
}

// sitting is a review that was held so many days ago.
func (s *story) sitting(title string, daysAgo int) *audit.Review {
	return &audit.Review{
		System: isms, Title: title, Planned: s.ago(daysAgo), Held: s.ago(daysAgo), Chair: ref("person", "astrid"), Attendees: refs("person", "astrid holger jytte mara anke nele"),
		From: s.ago(daysAgo + 365), To: s.ago(daysAgo), MinutesBy: ref("person", "ida"),
	}
}
