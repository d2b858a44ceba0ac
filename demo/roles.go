package demo

import "surety/isms/org"

type duty struct {
	name, title, duty    string
	mandatory            bool
	does, may, competent string
}

var roles = []duty{
	{"directors", "Managing directors", "top_management", true,
		"Set policy and objectives; provide people and money; decide on what the security board can't; review the management system",
		"Accept critical residual risk; stop a service; release the Statement of Applicability",
		"Duties of management bodies under NIS 2; reading a risk report"},
	{"ciso", "Chief information security officer", "conformity", true,
		"Keeps the management system in line with ISO/IEC 27001 and the IT security catalogue; runs risk assessment; prepares audits",
		"Calls for information from every unit; halts a change that breaks policy until the board decides",
		"ISO/IEC 27001 lead implementer; ISO/IEC 27019; five years in security of energy or industry"},
	{"reporter", "ISMS reporting", "reporting", true,
		"Reports performance, open risks and incidents to the managing directors each quarter",
		"Speaks in the board's meeting without being asked",
		"Measurement after ISO/IEC 27004; writing for people in a hurry"},
	{"security-board", "Security board", "other", true,
		"Weighs high residual risks, significant changes and exceptions every month",
		"Accepts high residual risk for up to a year",
		"Risk method of Nordwerk; own field in depth"},
	{"risk-owner", "Risk owner", "risk_owner", true,
		"Assesses own risks at least yearly; approves treatment; accepts or refuses what remains",
		"Spends up to 50,000 EUR on treatment; refuses acceptance",
		"Risk owner workshop"},
	{"control-owner", "Control owner", "control_owner", true,
		"Runs the control; gathers evidence before the old runs out; says when it stops working",
		"Changes how the control works within policy",
		"Knowledge of the technology concerned; evidence workshop"},
	{"auditor", "Internal auditor", "audit", true,
		"Plans and carries out internal audits; judges what no computation can",
		"Sees every record but those under legal privilege",
		"ISO/IEC 27001 lead auditor; ISO 19011"},
	{"dpo", "Data protection officer", "other", true,
		"Advises on the GDPR; contact of supervisory authorities and data subjects",
		"Reports to the board directly", "Certified data protection officer"},
	{"incident-lead", "Incident lead on duty", "other", true,
		"Takes command of a security incident at any hour; keeps the clocks of the authorities",
		"Cuts network segments off; wakes the directors",
		"Incident exercise twice a year; BSI and Energistyrelsen reporting portals"},
	{"ca-officer", "CA security officer", "other", true,
		"Leads key ceremonies; keeps the certificate practice statement true; decides on revocation",
		"Stops issuance", "BSI TR-03109-4 and SM-PKI certificate policy; witnessed two ceremonies"},
	{"document-control", "Document controller", "other", false,
		"Keeps the register of documents, external ones included; withdraws what no longer applies",
		"Refuses a document without owner or review date", "Own procedure NW-ISMS-006"},
}

// post is one assignment: role, person, days since.
type post struct {
	role, person string
	since        int
}

var posts = []post{
	{"directors", "astrid", 2980}, {"directors", "holger", 2210}, {"directors", "jytte", 1460},
	{"ciso", "mara", 1800}, {"reporter", "mara", 1800}, {"auditor", "anke", 1300}, {"dpo", "ole", 700},
	{"security-board", "holger", 900}, {"security-board", "mara", 900}, {"security-board", "nele", 900}, {"security-board", "henrik", 900},
	{"incident-lead", "nils", 600}, {"incident-lead", "svenja", 420},
	{"ca-officer", "wiebke", 1100}, {"document-control", "ida", 500},
	{"risk-owner", "holger", 900}, {"risk-owner", "henrik", 900}, {"risk-owner", "silke", 900}, {"risk-owner", "lars", 900}, {"risk-owner", "torben", 900},
	{"risk-owner", "oke", 160}, {"risk-owner", "birgit", 900}, {"risk-owner", "malte", 900}, {"risk-owner", "wiebke", 900}, {"risk-owner", "dirk", 900},
	{"risk-owner", "merle", 900}, {"risk-owner", "katrin", 900}, {"risk-owner", "grit", 900}, {"risk-owner", "fiete", 900}, {"risk-owner", "nele", 900}, {"risk-owner", "jytte", 900},
	{"control-owner", "nils", 620}, {"control-owner", "ida", 500}, {"control-owner", "oke", 620}, {"control-owner", "torge", 620}, {"control-owner", "freja", 620},
	{"control-owner", "can", 500}, {"control-owner", "emil", 620}, {"control-owner", "svenja", 620}, {"control-owner", "jan", 400},
	{"control-owner", "henrik", 620}, {"control-owner", "silke", 620}, {"control-owner", "birgit", 620}, {"control-owner", "wiebke", 620}, {"control-owner", "dirk", 620},
	{"control-owner", "katrin", 620}, {"control-owner", "grit", 620}, {"control-owner", "fiete", 620}, {"control-owner", "nele", 620}, {"control-owner", "ole", 620},
}

func (s *story) roles() {
	for _, d := range roles {
		s.create("role", d.name, &org.Role{
			Name: d.title, Duty: d.duty, Mandatory: d.mandatory, Does: parts(d.does), May: parts(d.may), Competence: parts(d.competent),
		})
	}
	s.sit(57, "astrid")
	for _, p := range posts {
		appointer := "astrid"
		if p.person == "astrid" {
			appointer = "" // the supervisory board, which works outside the scope
		}
		s.create("assignment", p.role+"-"+p.person, &org.Assignment{
			Role: ref("role", p.role), Person: ref("person", p.person), From: s.ago(p.since),
			AppointedBy: ref("person", appointer), Acknowledged: s.ago(p.since - 5),
		})
	}
}
