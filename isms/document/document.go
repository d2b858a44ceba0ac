// Package document holds documented information: policies, procedures and
// external documents with their versions, review and approval, reading
// acknowledgement and retention. It serves ISO/IEC 27001 clauses 5.2 and 7.5.
//
// Main words: a document is controlled by its approval, which is bound to the
// content as it was; an acknowledgement is one person's word of having read a
// version.
//
// Main words, further: a release is a version as it was approved, frozen; it stays
// in force, and is what readers read, until the next one is approved.
//
// Invariant: an edit of an approved document begins a draft of a new version. The
// approval stays with the release that it was given for and never counts for other
// words.
package document

import (
	"surety/record"
)

// Document is a piece of documented information (27001 7.5).
type Document struct {
	Systems         []record.Ref      `json:"systems,omitzero" label:"Management systems" to:"management_system"`
	Title           string            `json:"title" label:"Title" is:"required,title,search,list" clause:"27001 7.5.2 a"`
	Reference       string            `json:"reference,omitzero" label:"Reference" help:"Your own number for it." is:"search,list" max:"60" clause:"27001 7.5.2 a"`
	Type            string            `json:"type" label:"Type" enum:"security_policy=Information security policy,scope=Scope,risk_method=Risk assessment process,treatment_method=Risk treatment process,topic_policy=Topic policy,procedure,plan,record=Record of work done,external=External document,other" is:"required,index,list" clause:"27001 7.5.1"`
	RequiredBy      string            `json:"required_by" label:"Required by" enum:"standard=The standard,organization=The organization itself,law=Law or contract" is:"required,index" clause:"27001 7.5.1"`
	Version         string            `json:"version" label:"Version" is:"required,list" max:"20" clause:"27001 7.5.3 e"`
	Language        string            `json:"language,omitzero" label:"Language" max:"20" clause:"27001 7.5.2 b"`
	Medium          string            `json:"medium,omitzero" label:"Format and media" enum:"page=Page in surety,file=File,paper,elsewhere=In another system" is:"index" clause:"27001 7.5.2 b"`
	Text            record.Markdown   `json:"text,omitzero" label:"Text" is:"search"`
	File            record.Attachment `json:"file,omitzero" label:"File"`
	Location        string            `json:"location,omitzero" label:"Where it is kept" max:"500" clause:"27001 7.5.3 d"`
	Authors         []record.Ref      `json:"authors,omitzero" label:"Authors" to:"person" back:"authored" clause:"27001 7.5.2 a"`
	Owner           record.Ref        `json:"owner,omitzero" label:"Owner" to:"person" back:"documents" is:"index,list,duty,reader"`
	Signatories     []record.Ref      `json:"signatories,omitzero" label:"Signatories" help:"Who has to approve it; empty: whoever runs the management system." to:"person" back:"documents_to_approve" is:"aside"`
	Commitments     []string          `json:"commitments,omitzero" label:"Commits to" enum:"objectives=Objectives or the frame for them,requirements=Meeting applicable requirements,improvement=Continual improvement" help:"What the policy says it commits to." clause:"27001 5.2 b-d"`
	Classification  string            `json:"classification,omitzero" label:"Classification" enum:"public,internal,confidential,strictly_confidential=Strictly confidential" is:"index,list" clause:"27001 7.5.3 b"`
	Audience        []string          `json:"audience,omitzero" label:"Distributed to" help:"Units or groups who need it." is:"aside" clause:"27001 7.5.3 c"`
	Access          string            `json:"access,omitzero" label:"Where readers find it" is:"aside" max:"500" clause:"27001 7.5.3 a"`
	Retention       record.Period     `json:"retention,omitzero" label:"Kept for" is:"aside" clause:"27001 7.5.3 f"`
	Disposal        string            `json:"disposal,omitzero" label:"Disposed of how" is:"aside" max:"500" clause:"27001 7.5.3 f"`
	NextReview      record.Date       `json:"next_review,omitzero" label:"Next review" is:"index,due,aside,list" clause:"27001 7.5.2 c"`
	Edition         string            `json:"external_edition,omitzero" label:"Edition of the external document" max:"100" clause:"27001 7.5.3"`
	EditionChecked  record.Date       `json:"edition_checked,omitzero" label:"Edition last checked" is:"index,aside" clause:"27001 7.5.3"`
	CheckedBy       record.Ref        `json:"edition_checked_by,omitzero" label:"Edition checked by" to:"person" back:"editions_checked" is:"aside" clause:"27001 7.5.3"`
	Newest          string            `json:"newest_edition,omitzero" label:"Newest edition known" help:"Where it is another than the one in use." is:"aside" max:"100" clause:"27001 7.5.3"`
	OlderWhy        string            `json:"older_edition_why,omitzero" label:"Why an older edition is used" is:"aside" max:"500" clause:"27001 7.5.3"`
	Effective       record.Date       `json:"effective,omitzero" label:"To be in force from" help:"Empty: as soon as it is approved. Until that day the version before stays in force." is:"index,aside,day" clause:"27001 7.5.3"`
	MustRead        bool              `json:"must_read,omitzero" label:"Everybody in scope acknowledges it" is:"index,aside" clause:"27001 7.3 a"`
	ReaderUnits     []string          `json:"reader_units,omitzero" label:"Units that acknowledge it" help:"Everybody in scope who works in one of them." is:"aside" clause:"27001 7.3 a"`
	ReaderRoles     []record.Ref      `json:"reader_roles,omitzero" label:"Roles that acknowledge it" help:"Everybody who holds one of them." to:"role" back:"documents_to_read" is:"aside" clause:"27001 7.3 a"`
	Template        string            `json:"template,omitzero" label:"Begun from template" is:"aside,index" max:"60"`
	TemplateVersion string            `json:"template_version,omitzero" label:"Version of the template" is:"aside" max:"20"`
	OpenPlaces      int               `json:"open_places,omitzero" label:"Open places" help:"Places in the text in double brackets, where something has yet to be said." is:"computed,index"`
	OwnWords        record.Percent    `json:"own_words,omitzero" label:"Words of your own" help:"How much of the text differs from its template, by paragraph; filling in blanks does not count." is:"computed,index"`
	Unchanged       bool              `json:"mostly_unchanged,omitzero" label:"Nearly as its template" help:"At most a tenth of its text are words of your own." is:"computed,index"`
	InForce         string            `json:"in_force,omitzero" label:"Version in force" is:"computed,index,list" max:"20"`
	WithdrawnOn     record.Date       `json:"withdrawn_on,omitzero" label:"Withdrawn on" is:"computed,index"`
	DisposeFrom     record.Date       `json:"dispose_from,omitzero" label:"Due for disposal from" is:"computed,index"`
	Approvals       []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Prepare counts what the text leaves open, weighs it against its template, and
// tells the version in force from the one being written.
func (d *Document) Prepare(p record.Preparation) error {
	d.OpenPlaces, d.OwnWords = len(OpenPlaces(d.Text)), 0
	if t, ok := FindTemplate(d.Template, d.Language); ok && d.Text != "" {
		d.OwnWords = OwnShare(t, d.Text)
	}
	d.Unchanged = d.MostlyUnchanged()
	d.number(p)
	d.retain(p)
	return nil
}

// Acknowledgement is one person's word of having read a version (27001 7.3 a).
type Acknowledgement struct {
	Document record.Ref  `json:"document" label:"Document" to:"document" back:"acknowledgements" is:"required,index,list,part"`
	Person   record.Ref  `json:"person" label:"Read by" to:"person" back:"acknowledgements" is:"required,index,list,reader,tells"`
	Version  string      `json:"version" label:"Version" is:"required,list,tells" max:"20"`
	On       record.Date `json:"on" label:"On" is:"required,index,list"`
	Label    string      `json:"label,omitzero" label:"Title" is:"computed,title"`
}

// Prepare titles the acknowledgement with its document and version.
func (a *Acknowledgement) Prepare(p record.Preparation) error {
	document, err := p.Lookup.Get(a.Document)
	if err != nil || document == nil {
		return err
	}
	a.Label = document.Title() + " " + a.Version
	return nil
}

func lifecycle() record.Lifecycle {
	return record.Lifecycle{
		States: []record.State{
			{Name: "draft", Label: "Draft"},
			{Name: "review", Label: "In review", OnEdit: "draft"},
			{Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"},
			{Name: StateScheduled, Label: "Approved, not yet in force", Approved: true, OnEdit: "draft"},
			{Name: "withdrawn", Label: "Withdrawn", Ended: true, Frozen: true},
			{Name: StateDisposed, Label: "Disposed of", Ended: true, Frozen: true},
		},
		Transitions: []record.Transition{
			{Name: "submit", Label: "Send for approval", From: []string{"draft"}, To: "review"},
			{Name: "approve", Label: "Approve", From: []string{"draft", "review"}, To: "approved", Roles: []string{"manager"}, Field: "signatories", Approves: true, Guard: ready, Needs: needed, Meanwhile: "review", Ahead: ahead,
				Consequence: "Your name and today stand beside this version, which comes into force. An edit begins a draft of the next."},
			{Name: "publish", Label: "Publish", From: []string{StateScheduled}, To: StateApproved, Roles: []string{"manager"}, Field: "owner", Guard: due},
			{Name: "reject", Label: "Send back", From: []string{"review"}, To: "draft", Roles: []string{"manager"}, Field: "owner"},
			{Name: "revoke", Label: "Revoke approval", From: []string{"approved", StateScheduled}, To: "draft", Roles: []string{"manager"},
				Consequence: "It has to be approved anew. Where it was in force, no version is until then."},
			{Name: "withdraw", Label: "Withdraw", From: []string{"draft", "review", "approved", StateScheduled}, To: "withdrawn", Roles: []string{"manager"}, Field: "owner",
				Consequence: "It no longer applies; its history stays."},
			{Name: "reinstate", Label: "Take up again", From: []string{"withdrawn"}, To: "draft", Roles: []string{"manager"}},
		},
	}
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return append([]*record.Kind{
		record.MustDefine[Document](record.Spec{
			Name: "document", Prefix: "DOC", Label: "Document", Plural: "Documents", Concern: "document", Place: "plan", Begins: true, Clause: "27001 7.5", Editors: []string{"contributor", "control_owner"},
			Help:      "Policies, procedures and other documented information, each with version, owner, approval and next review. Auditors read them first; begin with the information security policy.",
			Lifecycle: lifecycle(),
		}),
		release(),
		disposal(),
		record.MustDefine[Acknowledgement](record.Spec{
			Name: "acknowledgement", Prefix: "ACK", Label: "Acknowledgement", Plural: "Acknowledgements", Concern: "document", Place: "", Clause: "27001 7.3", Editors: []string{"contributor", "risk_owner", "control_owner", "auditor", "reader"},
			Help: "Who has read which version of a document, and when. Only those who have read a policy can be expected to follow it.",
		}),
	}, reviews()...)
}
