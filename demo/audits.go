package demo

import (
	"fmt"
	"strings"

	"surety/isms/audit"
	"surety/record"
)

// look is one audit. Days lie behind where it was held, ahead where it is planned.
type look struct {
	name, title, kind string // kind: an audit's type
	state             string // planned, under way, reported, closed
	begin, end        int    // days ago; ahead where negative
	lead, team        string
	outside           string
	clauses, controls string // controls in ranges: A.5.1-8
	documents, units  string
	processes         string
	sites             string
	methods           string
	examined          string
	conclusion        string
	verdict           string // e effective, p partly, n not
	grounds           string
	told              string // reported to, ten days after its end
}

var looks = []look{
	{"leadership", "Context, leadership and planning", "internal", "closed", 612, 610, "anke", "", "", "4 5 6", "A.5.1-8", "policy manual risk-process", "Board; Information security", "context risk treatment", "Flensburg", "interview documents sample",
		"Three directors, twelve risks drawn by lot from the register, minutes of a year.", "What was planned is what is decided on. Two owners could not say what their level permits.", "e",
		"Nine of twelve risks followed from issue to treatment; decisions of the board in the minutes within six weeks.", "astrid holger jytte mara"},
	{"people-hr", "People, information and support", "internal", "closed", 520, 517, "anke", "ole", "", "7", "A.5.9-14 A.6.1-8", "acceptable-use training joiners classification", "Human resources; Facilities", "competence people documents", "Flensburg; Aabenraa", "interview sample",
		"Fifteen contracts, ten joiners, forty files for their label.", "Terms and training are in order; secrecy of externals was not.", "e", "Fifteen contracts, three without a signed agreement; forty files, 37 labelled.", "katrin mara"},
	{"ot", "Grid control and substations", "internal", "closed", 431, 427, "anke", "nils", "", "8", "A.7.1-13 A.8.6 A.8.14 A.8.19-22 NW-1 NW-3", "ot maintenance physical", "Grid control; Substations", "switching outages", "Flensburg, control centre; four substations; Aabenraa", "interview observation test sample",
		"A night shift, four substations without notice, 30 sessions of remote maintenance.", "Process control is run as written. Two doors were not.", "e", "30 sessions, 30 tickets. Load shedding asked for a second person in the test.", "henrik silke fiete holger"},
	{"surveillance-1", "First surveillance of the second certificate", "surveillance", "closed", 315, 312, "", "", "Nordsee Cert: Harald Wiese, Line Møller", "4 5 6 7 8 9 10", "", "policy scope manual", "Board; Grid control; Metering cloud", "", "Flensburg; Aabenraa; Kiel", "interview documents observation",
		"Plan of the certifier, three days, two auditors.", "The certificate stays. One minor nonconformity, four opportunities.", "e", "Report 27-1184 of the certifier.", "astrid holger jytte mara"},
	{"supply", "Suppliers and cloud services", "internal", "closed", 242, 240, "anke", "", "", "8", "A.5.19-23", "suppliers supplier-review", "Procurement; Metering cloud", "suppliers purchasing", "Flensburg", "documents sample interview",
		"Twelve agreements against the clause library, six reviews, one exit plan read with those who would carry it out.", "Good where money is large, thin where it is small.", "p", "Eleven of twelve agreements have the incident notice; five of six reviews in time.", "grit malte jytte mara"},
	{"performance", "Measurement, audit, review and improvement", "internal", "closed", 152, 150, "ole", "", "Audit department of Westküste Netz: Tomke Braren", "9 10", "A.5.35-36 A.8.34", "audit-plan", "Internal audit; Information security", "evaluation", "Flensburg", "interview documents sample",
		"The audit programme itself, working papers of two audits, five nonconformities from first word to effect.", "Internal audit works and is listened to. Effects could be looked at later than they are.", "e", "Five of five nonconformities could be retraced to their sample.", "astrid mara anke"},
	{"trust", "Trust services", "internal", "closed", 110, 106, "anke", "", "", "6 8", "A.5.31-33 A.5.37 A.8.24 NW-2", "cryptography ceremony cps", "Trust services", "", "Flensburg, vault", "observation documents sample",
		"One key ceremony from start to end, fifty certificates, all custodians.", "Ceremonies are kept to the letter. Two small gaps in what surrounds them.", "e", "Fifty of fifty certificates with a matching order; the ceremony took its script.", "wiebke holger mara"},
	{"office-it", "Office IT and access", "internal", "reported", 77, 74, "anke", "svenja", "", "8", "A.5.15-18 A.7.14 A.8.1-5 A.8.7-13 A.8.15-18", "access backup logging", "IT", "changes", "Flensburg", "sample test interview",
		"Ten leavers and movers, 40 rights, three restores, all rules of the log server.", "Access is closed in time; rights that nobody confirms live on.", "p", "Nine of ten leavers the same day; 41 rights that nobody answered for stayed open for a quarter.", "dirk jytte mara"},
	{"emergencies", "Incidents and continuity", "internal", "under way", 4, -9, "anke", "", "", "8", "A.5.24-30", "incident continuity notification", "Grid control; IT; Legal and compliance", "incidents outages", "Flensburg; Schleswig", "observation interview", "", "", "", "", ""},
	{"cloud", "Metering cloud and development", "internal", "planned", -47, -50, "anke", "", "", "8", "A.5.34 A.8.23 A.8.25-33", "development privacy", "Metering cloud; Billing", "releases reading", "Flensburg", "sample test interview remote", "", "", "", "", ""},
	{"surveillance-2", "Second surveillance of the second certificate", "surveillance", "planned", -68, -71, "", "", "Nordsee Cert", "4 5 6 7 8 9 10", "", "policy scope manual", "Board; Substations; Grid operations Denmark", "", "Flensburg; Aabenraa; Niebüll", "interview documents observation", "", "", "", "", ""},
}

