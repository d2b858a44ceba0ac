package demo

import (
	"fmt"

	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/control"
	"surety/isms/document"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/isms/supplier"
	"surety/record"
)

// Words that records of a size are made of.
var (
	places   = []string{"Flensburg", "Schleswig", "Kiel", "Aabenraa", "Husum", "Tønder", "Niebüll", "Haderslev", "Kappeln", "Sønderborg", "Rendsburg", "Ribe", "Bredstedt", "Vejen", "Eckernförde"}
	units    = []string{"Grid control", "Substations", "Metering", "Metering cloud", "Trust services", "IT", "Billing", "Human resources", "Procurement", "Facilities"}
	machines = []string{"Protection relay", "Remote terminal unit", "Switch", "Firewall", "Server", "Database", "Laptop", "Meter concentrator", "Storage", "Sensor", "Terminal", "Gateway"}
	given    = []string{"Anna", "Jens", "Lene", "Ole", "Birte", "Nis", "Wiebke", "Lars", "Silke", "Mads", "Tomke", "Søren", "Grete", "Hauke", "Inge", "Karsten"}
	family   = []string{"Andresen", "Jürgensen", "Møller", "Thomsen", "Lorenzen", "Hansen", "Petersen", "Nielsen", "Carstensen", "Brodersen", "Feddersen", "Clausen"}
	threats  = []string{"Extortion", "Mistake", "Theft", "Technical failure", "Flood", "Directed attack", "Loss", "Failure of a provider", "Curiosity", "Fire"}
	harms    = []string{"Readings are altered", "Switching is delayed", "Data of customers get out", "The service stops for a day", "A configuration is lost", "Keys become known"}
)

func (m *mill) person(int) any {
	name := oneOf(m, given...) + " " + oneOf(m, family...)
	return &org.Person{
		Name: name, Mail: fmt.Sprintf("p%d@example.com", m.made["person"]), Function: oneOf(m, "Engineer", "Operator", "Clerk", "Team lead", "Developer"),
		Unit: oneOf(m, units...), Manager: m.any("person"), InScope: !m.seldom(10), External: m.seldom(8), Joined: m.today.AddDays(-100 - m.chance.IntN(5000)),
	}
}

func (m *mill) supplier(i int) any {
	return &supplier.Supplier{
		Systems: m.systems(), Name: fmt.Sprintf("%s %s GmbH %d", oneOf(m, family...), oneOf(m, "Technik", "Netze", "Daten", "Service"), m.made["supplier"]+1),
		Service: "Maintenance of " + oneOf(m, machines...), Relevant: !m.seldom(20), Rating: oneOf(m, "low", "medium", "high", "critical"), Contract: fmt.Sprintf("C-%05d", i),
		Clauses: []string{"confidentiality", "incidents"}, Until: m.soon(), Split: "They maintain, we operate.", Owner: m.any("person"), Reviewed: m.lately(),
	}
}

func (m *mill) asset(int) any {
	number := m.made["asset"]
	riskless := "Its risk is that of what it carries."
	if m.seldom(4) {
		riskless = ""
	}
	kind := oneOf(m, "hardware", "hardware", "hardware", "hardware", "software", "software", "information", "service", "network", "site")
	return &asset.Asset{
		Systems: m.systems(), Name: fmt.Sprintf("%s %s %05d", oneOf(m, machines...), oneOf(m, places...), number), External: fmt.Sprintf("A-%06d", number), Type: kind,
		Primary: kind == "information", InScope: !m.seldom(10), Owner: m.any("person"), Location: oneOf(m, places...),
		Classification: oneOf(m, "internal", "internal", "confidential", "public"), Confidentiality: 1 + m.chance.IntN(4), Integrity: 1 + m.chance.IntN(4), Availability: 1 + m.chance.IntN(4),
		DependsOn: m.some("asset", m.chance.IntN(4)), Supplier: m.any("supplier"), NoRisk: riskless, Reviewed: m.lately(),
	}
}

func (m *mill) document(int) any {
	number := m.made["document"]
	author := numbered("person", 1+m.chance.IntN(max(m.made["person"]-1, 1))) // not who approves
	return &document.Document{
		Systems: m.systems(), Title: fmt.Sprintf("%s of %s", oneOf(m, "Operation", "Maintenance", "Access", "Backup", "Disposal"), oneOf(m, machines...)), Reference: fmt.Sprintf("D-%05d", number),
		Type: oneOf(m, "procedure", "procedure", "topic_policy", "record"), RequiredBy: "organization", Version: "1.0", Language: "en", Medium: "page",
		Text: record.Markdown("# What to do\n\nBefore you begin, call the control room. " + m.sentence() + " " + m.sentence()), Location: "Register", Authors: []record.Ref{author}, Owner: m.any("person"),
		Classification: "internal", Audience: []string{oneOf(m, units...)}, Access: "Intranet", Retention: "P5Y", Disposal: "Deleted", NextReview: m.soon(),
	}
}

