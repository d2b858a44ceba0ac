package demo

import "surety/isms/asset"

// thing is one asset. Need holds the needs of confidentiality, integrity and
// availability, 1 to 4 each, "244"; class p, i, c or s: public, internal,
// confidential, strictly confidential.
type thing struct {
	name, title, kind string
	primary           bool
	class, need       string
	owner, custodian  string
	location          string
	on                string // depends on, earlier assets
	supplier          string
	about             string
}

var classes = map[string]string{"p": "public", "i": "internal", "c": "confidential", "s": "strictly_confidential"}

const primary, supporting = true, false

// Sites, networks and machines first, since what stands on them refers to them.
var things = append(append(sites, systems...), business...)

var sites = []thing{
	{"flensburg", "Control centre Flensburg", "site", supporting, "c", "334", "fiete", "Facilities", "Flensburg, Harniskai", "", "hafenwacht",
		"Control room, two equipment rooms, diesel for 72 hours. Built 1.2 m above the flood level of 1872."},
	{"schleswig", "Stand-by control centre Schleswig", "site", supporting, "c", "333", "fiete", "Facilities", "Schleswig", "", "hafenwacht", "Manned within 45 minutes; same equipment, half the desks."},
	{"aabenraa", "Office and control desk Aabenraa", "site", supporting, "i", "233", "lars", "Grid operations Denmark", "Aabenraa", "", "", "Second desk for the 26 Danish substations."},
	{"kiel-dc", "Data centre rooms in Kiel", "site", supporting, "c", "334", "svenja", "IT", "Kiel", "", "fordecolo", "Two fire compartments, own cages."},
	{"hq", "Head office", "site", supporting, "i", "222", "fiete", "Facilities", "Flensburg, Norderhofenden", "", "", ""},
	{"niebull", "Depot Niebüll", "site", supporting, "i", "122", "fiete", "Facilities", "Niebüll", "", "", "Spare relays, transformers and sealed gateways."},
	{"ss-handewitt", "Substation Handewitt (110/20 kV)", "site", supporting, "i", "244", "silke", "Substations", "Handewitt", "", "hafenwacht", "Feeds 31,000 connections and the hospital."},
	{"ss-kassoe", "Substation Kassø South (150/60 kV)", "site", supporting, "i", "244", "lars", "Grid operations Denmark", "Kassø", "", "", "Border coupling."},
	{"ss-fleet", "58 further substations", "site", supporting, "i", "233", "silke", "Substations", "Both countries", "", "", "Of 60 kV and below; 41 have remote control."},
	{"ceremony", "Key ceremony room", "site", supporting, "s", "443", "wiebke", "Trust services", "Kiel, cage 2", "kiel-dc", "", "Two locks, two people, a camera and no network."},
	{"ring", "Fibre ring of the process network", "network", supporting, "c", "244", "oke", "Telecommunications", "Both countries", "", "kystfiber", "MPLS over own and leased fibre; meshed but for three spurs."},
	{"apn", "Mobile access point for meters", "network", supporting, "i", "233", "oke", "Telecommunications", "FjordTel", "", "fjordtel", "118,000 SIM cards."},
	{"process-net", "Process network of the control centres", "network", supporting, "c", "344", "oke", "Telecommunications", "Flensburg, Schleswig", "ring flensburg schleswig", "", "IEC 60870-5-104 and 61850 behind two firewalls; no way to the internet."},
	{"office-net", "Office network", "network", supporting, "i", "223", "svenja", "IT", "All offices", "", "", ""},
	{"jump-host", "Remote maintenance jump host", "service", supporting, "c", "344", "oke", "Telecommunications", "Flensburg", "process-net", "", "Opens per ticket, records each session, closes by itself."},
	{"field-radio", "Field radio", "network", supporting, "i", "123", "oke", "Telecommunications", "Both countries", "", "", "Works for 24 hours without mains."},
	{"firewalls", "Firewalls between office, process network and cloud", "hardware", supporting, "c", "344", "oke", "Telecommunications", "Flensburg, Schleswig, Kiel", "", "", "Three pairs from two makers."},
	{"clocks", "GPS clocks", "hardware", supporting, "i", "143", "torge", "Substations", "Control centres, 23 substations", "", "", "Protection and fault records need 1 ms."},
}

