package demo

import (
	"surety/isms/process"
	"surety/record"
)

// working is one process. Its runs stand apart.
type working struct {
	name, title, owner string
	business           bool
	purpose            string
	inputs, outputs    string
	feeds              string
	criteria           string
	every              record.Period
	next               int // days ahead; 0 where it runs when called for
	controls           string
	documents          string
}

var processes = []working{
	{"context", "Context and duties", "nele", false, "Know what the world asks of us before it asks.", "Laws of both countries; contracts; news of the sector", "Issues; requirements", "risk suppliers",
		"Every new law read within a month; no requirement without an answer for longer than a quarter", "P12M", 310, "legal-register", "manual"},
	{"risk", "Risk", "mara", false, "Find what could keep power from flowing, and say how bad it would be.", "Issues; assets; changes; lessons", "Assessed risks; priorities", "treatment",
		"Every risk assessed within twelve months; two owners differ by no more than a step", "P12M", 320, "inventory", "risk-process"},
	{"treatment", "Treatment and controls", "holger", false, "Do what was decided about each risk.", "Assessed risks; money", "Plan; controls; Statement of Applicability", "evaluation competence",
		"No treatment past its day without a new one agreed; plan approved before it begins", "P2M", 38, "role-holders", "treatment-process"},
	{"documents", "Documents", "ida", false, "People find the version that applies, and no other.", "Drafts; laws", "Approved documents", "competence",
		"No document past its review; every page of the register looked at once a quarter", "P3M", -45, "policies", "doc-control"},
	{"competence", "Competence and awareness", "katrin", false, "Whoever keeps the grid safe can do it and knows why.", "Roles; gaps; new people", "Competent, informed people", "evaluation",
		"Everybody in scope reached within twelve months; no gap without a plan", "P12M", 255, "awareness screening", "training"},
	{"suppliers", "Suppliers", "grit", false, "What others do for us is as safe as if we did it.", "Needs; ratings; requirements", "Agreements; reviews", "risk",
		"Critical suppliers reviewed yearly; no agreement run out", "P12M", 300, "supplier-reviews supplier-terms", "suppliers supplier-review"},
	{"incidents", "Incidents", "nils", false, "See it, stop it, tell those who must know, and learn.", "Reports; alarms", "Lessons; notices", "risk evaluation",
		"Decided within thirty minutes; first notice within half the time of the law; lessons within ten working days", "", 0, "triage on-call lessons", "incident notification"},
	{"changes", "Changes", "dirk", false, "Nothing takes effect that nobody looked at.", "Requests", "Assessed and approved changes", "risk documents",
		"Approved before it takes effect; way back written for each", "", 0, "changes", "change"},
	{"evaluation", "Evaluation and improvement", "mara", false, "Know whether all this works, and make it better.", "Readings; audits; lessons", "Reviews; corrective action; money asked for", "context risk",
		"No reading missing at the end of a quarter; what was decided is done within the quarter", "P6M", 152, "reporting independent-look rule-checks", "manual audit-plan"},

	{"switching", "Controlling and switching the grid", "henrik", true, "Power where it is needed, and nowhere where somebody works.", "Load; switching requests", "Switched grid; switching protocols", "outages",
		"Every command read back; no switching without a paper", "", 0, "run-books by-hand load-shed", "ot"},
	{"outages", "Managing outages", "henrik", true, "Power back in the order in which lives depend on it.", "Alarms; calls", "Restored supply; reports", "incidents",
		"Half of those cut off supplied again within an hour", "", 0, "emergency-security run-books", "continuity"},
	{"roll-out", "Installing meters and gateways", "kerstin", true, "A gateway in each cellar that nobody opened on the way.", "Orders; sealed gateways", "Paired gateways", "reading",
		"No seal broken without a report; vans counted weekly", "", 0, "off-site gateway-keys", ""},
	{"reading", "Reading meters and handing on readings", "birgit", true, "The right reading, to those whom it concerns, and to nobody else.", "Readings of the night", "Checked readings", "billing",
		"99 of 100 readings by seven in the morning; every look at a household has a reason", "", 0, "readings-access masking", "privacy"},
	{"releases", "Releasing the metering cloud", "malte", true, "Better software, and never a worse one.", "Stories; findings", "Releases", "reading",
		"Every change seen by two; no critical finding goes live", "P1M", 12, "code-review sdlc break-in-tests", "development"},
	{"purchasing", "Purchasing", "grit", true, "Security is in the contract before it is signed.", "Needs of the units", "Agreements; deliveries", "suppliers",
		"No order to a supplier that was not rated", "", 0, "supplier-rating supply-chain", "suppliers"},
	{"billing", "Billing network charges", "merle", true, "Every bill is right and reaches the right one.", "Checked readings; tariffs", "Bills", "",
		"Two people release each run; under one complaint in a thousand", "P1M", 9, "billing-approval", ""},
	{"people", "Hiring, moving and parting", "katrin", true, "Rights begin and end with the task.", "Contracts; notices", "Accounts given, changed and closed", "competence",
		"Accounts closed on the last day; checks before the first", "", 0, "screening leavers returns", "joiners"},
}

