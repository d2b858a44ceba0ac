package demo

import "surety/isms/continuity"

// fallback is one continuity plan; hours until it runs again and of data that may
// be lost, and the next exercise so many days ahead.
type fallback struct {
	name, title, scenario string
	rto, rpo, next        int
	minimum, security     string
	assets, suppliers     string
	owner                 string
}

var fallbacks = []fallback{
	{"grid", "Grid control", "Storm surge, loss of both SCADA servers, loss of the ring.", 1, 0, 95, "Faults at 110 kV are switched within ten minutes, by hand and radio where need be.",
		"Sealed accounts in both control rooms; each use is written down and told to the security officer. Doors are guarded when readers fail. No way to the internet is opened for convenience.",
		"p-grid p-outage scada flensburg schleswig", "havstrom kystfiber", "henrik"},
	{"cloud", "Metering cloud", "Loss of a region of Meridian, loss of an account to an attacker.", 2, 1, 110, "Utilities get the readings of the night by noon.",
		"Keys stay in our own module; the second region has the same rules and its own accounts. Emergency rights end after four hours by themselves.", "p-cloud cloud-cluster cloud-db portal", "meridian", "can"},
	{"trust", "Certificates for meters and gateways", "Loss of the rooms in Kiel, defect of a module.", 24, 0, 60, "Revocation lists are published each day.",
		"Two roles and witnesses as always: no key is used by one person, also not in an emergency.", "p-pki ca-software directory", "kryptolith fordecolo", "wiebke"},
	{"office", "Work without computers", "Malware has locked servers and workplaces.", 72, 24, 130, "Control centre and customer telephone can be reached; payroll of the month is paid.",
		"Administrators work from devices kept apart; nothing goes back to the network before it was examined.", "identity mail-suite backup-it", "kontorsuite", "svenja"},
	{"billing", "Billing network charges", "Netzkasse is down for weeks.", 240, 24, 42, "Bills of the large customers are written from the monthly copy.",
		"The copy lies encrypted in Kiel; whoever writes bills by hand signs in pairs.", "p-billing erp", "netzkasse", "merle"},
}

// drill is one exercise, held so many days ago, or ahead where negative.
type drill struct {
	name, title, subject, how, plans string
	held, hours                      int
	result, lead                     string
	scenario, findings, lessons      string
	evidence                         string
}

var drills = []drill{
	{"by-hand", "Two hours by hand", "continuity", "simulation", "continuity_plan:grid", 85, 1, "reached", "henrik",
		"Both SCADA servers are taken away from five shifts, one after the other.", "Longest switching act eleven minutes; the radio has a gap near Tinglev.", "Second handset at the mast of Tinglev.", "by-hand-exercise"},
	{"region", "Second region with real load", "continuity", "technical", "continuity_plan:cloud", 72, 1, "reached", "can", "Meridian's first region is declared lost on a Tuesday morning.", "41 minutes; two alarms named the wrong region.", "", "region-drill"},
	{"night-notice", "Night exercise: first notice to both countries", "incident", "simulation", "document:incident document:notification", 62, 0, "reached", "ida",
		"A false alarm of the protection at 01:30, told only to the incident lead.", "First notice after 5 h 10 min in Germany and 6 h 40 min in Denmark.", "A card with the Danish numbers at both desks.", "notice-drill"},
	{"tiers", "Directory service rebuilt from nothing", "continuity", "technical", "continuity_plan:office", 94, 80, "partly", "svenja",
		"Everything that was switched on counts as lost.", "80 hours instead of 72: the licence server of the suite stood in the wrong order.", "Order of the run-book changed; the licences lie on paper in the safe.", "tier-report"},
	{"module", "Issuing from the spare module", "continuity", "technical", "continuity_plan:trust", 86, 9, "reached", "emil", "One module fails in the middle of a ceremony.", "Nine hours with two witnesses, as in the script.", "", "module-updates"},
	{"paper-bills", "A hundred bills from the monthly copy", "continuity", "walk_through", "continuity_plan:billing", -42, 0, "", "merle", "Netzkasse can't be reached for a month.", "", "", ""},
}

// continuity is how Nordwerk goes on. Billing by hand was never tried, on purpose.
func (s *story) continuity() {
	s.sit(33, "mara")
	for _, f := range fallbacks {
		s.create("continuity_plan", f.name, &continuity.Plan{
			System: isms, Title: f.title, Version: "1.0", Scenario: f.scenario, RTO: f.rto, RPO: f.rpo, Minimum: f.minimum, Security: f.security, Assets: refs("asset", f.assets),
			Suppliers: refs("supplier", f.suppliers), Documents: refs("document", "continuity"), Owner: ref("person", f.owner), Exercise: s.in(f.next),
		})
	}
	for _, d := range drills {
		body := &continuity.Exercise{
			System: isms, Title: d.title, Subject: d.subject, Type: d.how, Plans: mixed(d.plans), Scenario: d.scenario, Planned: s.ago(d.held), Lead: ref("person", d.lead),
			Hours: d.hours, Result: d.result, Findings: d.findings, Lessons: d.lessons, Evidence: refs("evidence", d.evidence),
		}
		if d.held > 0 {
			body.On = body.Planned
		}
		s.create("exercise", d.name, body)
		if d.held > 0 {
			s.move("exercise", d.name, "hold")
		}
	}
	s.sit(32, "holger")
	for _, f := range fallbacks {
		s.move("continuity_plan", f.name, "approve")
	}
}
