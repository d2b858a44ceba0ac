package demo

import "surety/isms/org"

// demand is one requirement of an interested party; through are whole symbolic
// names, whyNot is set where the management system leaves it to others.
type demand struct {
	name, party, title, source, reference string
	through                               string
	whyNot                                string
}

var demands = []demand{
	{"catalogue", "bnetza", "Run a certified information security management system for the grid", "regulation", "EnWG § 5c (before: § 11 (1a)); IT security catalogue", "document:scope document:policy document:ot", ""},
	{"contact", "bnetza", "Name a contact who can be reached at any hour", "regulation", "IT security catalogue", "document:incident control:on-call", ""},
	{"supply", "bnetza", "Reach agreed figures of supply quality", "regulation", "ARegV, quality element", "", "A duty of grid operation and investment; the system serves it but the asset management system answers it."},
	{"nis2-measures", "bsi", "Take the risk management measures of NIS 2", "law", "Directive (EU) 2022/2555 Art. 21; BSIG", "document:risk-process document:treatment-process document:suppliers document:continuity control:supply-chain", ""},
	{"nis2-notice", "bsi", "Early warning of a significant incident in 24 hours, notice in 72", "law", "Directive (EU) 2022/2555 Art. 23; BSIG", "document:notification control:notices", ""},
	{"nis2-board", "bsi", "Directors approve measures, oversee them and are trained", "law", "Directive (EU) 2022/2555 Art. 20", "document:policy document:training", ""},
	{"sm-pki", "bsi", "Run the certificate authority by the policy of the metering PKI", "contract", "SM-PKI certificate policy; BSI TR-03109-4", "document:cps document:ceremony control:ca-keys control:ceremonies", ""},
	{"gateway-admin", "bsi", "Administer gateways in a certified environment", "law", "MsbG § 25; BSI TR-03109-6", "control:gateway-keys control:gateway-ops", ""},
	{"dk-preparedness", "energistyrelsen", "Plan preparedness and report incidents for the Danish grid", "law", "Act on strengthened preparedness in the energy sector, executive orders", "document:continuity document:notification", ""},
	{"dk-climate", "energistyrelsen", "Include extreme weather in the vulnerability assessment", "regulation", "Executive order on resilience and preparedness in the energy sector", "document:continuity control:flood", ""},
	{"nccs", "tso", "Take part in cross-border cybersecurity risk assessment", "regulation", "Delegated Regulation (EU) 2024/1366", "document:risk-process", ""},
	{"redispatch", "tso", "Carry out orders to shed or shift load within the agreed minutes", "contract", "Cascade agreement", "document:continuity control:load-shed", ""},
	{"gdpr-security", "dpa", "Keep personal data secure by means fitting the risk", "law", "GDPR Art. 32", "document:privacy control:masking control:cloud-encryption", ""},
	{"gdpr-breach", "dpa", "Notify breaches within 72 hours", "law", "GDPR Art. 33, 34", "document:notification control:notices", ""},
	{"gdpr-processor", "utilities", "Process readings only as instructed, with named sub-processors", "contract", "Data processing agreement, GDPR Art. 28", "document:privacy document:suppliers control:processor-terms", ""},
	{"cloud-sla", "utilities", "99.9 % availability a month; no more than 15 minutes of data lost", "contract", "Service description 4.2", "document:backup control:cloud-backup control:cloud-regions", ""},
	{"cloud-cert", "utilities", "Show a valid ISO/IEC 27001 certificate each year", "contract", "Service description 7.1", "document:scope document:audit-plan", ""},
	{"cloud-exit", "utilities", "Hand data back in an open format within 30 days of the end", "contract", "Service description 9", "document:suppliers control:cloud-exit", ""},
	{"cloud-climate", "utilities", "Name the energy source and the flood risk of the regions used", "expectation", "Yearly questionnaire", "document:suppliers", ""},
	{"readings-private", "households", "Nobody learns when I am at home", "expectation", "Customer survey; MsbG §§ 49 to 70", "document:privacy control:masking control:readings-access", ""},
	{"bills-right", "households", "The bill is right and comes on time", "contract", "Connection terms", "control:billing-approval", ""},
	{"owners-report", "owners", "Report security risks with the yearly accounts", "expectation", "Resolution of the general meeting", "document:manual control:reporting", ""},
	{"owners-climate", "owners", "Show how sites are protected against storm surge", "expectation", "Resolution on climate adaptation", "control:flood", ""},
	{"works-agreement", "works-council", "Monitoring of systems never measures people", "contract", "Works agreement on logging", "document:logging control:log-access", ""},
	{"maker-access", "makers", "Access for maintenance within four hours", "contract", "HC-2021-004", "document:maintenance control:jump-host", ""},
	{"insurer-facts", "insurer", "Two factors, offline backups and a tried response plan", "contract", "Policy conditions 3 to 5", "document:access document:backup document:incident control:mfa control:immutable", ""},
	{"insurer-climate", "insurer", "State exposure of sites to flood", "contract", "Policy condition 11", "control:flood", ""},
	{"certifier-access", "certifier", "Give access to records, sites and people", "contract", "Certification agreement", "document:audit-plan", ""},
	{"hospital-call", "neighbours", "A call before power to hospitals is cut on purpose", "expectation", "Meeting of the crisis staffs", "document:continuity", ""},
}

