package demo

import "surety/isms/org"

// shift is one change: of the management system (m), operations (o),
// technology (t) or the organization (g).
type shift struct {
	name, title, subject string
	unintended           bool
	significant          bool
	risks                string
	owner, approver      string
	approved, effective  int // days ago; effective ahead where negative
	reason, plan         string
	outcome              string
	concerns, test, back string // what becomes another, how it was tried, the way back
}

var subjects = map[string]string{"m": "management_system", "o": "operations", "t": "technology", "g": "organization"}

var shifts = []shift{
	{"tide", "Tide scale replaces the traffic light", "m", false, true, "flood remote-maintenance extortion", "mara", "holger", 95, 90,
		"Three colours made a lost laptop and a black-out neighbours.", "Assess all risks anew with both scales; compare; withdraw the old method.", "Eleven risks moved by a level; all owners agreed.", "risk_method:tide document:risk-process", "", "The old method stood ready until all risks were assessed."},
	{"roles", "Security board decides on high residual risk", "m", false, false, "", "mara", "astrid", 120, 115,
		"The directors decided on everything, late.", "Role with three units; directors keep critical risk; change of NW-ISMS-004.", "Median time to a decision fell from six weeks to one.", "document:treatment-process", "", ""},
	{"danish-utilities", "Metering cloud opens for Danish utilities", "g", false, true, "cross-tenant cloud-admin gateway-flaw", "malte", "astrid", 64, -75,
		"Strategy of the board.", "Second language, national data hub, agreement of processing after Danish law; first customer as a pilot.", "", "asset:p-cloud", "", ""},
	{"scada-11", "SCADA release 11 with allow-list", "t", false, true, "vendor-update load-shed-abuse", "henrik", "holger", 61, -60,
		"Release 10 ends in spring; allow-list is part of the treatment plan.", "Spare system for two weeks, Schleswig, then Flensburg, at low load; way back by image.", "", "asset:scada control:allow-list", "", "Image of release 10; to be decided within four hours at each site."},
	{"tonder", "Second fibre route over Tønder", "t", false, false, "", "oke", "holger", 200, 160, "The Danish side hung on one river crossing.", "Leased fibre, own encryption, switch-over by night.", "Two outages of the old route since, unnoticed by control.", "asset:ring", "Switched over on three nights with the control room on the telephone.", "The old route stays lit for half a year."},
	{"door-closed", "Jump host takes no foreign laptops any more", "t", false, false, "remote-maintenance", "oke", "holger", 238, 237,
		"Malware on a maintenance laptop; decided by telephone at night.", "Allow only the six laptops that we lend.", "Sessions take a day longer to arrange; nobody asked for the old way back.",
		"asset:jump-host control:jump-host", "One session the same night.", "Rule of the day before, kept for a week."},
	{"loop", "A customer's loop slowed the interface down", "t", true, false, "api-abuse", "malte", "", 0, 230, "", "",
		"Slow for five hours, no data lost. Limits per tenant since; the utility mended its program.", "", "", ""},
	{"open-rule", "A rule between office and process network stayed open", "t", true, false, "one-network", "oke", "", 0, 100, "", "",
		"Five months open, no traffic seen. Closed; since then each rule has an end, and the round is half-yearly.", "", "", ""},
}

func (s *story) changes() {
	for _, c := range shifts {
		s.create("change", c.name, s.change(c))
		if c.effective > 0 {
			s.move("change", c.name, "finish")
		}
	}
}

func (s *story) change(c shift) *org.Change {
	body := &org.Change{
		System: isms, Title: c.title, Subject: subjects[c.subject], Planned: "planned", Significant: c.significant, Reason: c.reason, Plan: c.plan,
		Approver: ref("person", c.approver), Effective: s.ago(c.effective), Outcome: c.outcome, Concerns: mixed(c.concerns), Test: c.test, WayBack: c.back, Risks: refs("risk", c.risks), Owner: ref("person", c.owner),
	}
	if c.name == "door-closed" {
		body.Type, body.Reviewed = "emergency", s.ago(230)
	}
	if c.unintended {
		body.Planned = "unintended"
	} else {
		body.ApprovedOn = s.ago(c.approved)
	}
	return body
}
