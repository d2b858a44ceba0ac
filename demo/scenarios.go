package demo

import (
	"surety/isms/risk"
	"surety/record"
)

// scenarios tells who may bring risks about, by way of whom, and how it would be
// done: the workshops from which some risks of the register came. Threats and
// weaknesses are those that several risks name.
func (s *story) scenarios() {
	s.sit(43, "mara")
	s.libraries()
	s.create("risk_source", "grid-saboteurs", &risk.Source{
		System: isms, Title: "Saboteurs in the pay of a state", Category: "state", Motivation: "Influence and pressure in a conflict.", EndState: "Districts without power at a time of their choosing.",
		Means: 4, Drive: 3, Activity: 3, Kept: "yes", Reason: "Two campaigns against distributors of our size within three years.", Reviewed: s.now(),
	})
	s.create("risk_source", "extortionists", &risk.Source{
		System: isms, Title: "Extortionists", Category: "organized_crime", Motivation: "Gain.", EndState: "We pay so that data stay secret and machines run again.",
		Means: 3, Drive: 4, Activity: 4, Kept: "yes", Reason: "The most frequent of all; a neighbour stood still for nine days.", Reviewed: s.now(),
	})
	s.create("risk_source", "storm-tide", &risk.Source{
		System: isms, Title: "Storm tides of the Baltic", Category: "environment", EndState: "None: nobody wants it.", Means: 4, Activity: 3, Kept: "yes", Reason: "2023 stood at 2.27 m above normal.", Reviewed: s.now(),
	})
	s.create("risk_source", "pranksters", &risk.Source{
		System: isms, Title: "Pupils who try things out", Category: "amateur", Motivation: "Challenge and amusement.", EndState: "A picture of our map on their phones.",
		Means: 1, Drive: 1, Activity: 2, Kept: "no", Reason: "What would stop the others stops them.", Reviewed: s.now(),
	})
	for _, p := range []struct {
		name, title, supplier, controls string
		ratings                         [4]int // dependency, penetration, maturity, trust
		owner, note                     string
	}{
		{"havstrom", "Havstrøm, maker of SCADA", "havstrom", "jump-host supply-chain", [4]int{4, 4, 2, 2}, "henrik", "Comes in from afar twice a week."},
		{"relaiswerk", "Relaiswerk, maker of relays", "relaiswerk", "relay-shield", [4]int{3, 2, 2, 3}, "silke", ""},
		{"meridian", "Meridian, cloud", "meridian", "", [4]int{4, 3, 4, 3}, "can", ""},
		{"kodekontor", "Kodekontor, contract developers", "kodekontor", "source-access", [4]int{2, 3, 2, 2}, "freja", ""},
	} {
		s.create("ecosystem_party", p.name, &risk.Party{
			System: isms, Title: p.title, Is: ref("supplier", p.supplier), Dependency: p.ratings[0], Penetration: p.ratings[1], Maturity: p.ratings[2], Trust: p.ratings[3],
			Controls: refs("control", p.controls), Owner: ref("person", p.owner), Note: p.note, Reviewed: s.now(),
		})
	}
	s.create("strategic_scenario", "switch-off", &risk.Strategic{
		System: isms, Title: "Through the maker of SCADA to the breakers", Source: ref("risk_source", "grid-saboteurs"), EndState: "Several districts dark in the same hour.",
		Parties: refs("ecosystem_party", "havstrom"), Assets: refs("asset", "p-grid"), Effects: []string{"integrity", "availability"}, Consequence: 5,
		Way: "They take over an account at Havstrøm, wait for a window of maintenance and act as its owner would.", Reviewed: s.now(),
	})
	s.create("strategic_scenario", "lock-all", &risk.Strategic{
		System: isms, Title: "Through the office to the metering cloud", Source: ref("risk_source", "extortionists"), EndState: "Readings encrypted and copied.",
		Parties: refs("ecosystem_party", "kodekontor"), Assets: refs("asset", "readings"), Effects: []string{"confidentiality", "availability"}, Consequence: 4, Reviewed: s.now(),
	})
	s.create("operational_scenario", "open-breakers", &risk.Operational{
		System: isms, Title: "A session of maintenance is taken over", Strategic: ref("strategic_scenario", "switch-off"), Reviewed: s.now(),
		Steps: []risk.Move{
			{What: "Learn from tenders and job offers which product runs where", Phase: "know", Likelihood: 5},
			{What: "Take over a technician's account at Havstrøm", Phase: "enter", Threat: ref("threat", "stolen-identity"), Vulnerability: ref("vulnerability", "foreign-accounts"), Controls: refs("control", "supply-chain"), Likelihood: 4},
			{What: "Ask for a window and come through the jump host", Phase: "enter", Asset: ref("asset", "jump-host"), Controls: refs("control", "jump-host mfa"), Likelihood: 3},
			{What: "Find the stations on the screens of SCADA", Phase: "find", Asset: ref("asset", "scada"), Controls: refs("control", "watch"), Likelihood: 4},
			{What: "Open breakers in several stations", Phase: "exploit", Asset: ref("asset", "scada"), Threat: ref("threat", "tampering"), Likelihood: 4},
		},
	})
}

