package demo

import (
	"surety/isms/org"
	"surety/isms/way"
)

var exclusions = []org.Exclusion{
	{What: "Canteen and guest network in the head office", Why: "Nothing in scope depends on them, and no route leads from them into a network in scope."},
	{What: "Wind farm Ellund", Why: "A shareholding of 49 %. It has its own operator, control system and certificate; the coupling is an interface of the substation Handewitt."},
	{What: "Press and sponsoring", Why: "Handles public information only."},
}

// neighbours are interfaces with others than suppliers.
var neighbours = []org.Interface{
	{What: "Orders and measurements exchanged with transmission system operators", Responsibility: "Each side secures its end of the ICCP tunnel; operators decide on orders, we on how to carry them out."},
	{What: "Root of the German smart metering PKI", Responsibility: "The root certifies us and publishes its list; we keep its policy and report suspicion by telephone."},
	{What: "Market communication with suppliers of electricity", Responsibility: "Messages are signed and encrypted by the sender; what was received is ours to check."},
}

// mandate is what the board has asked for, and what there is to know of the house.
func (s *story) mandate() {
	s.create("mandate", "board", &way.Mandate{
		System: isms, Title: "Mandate of the board", Sponsor: ref("person", "astrid"), Until: s.ago(1100), Sector: "energy",
		Goal:     "The catalogue of the network agency asks for a certified system, and utilities buy a metering cloud from nobody who has none.",
		Premises: "yes", Remote: "yes", Cloud: "yes", Servers: "yes", Development: "yes", Personal: "yes", Plant: "yes", Outsourced: "no",
	})
}

func (s *story) scope() {
	s.sit(44, "mara")
	s.mandate()
	body := &org.Scope{
		System: isms, Title: "Scope of Nordwerk Netz", Version: "2.1",
		Statement: "Distribution of electricity in Schleswig and Sønderjylland with its control and protection systems; metering and gateway administration; " +
			"the cloud metering service for utilities; issuing and revoking certificates for smart meters; with the IT and staff functions that carry them. " +
			"Statement of Applicability version 1.0.",
		Activities: []string{"Grid control and switching", "Operation of substations", "Metering and gateway administration", "Metering cloud", "Certificate authority", "Network charge billing", "IT, human resources, procurement, facilities, legal"},
		Units: []string{"Board", "Information security", "Internal audit", "Legal and compliance", "Grid control", "Substations", "Grid operations Denmark", "Telecommunications", "Metering", "Metering cloud",
			"Trust services", "IT", "Billing", "Human resources", "Procurement", "Facilities"},
		Locations:  []string{"Flensburg, control centre and head office", "Schleswig, stand-by control centre", "Kiel, data centre rooms", "Aabenraa", "Niebüll, depot", "61 substations in both countries"},
		Technology: []string{"SCADA and telecontrol", "Protection and substation automation", "Process network", "Head-end and gateway administration", "Cloud accounts at Meridian", "Certificate authority with hardware modules", "Office IT"},
		Exclusions: exclusions, Interfaces: neighbours, Owner: ref("person", "mara"), Reviewed: s.now(),
	}
	for _, v := range vendors {
		if v.rating != "" {
			body.Interfaces = append(body.Interfaces, org.Interface{What: v.service, Supplier: ref("supplier", v.name), Responsibility: v.split})
		}
	}
	for _, m := range matters {
		body.Issues = append(body.Issues, ref("issue", m.name))
	}
	for _, d := range demands {
		body.Requirements = append(body.Requirements, ref("requirement", d.name))
	}
	s.create("scope", "nordwerk", body)
	s.sit(43, "astrid")
	s.move("scope", "nordwerk", "approve")
}
