package way

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Share is a step of the way that one person takes on.
type Share struct {
	Step   string     `json:"step" label:"Step" is:"required" max:"40"`
	Person record.Ref `json:"person" label:"Taken on by" to:"person" is:"required"`
	Task   record.Ref `json:"task,omitzero" label:"Task" to:"task"` // by which it comes to them
}

// Mandate is what top management wants of a management system, and what there is
// to know of the organization before anything fitting can be proposed.
type Mandate struct {
	System      record.Ref  `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string      `json:"title" label:"Title" is:"required,title,search,list"`
	Sponsor     record.Ref  `json:"sponsor,omitzero" label:"Given by" help:"Who in top management wants it and stands up for it." to:"person" back:"mandates" is:"index,list"`
	Goal        string      `json:"goal,omitzero" label:"What for" help:"Why now: a customer who asks, a law, an incident, a tender." max:"2000" is:"search"`
	Until       record.Date `json:"ready_by,omitzero" label:"Ready by" help:"The day on which an auditor may come." is:"index,list"`
	Sector      string      `json:"sector,omitzero" label:"What you are most like" enum:"office=Services and trade,software=Software and cloud services,energy=Energy and water supply,health=Health care,public=Public body,manufacturing=Manufacturing" help:"It decides what is proposed to you." is:"index,list"`
	Premises    string      `json:"premises,omitzero" label:"Do you have rooms of your own?" enum:"yes,no" help:"Offices, plants or server rooms, also rented ones."`
	Remote      string      `json:"remote,omitzero" label:"Do people work from elsewhere?" enum:"yes,no"`
	Cloud       string      `json:"cloud,omitzero" label:"Do you use cloud services?" enum:"yes,no" help:"Also mail, files or accounting that run at a provider's."`
	Servers     string      `json:"servers,omitzero" label:"Do you run servers or a network of your own?" enum:"yes,no"`
	Development string      `json:"development,omitzero" label:"Do you develop software?" enum:"yes,no" help:"Also when somebody else writes it for you."`
	Personal    string      `json:"personal_data,omitzero" label:"Do you hold personal data of others?" enum:"yes,no" help:"Of customers, patients, citizens; your staff's counts too."`
	Plant       string      `json:"plant,omitzero" label:"Do computers steer machines?" enum:"yes,no" help:"Production, grids, building technology, medical devices."`
	Outsourced  string      `json:"outsourced,omitzero" label:"Does somebody else run your IT?" enum:"yes,no"`
	Shares      []Share     `json:"shares,omitzero" label:"Who takes on which step" is:"aside"`
}

// Share is who has taken on a step; without a person where nobody has.
func (m *Mandate) Share(step string) Share {
	for _, share := range m.Shares {
		if share.Step == step {
			return share
		}
	}
	return Share{Step: step}
}

// Ahead refuses a day to be ready by that is over: what is planned up to it would be
// late from the first day.
func (m *Mandate) Ahead(today record.Date) error {
	if m.Until != "" && m.Until < today {
		return fault.List{fault.At(fault.Invalid, "", "ready_by", "%s is over: expected a day that lies ahead", m.Until)}
	}
	return nil
}

// Prepare refuses to put the day to be ready by to one that is over. A mandate that
// tells of the past may be entered.
func (m *Mandate) Prepare(p record.Preparation) error {
	if before, ok := p.Before.(*Mandate); !ok || before.Until == m.Until || p.Imported {
		return nil
	}
	return m.Ahead(record.DateOf(p.Now))
}

// Give lets a person take on a step; a share without a person frees it.
func (m *Mandate) Give(given Share) {
	m.Shares = slices.DeleteFunc(slices.Clone(m.Shares), func(s Share) bool { return s.Step == given.Step })
	if given.Person != "" {
		m.Shares = append(m.Shares, given)
	}
}

// Answers are the questions that are answered by yes or no.
func (m *Mandate) Answers() map[string]string {
	return map[string]string{
		"premises": m.Premises, "remote": m.Remote, "cloud": m.Cloud, "servers": m.Servers,
		"development": m.Development, "personal_data": m.Personal, "plant": m.Plant, "outsourced": m.Outsourced,
	}
}

func mandate() *record.Kind {
	return record.MustDefine[Mandate](record.Spec{
		Name: "mandate", Prefix: "MAND", Label: "Mandate", Plural: "Mandates", Concern: "way", Place: "", Clause: "27001 5.1", Editors: []string{"contributor"},
		Help: "Who wants the management system, what for and until when, and what your organization is like. What is proposed to you on the guided way follows from it.",
	})
}
