package demo

import (
	"slices"

	"surety/isms/control"
	"surety/isms/document"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

// begin makes what there is one of, or few.
func (m *mill) begin() {
	m.add("organization", &org.Organization{Name: "Large example", Purpose: "Shows how the program carries many records.", Country: "DE", TimeZone: "Europe/Berlin"})
	m.add("management_system", &org.ManagementSystem{
		Name: "Information security management system", Standard: "iso27001", Edition: "2022", Outcomes: "Answers come as fast as with few records.", Review: "P12M", Assessment: "P12M",
		MostUnread: 1_000_000,
	})
	m.add("person", m.person(0)) // who directs
	m.add("person", m.person(0)) // who writes
	m.appoint()
	m.add("risk_method", &risk.Method{
		System: m.system(), Title: "Tide scale", Version: "1.0", Description: record.Markdown("Consequence and likelihood by the tide scale. " + m.sentence() + " " + m.sentence()), Consequence: consequences, Likelihood: likelihoods,
		Levels: []risk.Level{{Name: "Low", Rank: 1, Acceptable: true}, {Name: "Moderate", Rank: 2}, {Name: "High", Rank: 3}, {Name: "Critical", Rank: 4}},
		Matrix: matrix(), Triggers: []string{"A significant change"},
	})
	m.approve("risk_method", 0)
	m.think()
	m.write()
}

func (m *mill) add(kind string, body any) { m.create(kind, body, "") }

// appoint makes roles, and the first person hold those of the management system.
func (m *mill) appoint() {
	for i, duty := range []string{"top_management", "risk_owner", "conformity", "reporting"} {
		m.add("role", &org.Role{
			Name: record.Words(duty), Duty: duty, Mandatory: duty != "risk_owner", Does: []string{"What " + duty + " asks for"}, May: []string{"Decides on it"}, Competence: []string{"Knowledge of it"},
		})
		if duty != "risk_owner" {
			m.assign(numbered("role", i), numbered("person", 0))
		}
	}
}

func (m *mill) assign(role, person record.Ref) {
	m.add("assignment", &org.Assignment{Role: role, Person: person, From: m.today.AddDays(-400), AppointedBy: numbered("person", 0), Acknowledged: m.today.AddDays(-399)})
}

// think makes issues, parties and what follows for the management system.
func (m *mill) think() {
	for i, topic := range []string{"legal", "climate_change", "resources"} {
		m.add("issue", &org.Issue{
			System: m.system(), Title: record.Words(topic), Origin: []string{"external", "external", "internal"}[i], Topic: topic, Determination: "relevant", Rationale: "It bears on what is to be achieved.",
			Owner: numbered("person", 0), Reviewed: m.today.AddDays(-60),
		})
		m.add("planning", &org.Planning{
			System: m.system(), Title: "What " + topic + " asks for", Type: []string{"risk", "risk", "opportunity"}[i], Aim: []string{"outcomes", "unwanted_effects", "improvement"}[i],
			Effect: "Work is late.", Issues: []record.Ref{numbered("issue", i)}, Decision: "act", Owner: numbered("person", 0),
			Actions: []org.PlannedAction{{What: "Plan it", Owner: numbered("person", 0), Due: m.today.AddDays(60), Process: "Planning", Criterion: "It is on time", Evaluate: m.today.AddDays(90)}},
		})
	}
	m.add("interested_party", &org.Party{System: m.system(), Name: "Supervisory authority", Category: "authorities", Interest: "Order", Policy: "public", Owner: numbered("person", 0), Reviewed: m.today.AddDays(-100)})
}

// write makes the documents that the standard names, and tells of them.
func (m *mill) write() {
	for i, kind := range []string{"security_policy", "risk_method", "treatment_method"} {
		body := m.document(0).(*document.Document)
		body.Type, body.Title, body.RequiredBy, body.Owner, body.NextReview = kind, record.Words(kind), "standard", numbered("person", 0), m.today.AddDays(200)
		if i == 0 {
			body.Commitments = []string{"objectives", "requirements", "improvement"}
		}
		m.add("document", body)
		m.approve("document", i)
	}
	for _, direction := range []string{"internal", "external"} {
		m.add("communication", &org.Communication{
			System: m.system(), Topic: "Policy", Direction: direction, Timing: "Yearly", Audience: "Everybody", Channel: "Letter", Sender: numbered("person", 0),
			Last: m.today.AddDays(-1), Matter: "importance", Documents: []record.Ref{numbered("document", 0)},
		})
	}
	m.add("objective", &org.Objective{
		System: m.system(), Title: "Answers within a day", Version: "1.0", Level: "All units", Commitment: "Continual improvement", Policy: numbered("document", 0),
		Measure: "Answers within a day, of all", Target: "95 %", Frequency: "P3M", Results: []org.Result{{On: m.today.AddDays(-40), Value: "96 %", Reached: true}},
		Communicated: m.today.AddDays(-1), CommunicatedTo: "Everybody", Reviewed: m.today.AddDays(-40), Resources: "Two people", Owner: numbered("person", 0), Due: m.today.AddDays(200),
		Actions: []org.Action{{What: "Measure", Owner: numbered("person", 0), Due: m.today.AddDays(100)}}, Evaluation: "Each quarter",
	})
	m.approve("objective", 0)
}

// frame is how many records end makes.
var frame = 2 + len(annexA)

// end makes what refers to all that was made: the scope, with a requirement's
// worth of context, and the statement, which decides on the controls of Annex A.
func (m *mill) end() {
	m.add("scope", &org.Scope{
		System: m.system(), Title: "Scope", Version: "1.0", Statement: "All of it.", Activities: units, Units: units, Locations: places, Technology: machines,
		Interfaces: []org.Interface{{What: "Maintenance", Responsibility: "They maintain, we operate."}}, Issues: m.all("issue"), Requirements: m.all("requirement"),
		Owner: numbered("person", 0), Reviewed: m.today.AddDays(-1),
	})
	m.approve("scope", 0)
	m.add("soa", &control.Statement{System: m.system(), Title: "Statement of Applicability", Pack: "iso27001", Edition: "2022", Version: "1.0", Owner: numbered("person", 0)})
	for i, l := range annexA {
		carriers := m.carriers[l.control]
		m.add("soa_row", &control.Row{
			Statement: numbered("soa", 0), Control: l.control, Title: l.title, Order: i + 1, Included: "yes", Reason: m.sentence(), Status: "partly", Owner: m.any("person"),
			Controls: slices.Clone(carriers[:min(len(carriers), mostLinks)]), Compared: m.today.AddDays(-m.chance.IntN(300)),
		})
	}
}

// mostLinks is how many references a list of them keeps.
const mostLinks = 1000

// all are the records of a kind that were made, as far as a list keeps them.
func (m *mill) all(kind string) []record.Ref {
	var list []record.Ref
	for i := range min(m.made[kind], mostLinks) {
		list = append(list, numbered(kind, i))
	}
	return list
}
