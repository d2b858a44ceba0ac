// Package control holds the controls that the organization runs, and the
// Statement of Applicability with its rows and releases. It serves ISO/IEC
// 27001 6.1.3 b to d, with Annex A and ISO/IEC 27002.
//
// Main words: a row decides on one control of a pack, or one of the
// organization's own; its declared status is what people say, its found
// status what evidence shows; a release is the frozen copy that was approved.
//
// Invariant: a released statement never changes; the working statement says
// how it differs from it.
package control

import "surety/record"

// Control is a measure that the organization runs, its own or after a pack's.
type Control struct {
	Systems   []record.Ref    `json:"systems,omitzero" label:"Management systems" to:"management_system"`
	Title     string          `json:"title" label:"Control" is:"required,title,search,list"`
	External  string          `json:"external_id,omitzero" label:"Own number" is:"search,index" max:"60"`
	Standard  string          `json:"standard_control,omitzero" label:"After" help:"The standard's control that it carries out, such as A.8.13; empty for one of your own." is:"index,list,search" max:"40"`
	How       record.Markdown `json:"how,omitzero" label:"How it works here" is:"search"`
	Owner     record.Ref      `json:"owner,omitzero" label:"Control owner" to:"person" back:"controls" is:"index,list,reader"`
	Status    string          `json:"status" label:"Declared status" enum:"planned,partly=Partly implemented,implemented,not_implemented=Not implemented" is:"required,index,list"`
	Since     record.Date     `json:"since,omitzero" label:"Implemented since" is:"index"`
	Documents []record.Ref    `json:"documents,omitzero" label:"Described in" to:"document" back:"controls"`
	Assets    []record.Ref    `json:"assets,omitzero" label:"Protects" to:"asset" back:"controls"`
	Suppliers []record.Ref    `json:"suppliers,omitzero" label:"Run by" to:"supplier" back:"controls"`
	Reviewed  record.Date     `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return append([]*record.Kind{record.MustDefine[Control](record.Spec{
		Name: "control", Prefix: "CTL", Label: "Control", Plural: "Controls", Concern: "control", Place: "do", Begins: true, Clause: "27001 6.1.3 b", Editors: []string{"control_owner", "contributor"},
		Help: "The measures that you run, after a standard's control or your own, with who owns each and how it works here. What nobody owns is soon not done.",
	})}, statements()...)
}
