package demo

import "surety/isms/supplier"

// vendor is one supplier. Coverage of its agreement by letters: c
// confidentiality, i incident notice, a audit, s subcontractors, d personal
// data, e exit, k continuity.
type vendor struct {
	name, full, service   string
	rating, owner, covers string
	contract              string
	ends, reviewed        int // days ahead, days ago
	split, result         string
	cloud                 bool
}

var vendors = []vendor{
	{"havstrom", "Havstrøm Control A/S", "SCADA and outage management: licences, maintenance on site and through the jump host", "critical", "henrik", "ciask",
		"HC-2021-004, maintenance and support", 610, 96,
		"Havstrøm delivers tested patches within 30 days of release and works only in sessions that a shift supervisor opens. We decide when to install and keep every backup.",
		"Two sessions without a ticket in the year; both explained. Escrow deposit renewed.", false},
	{"relaiswerk", "Relaiswerk Harz GmbH", "Protection relays and their setting software", "high", "silke", "cisk",
		"Frame agreement RW-118", 830, 142,
		"Relaiswerk publishes advisories and signs its firmware. Settings, passwords and installation are ours.", "Advisories came on time. Signed firmware only since series 7.", false},
	{"kystfiber", "Kystfiber Netz GmbH", "Dark fibre between substations and control centres", "high", "oke", "cik",
		"KF 2019/77", 295, 88, "Kystfiber keeps the glass whole within four hours. Encryption, routing and monitoring are ours.", "Availability 99.98 %. Second route over Tønder open since spring.", false},
	{"fjordtel", "FjordTel A/S", "Mobile access point for meters and pole-mounted switches", "high", "oke", "cisdk",
		"FT-APN-20118", 420, 120, "FjordTel keeps the private access point apart from the internet. SIM life cycle and tunnels are ours.", "SIM swap process tested; passed.", false},
	{"fordecolo", "Förde Rechenzentrum GmbH", "Two rooms in a data centre in Kiel", "high", "svenja", "ciak",
		"FRZ-C-330", 540, 101, "Power, cooling and the building are theirs; racks, locks and everything in them ours.", "EN 50600 certificate seen, valid.", false},
	{"meridian", "Meridian Cloud Europe S.à r.l.", "Infrastructure for the metering cloud, two regions", "critical", "malte", "cisadek",
		"MCE master agreement 2023, data processing addendum", 690, 74,
		"Meridian secures hypervisors, hardware and regions. Accounts, networks, encryption keys, images and data are ours.", "C5 type 2 report read; two exceptions, none in services we use.", true},
	{"kryptolith", "Kryptolith AG", "Hardware security modules of the certificate authority", "critical", "wiebke", "cisk",
		"KL-HSM-52", 380, 133, "Kryptolith certifies and repairs modules; it never holds activation cards or backups.", "Common Criteria certificate valid; firmware 5.4 approved.", false},
	{"zahlwerk", "Zahlwerk Gateway GmbH", "Smart meter gateways", "high", "birgit", "cisk",
		"ZG-R-2022", 505, 155, "Zahlwerk delivers through the sealed supply chain and signs firmware. Keys from the quality seal on are ours.", "Delivery chain audited with two other distributors.", false},
	{"meterhub", "Kiel Messdaten Systeme GmbH", "Head-end and gateway administration software, second-level support", "high", "birgit", "cisadk",
		"KMS-HES-9", 260, 110, "They fix defects and see test data only. Operation and keys are ours.", "One late security patch, penalty paid.", false},
	{"wachturm", "Wachturm Security Operations GmbH", "Watches our logs around the clock and calls the incident lead", "high", "nils", "cisadek",
		"WSO-24/7-061", 340, 61, "Wachturm triages and calls within 15 minutes. Decisions and containment are ours.", "Median time to call 9 minutes; three drills.", true},
	{"kontorsuite", "Kontorsuite Ireland Ltd", "Mail, files and meetings", "high", "dirk", "cisadek",
		"KS enterprise subscription", 230, 125, "They run the suite; identities, sharing rules, retention and labels are ours.", "Data boundary in the EU confirmed for support data too.", true},
	{"netzkasse", "Netzkasse eG", "Network charge billing, run for 40 distributors", "high", "merle", "cisdek",
		"NK-SaaS-17", 470, 522, // overdue, on purpose
		"Netzkasse operates application and database. Access rights, master data and approval of billing runs are ours.", "Satisfactory at the last look; the move to another host was announced then.", true},
	{"lohnkontor", "Lohnkontor Kiel KG", "Payroll", "medium", "katrin", "cisde",
		"LK-2020", 310, 149, "Lohnkontor computes and pays; changes of accounts need our second signature.", "Good. Returned all paper files.", false},
	{"kodekontor", "Kodekontor ApS", "Contract developers for the customer portal", "high", "freja", "cisade",
		"KK-DEV-3", 190, 83, "They write code on our laptops and in our repository. Review, release and secrets stay with us.", "Two of five developers changed; access closed the same day.", false},
	{"redlund", "Red & Lund Sikkerhed ApS", "Penetration tests", "medium", "nils", "cide",
		"RL-2025-PT", 270, 92, "They test within a written scope; we stop them by one call.", "Reports usable, findings reproducible.", false},
	{"marsch", "Marsch Elektromontage GmbH", "Installs meters and gateways at homes", "medium", "kerstin", "cisd",
		"MEM-Rollout", 400, 117, "Installers keep devices sealed and locked; pairing and keys are ours.", "One lost van key; devices were counted, none missing.", false},
	{"hafenwacht", "Hafenwacht Sicherheit GmbH", "Guards and alarm response at control centre and substations", "medium", "fiete", "cisk",
		"HW-44", 350, 105, "Guards respond within 20 minutes. Keys, cameras and alarm rules are ours.", "Response drill: 14 minutes.", false},
	{"ostsee", "Ostsee Datenvernichtung GmbH", "Destroys disks, tapes and paper", "medium", "svenja", "cde",
		"OD-12", 300, 138, "They destroy to DIN 66399 H-5 with a witness; we erase keys before.", "Certificates complete.", false},
	{"kantine", "Fördeküche Flensburg", "Canteen", "", "fiete", "", "KF-2018", 200, 0, "", "", false},
}

var coverage = map[rune]string{
	'c': "confidentiality", 'i': "incidents", 'a': "audit", 's': "subcontractors", 'd': "personal_data", 'e': "exit", 'k': "continuity",
}

func (s *story) inventory() {
	s.sit(56, "mara")
	for _, v := range vendors {
		body := &supplier.Supplier{
			Name: v.full, Service: v.service, Relevant: v.rating != "", Cloud: v.cloud, Rating: v.rating, Contract: v.contract,
			Until: s.in(v.ends), Split: v.split, Owner: ref("person", v.owner), ReviewResult: v.result,
		}
		for _, letter := range v.covers {
			body.Clauses = append(body.Clauses, coverage[letter])
		}
		if v.reviewed > 0 {
			body.Reviewed = s.ago(v.reviewed)
		}
		s.create("supplier", v.name, body)
	}
	s.assets()
}