var systems = []thing{
	{"scada", "SCADA and distribution management", "software", supporting, "c", "344", "henrik", "Grid control", "Flensburg, Schleswig", "process-net flensburg schleswig", "havstrom", "Two servers a site, hot stand-by."},
	{"scada-backup", "Backups of SCADA and relay settings", "information", supporting, "c", "343", "henrik", "Grid control", "Schleswig, safe in Kiel", "schleswig", "", "Weekly, one copy offline."},
	{"historian", "Process data historian", "software", supporting, "i", "232", "henrik", "Grid control", "Flensburg", "scada", "", ""},
	{"rtus", "Remote terminal units", "hardware", supporting, "i", "244", "torge", "Substations", "Substations", "ring ss-handewitt ss-kassoe ss-fleet", "", "412 units; 97 still speak unencrypted 101 over serial lines."},
	{"relays", "Protection relays", "hardware", supporting, "i", "244", "silke", "Substations", "Substations", "ss-handewitt ss-kassoe ss-fleet clocks", "relaiswerk", "1,930 devices; 280 are older than 20 years."},
	{"engineering-pcs", "Engineering laptops for substations", "hardware", supporting, "c", "343", "torge", "Substations", "Locker in Handewitt", "", "", "Nine laptops that never meet the internet."},
	{"load-shed", "Load shedding and ripple control", "software", supporting, "c", "344", "henrik", "Grid control", "Flensburg", "scada", "havstrom", "Can drop 180 MW within a minute: to be guarded accordingly."},
	{"headend", "Metering head-end", "software", supporting, "c", "343", "birgit", "Metering", "Kiel", "kiel-dc apn", "meterhub", "Reads 214,000 meters each night."},
	{"gwadmin", "Gateway administration system", "software", supporting, "s", "443", "birgit", "Metering", "Kiel", "kiel-dc apn", "meterhub", "Runs under the rules of MsbG § 25 and BSI TR-03109-6."},
	{"gateways", "Smart meter gateways", "hardware", supporting, "c", "442", "birgit", "Metering", "Cellars of 61,000 customers", "apn", "zahlwerk", ""},
	{"cloud-account", "Cloud accounts and landing zone", "service", supporting, "c", "444", "can", "Metering cloud", "Meridian, two regions", "", "meridian", "Five accounts: network, log, test, production, vault."},
	{"cloud-cluster", "Container clusters", "service", supporting, "c", "344", "can", "Metering cloud", "Meridian", "cloud-account", "meridian", ""},
	{"cloud-db", "Time series databases", "software", supporting, "c", "444", "can", "Metering cloud", "Meridian", "cloud-account", "meridian", "9.4 billion readings; one key a utility."},
	{"cloud-vault", "Keys and secrets of the cloud service", "service", supporting, "s", "443", "can", "Metering cloud", "Meridian, own module", "cloud-account", "meridian", ""},
	{"portal", "Customer portal and API", "software", supporting, "i", "343", "freja", "Metering cloud", "Meridian", "cloud-cluster cloud-db cloud-vault", "kodekontor", "Web, and an interface that 23 utilities call."},
	{"pipeline", "Build and release pipeline", "service", supporting, "c", "343", "freja", "Metering cloud", "Kiel", "kiel-dc", "", "Signs images; production takes only signed ones."},
	{"source", "Source code of the metering cloud", "information", supporting, "c", "342", "freja", "Metering cloud", "Kiel", "pipeline", "", ""},
	{"cloud-backup", "Backups of the metering cloud", "information", supporting, "c", "443", "can", "Metering cloud", "Third region, locked for 35 days", "cloud-db", "meridian", ""},
	{"hsm-a", "HSM pair of the issuing CA", "hardware", supporting, "s", "444", "wiebke", "Trust services", "Kiel", "kiel-dc", "kryptolith", ""},
	{"hsm-root", "Offline HSM and its backup cards", "hardware", supporting, "s", "443", "wiebke", "Trust services", "Ceremony room; safe in Schleswig", "ceremony", "kryptolith", "Three of five custodians bring it to life."},
	{"ca-software", "CA and registration software", "software", supporting, "s", "344", "wiebke", "Trust services", "Kiel", "hsm-a", "", ""},
	{"directory", "Directory and revocation lists", "service", supporting, "p", "144", "emil", "Trust services", "Kiel, Meridian", "ca-software", "", "A list a day, an hour after each revocation."},
	{"identity", "Identity and access management", "service", supporting, "c", "444", "svenja", "IT", "Kiel", "kiel-dc", "", "Joiners and leavers come from the HR system each night."},
	{"mail-suite", "Mail, files and meetings", "service", supporting, "c", "333", "dirk", "IT", "EU data boundary", "identity", "kontorsuite", ""},
	{"laptops", "Laptops and phones", "hardware", supporting, "c", "322", "jan", "IT", "Everywhere", "identity", "", "640 laptops, 510 phones."},
	{"siem", "Log store and detection", "service", supporting, "c", "343", "nils", "Information security", "Kiel", "kiel-dc", "wachturm", "31 sources, 400 days."},
	{"backup-it", "Backup system of IT", "service", supporting, "c", "344", "svenja", "IT", "Kiel, Schleswig", "kiel-dc schleswig", "", "Own accounts, own network, immutable for 30 days."},
	{"ticketing", "Ticket system", "service", supporting, "i", "233", "jan", "IT", "Kiel", "kiel-dc identity", "", ""},
	{"virtual", "Virtualization and storage in Kiel", "hardware", supporting, "c", "344", "svenja", "IT", "Kiel", "kiel-dc", "", ""},
	{"hr-system", "HR system", "software", supporting, "c", "432", "katrin", "Human resources", "Kiel", "virtual", "", ""},
	{"gis", "Geographic information system", "software", supporting, "c", "332", "silke", "Substations", "Kiel", "virtual", "", "Where each cable lies."},
	{"erp", "Billing application", "service", supporting, "c", "343", "merle", "Billing", "Netzkasse", "identity", "netzkasse", ""},
	{"shift-staff", "Shift staff of the control centre", "people", supporting, "", "234", "henrik", "Grid control", "Flensburg", "", "", "14 people; eight are needed for a full rota."},
	{"custodians", "Key custodians", "people", supporting, "", "333", "wiebke", "Trust services", "", "", "", "Five, of whom three are needed, and never two in one car."},
}

