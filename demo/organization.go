package demo

import "surety/isms/org"

// Name is what the demonstration organization calls itself.
const Name = "Nordwerk Netz"

// foundation is the organization and its one management system. They are
// there before anybody who could have entered them.
func (s *story) foundation() {
	s.sit(58, "")
	s.create("organization", "nordwerk", &org.Organization{
		Name: Name, Legal: "Nordwerk Netz SE, Flensburg (filial i Aabenraa)",
		Purpose: "Nordwerk Netz distributes electricity to 214,000 connections between the Schlei and the Kongeå, reads their meters, " +
			"and sells municipal utilities a cloud service for the same: metering, and the certificates that smart meters need.",
		Sector: "Energy: electricity distribution", Size: 612, Country: "DE", TimeZone: "Europe/Berlin",
	})
	s.create("management_system", "isms", &org.ManagementSystem{
		Name: "Information security management system", Standard: "iso27001", Edition: "2022",
		Outcomes: "Power keeps flowing when somebody attacks the control systems. Nobody reads or alters what households consume. " +
			"Every certificate that a meter trusts was issued by us, for the right device. We can show all three to regulators, utilities and owners.",
		Review: "P12M", Assessment: "P12M", Access: "P6M", Exercise: "P12M", EventTime: "P2D", MostUnread: 2,
	})
}
