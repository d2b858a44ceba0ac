package demo

import "surety/isms/assess"

// opinion is a person's judgement on a requirement.
type opinion struct {
	requirement, judge string
	saw, evidence      string
	valid              int // days ahead; behind where it has run out
	reason             string
}

var opinions = []opinion{
	{"4.4-2", "mara", "document:manual document:change", "audit-report", 250, "Nine processes with owner, input and output. I followed two risks and one incident through them; the hand-overs named in the map took place."},
	{"5.1-1", "holger", "document:policy scope:nordwerk", "board-minutes", 280, "Policy and objectives were weighed in the strategy meeting; growth of the metering cloud and its attestation belong together."},
	{"5.1-2", "jytte", "document:manual document:change", "gate-list", 270, "Security stands in switching, roll-out, purchasing and release of software as a step of its own. I asked in four units."},
	{"5.1-3", "astrid", "document:manual treatment_plan:plan", "board-minutes", 200, "Of five requests for people or money this year four were granted and one was put off with a reason, in the minutes."},
	{"5.1-6", "anke", "document:manual", "unit-talks", 250, "Holders told me unasked when they had last spoken with the board about it. Nobody had to look it up."},
	{"5.1-8", "astrid", "document:manual", "unit-talks", 270, "Heads of unit decide on treatment to 50,000 EUR alone, and do."},
	{"5.2-2", "holger", "document:policy", "", 280, "Safety and supply first is what we are here for; the policy says so before anything else."},
	{"5.2-8", "mara", "document:policy interested_party:utilities interested_party:bnetza", "", 280, "Public since its release; utilities get it with the half-yearly report."},
	{"6.1.2-4", "mara", "risk_method:tide document:risk-process", "owners-workshop", 240, "Fourteen owners, two scenarios: two differed by one step, none by more."},
	{"6.1.2-8", "holger", "risk:remote-maintenance risk:old-relays risk:extortion", "monday-pages", 190, "Three likelihoods held against what was seen in the sector and here: I would have chosen the same."},
	{"9.2.1-4", "holger", "audit:ot audit:trust", "", 240, "The audits saw work being done and counted it: thirty sessions, fifty certificates, a night shift. I knew two of the weak spots and found both in the reports."},
	{"10.2-9", "anke", "nonconformity:open-rule nonconformity:vault-book", "", 200, "Laid side by side, the open rule took two weeks and a change of the procedure, the vault's book a new page. That is as it should be."},
	// The risk of flood was changed after this was said: it has lapsed.
	{"6.1.3-2", "holger", "risk:flood", "flood-boards", 240, "Keeping water out for longer is right as long as the site can't move."},
	// Ran out a few days ago.
	{"5.1-5", "astrid", "document:manual", "board-minutes", -6, "Review of last year: outcomes reached but for the restore of SCADA, which took nine hours."},
}

func (s *story) judgements() {
	for i, o := range opinions {
		s.sit(20, o.judge)
		judged := s.now()
		if o.valid < 0 {
			judged = s.ago(45) // given at the review, entered with the others
		}
		body := &assess.Judgement{
			System: isms, Standard: "iso27001", Edition: "2022", Requirement: o.requirement, Outcome: "holds", Reason: o.reason,
			Evidence: refs("evidence", o.evidence), Judge: ref("person", o.judge), Judged: judged, Expires: s.in(o.valid),
		}
		for _, seen := range mixed(o.saw) {
			body.Saw = append(body.Saw, assess.Seen{Record: seen, Revision: s.made[seen]})
		}
		s.create("judgement", number("opinion", i), body)
	}
}