var business = []thing{
	{"p-grid", "Controlling and switching the grid", "process", primary, "i", "244", "henrik", "", "Flensburg, Aabenraa", "scada load-shed rtus relays shift-staff field-radio", "", ""},
	{"p-outage", "Outage management", "process", primary, "i", "134", "henrik", "", "", "scada gis field-radio", "", ""},
	{"p-metering", "Reading meters and administering gateways", "process", primary, "c", "343", "birgit", "", "", "headend gwadmin gateways", "", ""},
	{"p-cloud", "Metering cloud for municipal utilities", "service", primary, "c", "444", "malte", "", "", "portal cloud-cluster cloud-db cloud-vault pipeline", "", "23 utilities, 1.9 million meters."},
	{"p-pki", "Issuing and revoking certificates for meters and gateways", "service", primary, "c", "344", "wiebke", "", "", "ca-software hsm-a hsm-root directory custodians", "", "Sub-CA in the German smart metering PKI; 480,000 live certificates."},
	{"p-billing", "Billing network charges", "process", primary, "c", "343", "merle", "", "", "erp", "", ""},
	{"p-people", "Hiring, paying and parting", "process", primary, "c", "432", "katrin", "", "", "hr-system", "lohnkontor", ""},
	{"topology", "Grid topology and switching plans", "information", primary, "c", "344", "henrik", "", "", "scada gis", "", ""},
	{"settings", "Protection settings", "information", primary, "c", "344", "silke", "", "", "relays engineering-pcs scada-backup", "", ""},
	{"readings", "Consumption readings of households", "information", primary, "c", "432", "birgit", "", "", "headend cloud-db gateways", "", "Quarter hours tell who is at home."},
	{"customers", "Master data of customers", "information", primary, "c", "332", "merle", "", "", "erp", "", ""},
	{"ca-keys", "Private keys of the certificate authority", "information", primary, "s", "443", "wiebke", "", "", "hsm-a hsm-root", "", ""},
	{"gateway-keys", "Keys of the gateway administrator", "information", primary, "s", "443", "birgit", "", "", "gwadmin", "", ""},
	{"staff-files", "Personnel files", "information", primary, "c", "432", "katrin", "", "", "hr-system", "", ""},
	{"contracts", "Contracts and tenders", "information", primary, "c", "321", "nele", "", "", "mail-suite", "", ""},
	{"incident-files", "Files of incidents and investigations", "information", primary, "s", "432", "nils", "", "", "siem ticketing", "", ""},
}

// riskless says why an asset in scope has no risk of its own.
var riskless = map[string]string{
	"hq":          "No system stands there; what people carry is assessed as laptops and phones.",
	"niebull":     "Sealed gateways are worthless before pairing; spare parts are insured.",
	"historian":   "A copy of values that SCADA holds; nothing is steered by it.",
	"field-radio": "Carries no information worth protecting; its loss is part of the risk of a black-out.",
}

func (s *story) assets() {
	for i, t := range things {
		body := &asset.Asset{
			Systems: refs("management_system", "isms"), Name: t.title, External: number("NW-A", i), Type: t.kind, Primary: t.primary,
			Description: t.about, InScope: true, Owner: ref("person", t.owner), Custodian: t.custodian, Location: t.location,
			Classification: classes[t.class], Confidentiality: int(t.need[0] - '0'), Integrity: int(t.need[1] - '0'), Availability: int(t.need[2] - '0'),
			DependsOn: refs("asset", t.on), Supplier: ref("supplier", t.supplier), NoRisk: riskless[t.name], Reviewed: s.ago(60 + i),
		}
		item := s.create("asset", t.name, body)
		if t.name == "hsm-root" {
			item.restrict("wiebke emil")
		}
	}
}
