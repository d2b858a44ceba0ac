package demo

import (
	"embed"
	"io/fs"

	"surety/isms/document"
	"surety/record"
)

// texts are the words of the documents, one file each, named as in the table.
//
//go:embed documents/*.md
var texts embed.FS

// paper is one document. Flags: r everybody in scope must have read it.
type paper struct {
	name, reference, title, kind string
	by                           string // required by: s standard, o the organization, l law
	version                      string
	owner, authors, approver     string
	class                        string
	review                       int // days ahead; behind where negative
	audience                     string
	retention                    record.Period
	flags                        string
}

var papers = []paper{
	{"policy", "NW-ISMS-001", "Information security policy", "security_policy", "s", "3.0", "astrid", "mara", "astrid", "p", 290, "Everybody; public on the website", "P10Y", "r"},
	{"scope", "NW-ISMS-002", "Scope of the management system", "scope", "s", "2.1", "mara", "mara ida", "astrid", "p", 300, "Everybody; certification body; customers", "P10Y", ""},
	{"risk-process", "NW-ISMS-003", "Information security risk assessment process", "risk_method", "s", "4.0", "mara", "mara nils", "holger", "i", 240, "Risk owners; auditors", "P10Y", ""},
	{"treatment-process", "NW-ISMS-004", "Information security risk treatment process", "treatment_method", "s", "2.0", "mara", "mara", "holger", "i", 240, "Risk owners; control owners; auditors", "P10Y", ""},
	{"manual", "NW-ISMS-005", "Manual of the management system and map of its processes", "procedure", "o", "2.3", "mara", "mara ida", "astrid", "i", 210, "Everybody", "P10Y", ""},
	{"doc-control", "NW-ISMS-006", "Control of documented information", "procedure", "o", "1.4", "ida", "ida", "mara", "i", 180, "Authors and owners of documents", "P10Y", ""},

	{"acceptable-use", "NW-POL-01", "Acceptable use of information and devices", "topic_policy", "o", "2.2", "mara", "mara jan", "astrid", "i", 200, "Everybody", "P5Y", "r"},
	{"access", "NW-POL-02", "Access control", "topic_policy", "o", "3.1", "dirk", "svenja", "mara", "i", 170, "IT; Metering cloud; Grid control; line managers", "P5Y", ""},
	{"cryptography", "NW-POL-03", "Cryptography and keys", "topic_policy", "o", "1.6", "wiebke", "emil wiebke", "mara", "i", 150, "Trust services; Metering cloud; IT", "P10Y", ""},
	{"suppliers", "NW-POL-04", "Security of suppliers and cloud services", "topic_policy", "o", "2.0", "grit", "grit mara", "holger", "i", 120, "Procurement; owners of suppliers", "P5Y", ""},
	{"remote-work", "NW-POL-05", "Remote working and mobile devices", "topic_policy", "o", "1.2", "dirk", "jan", "mara", "i", -75, "Everybody who works away from an office", "P5Y", ""}, // overdue, on purpose
	{"backup", "NW-POL-06", "Backup and restoration", "topic_policy", "o", "1.5", "dirk", "svenja can", "mara", "i", 95, "IT; Metering cloud; Grid control", "P5Y", ""},
	{"development", "NW-POL-07", "Secure development", "topic_policy", "o", "2.4", "malte", "freja", "mara", "i", 140, "Metering cloud; contract developers", "P5Y", ""},
	{"logging", "NW-POL-08", "Logging and monitoring", "topic_policy", "o", "1.3", "mara", "nils", "mara", "i", 220, "Owners of systems; Wachturm", "P5Y", ""},
	{"ot", "NW-POL-09", "Security of process control", "topic_policy", "o", "2.1", "henrik", "silke torge", "holger", "c", 260, "Grid control; Substations; Telecommunications; Havstrøm", "P10Y", ""},
	{"physical", "NW-POL-10", "Physical security of sites", "topic_policy", "o", "1.1", "fiete", "fiete", "jytte", "i", 130, "Facilities; Substations; Hafenwacht", "P5Y", ""},
	{"classification", "NW-POL-11", "Classification, labelling and transfer", "topic_policy", "o", "1.7", "mara", "ida", "mara", "i", 160, "Everybody", "P5Y", ""},
	{"privacy", "NW-POL-12", "Protection of personal data", "topic_policy", "l", "2.0", "ole", "ole nele", "astrid", "i", 190, "Everybody", "P10Y", ""},

	{"incident", "NW-PRO-01", "Security incidents: from the first call to the lessons", "procedure", "l", "3.2", "nils", "nils ida", "mara", "i", 110, "Everybody; Wachturm", "P5Y", ""},
	{"change", "NW-PRO-02", "Changes to systems and to the management system", "procedure", "o", "2.0", "dirk", "svenja torge", "mara", "i", 175, "IT; Grid control; Substations; Metering cloud", "P5Y", ""},
	{"vulnerability", "NW-PRO-03", "Vulnerabilities and patches, office and process control", "procedure", "o", "1.8", "nils", "nils torge", "mara", "i", 205, "IT; Substations; Metering cloud", "P5Y", ""},
	{"joiners", "NW-PRO-04", "Joiners, movers and leavers", "procedure", "o", "1.4", "katrin", "katrin jan", "mara", "i", 145, "Line managers; Human resources; Service desk", "P5Y", ""},
	{"supplier-review", "NW-PRO-05", "Reviewing a supplier", "procedure", "o", "1.1", "grit", "grit", "mara", "i", 165, "Owners of suppliers", "P5Y", ""},
	{"ceremony", "NW-PRO-06", "Key ceremony script", "procedure", "l", "5.0", "wiebke", "emil", "mara", "s", 230, "Key custodians; witnesses", "P10Y", ""},
	{"restore-test", "NW-PRO-07", "Restore tests", "procedure", "o", "1.2", "svenja", "svenja", "mara", "i", 100, "IT; Metering cloud; Grid control", "P5Y", ""},
	{"maintenance", "NW-PRO-08", "Remote maintenance of process control", "procedure", "o", "1.3", "henrik", "oke", "holger", "c", 155, "Shift supervisors; Havstrøm", "P5Y", ""},
	{"training", "NW-PLN-01", "Plan of competence and awareness", "plan", "o", "1.0", "katrin", "katrin mara", "jytte", "i", 125, "Line managers", "P5Y", ""},
	{"continuity", "NW-PLN-02", "Continuity of grid control and metering", "plan", "l", "2.2", "henrik", "henrik svenja", "holger", "c", 185, "Crisis team; shift supervisors", "P10Y", ""},
	{"notification", "NW-PLN-03", "Notices to authorities and customers", "plan", "l", "1.5", "nele", "nele ida", "astrid", "i", 135, "Incident leads; Press", "P10Y", ""},
	{"audit-plan", "NW-PLN-04", "Internal audit programme", "plan", "s", "1.0", "anke", "anke", "astrid", "i", 215, "Board; heads of unit", "P10Y", ""},
	{"cps", "NW-PKI-01", "Certification practice statement", "procedure", "l", "4.1", "wiebke", "wiebke emil", "holger", "p", 195, "Public", "P10Y", ""},
}

