package demo

// proof is one piece of evidence: collected so many days ago, covering the
// days before, running out so many days ahead (behind where negative).
type proof struct {
	name, title, origin  string // d document, x export, o observation, i interview, t test
	controls, about      string
	collected, days, out int
	collector, place     string
	note                 string
}

var proofOrigins = map[string]string{"d": "document", "x": "export", "o": "observation", "i": "interview", "t": "test"}

var proofs = []proof{
	// of governance
	{"document-register", "Export of the register of documents", "x", "policies", "document:policy", 62, 0, 300, "ida", "Register, exports", "31 documents, all with approver and review date."},
	{"appointments", "Signed appointments of the year", "d", "role-holders", "", 75, 365, 290, "mara", "HR archive, folder Appointments", "38 letters, all accepted."},
	{"sod-report", "Report on roles that may not meet", "x", "split-duties", "", 66, 90, 100, "svenja", "Identity system, report 17", "No person holds two excluded roles; two requests were refused."},
	{"billing-protocol", "Protocols of three billing runs", "d", "billing-approval", "requirement:bills-right", 70, 90, 210, "merle", "Billing, protocols", "Two signatures on each; one run stopped for an implausible total."},
	{"unit-talks", "Notes of the yearly talks with heads of unit", "d", "line-duty", "", 88, 365, 270, "astrid", "Board archive", "Security is point four in 14 of 14 notes."},
	{"notice-drill", "Night exercise: first notice to both countries", "t", "notices incident-plan on-call triage", "requirement:nis2-notice requirement:gdpr-breach", 62, 0, 280, "ida", "Exercises, 2", "First notice after 5 h 10 min in Germany, 6 h 40 min in Denmark."},
	{"sector-minutes", "Minutes of sector calls", "d", "sector-exchange", "", 64, 180, 200, "nils", "Information security, minutes", "Present in five of six calls."},
	{"monday-pages", "Monday threat pages of the quarter", "d", "threat-intel", "", 63, 90, 95, "nils", "Intranet, Threat picture", "13 pages, 22 changes of detection."},
	{"gate-list", "Projects and their security gates", "x", "project-gate", "", 77, 180, 190, "ida", "Project office", "Nine projects, nine passed; one was stopped for four weeks."},
	{"inventory-differences", "Differences between register, scans and listening", "x", "inventory", "", 65, 30, 120, "ida", "Register, differences", "Eleven differences, all settled; one forgotten test server was switched off."},
	{"rules-read", "Who has read the rules of use", "x", "use-rules", "document:acceptable-use", 61, 0, 280, "mara", "Register of acknowledgements", ""},
	{"leaver-sample", "Sample of ten leavers and movers", "o", "returns leavers source-access", "", 83, 180, 260, "anke", "Internal audit, working papers", "Access closed the same day in nine, the next day in one."},
	{"label-report", "Labels in the suite and mail gateway", "x", "labels label-marks", "", 85, 90, 85, "ida", "Suite, reports", "94 % of new files carry a label."},
	{"portal-requests", "Requests for network plans, quarter", "x", "transfer", "", 88, 90, 90, "silke", "Builders' portal", "1,204 requests, two refused after call back."},
	{"recertification", "Confirmation of rights", "x", "recertify identities access-rules", "", 63, 90, 110, "svenja", "Identity system, campaign Q3", "312 rights ended, 41 of them because nobody answered."},
	{"secrets-sample", "Sample of 20 first sign-ins", "o", "secrets", "", 90, 90, 180, "jan", "Service desk", "All by video or in person."},
	{"contract-sample", "Sample of twelve agreements against the clause library", "o", "supplier-rating supplier-terms", "", 79, 0, 270, "grit", "Procurement", "One old agreement without incident notice; amended."},
	{"acceptance-protocols", "Acceptance of deliveries: relays, gateways, modules", "d", "supply-chain", "supplier:relaiswerk supplier:zahlwerk supplier:kryptolith", 72, 180, 240, "grit", "Procurement, acceptance", "Seals and signatures checked; one pallet sent back."},
	{"supplier-calendar", "Reviews of suppliers held in the year", "x", "supplier-reviews", "", 61, 365, 180, "grit", "Register of suppliers", "17 of 18 held."},
	{"exit-trial", "Trial export of one utility's data", "t", "cloud-exit", "requirement:cloud-exit supplier:meridian", 160, 0, 200, "malte", "Metering cloud, exit", "9 h for 2.1 billion readings, digests equal."},
	{"lessons-files", "Lessons of three incidents", "d", "lessons", "", 74, 365, 230, "nils", "Incident files, extract", "Twelve actions, eleven done."},
	{"legal-extract", "Register of laws, monthly reading", "x", "legal-register", "", 62, 180, 150, "nele", "Legal", "Six changes, two with actions."},
	{"licence-count", "Count of licences", "x", "licences", "", 97, 90, 90, "grit", "Procurement", "Short by four, bought."},
	{"archive-restore", "Ten-year-old protocol restored and read", "t", "records-kept", "", 118, 0, 240, "ida", "Archive", ""},
	{"processor-sample", "Agreements and sub-processors of five utilities", "o", "processor-terms", "requirement:gdpr-processor", 92, 0, 260, "ole", "Data protection", "Lists agree with the register of suppliers."},
	{"audit-report", "Internal audit report, trust services", "d", "independent-look", "", 105, 0, 250, "anke", "Internal audit, reports", "Two minor findings, both closed."},
	{"rule-checks", "Rules drawn and checked in the quarter", "o", "rule-checks", "", 68, 90, 90, "mara", "Information security", "42 checks, five rules not kept, one rule changed."},
	{"board-minutes", "Minutes: quarterly report to the directors", "d", "reporting", "", 66, 90, 100, "mara", "Board archive", "Four decisions, one on money."},
	// of the grid
	{"jump-host-log", "Sessions of remote maintenance against tickets", "x", "jump-host", "requirement:maker-access supplier:havstrom", 67, 90, 95, "oke", "Jump host, recordings", "61 sessions, 61 tickets."},
	{"load-shed-test", "Test of the limit on load shedding", "t", "load-shed", "requirement:redispatch", 110, 0, 240, "henrik", "Grid control, tests", "20 MW pass, 21 MW wait for the second person."},
	{"patch-test", "SCADA release 10.4 on the spare system", "t", "install-rules", "", 80, 14, 200, "torge", "Spare system, protocols", "Nothing odd in two weeks of listening."},
	{"by-hand-exercise", "Two hours by hand, five shifts", "o", "by-hand emergency-security", "", 85, 120, 240, "henrik", "Grid control, exercises", "Longest switching act 11 minutes; radio gap near Tinglev."},
	{"flood-boards", "Flood boards set and photographed", "o", "flood", "requirement:owners-climate requirement:insurer-climate", 190, 0, 150, "fiete", "Facilities, photographs", "38 minutes with four people."},
	{"shield-protocols", "Acceptance of shields at 19 sites", "t", "relay-shield", "", 66, 200, 290, "torge", "Substations, acceptance", "Reading passes, the known sequence doesn't."},
	{"settings-report", "Relay settings against the archive, 110 kV", "t", "settings-compare", "", 75, 90, 105, "torge", "Substations, comparison", "212 relays, no difference."},
	{"serial-list", "List of serial lines with crypto modem", "x", "serial-tunnels", "", 70, 300, 280, "oke", "Telecommunications", "118 of 215."},
	{"fibre-map", "Map of second ways to substations", "d", "cabling", "supplier:kystfiber", 88, 0, 200, "oke", "Telecommunications", "58 of 61 on two ways."},
	{"time-report", "Clocks without satellites for a day", "t", "time", "", 130, 1, 230, "torge", "Substations, tests", "Largest drift 0.4 ms."},
	{"guard-drill", "Alarm at Handewitt: time until the guards came", "t", "perimeters cameras", "supplier:hafenwacht", 115, 0, 210, "fiete", "Facilities, drills", "14 minutes."},
	{"lock-change", "New locks at eleven sites", "d", "", "", 60, 0, 290, "fiete", "Facilities", ""},
	{"laptop-images", "Engineering laptops against their image", "t", "media utilities-locked", "", 90, 30, 90, "torge", "Substations", "Nine of nine as they should be."},
	{"border-drill", "Exercise at the border coupling", "o", "run-books", "", 100, 0, 220, "lars", "Grid operations Denmark", "Both desks read back; no misunderstanding."},
	{"firewall-round", "Yearly round of firewall rules", "x", "firewall-rules zones", "", 92, 365, 270, "oke", "Telecommunications", "212 rules removed, 1,688 left, each with an owner."},
	{"sensor-list", "Sensors of passive listening and what they saw", "x", "listening", "", 64, 30, 90, "oke", "Telecommunications", "Three new talkers, all explained."},
	{"standby-log", "Switch between SCADA sites", "t", "hot-standby", "", 71, 0, 120, "henrik", "Grid control", "19 seconds."},
	{"diesel-test", "Diesel under load and measured tank", "t", "power", "", 63, 0, 60, "fiete", "Facilities", "All three sites; tank 94 %."},
	{"maintenance-plan", "Maintenance held against plan", "x", "upkeep siting", "", 86, 365, 250, "torge", "Substations", "97 %; four relays late by a month."},
	{"badge-list", "Badges against the list of staff", "x", "entry", "", 73, 90, 85, "fiete", "Facilities", "One badge of a former trainee blocked."},
	{"evening-round", "Evening rounds in two offices", "o", "rooms clear-desk", "", 69, 30, 120, "fiete", "Facilities", "Seven cards in Flensburg, one in Aabenraa."},
}
