package document

import "surety/record"

// Release is a version of a document as it was approved, frozen (27001 7.5.3 e).
type Release struct {
	Document       record.Ref        `json:"document" label:"Document" to:"document" back:"releases" is:"required,index,list,part"`
	Title          string            `json:"title" label:"Title" is:"required,title,search,list"`
	Version        string            `json:"version" label:"Version" is:"required,list" max:"20"`
	Type           string            `json:"type" label:"Type" enum:"security_policy=Information security policy,scope=Scope,risk_method=Risk assessment process,treatment_method=Risk treatment process,topic_policy=Topic policy,procedure,plan,record=Record of work done,external=External document,other" is:"required"`
	Reference      string            `json:"reference,omitzero" label:"Reference" max:"60"`
	Language       string            `json:"language,omitzero" label:"Language" max:"20"`
	Classification string            `json:"classification,omitzero" label:"Classification" enum:"public,internal,confidential,strictly_confidential=Strictly confidential"`
	Text           record.Markdown   `json:"text,omitzero" label:"Text" is:"search"`
	File           record.Attachment `json:"file,omitzero" label:"File"`
	Location       string            `json:"location,omitzero" label:"Where it is kept" max:"500"`
	On             record.Date       `json:"on" label:"In force from" is:"required,index,list,day"`
	Until          record.Date       `json:"until,omitzero" label:"In force until" is:"aside,index,list,day"`
	DisposeFrom    record.Date       `json:"dispose_from,omitzero" label:"Due for disposal from" is:"aside,index"`
	Approvals      []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// States of a release. It is never edited and has no acts of its own: it comes,
// stays and goes with what is done to its document.
const (
	StateInForce    = "in_force"
	StateSuperseded = "superseded"
	StateWithdrawn  = "withdrawn"
)

// Freeze makes the release of a document that is approved, with the approvals that
// count for its text. They are bound to the frozen content as they were to the
// document's.
func Freeze(of *record.Record, into *record.Kind, on record.Date) *Release {
	d := of.Body.(*Document)
	r := &Release{
		Document: record.Ref(of.ID), Title: d.Title, Version: d.Version, Type: d.Type, Reference: d.Reference, Language: d.Language,
		Classification: d.Classification, Text: d.Text, File: d.File, Location: d.Location, On: on,
	}
	basis := into.ContentDigest(r)
	for _, approval := range of.Kind.Approvals(d) {
		approval.Basis = basis
		r.Approvals = append(r.Approvals, approval)
	}
	return r
}

// SaysTheSame tells whether a document's text as it stands is the one that was
// released.
func (r *Release) SaysTheSame(d *Document) bool {
	return r.Version == d.Version && r.Title == d.Title && r.Text == d.Text && r.File.Digest == d.File.Digest && r.Location == d.Location
}

func release() *record.Kind {
	return record.MustDefine[Release](record.Spec{
		Name: "document_release", Prefix: "DOCREL", Label: "Released version", Plural: "Released versions", Concern: "document", Place: "", Clause: "27001 7.5.3",
		Help: "A version of a document as it was approved, frozen. It stays in force until the next is approved, and can be read for ever. It is made when a document is approved.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: StateInForce, Label: "In force", Approved: true, Frozen: true},
				{Name: StateSuperseded, Label: "Superseded", Frozen: true, Ended: true},
				{Name: StateWithdrawn, Label: "Withdrawn", Frozen: true, Ended: true},
				{Name: StateDisposed, Label: "Disposed of", Frozen: true, Ended: true},
				{Name: record.StateRetired, Label: "Withdrawn", Frozen: true, Ended: true}, // as it was called before; checks look at no retired record
			},
		},
	})
}