// foreign is a document from outside that is needed.
type foreign struct {
	name, title, edition, owner, place string
	checked                            int // days ago
}

var foreigners = []foreign{
	{"x-27001", "ISO/IEC 27001", "2022 with Amendment 1:2024", "mara", "Licensed copies, library of Information security", 66},
	{"x-27019", "ISO/IEC 27019", "2024", "mara", "Licensed copy, library of Information security", 66},
	{"x-catalogue", "IT security catalogue of the Bundesnetzagentur for electricity networks", "as published", "nele", "Website of the authority; copy in the legal register", 59},
	{"x-sm-pki", "Certificate policy of the smart metering PKI", "as published by BSI", "wiebke", "Website of BSI; copy in Trust services", 72},
	{"x-nccs", "Network code on cybersecurity, Delegated Regulation (EU) 2024/1366", "2024", "nele", "EUR-Lex; copy in the legal register", 80},
}

func (s *story) papers() {
	s.sit(54, "mara")
	for _, p := range papers {
		item := s.create("document", p.name, s.document(p))
		if p.name == "ceremony" {
			item.restrict("wiebke emil")
		}
	}
	for _, f := range foreigners {
		s.create("document", f.name, s.foreign(f))
	}
	s.create("document", "passwords", &document.Document{
		Systems: refs("management_system", "isms"), Title: "Passwords", Reference: "NW-POL-13", Type: "topic_policy", RequiredBy: "organization", Version: "1.9",
		Language: "en", Medium: "page", Owner: ref("person", "dirk"), Authors: refs("person", "jan"), Classification: "internal",
		Text: "Withdrawn: the rules for passwords stand in NW-POL-02, Access control, since passkeys have replaced most of them.",
	})
	s.move("document", "passwords", "withdraw")
	s.approvePapers()
}

var requirers = map[string]string{"s": "standard", "o": "organization", "l": "law"}

func (s *story) document(p paper) *document.Document {
	d := &document.Document{
		Systems: refs("management_system", "isms"), Title: p.title, Reference: p.reference, Type: p.kind, RequiredBy: requirers[p.by], Version: p.version,
		Language: "en", Medium: "page", Text: text(p.name), Location: "In the register of documents; printed copies are not controlled",
		Authors: refs("person", p.authors), Owner: ref("person", p.owner), Classification: classes[p.class], Audience: parts(p.audience),
		Access: "Intranet, Documents, " + p.reference, Retention: p.retention, Disposal: "Deleted with its versions; paper shredded to DIN 66399 P-4",
		NextReview: s.in(p.review), MustRead: p.flags == "r",
	}
	if p.kind == "security_policy" {
		d.Commitments = []string{"objectives", "requirements", "improvement"}
	}
	return d
}

func (s *story) foreign(f foreign) *document.Document {
	return &document.Document{
		Systems: refs("management_system", "isms"), Title: f.title, Reference: "NW-EXT-" + f.name[2:], Type: "external", RequiredBy: "organization", Version: f.edition[:min(len(f.edition), 20)],
		Language: "en", Medium: "elsewhere", Location: f.place, Authors: refs("person", "ida"), Owner: ref("person", f.owner), Classification: "internal",
		Audience: []string{"Owners of the documents that follow from it"}, Access: f.place, Retention: "P5Y", Disposal: "Replaced when a new edition applies",
		NextReview: s.in(200), Edition: f.edition, EditionChecked: s.ago(f.checked), CheckedBy: ref("person", f.owner),
	}
}

// text reads a document's words; the table and the files go together, as a
// test asserts.
func text(name string) record.Markdown {
	words, err := fs.ReadFile(texts, "documents/"+name+".md")
	if err != nil {
		return ""
	}
	return record.Markdown(words)
}

// approvePapers lets each approver sign what is theirs to sign. What only one
// person wrote is approved by somebody else.
func (s *story) approvePapers() {
	for day, approver := range []string{"mara", "holger", "jytte", "astrid"} {
		s.sit(53-day, approver)
		for _, p := range papers {
			if p.approver == approver {
				s.move("document", p.name, "approve")
			}
		}
		for _, f := range foreigners {
			if approver == "mara" {
				s.move("document", f.name, "approve")
			}
		}
	}
}