var fits = map[string]string{"e": "effective", "p": "partly", "n": "not_effective"}

// bond is a declared tie that is not none.
var bonds = map[string]audit.Tie{
	"ot/nils": {Tie: "advised", Note: "Set up the listening sensors in the process network three years ago."},
}

func (s *story) audits() {
	s.sit(27, "anke")
	s.create("audit_programme", "second-cycle", s.programme())
	for _, l := range looks {
		s.create("audit", l.name, s.look(l))
	}
	s.sit(26, "astrid")
	s.move("audit_programme", "second-cycle", "approve")
	s.sit(26, "mara")
	for _, l := range looks {
		if l.state != "planned" {
			s.move("audit", l.name, "begin")
		}
		if l.state == "reported" || l.state == "closed" {
			s.move("audit", l.name, "report")
		}
	}
	s.findings()
	s.nonconformities()
	s.sit(21, "mara")
	for _, l := range looks {
		if l.state == "closed" {
			s.move("audit", l.name, "close")
		}
	}
}

func (s *story) programme() *audit.Programme {
	return &audit.Programme{
		System: isms, Title: "Internal audit programme, second cycle", Version: "3", From: s.ago(690), Until: s.in(405), Owner: ref("person", "anke"),
		Frequency:        "Four audits a year, three days each. One more after an incident that had to be notified, and after a change of the scope.",
		Methods:          "Interviews at the place of work, samples drawn by the auditor, tests in agreement with NW-PRO-02, visits to substations without notice.",
		Responsibilities: "Anke Rohde plans and leads. What is hers is audited by the audit department of Westküste Netz, led by the data protection officer; we audit theirs. 52 days a year, approved by the director.",
		Planning:         "Plan of half a page ten days ahead: scope, what is left out, criteria with versions, whom we want to talk to. The unit names a date that hurts least.",
		Reporting:        "Draft to the unit within a week, report within two, to the heads concerned and the security officer; a serious finding to the directors on the same day.",
		Rationale:        "Marks from 1 to 3 for harm and for the last results. Grid control and trust services come every eighteen months, office IT yearly since rights stayed open; the rest once.",
		Areas: []audit.Area{
			{What: "Grid control and substations", Importance: "high", Results: "Two door contacts without alarm; come back with the Danish sites.", Often: "Every 18 months"},
			{What: "Trust services", Importance: "high", Results: "Two minor nonconformities, closed in time; keep the rhythm.", Often: "Every 18 months"},
			{What: "Metering cloud and development", Importance: "high", Results: "None since it grew across the border: moved ahead by half a year.", Often: "Once, before the Danish utilities come"},
			{What: "Office IT and access", Importance: "medium", Results: "Rights without an owner, for the second time: yearly now.", Often: "Every year"},
			{What: "Suppliers", Importance: "medium", Results: "One old agreement; sample doubled.", Often: "Once in the cycle"},
			{What: "People, support", Importance: "medium", Results: "Externals without agreement on secrecy; looked at again with suppliers.", Often: "Once in the cycle"},
			{What: "Context, leadership, planning", Importance: "medium", Results: "In order.", Often: "Once in the cycle"},
			{What: "Measurement, audit, review, improvement", Importance: "low", Results: "Never audited by others before; so from outside this time.", Often: "Once in the cycle"},
			{What: "Incidents and continuity", Importance: "high", Results: "The night exercise found the slow telephone tree.", Often: "Once in the cycle, and after each notified incident"},
		},
	}
}