// turn is one run of a process, so many days ago.
type turn struct {
	process, by     string
	from, on        int // days ago; from 0: on one day
	deviation, done string
	evidence, note  string
}

var turns = []turn{
	{"context", "nele", 62, 55, "", "", "legal-extract", "Six changes in the law, two with actions."},
	{"risk", "mara", 60, 45, "", "", "owners-workshop", "44 risks, fourteen owners."},
	{"treatment", "holger", 0, 96, "", "", "board-minutes", ""},
	{"treatment", "holger", 0, 67, "Two treatments were past their day without anybody having said so.", "New days agreed with their risk owners; the list now opens each meeting of the security board.", "board-minutes", ""},
	{"treatment", "holger", 0, 40, "", "", "board-minutes", ""},
	{"documents", "ida", 0, 230, "", "", "document-register", ""},
	{"documents", "ida", 0, 138, "", "", "document-register", "31 documents, none past its review then."},
	{"competence", "katrin", 125, 104, "Two people on parental leave were not reached.", "Invited for the week of their return.", "training-export", ""},
	{"suppliers", "grit", 400, 61, "17 of 18 held: Netzkasse put its own off twice.", "Head of billing asked to insist; a day is promised.", "supplier-calendar", ""},
	{"incidents", "nils", 0, 74, "", "", "lessons-files", "Three incidents of the year, twelve actions."},
	{"changes", "dirk", 0, 82, "One of thirty changes had its approval a day late.", "The form no longer opens without the approver.", "change-sample", ""},
	{"evaluation", "mara", 210, 40, "", "", "board-minutes rule-checks", ""},
	{"switching", "henrik", 205, 85, "", "", "by-hand-exercise", ""},
	{"reading", "birgit", 0, 64, "", "", "reason-prompt", ""},
	{"releases", "malte", 0, 51, "", "", "pipeline-report", "Release 24.2."},
	{"releases", "malte", 0, 24, "The release came nine days late: the load test failed once.", "Index added, test repeated and passed.", "pipeline-report load-test", "Release 24.3."},
	{"billing", "merle", 0, 49, "", "", "billing-protocol", ""},
	{"billing", "merle", 0, 21, "", "", "billing-protocol", ""},
	{"people", "katrin", 0, 83, "", "", "leaver-sample", "Ten leavers and movers looked at by the auditor."},
}

var belongs = map[bool]string{true: "business", false: "isms"}

func (s *story) processes() {
	s.sit(37, "mara")
	for _, p := range processes {
		s.create("process", p.name, &process.Process{
			System: isms, Title: p.title, Type: belongs[p.business], Purpose: p.purpose, Owner: ref("person", p.owner), Inputs: parts(p.inputs), Outputs: parts(p.outputs),
			Criteria: parts(p.criteria), Every: p.every, Next: s.ahead(p.next), Controls: refs("control", p.controls), Documents: refs("document", p.documents),
		})
	}
	for _, p := range processes { // now that each is there that takes up what another hands on
		if p.feeds != "" {
			s.edit("process", p.name, map[string]string{"feeds": names(refs("process", p.feeds))})
		}
		s.move("process", p.name, "begin")
	}
	for i, t := range turns {
		s.sit(min(t.on-1, 37), "mara")
		body := &process.Run{
			Process: ref("process", t.process), On: s.ago(t.on), By: ref("person", t.by), Planned: "yes", Deviation: t.deviation, Done: t.done,
			Evidence: refs("evidence", t.evidence), Note: t.note,
		}
		if t.from > 0 {
			body.From = s.ago(t.from)
		}
		if t.deviation != "" {
			body.Planned = "no"
		}
		s.create("process_run", number("run", i), body)
	}
}
