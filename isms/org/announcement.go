package org

import "surety/record"

// Announcement is one time that something was told by a line of the
// communication plan (27001 7.4, 5.1 d).
type Announcement struct {
	Communication record.Ref        `json:"communication" label:"By line of the plan" to:"communication" back:"announcements" is:"required,index,list,part"`
	Title         string            `json:"title" label:"What was told" is:"required,title,search,list"`
	On            record.Date       `json:"on" label:"On" is:"required,index,list,day"`
	By            record.Ref        `json:"by" label:"Said by" help:"Who spoke or signed, not who wrote it." to:"person" back:"announcements" is:"required,index,list,reader" clause:"27001 5.1 d"`
	Audience      string            `json:"audience,omitzero" label:"To whom" is:"search" max:"1000"`
	Documents     []record.Ref      `json:"documents,omitzero" label:"Documents told of" to:"document" back:"announcements"`
	Evidence      []record.Ref      `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"announcements"`
	File          record.Attachment `json:"file,omitzero" label:"File"`
	Note          string            `json:"note,omitzero" label:"Note" max:"2000" is:"search"`
}

func announcement() *record.Kind {
	return record.MustDefine[Announcement](record.Spec{
		Name: "announcement", Prefix: "ANN", Label: "Announcement", Plural: "Announcements", Concern: "org", Place: "do", Clause: "27001 7.4", Editors: []string{"contributor", "control_owner"},
		Help: "What was told, by whom, when and to whom: the record that the communication plan is kept, and that top management speaks of security itself.",
	})
}
