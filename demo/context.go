package demo

import (
	"strings"

	"surety/isms/org"
	"surety/record"
)

// matter is one issue; origin e external, i internal. It is relevant unless
// why says otherwise with a leading "no: ".
type matter struct {
	name, origin, topic, title, owner string
	reviewed                          int // days ago
	about                             record.Markdown
	why                               string
}

var matters = []matter{
	{"nis2", "e", "legal", "Essential entity under NIS 2 in two member states", "nele", 70,
		"Germany and Denmark have put the directive into law differently: registration, deadlines and supervisors differ, directors answer in person in both.",
		"Sets duties of risk management, notice and management that the system must answer."},
	{"catalogue", "e", "legal", "The IT security catalogue makes certification a condition of running the grid", "nele", 70,
		"EnWG and the catalogue of the Bundesnetzagentur ask for a certified system that covers all that is needed for safe operation.",
		"Without the certificate there is no licence; it decides the least scope."},
	{"state-actors", "e", "threats", "State-backed groups probe energy networks around the Baltic Sea", "nils", 62,
		"Three campaigns in two years against distributors of our size; the way in was remote maintenance twice and a supplier once.",
		"Drives the likelihood of the worst risks of grid control."},
	{"extortion", "e", "threats", "Extortion by encryption has reached utilities and their service providers", "nils", 62,
		"A neighbouring municipal utility could not bill for eleven weeks.", "Drives risks of IT, billing and cloud."},
	{"climate", "e", "climate_change", "Storm surge, heat and drought reach sites and equipment", "fiete", 75,
		"The control centre stands at the harbour. Surges of 2023 stood 2.27 m above normal. Heat has twice cut the cooling of relay houses; wind and sun make flows turn within minutes.",
		"Relevant: sites, cooling and the continuity plan depend on it, and so does the load on control systems."},
	{"rollout", "e", "market", "Roll-out of smart meters must reach 95 % of obliged connections", "birgit", 81,
		"Every month 2,100 gateways with keys of their own go into cellars.", "The number of devices, keys and installers grows by a half within two years."},
	{"vendors", "e", "suppliers", "Few makers of control systems and gateways, with long renewal cycles", "grit", 77,
		"Four makers of gateways are certified; a change of SCADA takes three years.", "Weaknesses of one maker are ours at once and for long."},
	{"quantum", "e", "technology", "Signatures of today's metering PKI will not outlive quantum computers", "wiebke", 90,
		"Gateways stay on the wall for eight years and more.", "Long-lived trust anchors must be changed in time."},
	{"labour", "e", "society", "Hardly anybody on the labour market knows both substations and security", "katrin", 84,
		"Positions in process network security stayed open for 14 months on average.", "Key people are few; their absence is a risk of its own."},
	{"customers-ask", "e", "market", "Utilities ask the cloud service for attestations", "malte", 68,
		"Eleven of 23 contracts name ISO/IEC 27001, five a C5 attestation.", "The service can't be sold without."},
	{"it-ot", "i", "technology", "Office and process control grow together", "dirk", 73,
		"Forecasts, weather and market signals flow into switching decisions every five minutes.", "Each interface is a way for an attacker."},
	{"legacy", "i", "technology", "280 relays and 97 serial lines are older than the idea of securing them", "silke", 73,
		"Replacement follows the plan of network renewal, to the end of the decade.", "They must be shielded as they can't be patched."},
	{"two-countries", "i", "culture", "Two countries, three languages and one control room rota", "ida", 79,
		"Procedures are English; alarms are shouted in what comes first.", "Instructions must be understood at three in the morning by all."},
	{"strategy", "i", "strategy", "The metering cloud is to double its customers in three years", "malte", 79,
		"The board has resolved to serve Danish utilities too.", "Sets the frame of security objectives and of investment."},
	{"incentive", "i", "resources", "Incentive regulation recognizes operating cost of security late", "jytte", 85,
		"What is spent on people this year is earned in three.", "Bounds what can be done at once and so the order of treatment."},
	{"duty", "i", "resources", "The rota of the control room has two people to spare", "henrik", 65,
		"Fourteen people, eight for a full rota, holidays and illness.", "Exercises and incidents compete for the same people."},
	{"move", "i", "structure", "Move of the head office across the harbour", "fiete", 88,
		"The lease ends; talks with the city are under way.", "no: The head office holds no system in scope, and the move is not before the next review."},
}

// stake is one interested party.
type stake struct {
	name, title, category, interest string
	policy                          string // availability: p public, r on request, n not available
	climate                         string
	owner                           string
	none                            string
}

var stakes = []stake{
	{"bnetza", "Bundesnetzagentur", "authorities", "A grid that runs safely, shown by a certificate", "p", "no", "nele", ""},
	{"bsi", "Federal Office for Information Security (BSI)", "authorities", "Early notice of incidents; trust in the metering PKI", "p", "no", "wiebke", ""},
	{"energistyrelsen", "Energistyrelsen", "authorities", "Preparedness of the Danish grid", "p", "yes", "lars", ""},
	{"dpa", "Data protection authorities (ULD, Datatilsynet)", "authorities", "Lawful use of readings", "p", "no", "ole", ""},
	{"utilities", "Utilities that use the metering cloud", "customers", "Data that are right, there, and nobody else's", "p", "yes", "malte", ""},
	{"households", "Households and businesses connected", "customers", "Power, right bills, and nobody who watches them", "p", "no", "merle", ""},
	{"owners", "Owners: 31 municipalities", "owners", "No headlines; a fair return; directors who meet their duties", "p", "yes", "astrid", ""},
	{"works-council", "Staff and works councils", "staff", "Jobs, safety, no surveillance", "p", "no", "katrin", ""},
	{"tso", "Transmission system operators", "partners", "Orders carried out within minutes; no disturbance from below", "r", "no", "henrik", ""},
	{"makers", "Suppliers of critical systems", "suppliers", "Clear terms, access to do their work", "r", "no", "grit", ""},
	{"insurer", "Cyber insurer", "insurers", "Truthful answers in the yearly questionnaire", "r", "yes", "jytte", ""},
	{"certifier", "Certification body", "other", "Access to records and people", "r", "no", "mara", ""},
	{"neighbours", "Fire brigades and hospitals in the area", "public", "To know early when power will be out", "p", "no", "henrik", ""},
	{"press", "Regional press", "public", "News", "p", "no", "mikkel", "Wishes to be told early, which freedom of the press doesn't make a duty; NW-PLN-03 covers what we say."},
}

var availability = map[string]string{"p": "public", "r": "on_request", "n": "not_available"}
var origins = map[string]string{"e": "external", "i": "internal"}

func (s *story) context() {
	s.sit(49, "mara")
	for _, m := range matters {
		body := &org.Issue{
			System: isms, Title: m.title, Origin: origins[m.origin], Topic: m.topic, Description: m.about, Determination: "relevant", Rationale: m.why,
			Owner: ref("person", m.owner), Reviewed: s.ago(m.reviewed),
		}
		if why, no := strings.CutPrefix(m.why, "no: "); no {
			body.Determination, body.Rationale = "not_relevant", why
		}
		s.create("issue", m.name, body)
	}
	for i, p := range stakes {
		s.create("interested_party", p.name, &org.Party{
			System: isms, Name: p.title, Category: p.category, Interest: p.interest, None: p.none, Climate: p.climate,
			Policy: availability[p.policy], Owner: ref("person", p.owner), Reviewed: s.ago(64 + i),
		})
	}
}
