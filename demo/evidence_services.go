package demo

import (
	"slices"
	"strings"

	"surety/isms/assess"
	"surety/record"
)

var serviceProofs = []proof{
	{"pentest-portal", "Penetration test of portal and interface", "t", "readings-access break-in-tests test-agreement", "supplier:redlund", 84, 10, 260, "nils", "Information security, tests", "No access across tenants; three medium findings, closed."},
	{"reason-prompt", "Reasons given for looking at readings, sample of 50", "o", "readings-access", "requirement:readings-private", 77, 30, 120, "birgit", "Metering", "49 plausible, one asked about."},
	{"admin-report", "Standing and timed rights in cloud production", "x", "admin-rights", "", 65, 30, 90, "can", "Cloud accounts, report", "No standing right; 73 timed ones, all with ticket."},
	{"tier-report", "Directory service in tiers: who may sign in where", "t", "admin-rights", "", 94, 0, 180, "svenja", "IT operations", "No path from laptops to the top tier."},
	{"region-drill", "Switch-over of the metering cloud", "t", "cloud-regions", "requirement:cloud-sla", 72, 0, 120, "can", "Metering cloud, drills", "41 minutes, nothing lost."},
	{"backup-lock", "Locked backups in the third region: attempt to delete", "t", "environments", "", 98, 0, 190, "can", "Metering cloud, tests", "Refused for the owner of the account too."},
	// both ran out on purpose
	{"restore-tests", "Restore tests of the second quarter: cloud, SCADA, IT", "t", "cloud-backup scada-copies immutable", "document:restore-test", 192, 0, -12, "svenja", "IT operations, restore tests", "Cloud 3 h 05 min, SCADA 5 h 40 min, IT 17 h."},
	{"immutable-test", "Attempt to delete locked backups of IT", "t", "immutable", "", 190, 0, -9, "svenja", "IT operations", "Refused."},
	{"pipeline-report", "What the pipeline refused in the quarter", "x", "sdlc code-review install-rules", "", 81, 90, 100, "freja", "Pipeline, statistics", "14 secrets, 31 libraries, two unsigned images."},
	{"threat-models", "Threat models of portal, interface and pipeline", "d", "app-requirements architecture", "", 96, 0, 240, "freja", "Metering cloud, architecture", "Redrawn after the change of the interface."},
	{"drift-report", "Differences from known configurations", "x", "baselines environments", "", 64, 30, 60, "can", "Cloud and IT, drift", "Nine, all undone within the day."},
	{"load-test", "Load tests of interface and outage management", "t", "capacity", "", 69, 0, 170, "freja", "Metering cloud, tests", "Limits hold; 5,000 messages an hour matched."},
	{"deletion-protocol", "Protocols of deletion, five utilities", "x", "deletion", "", 76, 90, 110, "freja", "Metering cloud, jobs", "Counts agree with the agreements."},
	{"masking-check", "Attempt to find a household in masked data", "t", "masking test-data", "requirement:gdpr-security", 93, 0, 200, "freja", "Metering cloud, tests", "Not possible below groups of ten."},
	{"key-inventory", "Inventory of keys with owner and end", "x", "cloud-encryption", "", 67, 0, 160, "can", "Vault, export", "One key per utility; none older than a year."},
	{"headend-release", "Release 7.2 of the head-end after a trial night", "d", "changes", "supplier:meterhub", 74, 0, 150, "birgit", "Metering, releases", ""},
	{"van-count", "Count of gateways in vans and depot", "o", "off-site", "supplier:marsch", 99, 0, 180, "kerstin", "Metering, roll-out", "1,612 of 1,612."},
	{"gwadmin-certificate", "Certificate of gateway administration", "d", "gateway-keys gateway-ops", "requirement:gateway-admin", 87, 0, 290, "birgit", "Metering, certificates", "Surveillance passed."},
	{"apn-test", "Test with SIM cards taken out of meters", "t", "apn-tunnels", "supplier:fjordtel", 91, 0, 200, "oke", "Telecommunications, tests", "Refused in all 30 attempts."},
	{"gateway-profile", "Emergency profile on 200 gateways", "t", "patching", "", 76, 7, 200, "birgit", "Metering, tests", "198 took it, two were visited."},
	{"ceremony-protocol", "Protocol of the key ceremony in spring", "d", "ceremonies ca-keys secure-areas", "requirement:sm-pki", 64, 0, 120, "emil", "Trust services, safe", "Two independent witnesses; no deviation."},
	{"issuance-sample", "Sample of 25 issued certificates", "o", "split-duties", "", 79, 180, 190, "emil", "Trust services", "Call back noted in all."},
	{"list-monitor", "Availability of directory and revocation list", "x", "cloud-regions", "requirement:sm-pki", 68, 90, 95, "emil", "Monitoring", "99.997 % over three places."},
	{"custodian-list", "Custodians with checks and cards", "d", "screening role-holders", "", 71, 0, 270, "wiebke", "Trust services, safe", "Seven, all checked within five years."},
	{"module-updates", "Firmware of modules, staggered", "x", "upkeep", "supplier:kryptolith", 86, 60, 200, "emil", "Trust services", ""},
	{"mfa-report", "Accounts without second factor", "x", "mfa", "requirement:insurer-facts", 62, 30, 60, "svenja", "Identity system, report 4", "None from outside; 51 people still without passkey."},
	{"edr-report", "Sensors in place and alarms of the month", "x", "edr web-filter", "supplier:wachturm", 61, 30, 60, "nils", "Console, report", "99.4 % of machines; two cut off."},
	{"patch-figures", "Weaknesses closed in time", "x", "patching", "", 63, 90, 90, "nils", "Information security, figures", "96 %; 14 late, all shielded."},
	{"siem-report", "Sources of logs and their gaps", "x", "logs", "", 66, 30, 60, "nils", "Log store", "31 of 31; longest gap 22 minutes."},
	{"log-questions", "Questions to logs about people", "d", "log-access", "requirement:works-agreement", 78, 180, 160, "ole", "Data protection", "Three, all with both keys."},
	{"watch-report", "Time until Wachturm called", "x", "watch", "supplier:wachturm", 61, 90, 90, "nils", "Wachturm, monthly reports", "Median nine minutes, longest 14."},
	{"change-sample", "Sample of 30 changes", "o", "changes", "", 82, 90, 130, "dirk", "Ticket system", "Way back in all; one approved afterwards, explained."},
	{"destruction", "Certificates of destruction", "d", "disposal", "supplier:ostsee", 101, 180, 220, "svenja", "IT operations", "212 disks, 40 relays."},
	{"mdm-report", "Devices and their state", "x", "mdm remote", "", 62, 30, 60, "jan", "Device management", "98 % as they should be; nine wiped in the year."},
	{"button-figures", "Reports by number and button", "x", "red-button", "", 64, 365, 200, "nils", "Information security, figures", "214 in the year; 31 by people outside IT at night."},
	{"training-export", "Yearly training: who took part, what they knew", "x", "awareness", "", 68, 365, 230, "katrin", "Learning platform", "97 % took part; 88 % answered all six questions."},
	{"payroll-sample", "Changes of bank accounts in the quarter", "o", "split-duties awareness", "", 103, 90, 150, "katrin", "Human resources", "37 changes, two signatures each; two attempts of fraud stopped."},
	{"call-sample", "Test calls to customer service", "t", "awareness", "", 89, 30, 190, "merle", "Customer service", "18 of 20 asked the three questions."},
	{"hr-sample", "Sample of fifteen contracts and agreements on secrecy", "o", "terms secrecy consequences", "", 94, 0, 260, "anke", "Internal audit, working papers", "Complete."},
	{"insurance-policy", "Policy covering loss at providers", "d", "", "", 112, 0, 250, "jytte", "Finance", ""},
	{"spare-parts", "Count of spare relays", "o", "", "supplier:relaiswerk", 73, 0, 290, "grit", "Depot Niebüll", "Enough for three years at today's rate."},
	{"forensic-kit", "Kit for evidence in substations", "o", "forensics", "", 67, 0, 290, "nils", "Information security, cabinet 3", "Sealed; list inside."},
	// of competence
	{"cert-mara", "Lead implementer certificate", "d", "", "person:mara", 620, 0, 400, "katrin", "HR archive", ""},
	{"cert-anke", "Lead auditor certificate", "d", "", "person:anke", 500, 0, 520, "katrin", "HR archive", ""},
	{"cert-ole", "Certificate of data protection officer", "d", "", "person:ole", 400, 0, 600, "katrin", "HR archive", ""},
	{"directors-training", "Training of directors under NIS 2", "d", "", "person:astrid person:holger person:jytte", 140, 0, 500, "nele", "Board archive", ""},
	{"owners-workshop", "Workshop of risk owners, with calibration", "d", "", "person:henrik person:silke person:lars person:oke person:birgit person:malte person:wiebke person:dirk person:merle person:katrin person:grit person:fiete person:nele person:torben", 130, 0, 230, "mara", "Learning platform", "Two scenarios; largest difference one step."},
	{"evidence-workshop", "Workshop on evidence for control owners", "d", "", "person:nils person:ida person:torge person:freja person:can person:emil person:svenja person:jan", 125, 0, 240, "mara", "Learning platform", ""},
}

func (s *story) evidence() {
	s.sit(38, "mara")
	for _, p := range slices.Concat(proofs, serviceProofs) {
		body := &assess.Evidence{
			Title: p.title, Origin: proofOrigins[p.origin], Controls: refs("control", p.controls), Rows: rowsOf(p.controls), About: mixed(p.about),
			Collected: s.ago(p.collected), Expires: s.in(p.out), Collector: ref("person", p.collector), Location: p.place, Note: p.note,
		}
		if p.days > 0 {
			body.From, body.To = s.ago(p.collected+p.days), s.ago(p.collected)
		}
		s.create("evidence", p.name, body)
	}
}

// rowsOf are the rows of the statement that controls carry out.
func rowsOf(controls string) []record.Ref {
	var list []record.Ref
	for _, m := range measures() {
		row := ref("soa_row", m.after)
		if slices.Contains(strings.Fields(controls), m.name) && !slices.Contains(list, row) {
			list = append(list, row)
		}
	}
	return list
}
