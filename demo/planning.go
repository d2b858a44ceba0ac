package demo

import "surety/isms/org"

// thought is one risk to, or opportunity of, the management system itself.
type thought struct {
	name, title, kind, aim string // kind r risk, o opportunity
	effect                 string
	issues, requirements   string
	owner                  string
	accepted               string // why nothing is done; or else:
	what, who, process     string
	due                    int // days ahead; the effect is judged 60 days later
	criterion              string
}

var thoughts = []thought{
	{"two-laws", "Two supervisors ask for different things at once", "r", "outcomes", "Work is done twice, or a duty of one country is forgotten.", "nis2 two-countries catalogue", "nis2-notice dk-preparedness", "nele",
		"", "One table of duties of both countries, each with the stricter form", "nele", "Context and duties", 80, "No finding of either supervisor that names a forgotten duty."},
	{"paper-system", "The system is kept for the certificate, not for the grid", "r", "unwanted_effects", "Reviews become signatures; risks are copied from last year.", "catalogue duty", "certifier-access", "mara",
		"", "Owners assess two scenarios apart from each other and compare, twice a year", "mara", "Risk", 95, "Differences of more than one step are talked through within a month."},
	{"key-people", "Three people carry the system", "r", "outcomes", "If one of them leaves, audits and reports come late.", "labour duty", "", "astrid",
		"", "Deputies for each process of the manual, with a quarter of the work", "katrin", "Competence and awareness", 130, "A quarter's report made by the deputies alone."},
	{"money-late", "Money for security comes three years after it is spent", "r", "unwanted_effects", "Treatments are put off although they were approved.", "incentive strategy", "owners-report", "jytte",
		"Part of regulation of the networks. The reserve of 1.5 million EUR that the owners approved covers two years; looked at with each budget.",
		"", "", "", 0, ""},
	{"one-language", "One naming scheme for both desks", "o", "improvement", "Fewer misunderstandings; instructions have to be written once.", "two-countries it-ot", "", "holger",
		"", "Common names in SCADA, switching papers and radio", "lars", "Changes", 150, "No misunderstanding about a name in two exercises running."},
	{"shared-audits", "Audits of suppliers together with other distributors", "o", "improvement", "More depth for less money, and suppliers listen.", "vendors customers-ask incentive", "nis2-measures", "astrid",
		"", "Agreement with three distributors on joint audits", "grit", "Suppliers", 110, "Two suppliers rated critical audited in the first year."},
	{"surge-days", "Days of storm surge as exercises", "o", "improvement", "Each warning is a chance to try the plan for real.", "climate", "dk-climate owners-climate", "fiete",
		"", "Checklist and ten minutes of lessons after each warning", "fiete", "Incidents", 75, "Boards set in under 40 minutes, three times in a row."},
}

var decisions = map[bool]string{true: "accept", false: "act"}
var planningTypes = map[string]string{"r": "risk", "o": "opportunity"}

func (s *story) planning() {
	for _, t := range thoughts {
		body := &org.Planning{
			System: isms, Title: t.title, Type: planningTypes[t.kind], Aim: t.aim, Effect: t.effect, Issues: refs("issue", t.issues),
			Requirements: refs("requirement", t.requirements), Decision: decisions[t.accepted != ""], Reason: t.accepted, Owner: ref("person", t.owner),
		}
		if t.accepted == "" {
			body.Actions = []org.PlannedAction{{
				What: t.what, Owner: ref("person", t.who), Due: s.in(t.due), Process: t.process, Criterion: t.criterion, Evaluate: s.in(t.due + 60),
			}}
		}
		s.create("planning", t.name, body)
	}
	s.changes()
	s.communications()
}

// word is one line of the communication plan.
type word struct {
	name, topic, direction, timing, audience, channel, sender string // direction i internal, e external
	last                                                      int    // days ago
	matter, documents                                         string
}

var words = []word{
	{"why", "Why security matters and what each of us adds", "i", "January and September", "Everybody", "Staff meeting in both languages, recording on the intranet", "astrid", 48, "importance", ""},
	{"policy", "New version of the policy", "i", "At each release", "Everybody", "Letter of the director, page on the intranet, acknowledgement", "astrid", 46, "policy", "policy scope acceptable-use"},
	{"topic-policies", "New and changed topic policies", "i", "Within a week of approval", "Those named in the document", "Team meetings, led by the head of unit", "ida", 44, "policy",
		"access cryptography suppliers remote-work backup development logging ot physical classification privacy incident change"},
	{"objectives", "Objectives of the year and how far we are", "i", "Each quarter", "Everybody; heads of unit in person", "Board on the wall of each site, intranet", "holger", 47, "objectives", ""},
	{"board", "Performance, risks, incidents", "i", "Each quarter", "Managing directors", "Two pages and half an hour", "mara", 66, "other", ""},
	{"threats", "Threat picture", "i", "Mondays", "IT, Grid control, Metering cloud", "One page", "nils", 42, "other", ""},
	{"authorities", "Significant incidents", "e", "24 hours, 72 hours, one month", "BSI, Bundesnetzagentur, Energistyrelsen, SektorCERT", "Portals, telephone as fallback", "nele", 62, "incidents", "notification"},
	{"customers", "State of security of the metering cloud", "e", "Each half-year, and within 24 hours of an incident", "Utilities", "Report and call of the customers' board", "malte", 90, "incidents", ""},
	{"subscribers", "Changes of the certification practice statement", "e", "Six weeks ahead", "Subscribers, root of the PKI", "Website, signed mail", "wiebke", 120, "other", "cps"},
	{"public", "Policy and whom to tell about weaknesses", "e", "Always", "Everybody", "Website, security.txt", "mikkel", 44, "policy", "policy"},
	{"brigades", "Planned and unplanned outages", "e", "At once", "Fire brigades, hospitals", "Crisis line", "henrik", 85, "incidents", ""},
}

var directions = map[string]string{"i": "internal", "e": "external"}

func (s *story) communications() {
	for _, w := range words {
		s.create("communication", w.name, &org.Communication{
			System: isms, Topic: w.topic, Direction: directions[w.direction], Timing: w.timing, Every: rhythms[w.name], Audience: w.audience, Channel: w.channel,
			Sender: ref("person", w.sender), Last: s.ago(w.last), Matter: w.matter, Documents: refs("document", w.documents),
		})
	}
}