func (m *mill) control(int) any {
	number := m.made["control"]
	after := annexA[number%len(annexA)]
	m.carriers[after.control] = append(m.carriers[after.control], numbered("control", number))
	return &control.Control{
		Systems: m.systems(), Title: fmt.Sprintf("%s, %s", after.title, oneOf(m, places...)), External: fmt.Sprintf("C-%05d", number), Standard: after.control, How: record.Markdown(m.sentence()),
		Owner: m.any("person"), Status: oneOf(m, "implemented", "implemented", "implemented", "partly"), Since: m.lately(), Documents: m.some("document", 1), Assets: m.some("asset", 3), Reviewed: m.lately(),
	}
}

// requirement is addressed as long as a scope can list it.
func (m *mill) requirement(int) any {
	addressed, reason := "yes", ""
	if m.made["requirement"] >= mostLinks {
		addressed, reason = "no", "Another system answers it."
	}
	return &org.Requirement{
		System: m.system(), Party: numbered("interested_party", 0), Title: "Keep " + oneOf(m, machines...) + " in " + oneOf(m, places...) + " in order", Source: oneOf(m, "law", "regulation", "contract"),
		Reference: fmt.Sprintf("§ %d", 1+m.chance.IntN(99)), Addressed: addressed, Reason: reason, Through: m.some("control", 2),
	}
}

// risk is treated in two of three cases; the others are low.
func (m *mill) risk(i int) any {
	body := &risk.Risk{
		System: m.system(), Title: fmt.Sprintf("%s: %s", oneOf(m, threats...), oneOf(m, harms...)), External: fmt.Sprintf("R-%06d", m.made["risk"]), Scenario: record.Markdown(m.sentence()), Threat: oneOf(m, threats...),
		Vulnerability: "Old equipment", Effects: []string{oneOf(m, "confidentiality", "integrity", "availability")}, Assets: m.some("asset", 1+m.chance.IntN(3)), Owner: record.Ref(m.owner),
		Method: numbered("risk_method", 0), Consequence: 3 + m.chance.IntN(3), ConsequenceWhy: m.sentence(), Likelihood: 2 + m.chance.IntN(3), LikelihoodWhy: "Seen in the sector.",
		Priority: 1 + i, Assessed: m.lately(), ResidualConsequence: 3, ResidualLikelihood: 1 + m.chance.IntN(2),
	}
	if i%3 == 2 {
		body.Consequence, body.Likelihood, body.ResidualConsequence, body.ResidualLikelihood = 2, 2, 0, 0
	}
	return body
}

func (m *mill) evidence(int) any {
	collected := m.lately()
	return &assess.Evidence{
		Title: fmt.Sprintf("%s of %s, %s", oneOf(m, "Report", "Export", "Test", "Protocol"), oneOf(m, machines...), oneOf(m, places...)), Origin: oneOf(m, "document", "export", "observation", "test"),
		Controls: m.some("control", 2), Collected: collected, Expires: collected.AddDays(360), Collector: m.any("person"), Location: "Archive", Note: m.sentence(),
	}
}

// treatment treats the round's risks that need it.
func (m *mill) treatment(i int) any {
	due := m.soon()
	return &risk.Treatment{
		Risk: m.mine(i/2*3 + i%2), Option: "modify", Controls: m.some("control", 2), Reason: m.sentence(),
		Actions: []risk.Action{{What: "Renew " + oneOf(m, machines...), Owner: m.any("person"), Due: due}}, Owner: record.Ref(m.owner), Due: due,
		Cost: record.Money{Minor: int64(m.chance.IntN(5_000_000)), Currency: "EUR"}, Plan: numbered("treatment_plan", m.made["treatment_plan"]-1),
	}
}

// mine is one of the round's risks.
func (m *mill) mine(i int) record.Ref {
	return numbered("risk", min(m.first["risk"]+i, m.made["risk"]-1))
}

// acceptance accepts the round's risks, but for the last.
func (m *mill) acceptance(i int) any {
	return &risk.Acceptance{Risk: m.mine(i), By: record.Ref(m.owner), Expires: m.today.AddDays(200), Reason: "What is left is carried by the unit."}
}

func (m *mill) acknowledgement(int) any {
	return &document.Acknowledgement{Document: m.any("document"), Person: m.any("person"), Version: "1.0", On: m.lately()}
}

func (m *mill) task(int) any {
	return &org.Task{Title: "Look at " + oneOf(m, machines...) + " in " + oneOf(m, places...), About: m.some("asset", 1), Assignee: m.any("person"), Due: m.soon()}
}

func (m *mill) systems() []record.Ref { return []record.Ref{m.system()} }

// sentence is one of some thousand.
func (m *mill) sentence() string {
	return fmt.Sprintf("%s when %s in %s is hit by %s; the %s team sees it and acts by the procedure.",
		oneOf(m, harms...), oneOf(m, machines...), oneOf(m, places...), oneOf(m, threats...), oneOf(m, units...))
}
