package demo

import (
	"surety/isms/org"
	"surety/record"
)

// aim is one security objective.
type aim struct {
	name, title, level, owner string
	commitment                string
	measure, target           string
	requirements, risks       string
	results                   []org.Result // On is set from days
	days                      []int        // of the results, days ago
	todo                      []aimStep
	resources, evaluation     string
	due                       int // days ahead
}

// aimStep is one action of the plan: due so many days ahead, or done so many days ago.
type aimStep struct {
	what, who string
	due, done int
}

var aims = []aim{
	{"restore", "What we promise to restore, we have restored", "Whole organization", "dirk", "Safety and supply first",
		"Restore tests passed within the promised time, of those planned in the quarter", "4 of 4", "cloud-sla insurer-facts", "extortion cloud-extortion",
		[]org.Result{{Value: "4 of 4", Reached: true}, {Value: "3 of 4: SCADA took 9 hours"}}, []int{138, 52},
		[]aimStep{{"Faster disks for the spare SCADA system", "henrik", 70, 0}, {"Test by lot, by somebody else", "svenja", 0, 90}},
		"12 days a quarter; 40,000 EUR for disks", "Dirk Johannsen reports figures and causes to the security board after each quarter.", 200},
	{"lines", "No switching command travels unencrypted", "Telecommunications, Substations", "oke", "Safety and supply first",
		"Serial lines without encryption", "0 of 215, by way of 60 this year", "catalogue", "serial-lines old-relays",
		[]org.Result{{Value: "131"}, {Value: "97", Reached: true}}, []int{150, 47},
		[]aimStep{{"Replace terminals at 22 stations", "torge", 150, 0}, {"Modems for the lines beyond", "oke", 260, 0}},
		"310,000 EUR; two technicians", "Count in the list of lines against the plan, every quarter.", 300},
	{"closing", "Weaknesses are closed before others use them", "IT, Metering cloud, Substations", "nils", "We meet what applies to us",
		"Weaknesses closed within the time of NW-PRO-03", "95 %", "nis2-measures", "extortion gateway-flaw",
		[]org.Result{{Value: "91 %"}, {Value: "96 %", Reached: true}}, []int{140, 50},
		[]aimStep{{"Owners see their own late list every Monday", "nils", 0, 75}, {"Scanner for the interface of the portal", "freja", 90, 0}},
		"Half a position; scanner licence", "Figure, and the three oldest late ones by name, to the security board monthly.", 180},
	{"first-word", "Authorities hear from us in half the time the law gives", "Information security, Legal", "nele", "We meet what applies to us",
		"Hours from knowing to the first notice, in exercises and in earnest", "12 hours at most", "nis2-notice gdpr-breach dk-preparedness", "notice-late",
		[]org.Result{{Value: "29 hours"}, {Value: "6 h 40 min", Reached: true}}, []int{230, 56},
		[]aimStep{{"Logins for deputies in all four portals", "ida", 0, 80}, {"Exercise at a weekend", "ida", 110, 0}},
		"Two exercises a year", "The slower of the two countries counts.", 220},
	{"reasons", "Nobody looks at readings without a reason", "Metering, Billing", "birgit", "If our systems lie, people are watched in their homes",
		"Plausible reasons in a monthly sample of 50", "50 of 50", "readings-private gdpr-security", "nosy cross-tenant",
		[]org.Result{{Value: "47 of 50"}, {Value: "49 of 50"}}, []int{130, 46},
		[]aimStep{{"Talk in each team about the two cases", "birgit", 0, 66}, {"Watch over mass look-ups", "nils", 165, 0}},
		"Works agreement; three days a month", "Birgit Feddersen and the data protection officer look at each that isn't plausible.", 190},
	{"attestation", "The metering cloud is attested by C5", "Metering cloud", "malte", "We meet what applies to us",
		"Criteria met in the gap analysis, of 125", "125, and the auditor's report", "cloud-cert", "cloud-admin",
		[]org.Result{{Value: "98"}, {Value: "112", Reached: true}}, []int{160, 58},
		[]aimStep{{"Close thirteen gaps", "can", 120, 0}, {"Audit, type 1", "malte", 240, 0}},
		"180,000 EUR; one platform engineer", "Gap list every month; the attestation itself at the end.", 260},
	{"culture", "The control room speaks up", "Grid control", "henrik", "Whoever reports a mistake of their own is thanked",
		"", "", "works-agreement", "rota border", // neither measure nor a reason for having none, on purpose
		[]org.Result{{Value: "Good talks in both rooms"}}, []int{54},
		[]aimStep{{"Ten minutes at each handover for what felt odd", "henrik", 60, 0}},
		"Ten minutes a shift", "The heads of both desks compare impressions.", 150},
}

func (s *story) aims() {
	s.sit(40, "mara")
	for _, a := range aims {
		s.create("objective", a.name, s.objective(a))
	}
	s.create("objective", "passkeys", &org.Objective{
		System: isms, Title: "Passkeys instead of passwords", Version: "1.0", Level: "Whole organization", Commitment: "We get better", Policy: ref("document", "policy"),
		Measure: "Staff with a passkey", Target: "90 %", Risks: refs("risk", "identity-taken"), Frequency: "P3M", Results: []org.Result{{On: s.ago(70), Value: "92 %", Reached: true}},
		Owner: ref("person", "svenja"), Due: s.ago(65),
	})
	s.sit(39, "astrid")
	for _, a := range aims {
		s.move("objective", a.name, "approve")
	}
	s.move("objective", "passkeys", "approve")
	s.move("objective", "passkeys", "reach")
	s.sit(39, "mara")
	s.planning()
}

func (s *story) objective(a aim) *org.Objective {
	body := &org.Objective{
		System: isms, Title: a.title, Version: "1.0", Level: a.level, Commitment: a.commitment, Policy: ref("document", "policy"), Measure: a.measure, Target: a.target,
		Requirements: refs("requirement", a.requirements), Risks: refs("risk", a.risks), Frequency: record.Period("P3M"), Reviewed: s.now(),
		Resources: a.resources, Owner: ref("person", a.owner), Due: s.in(a.due), Evaluation: a.evaluation,
	}
	for i, result := range a.results {
		result.On = s.ago(a.days[i])
		body.Results = append(body.Results, result)
	}
	for _, action := range a.todo {
		row := org.Action{What: action.what, Owner: ref("person", action.who), Due: s.in(action.due)}
		if action.done > 0 {
			row.Due, row.Done = s.ago(action.done-5), s.ago(action.done)
		}
		body.Actions = append(body.Actions, row)
	}
	return body
}
