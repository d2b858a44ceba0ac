package demo

import "surety/isms/org"

// The people, each with their place, their line manager and what their account
// may do: m manager, r risk owner, c control owner, w contributor, a auditor;
// whoever has none of these reads.
type member struct {
	name, full, function, unit, manager string
	joined                              int // days ago
	flags                               string
}

const inScope, external = "s", "x"

var staff = []member{
	{"astrid", "Astrid Lorenzen", "Managing director", "Board", "", 2980, "sm"},
	{"holger", "Holger Brandt", "Technical director", "Board", "", 2210, "smr"},
	{"jytte", "Jytte Holm", "Financial director", "Board", "", 1460, "smr"},

	{"mara", "Mara Petersen", "Chief information security officer", "Information security", "astrid", 1890, "sm"},
	{"nils", "Nils Ahrens", "Security analyst, detection and response", "Information security", "mara", 940, "swc"},
	{"ida", "Ida Sørensen", "Information security officer, Denmark", "Information security", "mara", 610, "swc"},
	{"anke", "Anke Rohde", "Internal auditor", "Internal audit", "astrid", 1330, "sa"},
	{"nele", "Nele Asmussen", "General counsel", "Legal and compliance", "astrid", 2050, "src"},
	{"ole", "Ole Lindqvist", "Data protection officer", "Legal and compliance", "astrid", 720, "sc"},

	{"henrik", "Henrik Clausen", "Head of the grid control centre", "Grid control", "holger", 4120, "src"},
	{"renate", "Renate Thomsen", "Shift supervisor", "Grid control", "henrik", 3310, "s"},
	{"bjarne", "Bjarne Iversen", "Shift supervisor", "Grid control", "henrik", 1175, "s"},
	{"silke", "Silke Matthiesen", "Lead engineer, protection and control", "Substations", "holger", 3640, "src"},
	{"torge", "Torge Hansen", "Substation automation engineer", "Substations", "silke", 1520, "sc"},
	{"lars", "Lars Vestergaard", "Head of grid operations, Denmark", "Grid operations Denmark", "holger", 2875, "sr"},
	{"sami", "Sami Haddad", "SCADA maintenance engineer (Havstrøm Control)", "Grid control", "henrik", 480, "sx"},
	{"torben", "Torben Kjær", "Head of telecommunications", "Telecommunications", "holger", 2540, "sr"},
	{"oke", "Oke Nissen", "Network engineer, process network", "Telecommunications", "torben", 1610, "src"},

	{"birgit", "Birgit Feddersen", "Head of metering", "Metering", "holger", 3055, "src"},
	{"kerstin", "Kerstin Ebsen", "Project manager, smart meter roll-out", "Metering", "birgit", 410, "s"},
	{"pia", "Pia Kjeldsen", "Meter installer (Marsch Elektromontage)", "Metering", "kerstin", 365, "sx"},
	{"malte", "Malte Jessen", "Product owner, metering cloud", "Metering cloud", "holger", 1280, "sr"},
	{"freja", "Freja Nørgaard", "Lead developer", "Metering cloud", "malte", 1105, "sc"},
	{"can", "Can Yıldız", "Platform engineer", "Metering cloud", "malte", 655, "sc"},
	{"wiebke", "Wiebke Carstensen", "Head of trust services", "Trust services", "holger", 1740, "src"},
	{"emil", "Emil Rasmussen", "CA operator and key custodian", "Trust services", "wiebke", 890, "sc"},

	{"dirk", "Dirk Johannsen", "Head of IT", "IT", "jytte", 2660, "src"},
	{"svenja", "Svenja Paulsen", "IT operations", "IT", "dirk", 1390, "sc"},
	{"jan", "Jan Kowalczyk", "Service desk", "IT", "dirk", 530, "sc"},
	{"merle", "Merle Boysen", "Head of billing and customer service", "Billing", "jytte", 2320, "sr"},
	{"katrin", "Katrin Bruhn", "Head of human resources", "Human resources", "jytte", 1955, "src"},
	{"grit", "Grit Hinrichsen", "Head of procurement", "Procurement", "jytte", 1480, "src"},
	{"fiete", "Fiete Andresen", "Sites and physical security", "Facilities", "jytte", 2190, "src"},
	{"mikkel", "Mikkel Dam", "Press and communication", "Communication", "astrid", 830, ""},
	{"uwe", "Uwe Lamprecht", "Head of IT until he retired", "IT", "", 7300, ""},
}

// Roles are what the account of a member of staff, "mara", is entitled to, as
// the door names it; everything for the demonstration itself, which has no name.
func Roles(person string) []string {
	if person == "" {
		return []string{manager}
	}
	for _, m := range staff {
		if m.name == person {
			return m.roles()
		}
	}
	return []string{"reader"}
}

const manager = "manager"

var entitlements = map[rune]string{'m': manager, 'r': "risk_owner", 'c': "control_owner", 'w': "contributor", 'a': "auditor"}

func (m member) roles() []string {
	var roles []string
	for _, flag := range m.flags {
		if role := entitlements[flag]; role != "" {
			roles = append(roles, role)
		}
	}
	if roles == nil {
		return []string{"reader"}
	}
	return roles
}

func (m member) is(flag string) bool {
	for _, f := range m.flags {
		if string(f) == flag {
			return true
		}
	}
	return false
}

// Account is an account of the demonstration that one can sign in with.
type Account struct {
	Person string // symbolic: "person:mara"
	Login  string
	Roles  []string
}

// Accounts are those of everybody who still works there. The first is that of
// Mara Petersen, who runs the management system.
func Accounts() []Account {
	accounts := []Account{account("mara")}
	for _, m := range staff {
		if m.name != "mara" && m.name != "uwe" && m.name != "torben" {
			accounts = append(accounts, account(m.name))
		}
	}
	return accounts
}

func account(name string) Account {
	return Account{Person: string(ref("person", name)), Login: mail(name), Roles: Roles(name)}
}

func mail(name string) string { return name + "@nordwerk-netz.example" }

func (s *story) staff() {
	s.sit(58, "")
	for _, m := range staff {
		s.create("person", m.name, &org.Person{
			Name: m.full, Mail: mail(m.name), Function: m.function, Unit: m.unit, Manager: ref("person", m.manager),
			InScope: m.is(inScope), External: m.is(external), Joined: s.ago(m.joined),
		})
	}
	s.sit(57, "mara")
	s.edit("person", "uwe", map[string]string{"left": string(s.ago(210))})
	s.move("person", "uwe", "leave")
	s.roles()
}
