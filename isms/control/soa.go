package control

import (
	"slices"

	"surety/record"
)

// Statement is a Statement of Applicability being worked on (27001 6.1.3 d).
type Statement struct {
	System     record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title      string          `json:"title" label:"Title" is:"required,title,search,list"`
	Pack       string          `json:"pack" label:"Controls of" help:"The pack whose controls are decided on." is:"required,list" max:"40"`
	Edition    string          `json:"edition" label:"Edition" is:"required,list" max:"40"`
	Extensions []string        `json:"extensions,omitzero" label:"Also controls of" help:"Further editions whose controls it decides on, such as iso27701@2025, one a line." max:"81"`
	Version    string          `json:"version" label:"Version" help:"Of the draft; the release takes it over." is:"required,list" max:"20"`
	Owner      record.Ref      `json:"owner,omitzero" label:"Owner" to:"person" is:"index,list"`
	Note       record.Markdown `json:"note,omitzero" label:"Note"`
}

// Editions are all that the statement decides on, in the form iso27001@2022; its
// own comes first.
func (s *Statement) Editions() []string { return editions(s.Pack, s.Edition, s.Extensions) }

// Check refuses an edition that is named twice: each has its rows once.
func (s *Statement) Check(report func(field, format string, args ...any)) {
	editions := s.Editions()
	for i, edition := range editions {
		if slices.Contains(editions[:i], edition) {
			report("extensions", "%s is named twice", edition)
		}
	}
}

func editions(pack, edition string, more []string) []string {
	return append([]string{editionOf(pack, edition)}, more...)
}

func editionOf(pack, edition string) string { return pack + "@" + edition }

// Row decides on one control of a statement.
type Row struct {
	Statement    record.Ref   `json:"soa" label:"Statement" to:"soa" back:"rows" is:"required,index,tells"`
	Control      string       `json:"control" label:"Control" help:"Its id in the pack, such as A.8.13, or the number of your own." is:"required,index,list,search" max:"40"`
	Standard     string       `json:"standard,omitzero" label:"Of the edition" help:"Whose control it is, such as iso27701@2025. Where nothing is said it is the statement's own; a control of your own has none." is:"index,tells" max:"81"`
	Title        string       `json:"title" label:"Title" is:"required,title,search,list"`
	Order        int          `json:"order,omitzero" label:"Place" is:"index"`
	Own          bool         `json:"own,omitzero" label:"Own control" is:"index" clause:"27001 6.1.3 b"`
	Included     string       `json:"included" label:"Included?" enum:"yes,no,undecided" is:"required,index,list" clause:"27001 6.1.3 d"`
	Risks        []record.Ref `json:"risks,omitzero" label:"Because of risks" to:"risk" back:"soa_rows" clause:"27001 6.1.3 d"`
	Requirements []record.Ref `json:"requirements,omitzero" label:"Because of requirements" to:"requirement" back:"soa_rows" clause:"27001 6.1.3 d"`
	Reason       string       `json:"reason,omitzero" label:"Why it is included" max:"2000" clause:"27001 6.1.3 d"`
	WhyNot       string       `json:"exclusion_reason,omitzero" label:"Why it is left out" max:"2000" clause:"27001 6.1.3 d"`
	Status       string       `json:"status,omitzero" label:"Declared status" enum:"planned,partly=Partly implemented,implemented,not_implemented=Not implemented" is:"index,list" clause:"27001 6.1.3 d"`
	Owner        record.Ref   `json:"owner,omitzero" label:"Owner" to:"person" back:"soa_rows" is:"index,list"`
	Controls     []record.Ref `json:"controls,omitzero" label:"Carried out by" to:"control" back:"soa_rows"`
	Compared     record.Date  `json:"compared,omitzero" label:"Compared on" help:"When the need for this control was last held against the risks." is:"index" clause:"27001 6.1.3 c"`
}

// Prepare names the statement's own edition in a row that names none, so that
// each row of a standard's control says which edition it goes by.
func (r *Row) Prepare(p record.Preparation) error {
	if r.Own {
		r.Standard = ""
	}
	if r.Own || r.Standard != "" {
		return nil
	}
	rec, err := p.Lookup.Get(r.Statement)
	if err != nil || rec == nil {
		return err
	}
	if statement, ok := rec.Body.(*Statement); ok {
		r.Standard = editionOf(statement.Pack, statement.Edition)
	}
	return nil
}