func (s *story) look(l look) *audit.Audit {
	body := &audit.Audit{
		System: isms, Title: l.title, Type: l.kind, Lead: ref("person", l.lead), Team: refs("person", l.team), Outside: l.outside,
		PlannedFrom: s.ago(l.begin), PlannedUntil: s.ago(l.end), Clauses: strings.Fields(l.clauses), Controls: refs("soa_row", ranges(l.controls)), Processes: refs("process", l.processes), Documents: refs("document", l.documents),
		Units: parts(l.units), Sites: parts(l.sites), Methods: strings.Fields(l.methods), Examined: record.Markdown(l.examined), Conclusion: record.Markdown(l.conclusion),
		Effectiveness: fits[l.verdict], Grounds: l.grounds,
	}
	if l.kind == "internal" {
		body.Programme = ref("audit_programme", "second-cycle")
	}
	for _, name := range strings.Fields(l.lead + " " + l.team) {
		tie := audit.Tie{Tie: "none"}
		if bond, ok := bonds[l.name+"/"+name]; ok {
			tie = bond
			tie.Until = s.ago(l.begin + 1000)
		}
		tie.Auditor = ref("person", name)
		body.Ties = append(body.Ties, tie)
	}
	if l.conclusion != "" {
		body.HeldFrom, body.HeldUntil = body.PlannedFrom, body.PlannedUntil
		for _, name := range strings.Fields(l.told) {
			body.Reported = append(body.Reported, audit.Told{Person: ref("person", name), On: s.ago(l.end - 10)})
		}
	}
	if l.name == "cloud" {
		body.Postponed = []audit.Postponement{{From: s.ago(-20), Why: "The gap analysis for the attestation binds the same people.", By: ref("person", "astrid")}}
	}
	return body
}

// ranges writes out "A.5.1-3" as "A.5.1 A.5.2 A.5.3".
func ranges(text string) string {
	var names []string
	for _, name := range strings.Fields(text) {
		var theme, first, last int
		if n, _ := fmt.Sscanf(name, "A.%d.%d-%d", &theme, &first, &last); n < 3 {
			names = append(names, name)
			continue
		}
		for i := first; i <= last; i++ {
			names = append(names, fmt.Sprintf("A.%d.%d", theme, i))
		}
	}
	return strings.Join(names, " ")
}