// watchers watch over what the parties require by law or contract, and where it
// applies.
var watchers = map[string]struct{ who, where string }{
	"bnetza": {"nele", "Germany"}, "bsi": {"nele", "Germany"}, "energistyrelsen": {"lars", "Denmark"}, "dpa": {"ole", "European Union"}, "tso": {"henrik", "Germany, Denmark"},
	"utilities": {"malte", ""}, "households": {"merle", "Germany"}, "works-council": {"katrin", ""}, "makers": {"grit", ""}, "insurer": {"jytte", ""}, "certifier": {"mara", ""},
}

// answers say how what binds Nordwerk is met.
var answers = map[string]string{
	"catalogue":        "The scope covers all that safe operation of the grid needs; the certificate is renewed each third year and watched each year.",
	"contact":          "The incident lead on duty answers one number, tried each month.",
	"nis2-measures":    "Each measure of the article stands beside a control in a table that counsel keeps.",
	"nis2-notice":      "By the plan of notices; clocks run in the register from the minute of knowing.",
	"nis2-board":       "The board approves the treatment plan, and takes half a day of training a year.",
	"sm-pki":           "By our practice statement, audited each year by a body that BSI names.",
	"gateway-admin":    "Certified administration, checked each year.",
	"dk-preparedness":  "Plan handed to the agency each third year; incidents by the plan of notices.",
	"dk-climate":       "Surge, heat and drought are scenarios of the plan.",
	"nccs":             "We answer the questionnaires of the system operators and take their results into our risks.",
	"redispatch":       "The function is tried each quarter; a second person lets more than 20 MW pass.",
	"gdpr-security":    "Readings are masked, keys are ours, and rights end with the case.",
	"gdpr-breach":      "The data protection officer decides within two days, also that no notice is needed, with the reason.",
	"gdpr-processor":   "Only from the list of sub-processors, which utilities see.",
	"cloud-sla":        "Two regions, copies each five minutes; figures each month.",
	"cloud-cert":       "Sent with the yearly report.",
	"cloud-exit":       "Export tried once a year.",
	"bills-right":      "Two people approve each run.",
	"works-agreement":  "Logs are read by pairs, and figures never name people.",
	"maker-access":     "The door opens per ticket within an hour, at any time.",
	"insurer-facts":    "Answers are drawn from the register once a year.",
	"insurer-climate":  "Study of the coastal authority is handed on.",
	"certifier-access": "Rooms and people are planned eight weeks ahead.",
}

func (s *story) duties() {
	s.sit(45, "mara")
	for _, d := range demands {
		body := &org.Requirement{
			System: isms, Party: ref("interested_party", d.party), Title: d.title, Source: d.source, Reference: d.reference,
			Addressed: "yes", Reason: d.whyNot, Through: mixed(d.through),
		}
		if watcher := watchers[d.party]; d.source != "expectation" {
			body.Jurisdiction, body.Approach = watcher.where, answers[d.name]
			body.Owner, body.Reviewed, body.Review = ref("person", watcher.who), s.ago(62), s.in(118)
		}
		if d.whyNot != "" {
			body.Addressed = "no"
		}
		s.create("requirement", d.name, body)
	}
}
