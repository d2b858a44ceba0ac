package demo

import "surety/isms/org"

// recent is what has happened in the last three weeks. Much of what the
// verdict finds began here.
func (s *story) recent() {
	s.sit(19, "mara")
	s.edit("soa", "isms", map[string]string{"version": "1.1"})
	s.edit("soa_row", "A.5.23", map[string]string{"status": "implemented"})
	s.edit("soa_row", "A.8.16", map[string]string{"reason": "Attackers come at night and on holidays; two of the last three attempts were seen by Wachturm first."})
	for _, a := range aims {
		s.edit("objective", a.name, map[string]string{
			"communicated": string(s.ago(20)), "communicated_to": "Everybody, at the staff meetings in Flensburg and Aabenraa; " + a.level + " in person",
		})
	}

	// The filter's contract has ended. The row says "no", and why was left for later.
	s.sit(17, "mara")
	s.move("control", "web-filter", "retire")
	s.edit("soa_row", "A.8.23", map[string]string{"included": "no", "status": "", "controls": "", "reason": ""})

	// A new study expects higher surges. What remains is now high, and nobody has looked at it since.
	s.sit(15, "fiete")
	s.edit("risk", "flood", map[string]string{
		"residual_likelihood": "3", "assessed": string(s.ago(15)),
		"override_reason": "The boards reach 3.6 m, and the study expects more than that within the life of the site.", "override_until": string(s.in(160)),
		"likelihood_reason": "The study of the coastal authority of this autumn expects 3 m once in 8 years; 2023 stood at 2.27 m above normal.",
	})

	s.sit(14, "mara")
	s.create("change", "billing-host", &org.Change{
		System: isms, Title: "Netzkasse moves billing to another host", Subject: "technology", Planned: "planned", Significant: true,
		Reason: "Netzkasse ends its own data centre and goes to a cloud provider.", Plan: "Copy over a weekend, a week of both, way back by the old host until the end of the month.",
		Approver: ref("person", "dirk"), ApprovedOn: s.ago(16), Effective: s.in(38), Owner: ref("person", "merle"),
		Concerns: mixed("asset:erp supplier:netzkasse"), WayBack: "The old host stays as it is until the end of the month.",
	})

	// Torben Kjær has gone to a transmission operator. One of his risks was forgotten.
	s.sit(12, "mara")
	s.edit("person", "torben", map[string]string{"left": string(s.ago(12))})
	s.move("person", "torben", "leave")
	s.move("assignment", "risk-owner-torben", "retire")
}

// errand is one task; done so many days ago, or open and due so many days ahead.
type errand struct {
	title, who string
	about      string
	due, done  int
	note       string
}

var errands = []errand{
	{"Find a deputy for the head of telecommunications", "holger", "", 20, 0, "Oke Nissen runs the team until then."},
	{"Agree with the works councils on watch over look-ups", "nils", "treatment:nosy control:leak-watch", 45, 0, ""},
	{"Name the 31 forgotten test accounts at Netzkasse", "merle", "supplier:netzkasse", 12, 0, ""},
	{"Invite the certification body for the surveillance audit", "mara", "requirement:certifier-access", 60, 0, "Second surveillance; three sites, one of them Danish."},
	{"Radio gap near Tinglev", "oke", "evidence:by-hand-exercise", 34, 0, "Found in the exercise by hand."},
	{"Translate the run-book for black start into Danish", "lars", "control:run-books", 28, 0, ""},
	{"Draft a works agreement for cameras at twelve sites", "fiete", "treatment:break-in", 18, 0, "Why the cameras are late."},
	{"Second maker of gateways for the north", "grit", "risk:gateway-flaw", 85, 0, ""},
	{"Close access of the last project of Kodekontor", "freja", "supplier:kodekontor", 15, 0, ""},
	{"Check the diesel contract before winter", "fiete", "control:power", 22, 0, ""},
	{"Send the yearly questionnaire back to the insurer", "jytte", "requirement:insurer-facts", 30, 0, "Answers on backup wait for the restore test."},
	{"Move logs of the customer portal to the new format", "can", "control:logs", 40, 0, ""},
	{"Tell utilities about the new sub-processor for support", "ole", "requirement:gdpr-processor", 25, 0, ""},
	{"Write down what the two regulators mean by significant", "nele", "planning:two-laws", 80, 0, ""},
	{"Ask for the firmware list of relays of series 6", "silke", "supplier:relaiswerk risk:old-relays", 33, 0, ""},
	{"Card for the night: whom to call in Denmark", "ida", "document:notification", 0, 6, "Hangs at both desks now."},
	{"Count badges in Aabenraa", "fiete", "control:entry", 0, 8, ""},
	{"Return the loan laptops from the trade fair", "jan", "control:returns", 0, 5, ""},
	{"Correct names in the switching papers of Kassø", "lars", "risk:border", 0, 9, ""},
	{"Repair the door contact in Handewitt", "fiete", "asset:ss-handewitt", 0, 4, ""},
	{"Answer the school class about storm surges", "mikkel", "", 0, 3, ""},
	{"Prepare the security board of this month", "mara", "", 0, 7, "Flood study, Netzkasse, ceremony."},
}

func (s *story) tasks() {
	s.sit(11, "mara")
	for i, e := range errands {
		due := s.in(e.due)
		if e.done > 0 {
			due = s.ago(e.done - 2)
		}
		s.create("task", number("task", i), &org.Task{Title: e.title, About: mixed(e.about), Assignee: ref("person", e.who), Due: due, Note: e.note})
	}
	for i, e := range errands {
		if e.done > 0 {
			s.sit(e.done, "mara")
			s.move("task", number("task", i), "finish")
		}
	}
}