// sight is one finding of an audit.
type sight struct {
	name, audit, title, grade string // grade: m minor, o observation, p opportunity, s strength
	clause, control           string
	criterion, seen           string
	owner, answer             string
	open                      bool
	due                       int // days ago
}

var grades = map[string]string{"m": "minor", "o": "observation", "p": "opportunity", "s": "strength"}

var sights = []sight{
	{"board-asks", "leadership", "Directors ask for the reason behind a level, and owners have it", "s", "5.1", "", "", "Nine of twelve risks talked through in three meetings, with questions in the minutes.", "holger", "", false, 0},
	{"level-words", "leadership", "Words of the scales beside the figures in the form", "p", "6.1.2", "", "", "Two of twelve owners had to look up what their level permits.", "mara", "Done with the Tide scale.", false, 590},
	{"secrecy-externals", "people-hr", "Externals of one contractor without agreement on secrecy", "m", "", "A.6.6", "NW-PRO-04, version 1.3: signed before the first day.", "Three of fifteen; all came through the same contractor.", "katrin", "Confirmed.", false, 490},
	{"door-contacts", "ot", "Doors of two substations without alarm", "m", "", "A.7.4", "NW-POL-10, version 1.0: every opening is seen in the control centre.", "Two of four visited: the contact was taped after a false alarm and forgotten.", "fiete", "Confirmed.", false, 400},
	{"night-calm", "ot", "Night shift knows the way back by hand", "s", "", "NW-3", "", "Two supervisors showed it unasked.", "henrik", "", false, 0},
	{"unread-figures", "surveillance-1", "Figures gathered and not evaluated", "m", "9.1", "", "ISO/IEC 27001, 9.1 e and f.", "Two of eleven measures had no entry of who draws the conclusion, and no conclusion for three quarters.", "mara", "Confirmed.", false, 285},
	{"old-agreement", "supply", "Agreement without notice of incidents", "m", "", "A.5.20", "NW-POL-04: incidents are told within 24 hours.", "One of twelve, concluded before the clause library was there.", "grit", "Confirmed.", false, 220},
	{"later-effect", "performance", "Effects are looked at after three months, whatever the cause", "p", "10.2", "", "", "Two of five causes show themselves once a year at most.", "anke", "Taken up: the day of the look follows from the cause.", false, 130},
	{"witness-list", "trust", "List of witnesses out of date", "m", "", "NW-2", "Script of the key ceremony, version 4: two witnesses from the list.", "One of two witnesses had left the list in spring and acted all the same.", "wiebke", "Confirmed.", false, 85},
	{"vault-book", "trust", "Entries in the vault's book without a purpose", "m", "", "A.7.6", "NW-POL-10: each entry with its purpose.", "Seven of 120 entries.", "wiebke", "Confirmed.", false, 85},
	{"orphan-rights", "office-it", "Rights that nobody confirms live on", "m", "", "A.5.18", "NW-POL-02, version 3.1: what nobody confirms ends after two weeks.", "41 rights stayed open for a quarter, because their owner never answered. Seen before, three years ago.", "dirk", "Confirmed.", true, 55},
	{"fast-leavers", "office-it", "Leavers lose their access on the day", "s", "", "A.6.5", "", "Nine of ten, the tenth on the next day.", "katrin", "", false, 0},
	{"log-words", "office-it", "Rules of the log server in words that the service desk understands", "o", "", "A.8.15", "", "Four alarms of a month were closed as not understood.", "dirk", "", true, 0},
}

func (s *story) findings() {
	s.sit(25, "anke")
	for _, f := range sights {
		body := &audit.Finding{
			Audit: ref("audit", f.audit), Title: f.title, Grade: grades[f.grade], Clause: f.clause, Control: ref("soa_row", f.control),
			Criterion: f.criterion, Seen: record.Markdown(f.seen), Owner: ref("person", f.owner), Answer: f.answer,
		}
		if f.due > 0 {
			body.Due = s.ago(f.due)
		}
		s.create("finding", f.name, body)
	}
}