// libraries are threats and weaknesses that several risks name.
func (s *story) libraries() {
	for _, t := range []struct {
		name, title, category string
		origin                []string
	}{
		{"stolen-identity", "Somebody acts with another's identity", "human", []string{"deliberate"}},
		{"tampering", "Commands or software are tampered with", "human", []string{"deliberate"}},
		{"malware", "Malware", "human", []string{"deliberate"}},
		{"high-water", "High water", "natural", []string{"environmental"}},
		{"failure", "A device or program fails", "technical", []string{"accidental"}},
	} {
		s.create("threat", t.name, &risk.Threat{Title: t.title, Category: t.category, Origin: t.origin, Reviewed: s.now()})
	}
	for _, v := range []struct {
		name, title, group, threats, assets string
		found                               int
		note                                record.Markdown
	}{
		{"foreign-accounts", "Accounts of suppliers that we don't manage", "organization", "stolen-identity", "jump-host", 400, ""},
		{"unsigned-firmware", "Relays take firmware without a signature", "hardware", "tampering", "relays", 300, "280 devices of the old series."},
		{"low-site", "Built at the harbour", "site", "high-water", "flensburg", 900, ""},
		{"shared-laptops", "Laptops that many hands use", "hardware", "malware", "engineering-pcs", 200, ""},
	} {
		s.create("vulnerability", v.name, &risk.Vulnerability{
			Title: v.title, Group: v.group, Threats: refs("threat", v.threats), Assets: refs("asset", v.assets), Found: s.ago(v.found), Note: v.note, Reviewed: s.now(),
		})
	}
}

// traced says where a risk comes from and what its controls lower, for those that
// were looked at so closely.
func (s *story) traced(name string, r *risk.Risk) {
	likelihood := func(control string, steps int, why string) {
		r.Lowered = append(r.Lowered, risk.Effect{Control: ref("control", control), Lowers: risk.LowersLikelihood, Steps: steps, Reason: why})
	}
	consequence := func(control string, why string) {
		r.Lowered = append(r.Lowered, risk.Effect{Control: ref("control", control), Lowers: risk.LowersConsequence, Steps: 1, Reason: why})
	}
	target := func(consequence, likelihood int) { r.TargetConsequence, r.TargetLikelihood = consequence, likelihood }
	r.Approach = "assets"
	switch name {
	case "remote-maintenance":
		r.Approach, r.Source, r.Strategic, r.Operational = "events", ref("risk_source", "grid-saboteurs"), ref("strategic_scenario", "switch-off"), ref("operational_scenario", "open-breakers")
		r.Threats, r.Vulnerabilities = refs("threat", "stolen-identity tampering"), refs("vulnerability", "foreign-accounts")
		r.Impacts = []risk.Impact{{Category: "Supply", Consequence: 5, Reason: r.ConsequenceWhy}, {Category: "Money", Consequence: 4, Reason: "Claims of customers, replacement of devices."}, {Category: "Law", Consequence: 3, Reason: "Notice to the authority within 24 hours."}}
		likelihood("jump-host", 1, "Opens only when somebody here opens it.")
		consequence("watch", "Seen within minutes; the session is cut.")
		target(4, 1)
	case "vendor-update":
		r.Approach, r.Source = "events", ref("risk_source", "grid-saboteurs")
		r.Threats = refs("threat", "tampering")
		likelihood("supply-chain", 1, "Releases are held back for four weeks and compared.")
		target(5, 1)
	case "field-malware":
		r.Threats, r.Vulnerabilities = refs("threat", "malware"), refs("vulnerability", "shared-laptops")
		likelihood("edr", 2, "Laptops that were elsewhere are wiped before they go into a station.")
		target(4, 1)
	case "flood":
		r.Source, r.Threats, r.Vulnerabilities = ref("risk_source", "storm-tide"), refs("threat", "high-water"), refs("vulnerability", "low-site")
		r.Impacts = []risk.Impact{{Category: "Supply", Consequence: 4, Reason: "Schleswig takes over within the hour."}, {Category: "Money", Consequence: 5, Reason: r.ConsequenceWhy}}
		likelihood("flood", 1, "Boards up to 3.6 m.")
		consequence("power", "The tank stands above the water.")
		target(3, 2)
	case "old-relays":
		r.Threats, r.Vulnerabilities = refs("threat", "tampering"), refs("vulnerability", "unsigned-firmware")
		likelihood("relay-shield", 2, "Own network cells, listening at their borders.")
		r.OverrideReason = "The shields stand in half of the stations only; the rest follows until summer."
		r.OverrideUntil = s.today.AddDays(75)
		target(4, 1)
	}
}
