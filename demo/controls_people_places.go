package demo

var peopleAndPlaces = []measure{
	{"screening", "A.6.1", "Checks before work begins", "i", 1400, "katrin", "joiners", "shift-staff custodians", "", "Identity and certificates for all; extended check for control room, trust services and administrators, renewed after five years."},
	{"terms", "A.6.2", "Duties in the contract", "i", 1800, "katrin", "joiners", "p-people", "", "Clauses on secrecy, reporting and rules of use in all contracts, agency staff included."},
	{"awareness", "A.6.3", "Yearly training and exercises by group", "i", 900, "katrin", "training", "", "", "25 minutes for all; more for control room, substations, developers and risk owners. Phishing exercise each quarter, no pillory."},
	{"consequences", "A.6.4", "Fair process after a breach of rules", "i", 1500, "katrin", "joiners", "p-people", "", "Agreed with the works councils of both countries; own reports are never punished."},
	{"leavers", "A.6.5", "Handing over before leaving", "i", 700, "katrin", "joiners", "identity", "", "Two weeks before the last day the head of unit gets the list of what the person owns and names successors."},
	{"secrecy", "A.6.6", "Agreements on secrecy", "i", 1500, "nele", "joiners", "contracts", "", "Signed before the first file is shared; list with end dates."},
	{"remote", "A.6.7", "Safe working away from the office", "i", 900, "jan", "remote-work", "laptops", "", "Managed laptops with a tunnel that starts by itself; process control is out of reach from outside."},
	{"red-button", "A.6.8", "One number and one button to report", "i", 1000, "nils", "incident acceptable-use", "", "wachturm", "0461 555 112 or the intranet; 214 reports in the year, median answer in six minutes."},

	{"perimeters", "A.7.1", "Fences, walls and locks by class of site", "i", 2500, "fiete", "physical", "flensburg schleswig ss-handewitt ss-kassoe ss-fleet kiel-dc", "hafenwacht", "Class A to C; substations have door contacts to the control centre."},
	{"entry", "A.7.2", "Badge and second factor at the door", "i", 1600, "fiete", "physical", "flensburg schleswig kiel-dc ceremony", "", "Class A with PIN and badge; visitors accompanied; lists compared with human resources each quarter."},
	{"rooms", "A.7.3", "Rooms that don't invite", "i", 2000, "fiete", "physical", "flensburg aabenraa hq", "", "No signs at equipment rooms; control room can't be seen from the quay."},
	{"cameras", "A.7.4", "Cameras and alarm contacts", "i", 900, "fiete", "physical", "flensburg ss-handewitt ss-kassoe kiel-dc", "hafenwacht", "Pictures kept 72 hours, agreed with works council and data protection; alarm goes to guards and control room."},
	{"flood", "A.7.5", "Flood boards, cooling and fire", "i", 1100, "fiete", "physical continuity", "flensburg ss-fleet", "", "Boards up to 3.6 m, set twice a year; second cooling in eleven relay houses; early smoke detection."},
	{"secure-areas", "A.7.6", "Working in rooms of class A", "i", 1100, "wiebke", "physical ceremony", "ceremony kiel-dc", "", "Never alone in the ceremony room; phones stay in the locker; work in cages is announced."},
	{"clear-desk", "A.7.7", "Clear desks, locked screens", "i", 900, "fiete", "acceptable-use", "hq aabenraa", "", "Evening round with friendly cards; screens lock after five minutes, the control room is locked instead."},
	{"siting", "A.7.8", "Where equipment stands", "i", 1900, "torge", "physical", "rtus relays virtual", "", "Above flood level, away from the door, with shielding near transformers."},
	{"off-site", "A.7.9", "Equipment on the road and at customers", "i", 700, "birgit", "remote-work", "gateways laptops engineering-pcs", "marsch", "Gateways travel sealed and counted; vans are locked boxes within the van; a missing device is blocked within the hour."},
	{"media", "A.7.10", "Handling of media", "i", 800, "jan", "classification acceptable-use", "engineering-pcs", "", "Ports closed but for the scanning station; the few sticks for substations are numbered."},
	{"power", "A.7.11", "Power, cooling and fuel", "i", 2600, "fiete", "physical continuity", "flensburg schleswig kiel-dc", "fordecolo", "Batteries and diesel for 72 hours; an hour under load each month; black start tried yearly."},
	{"cabling", "A.7.12", "Ways of cables", "y", 900, "oke", "physical", "ring", "kystfiber", "Two ways to every site of 110 kV; three spurs at 60 kV still hang on one, the second route over Süderlügum is being dug."},
	{"upkeep", "A.7.13", "Maintenance by plan", "i", 3000, "torge", "maintenance", "rtus relays clocks flensburg", "relaiswerk", "Relays every six years, batteries yearly; the visitor's laptop stays outside, ours is used."},
	{"disposal", "A.7.14", "Erasing and destroying", "i", 1200, "svenja", "classification", "laptops virtual hsm-a", "ostsee", "Keys erased first, then destroyed with a witness; relays lose settings and passwords before they go to the dealer."},
}
