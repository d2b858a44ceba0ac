package demo

import (
	"time"

	"surety/isms/assess"
	"surety/isms/incident"
)

// at is an instant of a day before today.
func (s *story) at(days, hour, minute int) time.Time {
	return s.ago(days).Time().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// rulesOfNotice are whom Nordwerk tells, and by when.
func (s *story) rulesOfNotice() {
	s.sit(34, "nele")
	warn := []incident.Stage{
		{Name: "Early warning", Hours: 24, After: "begin", Holds: "Whether somebody meant it, and whether the neighbours beyond the border could be hit."},
		{Name: "Notification", Hours: 72, After: "begin", Holds: "Severity, effects on supply, traces by which others may find it."},
		{Name: "Final report", Months: 1, After: "previous", Holds: "Course, cause, what was done, effects across the border."},
	}
	s.create("notice_rule", "nis2-de", &incident.Rule{System: isms, Title: "Significant incident, Germany", Recipient: "BSI, reporting portal", Source: "Directive (EU) 2022/2555 Art. 23; BSIG",
		Requirement: ref("requirement", "nis2-notice"), Severity: "high", Essential: true, Begins: incident.BeginsAware, Stages: warn, Owner: ref("person", "nele"), Reviewed: s.ago(62)})
	s.create("notice_rule", "nis2-dk", &incident.Rule{System: isms, Title: "Significant incident, Denmark", Recipient: "Energistyrelsen, virk.dk; telephone at night", Source: "Act on strengthened preparedness in the energy sector",
		Requirement: ref("requirement", "dk-preparedness"), Severity: "high", Essential: true, Begins: incident.BeginsAware, Stages: warn, Owner: ref("person", "ida"), Reviewed: s.ago(62)})
	s.create("notice_rule", "gdpr", &incident.Rule{System: isms, Title: "Breach of personal data", Recipient: "ULD Schleswig-Holstein; Datatilsynet where Danes are concerned", Source: "GDPR Art. 33",
		Requirement: ref("requirement", "gdpr-breach"), Personal: true, Begins: incident.BeginsAware, Owner: ref("person", "ole"), Reviewed: s.ago(88),
		Stages: []incident.Stage{{Name: "Notification", Hours: 72, After: "begin", Holds: "Nature, people and records concerned, likely consequences, what was done. Not needed where a risk to people is unlikely: then the reason."}}})
}

// receipts are what shows that somebody was told, and what traces were kept.
var receipts = []struct {
	name, title, place string
	collected          int
}{
	{"bsi-receipt", "Receipts of the BSI portal: laptop at the jump host", "Incident files, 2", 236},
	{"dk-receipt", "Receipts of virk.dk: laptop at the jump host", "Incident files, 2", 236},
	{"uld-receipt", "Receipt of ULD: two mailboxes of billing", "Incident files, 3", 149},
	{"laptop-image", "Image of the maintenance laptop, sealed", "Safe of Information security, bag 0417", 238},
}

func (s *story) incidents() {
	s.rulesOfNotice()
	s.sit(34, "nils")
	for _, r := range receipts {
		s.create("evidence", r.name, &assess.Evidence{Title: r.title, Origin: "document", Collected: s.ago(r.collected), Collector: ref("person", "nils"), Location: r.place})
	}
	sent := func(rule, stage string, at time.Time, by, proof string) incident.Notice {
		return incident.Notice{Rule: ref("notice_rule", rule), Stage: stage, Recipient: map[string]string{"nis2-de": "BSI, reporting portal", "nis2-dk": "Energistyrelsen, virk.dk"}[rule],
			Sent: at, By: ref("person", by), Proof: ref("evidence", proof)}
	}
	s.create("incident", "laptop-jump-host", &incident.Incident{
		System: isms, Title: "Malware on a maintenance laptop of Havstrøm, seen at the jump host", Severity: "high", Category: "malware", Effects: []string{"integrity"},
		Description: "Listening at the jump host saw calls to an address of a known group from the laptop of a Havstrøm engineer, within a session that a shift supervisor had opened. The session was cut after four minutes; nothing reached SCADA.",
		Lead:        ref("person", "nils"), Team: refs("person", "henrik oke sami"), Aware: s.at(239, 21, 40), Began: s.at(239, 21, 31), Essential: true,
		Assets: refs("asset", "jump-host scada"), Suppliers: refs("supplier", "havstrom"), Procedure: ref("document", "incident"),
		Timeline: []incident.Moment{
			{At: s.at(239, 21, 31), What: "Session opened for ticket 88-1204; first call outwards two minutes later."},
			{At: s.at(239, 21, 35), What: "Shift supervisor cuts the session on the call from Wachturm.", By: ref("person", "bjarne")},
			{At: s.at(239, 21, 40), What: "Incident lead calls it an incident; jump host closed for all.", By: ref("person", "nils")},
			{At: s.at(239, 23, 50), What: "SCADA servers compared with their images: no difference.", By: ref("person", "henrik")},
			{At: s.at(238, 11, 0), What: "Laptop handed over in Flensburg, image taken.", By: ref("person", "oke")},
			{At: s.at(236, 9, 0), What: "Jump host open again, sessions only from laptops of our own.", By: ref("person", "oke")},
		},
		Contained: s.at(239, 21, 40), Eradicated: s.at(238, 15, 0), Recovered: s.at(236, 9, 0), Evidential: true,
		Custody: []incident.Custody{
			{What: "Maintenance laptop, serial 5CG-417", Act: "collected", By: ref("person", "oke"), At: s.at(238, 11, 0), Kept: "Bag 0417, safe of Information security"},
			{What: "Image of its disk", Act: "stored", By: ref("person", "nils"), At: s.at(238, 14, 30), Kept: "Bag 0417; copy with the state police", Evidence: ref("evidence", "laptop-image")},
			{What: "Maintenance laptop, serial 5CG-417", Act: "returned", By: ref("person", "nils"), At: s.at(201, 10, 0), Kept: "Havstrøm, against signature"},
		},
		Notices: []incident.Notice{
			sent("nis2-de", "Early warning", s.at(238, 2, 50), "nils", "bsi-receipt"), sent("nis2-de", "Notification", s.at(237, 10, 15), "nils", "bsi-receipt"), sent("nis2-de", "Final report", s.at(210, 16, 0), "nele", "bsi-receipt"),
			sent("nis2-dk", "Early warning", s.at(238, 4, 20), "ida", "dk-receipt"), sent("nis2-dk", "Notification", s.at(237, 11, 40), "ida", "dk-receipt"), sent("nis2-dk", "Final report", s.at(210, 16, 30), "ida", "dk-receipt"),
			{Recipient: "Insurer", Sent: s.at(237, 12, 0), By: ref("person", "jytte"), Proof: ref("evidence", "bsi-receipt")},
		},
		Cause:   "The engineer's laptop was used at a customer elsewhere the day before and had met the malware there. Our door asked for a ticket and a second factor, not for the state of the device.",
		Lessons: "Maintenance only from laptops that we lend. Whoever opens the door also watches the first minutes.",
		Follow:  mixed("control:jump-host document:maintenance risk:remote-maintenance"),
	})
	s.create("incident", "mailboxes", &incident.Incident{
		System: isms, Title: "Two mailboxes of billing taken over", Severity: "moderate", Category: "deception", Effects: []string{"confidentiality"},
		Description: "A false sign-in page took a password and the code of the second factor. Rules in two mailboxes sent invoices outwards for a day.",
		Lead:        ref("person", "nils"), Team: refs("person", "merle svenja ole"), Aware: s.at(152, 8, 20), Began: s.at(153, 10, 5), Personal: true,
		Assets: refs("asset", "mail-suite customers"), Suppliers: refs("supplier", "kontorsuite"), Procedure: ref("document", "incident"),
		Timeline: []incident.Moment{
			{At: s.at(152, 7, 55), What: "A clerk reports a rule that she did not make.", By: ref("person", "merle")},
			{At: s.at(152, 8, 20), What: "Sessions ended, passwords changed, rules removed.", By: ref("person", "svenja")},
			{At: s.at(151, 15, 30), What: "Counted: 212 invoices of 190 customers.", By: ref("person", "ole")},
		},
		Contained: s.at(152, 8, 35), Eradicated: s.at(152, 9, 10), Recovered: s.at(152, 12, 0),
		Notices: []incident.Notice{
			{Rule: ref("notice_rule", "gdpr"), Stage: "Notification", Recipient: "ULD Schleswig-Holstein", Sent: s.at(151, 15, 45), By: ref("person", "ole"), Proof: ref("evidence", "uld-receipt")},
			{Recipient: "190 customers, by letter", Sent: s.at(148, 12, 0), By: ref("person", "merle"), Proof: ref("evidence", "uld-receipt")},
		},
		Cause: "Codes of the second factor could be read to somebody else.", Lessons: "Passkeys for all who handle invoices; the suite no longer lets rules send mail outwards.",
		Follow: mixed("control:mfa control:awareness"),
	})
	for _, name := range []string{"laptop-jump-host", "mailboxes"} {
		for _, step := range []string{"contain", "recover", "close"} {
			s.move("incident", name, step)
		}
	}
	s.events()
}

// sighting is one event: noticed and reported so many days ago, from then decided
// within hours; n nothing, w a weakness, i an incident.
type sighting struct {
	name, title, place, reporter, channel string
	days, hour, until                     int
	decision, by, why, incident           string
}

var findings = map[string]string{"n": incident.DecidedNothing, "w": incident.DecidedWeakness, "i": incident.DecidedIncident}

var sightings = []sighting{
	{"calls-outwards", "A maintenance session calls an address that is known for bad", "Jump host", "", "tool", 239, 21, 1, "i", "nils", "Address of a known group, within a live session.", "laptop-jump-host"},
	{"foreign-rule", "My mailbox has a rule that I did not make", "Billing", "merle", "person", 152, 7, 1, "i", "nils", "Rules that send mail outwards are how such thefts begin.", "mailboxes"},
	{"badge-lent", "Two people went in on one badge", "Flensburg, side door", "fiete", "person", 141, 14, 5, "w", "mara", "Both belong to us; the door lets it happen. Counted since.", ""},
	{"phish-test", "Mail about a parcel that nobody ordered", "Customer service", "jan", "person", 120, 9, 1, "n", "nils", "Sent by ourselves, as an exercise.", ""},
	{"relay-restart", "A relay restarted by itself", "Substation Kassø South", "lars", "person", 96, 3, 9, "n", "silke", "Known defect of series 6, no traffic seen on the line.", ""},
	{"api-scan", "Somebody tries accounts of the portal one after the other", "Customer portal", "", "tool", 77, 23, 2, "n", "nils", "Stopped by the limits; no account was hit.", ""},
	{"advisory", "Maker tells of a flaw in gateways", "Zahlwerk", "birgit", "supplier", 71, 11, 20, "w", "nils", "Can be used only beside the device; profile changed on 200 gateways first.", ""},
	{"open-cabinet", "A cabinet at the ring stood open", "Bredstedt", "oke", "person", 58, 16, 4, "n", "nils", "A fitter of Kystfiber had gone for a part; told his firm.", ""},
	{"false-invoice", "Invoice with a new account of Marsch", "Procurement", "grit", "person", 47, 10, 3, "n", "nils", "Call back: not from Marsch. Nothing was paid; told the bank.", ""},
}

func (s *story) events() {
	for _, e := range sightings {
		at := s.at(e.days, e.hour, 10)
		s.create("security_event", e.name, &incident.Event{
			System: isms, Title: e.title, Noticed: at, Reported: at.Add(15 * time.Minute), Place: e.place, Channel: e.channel, Reporter: ref("person", e.reporter),
			Decision: findings[e.decision], DecidedBy: ref("person", e.by), DecidedAt: at.Add(time.Duration(e.until) * time.Hour), Reason: e.why, Incident: ref("incident", e.incident),
		})
		s.move("security_event", e.name, "assess")
	}
}

// lastWeeks are the events of the last days: one still waits, one became an incident
// of which nobody has decided whom to tell.
func (s *story) lastWeeks() {
	s.sit(10, "nils")
	s.create("incident", "tablet", &incident.Incident{
		System: isms, Title: "Tablet of an installer stolen from the van", Severity: "low", Category: "loss", Effects: []string{"confidentiality"},
		Description: "With names, addresses and meter numbers of 340 customers of the next two weeks. Locked by code; wiping was ordered, but the tablet has not been on line since.",
		Lead:        ref("person", "nils"), Team: refs("person", "kerstin"), Aware: s.at(10, 8, 30), Began: s.at(10, 6, 0), Personal: true,
		Suppliers: refs("supplier", "marsch"), Procedure: ref("document", "incident"), Contained: s.at(10, 8, 50),
		Timeline: []incident.Moment{{At: s.at(10, 8, 50), What: "Wipe ordered, account ended, police told.", By: ref("person", "jan")}},
	})
	s.move("incident", "tablet", "contain")
	s.create("security_event", "tablet", &incident.Event{
		System: isms, Title: "An installer's tablet is gone from the van", Noticed: s.at(10, 7, 45), Reported: s.at(10, 8, 5), Place: "Husum, Süderstraße", Channel: "person", Reporter: ref("person", "kerstin"),
		Decision: incident.DecidedIncident, DecidedBy: ref("person", "nils"), DecidedAt: s.at(10, 8, 30), Reason: "Personal data on a device that is out of our hands.", Incident: ref("incident", "tablet"),
	})
	s.move("security_event", "tablet", "assess")
	s.sit(2, "renate")
	s.create("security_event", "reader-red", &incident.Event{System: isms, Title: "The badge reader at the stand-by control centre stays red", Noticed: s.at(2, 5, 50), Place: "Schleswig, north door", Channel: "person"})
}