// ReleasedRow is a row as it was released, in words.
type ReleasedRow struct {
	Control  string   `json:"control" label:"Control" is:"required" max:"40"`
	Standard string   `json:"standard,omitzero" label:"Of the edition" max:"81"`
	Title    string   `json:"title" label:"Title" is:"required"`
	Own      bool     `json:"own,omitzero" label:"Own control"`
	Included string   `json:"included" label:"Included?" enum:"yes,no,undecided" is:"required"`
	Drivers  []string `json:"drivers,omitzero" label:"Because of"`
	Reason   string   `json:"reason,omitzero" label:"Why" max:"2000"`
	Declared string   `json:"declared,omitzero" label:"Declared status" enum:"planned,partly=Partly implemented,implemented,not_implemented=Not implemented"`
	Found    string   `json:"found,omitzero" label:"Found status" enum:"claimed=Claimed only,in_date=Evidence in date"`
	Owner    string   `json:"owner,omitzero" label:"Owner"`
	Evidence []string `json:"evidence,omitzero" label:"Evidence"`
}

// Release is a frozen statement that was put forward and approved.
type Release struct {
	Statement  record.Ref        `json:"soa" label:"Statement" to:"soa" back:"releases" is:"required,index"`
	System     record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title      string            `json:"title" label:"Title" is:"required,title,search,list"`
	Version    string            `json:"version" label:"Version" is:"required,list" max:"20"`
	Pack       string            `json:"pack" label:"Controls of" is:"required" max:"40"`
	Edition    string            `json:"edition" label:"Edition" is:"required" max:"40"`
	Extensions []string          `json:"extensions,omitzero" label:"Also controls of" max:"81"`
	Rows       []ReleasedRow     `json:"rows,omitzero" label:"Rows" max:"1000"`
	On         record.Date       `json:"on,omitzero" label:"Put forward on" is:"index,list"`
	Approvals  []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Editions are all that the release decides on, its statement's own first.
func (r *Release) Editions() []string { return editions(r.Pack, r.Edition, r.Extensions) }

// Named are the rows with the edition of each: those that were released when a
// statement had a single one do not name it.
func (r *Release) Named() []ReleasedRow {
	rows := slices.Clone(r.Rows)
	for i := range rows {
		if !rows[i].Own && rows[i].Standard == "" {
			rows[i].Standard = editionOf(r.Pack, r.Edition)
		}
	}
	return rows
}

// States of a release.
const (
	StateProposed   = "proposed"
	StateReleased   = "released"
	StateSuperseded = "superseded"
	StateWithdrawn  = "withdrawn"
)

// InForce tells whether a release is the one that counts: released, and by an
// approval that counts. One that an import brought released is not, until who
// approved it confirms that, or evidence shows it.
func InForce(release *record.Record) bool {
	return release.State == StateReleased && len(release.Kind.Approvals(release.Body)) > 0
}

func statements() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Statement](record.Spec{
			Name: "soa", Prefix: "SOA", Label: "Statement of Applicability", Plural: "Statements of Applicability", Concern: "control", Place: "plan", Begins: true, Clause: "27001 6.1.3 d",
			Help: "Which controls are needed and why, which are left out and why, and how far each is implemented. Customers and auditors ask for it first. It begins with a row for each control.",
		}),
		record.MustDefine[Row](record.Spec{
			Name: "soa_row", Prefix: "ROW", Label: "Row of the statement", Plural: "Rows of the statement", Concern: "control", Place: "", Clause: "27001 6.1.3 d", Editors: []string{"control_owner", "contributor"},
			Help: "One control's row: included or not, because of what, and how far it is implemented. Rows come with a Statement of Applicability when it is begun.",
		}),
		record.MustDefine[Release](record.Spec{
			Name: "soa_release", Prefix: "SOAREL", Label: "Released statement", Plural: "Released statements", Concern: "control", Place: "", Clause: "27001 6.1.3 d",
			Help: "A frozen Statement of Applicability, approved as it was. What held on the day of an audit can be shown for ever. It is made from a statement that is put forward.",
			Lifecycle: record.Lifecycle{
				States: []record.State{
					{Name: StateProposed, Label: "Put forward", Frozen: true},
					{Name: StateReleased, Label: "Released", Approved: true, Frozen: true},
					{Name: StateSuperseded, Label: "Superseded", Frozen: true, Ended: true},
					{Name: StateWithdrawn, Label: "Withdrawn", Frozen: true, Ended: true},
				},
				Transitions: []record.Transition{
					{Name: "approve", Label: "Release", From: []string{StateProposed}, To: StateReleased, Roles: []string{"manager"}, Approves: true,
						Consequence: "This version is frozen and becomes the released Statement of Applicability."},
					{Name: "withdraw", Label: "Withdraw", From: []string{StateProposed}, To: StateWithdrawn, Roles: []string{"manager"},
						Consequence: "It is not released; the draft can be changed and put forward again."},
					{Name: "supersede", Label: "Supersede", From: []string{StateReleased}, To: StateSuperseded, Roles: []string{"manager"},
						Consequence: "No Statement of Applicability is in force until another version is released."},
				},
			},
		}),
	}
}
