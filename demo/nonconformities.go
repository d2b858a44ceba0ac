package demo

import (
	"surety/isms/audit"
	"surety/record"
)

// lapse is one nonconformity.
type lapse struct {
	name, title, source, finding string
	found                        int // days ago
	weight, requirement          string
	nature, controls             string
	owner                        string
	due                          int // days ahead; behind where negative
	correction                   string
	consequences, dealt          string
	reviewers                    string
	whys                         []audit.Why
	causes                       []audit.Cause
	extent                       string
	proportion                   string
	change                       string // "" where the system needs none
	changeReason                 string
	steps                        []remedy
	effect                       int // days ago that it was reviewed; 0: not yet
	by, shown                    string
	closed                       bool
}

// remedy is one corrective action; done so many days ago, or open and due so many days ahead.
type remedy struct {
	name, what, who string
	due, done       int
	result          string
	evidence        string
}

var lapses = []lapse{
	{"secrecy-externals", "Three externals worked without agreement on secrecy", "audit", "secrecy-externals", 517, "moderate", "A.6.6, NW-PRO-04",
		"Three people of one contractor had access to the building and to plans for up to seven weeks before they signed.", "A.6.6", "katrin", -420,
		"Signed on the day after; access stopped until then.", "None found: what they opened was looked through in the log.", "Nobody had to be told; the contractor was.", "katrin anke",
		[]audit.Why{{Why: "Why had they not signed?", Because: "The contractor's list came after their first day."}, {Why: "Why could they begin?", Because: "Badges are given out against the list of the building site, not of human resources."}},
		nil, "All 64 externals of the year: no other.", "Seven weeks of plans of two substations in the wrong hands would have been serious; nobody held them.", "", "The rule was right.",
		[]remedy{{"badge-list", "Badges for externals only from the list of human resources", "fiete", 0, 470, "The badge system takes names from that list alone.", ""}}, 380, "anke", "Twenty badges of half a year: twenty agreements.", true},
	{"door-contacts", "Doors of two substations without alarm", "audit", "door-contacts", 427, "moderate", "A.7.4, NW-POL-10",
		"The contact was taped after false alarms in a storm and stayed so for five and eleven weeks.", "A.7.4", "fiete", -330,
		"Tape removed, contacts tried from the control centre.", "None: locks and seals were whole.", "Cameras of the weeks looked through.", "fiete silke anke",
		nil, []audit.Cause{{Branch: "equipment", Cause: "Contacts report when wind moves the door"}, {Branch: "method", Cause: "A muted alarm has no end", Root: true}, {Branch: "people", Cause: "Shifts hand over without the list of muted alarms"}},
		"All 61 substations: one more, in Tinglev.", "Two sites of 61, no loss; the action costs little.", "", "NW-POL-10 had said it already.",
		[]remedy{{"mute-end", "Muted alarms end by themselves after 24 hours", "torge", 0, 390, "Set in the control system of both centres.", ""}, {"storm-contacts", "Contacts that bear wind at eight sites", "fiete", 0, 350, "Eight exchanged; false alarms fell from 14 to one a month.", ""}}, 260, "anke", "Twelve sites unannounced: twelve alarms.", true},
	{"unread-figures", "Two measures were gathered and read by nobody", "audit", "unread-figures", 312, "slight", "ISO/IEC 27001 9.1",
		"The certifier asked what followed from two figures. Nobody had looked for three quarters.", "", "mara", -230,
		"Both read and evaluated with their owners.", "None; one of the two had turned for the worse unseen.", "Taken to the security board.", "mara nils",
		[]audit.Why{{Why: "Why did nobody read them?", Because: "The name of the one who left still stood beside them."}, {Why: "Why did it stay?", Because: "Measures were no part of what is handed over when somebody leaves."}},
		nil, "All eleven measures: these two.", "Found by others, small in itself.", "", "The list of a leaver's duties was enough.",
		[]remedy{{"leaver-measures", "List of a leaver's duties names measures", "katrin", 0, 270, "The list comes from the register and names all that the person owns.", ""}}, 150, "ole", "Four leavers since: all duties handed over.", true},
	{"old-agreement", "An agreement without notice of incidents", "audit", "old-agreement", 240, "slight", "A.5.20, NW-POL-04",
		"The maintenance agreement of the fibre route had no duty to tell us of incidents.", "A.5.20", "grit", -150,
		"Amended and signed by both.", "None: the supplier had nothing to tell.", "Confirmed in writing.", "grit nele",
		[]audit.Why{{Why: "Why was the clause missing?", Because: "The agreement is older than the clause library."}, {Why: "Why was it never renewed?", Because: "Only agreements that run out were looked at, and this one renews itself."}},
		nil, "All agreements that renew themselves: nine, one without the clause.", "One agreement, nothing lost.", "", "The library covers it.",
		[]remedy{{"self-renewing", "Agreements that renew themselves are looked at when they do", "grit", 0, 190, "Marked in the register of contracts, with a day.", "contract-sample"}}, 70, "anke", "Three renewals since, three looks.", true},
	{"witness-list", "A witness who was no longer on the list", "audit", "witness-list", 106, "moderate", "NW-2",
		"One of two witnesses of the ceremony had left the list in spring.", "NW-2", "wiebke", -40,
		"The ceremony's protocol was read and countersigned by a witness who is on the list.", "The certificates stay valid: the root of the PKI agreed.", "The root was told on the next day.", "wiebke emil anke",
		[]audit.Why{{Why: "Why was the person called?", Because: "The script had names in it, printed in winter."}, {Why: "Why were they not checked?", Because: "The script asks for two witnesses, not for a look at the list."}},
		nil, "All seven ceremonies of two years: this one.", "Trust in the authority hangs on its ceremonies; the gap was formal.", "", "The script is a document of ours and was changed as such.",
		[]remedy{{"script-list", "The script takes witnesses from the list of the day", "emil", 0, 90, "Version 5.0 of the script.", "ceremony-protocol"}}, 60, "anke", "The next ceremony, attended: list on the table, both on it.", true},
	{"vault-book", "Entries in the vault's book without a purpose", "audit", "vault-book", 106, "slight", "A.7.6",
		"Seven of 120 entries named persons and time, no purpose.", "A.7.6", "wiebke", -45,
		"Purposes asked for and added, marked as added later.", "None: all seven are on camera.", "", "wiebke",
		[]audit.Why{{Why: "Why was it left out?", Because: "The column lies on the next page."}},
		nil, "Books of the other two secure rooms: complete.", "Slight: who and when were there.", "", "",
		[]remedy{{"one-page", "Book with all columns on one page", "emil", 0, 95, "In use at all three rooms.", ""}}, 62, "anke", "Forty entries since, all with a purpose.", true},
	{"orphan-rights", "Rights that nobody confirms live on", "audit", "orphan-rights", 74, "moderate", "A.5.18, NW-POL-02",
		"41 rights stayed open for a quarter although nobody had confirmed them.", "A.5.18", "dirk", 25,
		"The 41 rights were ended.", "None seen in the logs of these accounts.", "Four people needed their right the next day and got it back.", "dirk svenja anke",
		nil, []audit.Cause{{Branch: "method", Cause: "Silence counts as yes", Root: true}, {Branch: "people", Cause: "Heads of unit get 80 lines at once"}, {Branch: "equipment", Cause: "The campaign tool can't end a right"}},
		"Databases of billing and metering: 12 more.", "Second time in three years: the cause has to go, not the rights alone.", "", "The policy says it; the tool does not.",
		[]remedy{{"silence-no", "Silence ends a right: tool connected to the directory", "svenja", -16, 0, "", ""}, {"small-portions", "Campaigns of ten lines a week", "dirk", 0, 30, "Since last month; 96 % answered.", "recertification"}}, 0, "", "", false},
	{"open-rule", "A rule between office and process network stayed open", "own", "", 100, "serious", "A.8.22, NW-PRO-02",
		"A rule for a project was open for five months after the project had ended. Oke Nissen found it.", "A.8.20 A.8.22", "oke", -30,
		"Closed within the hour.", "No traffic in five months of flow records.", "The supervisor was asked whether it had to be told: no.", "oke nils henrik",
		[]audit.Why{{Why: "Why was it open?", Because: "Rules have no end."}, {Why: "Why was the project's end not seen?", Because: "Projects close without the network team."}},
		nil, "All 1,900 rules: eleven more that nobody needed, none of them between these networks.", "Serious by what could have happened.", "open-rule", "Rules have an end by the procedure now.",
		[]remedy{{"rule-end", "Each rule has an end of at most a year", "oke", 0, 80, "The firewall takes no rule without one.", "firewall-round"}}, 61, "nils", "Forty new rules: forty ends.", true},
	{"slow-restore", "Restoring SCADA took nine hours", "measurement", "", 52, "serious", "A.8.13, objective on restores",
		"Promised are four hours. The spare system's disks were the bottleneck; the order of steps cost two hours more.", "A.8.13 A.8.14", "henrik", 75,
		"Two people trained in the right order; spare disks borrowed from the maker.", "A real loss of both control centres would have meant nine hours by hand.", "Shifts know; the transmission operator was told.", "henrik svenja torge",
		[]audit.Why{{Why: "Why nine hours?", Because: "Disks of the spare system write at a third of the speed."}, {Why: "Why did nobody know?", Because: "Tests had always restored a part, never the whole."}},
		nil, "Head-end and authority restored whole: within their time.", "The last resort of the grid; cost does not matter much here.", "", "The procedure for restore tests asks for the whole once a year now.",
		[]remedy{{"fast-disks", "Faster disks for the spare SCADA system", "henrik", 70, 0, "", ""}, {"whole-restore", "Each system restored whole once a year", "svenja", 0, 40, "NW-PRO-07 changed, dates for a year set.", "immutable-test"}}, 0, "", "", false},
	{"test-accounts", "31 forgotten test accounts at Netzkasse", "supplier", "", 33, "moderate", "A.5.19, agreement with Netzkasse",
		"Netzkasse found 31 accounts of the introduction, with customers' data in reach.", "A.5.16 A.5.19", "merle", -9,
		"Locked by Netzkasse on the day.", "No sign-in since the introduction.", "The data protection officer saw no duty to notify.", "merle ole",
		[]audit.Why{{Why: "Why were they forgotten?", Because: "The introduction ended without a list of what it had made."}},
		nil, "", "Customers' data in reach, nobody reached.", "", "",
		[]remedy{{"project-list", "Introductions end with a list of accounts", "merle", 14, 0, "", ""}}, 0, "", "", false},
}

