package demo

import (
	"slices"
	"strings"

	"surety/isms/org"
	"surety/record"
)

// need is one resource. Days are days ago, or ahead where negative; 0: not yet.
type need struct {
	name, title, kind, phases string
	amount, days              int // EUR; days of work
	by                        string
	asked, needed             int
	decider                   string
	decided                   int // 0: nobody has decided yet
	granted, reason           string
	risks                     string
	provided                  int
}

var needs = []need{
	{"team", "Three people for information security, all year", "people", "maintain improve", 0, 640, "mara", 330, 300, "astrid", 318, "", "", "", 300},
	{"detection", "Watch around the clock by Wachturm", "help", "maintain", 186_000, 0, "mara", 330, 300, "jytte", 318, "", "", "", 298},
	{"half-post", "Half a position for closing weaknesses", "people", "maintain improve", 0, 105, "nils", 210, 120, "holger", 190, "", "", "", 95},
	{"disks", "Faster disks for the spare SCADA system", "tools", "improve", 40_000, 0, "henrik", 140, -40, "holger", 120, "", "", "", 0},
	{"scanner", "Scanner for the interface of the portal", "tools", "improve", 28_000, 0, "freja", 140, -60, "jytte", 120, "18,000 EUR: the smaller licence, looked at again after a year", "", "", 0},
	{"second-lead", "A second incident lead in Denmark, on duty", "people", "maintain", 0, 220, "ida", 140, 30, "astrid", 120, "",
		"Not before the next budget. At night the lead in Flensburg covers both countries; a call in Danish may wait ten minutes longer.", "notice-late", 0},
	{"workshops", "Training of owners and stand-ins next year", "training", "maintain", 22_000, 45, "katrin", 32, -50, "", 0, "", "", "", 0},
}

// spoken is one announcement by a line of the plan, so many days ago.
type spoken struct {
	line, title, by string
	on              int
	audience        string
	documents       string
	evidence        string
}

var announcements = []spoken{
	{"why", "Why two minutes of doubt are worth more than an hour of outage", "astrid", 230, "Staff meeting in both languages, 410 people", "", ""},
	{"why", "What the storm taught us: say it early", "astrid", 48, "Staff meeting in both languages, 436 people; recording on the intranet", "", ""},
	{"policy", "Our policy, version 3.0: what changes for you", "astrid", 46, "Everybody", "policy scope acceptable-use", "rules-read"},
	{"topic-policies", "Nine topic policies in ten minutes", "ida", 44, "Heads of unit, then their teams", "access cryptography suppliers backup development logging ot physical", ""},
	{"objectives", "Third quarter: four on target, two behind, one new", "holger", 47, "Board at each site; heads of unit in person", "", ""},
	{"board", "Quarterly report to the directors", "mara", 66, "Managing directors", "", "board-minutes"},
	{"threats", "Threat picture of the week: doors left open by a firewall maker", "nils", 42, "IT, Grid control, Metering cloud", "", "monday-pages"},
	{"customers", "State of security of the metering cloud, half-year", "malte", 90, "23 utilities", "", ""},
	{"subscribers", "Practice statement 4.1 from the first of the month after next", "wiebke", 120, "Subscribers, root of the PKI", "cps", ""},
}

// rhythms are how often a line of the plan comes round.
var rhythms = map[string]record.Period{"why": "P8M", "objectives": "P3M", "board": "P3M", "customers": "P6M"}

func (s *story) resources() {
	s.sit(37, "mara")
	for _, n := range needs {
		s.create("resource", n.name, &org.Resource{
			System: isms, Title: n.title, Type: n.kind, Phases: strings.Fields(n.phases), Amount: euros(n.amount * 100), Days: n.days, Asked: s.ago(n.asked), Owner: ref("person", n.by),
			Needed: s.ago(n.needed), Granted: n.granted, Decider: ref("person", n.decider), Decided: s.past(n.decided), Reason: n.reason, Risks: refs("risk", n.risks), Provided: s.past(n.provided),
		})
	}
	for i, a := range announcements {
		s.create("announcement", number("announcement", i), &org.Announcement{
			Communication: ref("communication", a.line), Title: a.title, On: s.ago(a.on), By: ref("person", a.by), Audience: a.audience,
			Documents: refs("document", a.documents), Evidence: refs("evidence", a.evidence),
		})
	}
	for _, decider := range []string{"astrid", "holger", "jytte"} {
		s.sit(37, decider)
		for _, n := range slices.DeleteFunc(slices.Clone(needs), func(n need) bool { return n.decider != decider }) {
			switch {
			case n.reason != "":
				s.move("resource", n.name, "refuse")
			default:
				s.move("resource", n.name, "grant")
			}
			if n.provided > 0 {
				s.move("resource", n.name, "provide")
			}
		}
	}
}

// euros is an amount of cents; none for 0.
func euros(cents int) record.Money {
	if cents == 0 {
		return record.Money{}
	}
	return record.Money{Minor: int64(cents), Currency: "EUR"}
}
