package risk

import "surety/record"

// Threat is what may act on assets: of a library, or the organization's own.
type Threat struct {
	Title    string          `json:"title" label:"Threat" is:"required,title,search,list"`
	Category string          `json:"category,omitzero" label:"Category" enum:"physical,natural,infrastructure=Failure of infrastructure,technical=Technical failure,human=Human action,functions=Compromise of functions or services,organizational" is:"index,list" clause:"27005 A.2.5"`
	Origin   []string        `json:"origin,omitzero" label:"Origin" enum:"deliberate,accidental,environmental"`
	Pack     string          `json:"pack,omitzero" label:"Library" help:"The pack that it comes from; empty: your own." is:"index,list" max:"40"`
	Edition  string          `json:"edition,omitzero" label:"Edition" max:"40"`
	Entry    string          `json:"entry,omitzero" label:"Number there" help:"Its id in the library, such as TP01." is:"index,search,list" max:"40"`
	Note     record.Markdown `json:"note,omitzero" label:"What it means here" is:"search"`
	Reviewed record.Date     `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Vulnerability is a weakness that threats may use.
type Vulnerability struct {
	Title    string          `json:"title" label:"Vulnerability" is:"required,title,search,list"`
	Group    string          `json:"group,omitzero" label:"Lies in" enum:"hardware,software,network,personnel,site,organization" is:"index,list" clause:"27005 A.2.5"`
	Threats  []record.Ref    `json:"threats,omitzero" label:"Lets in" to:"threat" back:"vulnerabilities"`
	Assets   []record.Ref    `json:"assets,omitzero" label:"Found at" to:"asset" back:"vulnerabilities"`
	Pack     string          `json:"pack,omitzero" label:"Library" help:"The pack that it comes from; empty: your own." is:"index,list" max:"40"`
	Edition  string          `json:"edition,omitzero" label:"Edition" max:"40"`
	Entry    string          `json:"entry,omitzero" label:"Number there" help:"Its id in the library, such as TP01." is:"index,search" max:"40"`
	Found    record.Date     `json:"found,omitzero" label:"Found on" is:"index,list"`
	Note     record.Markdown `json:"note,omitzero" label:"What it means here" is:"search"`
	Reviewed record.Date     `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Source is who or what may bring a risk about, with what it wants (ISO/IEC 27005,
// A.2.3; workshop 2 of EBIOS RM).
type Source struct {
	System     record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title      string          `json:"title" label:"Risk source" is:"required,title,search,list"`
	Category   string          `json:"category" label:"Category" enum:"state=State-related,organized_crime=Organized crime,terrorist,activist=Ideological activist,specialized=Specialized outfit,amateur,avenger,pathological=Pathological attacker,insider=Negligent insider,environment=Nature and accident" is:"required,index,list"`
	Motivation string          `json:"motivation,omitzero" label:"Motivation" help:"What drives it: gain, influence, revenge, challenge; none for nature and accident." max:"1000" is:"search"`
	EndState   string          `json:"desired_end_state,omitzero" label:"Desired end state" help:"What the world would look like if it had its way." max:"1000" is:"search,list"`
	Means      int             `json:"means,omitzero" label:"Means" help:"1 (few) to 4 (nearly without bound): people, money, knowledge." is:"index"`
	Drive      int             `json:"drive,omitzero" label:"Drive" help:"1 (hardly interested in us) to 4 (determined)." is:"index"`
	Activity   int             `json:"activity,omitzero" label:"Activity" help:"1 (not seen in our field) to 4 (seen here)." is:"index"`
	Kept       string          `json:"kept,omitzero" label:"Looked into further?" enum:"yes,no,undecided" is:"index,list"`
	Reason     string          `json:"reason,omitzero" label:"Why, or why not" max:"2000"`
	Pack       string          `json:"pack,omitzero" label:"Library" help:"The pack that it comes from; empty: your own." is:"index" max:"40"`
	Edition    string          `json:"edition,omitzero" label:"Edition" max:"40"`
	Entry      string          `json:"entry,omitzero" label:"Number there" help:"Its id in the library, such as TP01." is:"index,search" max:"40"`
	Note       record.Markdown `json:"note,omitzero" label:"Note" is:"search"`
	Reviewed   record.Date     `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Check holds the ratings to their scale.
func (s *Source) Check(report func(field, format string, args ...any)) {
	inFour(report, "means", s.Means)
	inFour(report, "drive", s.Drive)
	inFour(report, "activity", s.Activity)
}

// inFour holds a rating to 1 to 4, or nothing.
func inFour(report func(field, format string, args ...any), field string, value int) {
	if value < 0 || value > 4 {
		report(field, "%d is out of range: expected 1 to 4, or nothing", value)
	}
}

func libraries() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Threat](record.Spec{
			Name: "threat", Prefix: "THREAT", Label: "Threat", Plural: "Threats", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 c 1", Editors: []string{"risk_owner", "contributor"},
			Help: "What may act on your assets: fire, theft, a mistake, an intruder. A list that is walked through asset by asset keeps risks from being found by chance.",
		}),
		record.MustDefine[Vulnerability](record.Spec{
			Name: "vulnerability", Prefix: "VULN", Label: "Vulnerability", Plural: "Vulnerabilities", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 c 1", Editors: []string{"risk_owner", "contributor"},
			Help: "A weakness that a threat may use. One that is found calls for a look at the risks of the assets that have it.",
			Lifecycle: record.Lifecycle{
				States:      []record.State{{Name: "open", Label: "Open"}, {Name: "removed", Label: "Removed", Ended: true}},
				Transitions: []record.Transition{{Name: "remove", Label: "Removed", From: []string{"open"}, To: "removed"}, {Name: "reopen", Label: "Open again", From: []string{"removed"}, To: "open"}},
			},
		}),
		record.MustDefine[Source](record.Spec{
			Name: "risk_source", Prefix: "SOURCE", Label: "Risk source", Plural: "Risk sources", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 c 1", Editors: []string{"risk_owner", "contributor"},
			Help: "Who or what may bring a risk about, and what it wants. Scenarios begin with it where risks are found from events.",
		}),
	}
}