func (s *story) nonconformities() {
	s.sit(24, "mara")
	for _, l := range lapses {
		s.create("nonconformity", l.name, s.lapse(l))
		for _, r := range l.steps {
			s.create("corrective_action", r.name, s.remedy(l, r))
			if r.done > 0 {
				s.move("corrective_action", r.name, "finish")
			}
		}
	}
	s.sit(23, "mara")
	for _, l := range lapses {
		if l.extent == "" {
			continue
		}
		s.move("nonconformity", l.name, "analyse")
		s.move("nonconformity", l.name, "act")
		if l.closed {
			s.move("nonconformity", l.name, "close")
		}
	}
	s.sit(22, "anke")
	for _, f := range sights {
		if !f.open {
			s.move("finding", f.name, "close")
		}
	}
}

func (s *story) lapse(l lapse) *audit.Nonconformity {
	body := &audit.Nonconformity{
		System: isms, Title: l.title, Source: l.source, Finding: ref("finding", l.finding), Found: s.ago(l.found), Weight: l.weight, Nature: record.Markdown(l.nature),
		Requirement: l.requirement, Controls: refs("soa_row", l.controls), Owner: ref("person", l.owner), Due: s.in(l.due), Correction: l.correction,
		CorrectedBy: ref("person", l.owner), CorrectedOn: s.ago(l.found - 1), Consequences: l.consequences, Dealt: l.dealt,
		Reviewed: s.ago(l.found - 4), Reviewers: refs("person", l.reviewers), Whys: l.whys, Causes: l.causes, Extent: l.extent, ActionNeeded: "yes", Proportion: l.proportion,
		ChangeNeeded: "no", ChangeReason: l.changeReason, Change: ref("change", l.change),
	}
	if l.change != "" {
		body.ChangeNeeded = "yes"
	}
	if l.effect > 0 {
		body.Effects = []audit.Effect{{On: s.ago(l.effect), By: ref("person", l.by), Outcome: "effective", Shown: l.shown}}
	}
	return body
}

func (s *story) remedy(l lapse, r remedy) *audit.CorrectiveAction {
	body := &audit.CorrectiveAction{
		Nonconformity: ref("nonconformity", l.name), Title: r.what, Owner: ref("person", r.who), Due: s.in(r.due), Result: r.result, Evidence: refs("evidence", r.evidence),
	}
	if r.done > 0 {
		body.Due, body.Done = s.ago(r.done-7), s.ago(r.done)
	}
	return body
}
