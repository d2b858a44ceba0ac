package incident

import (
	"slices"
	"time"

	"surety/record"
)

// Notice is one notification of an incident: asked for by a rule, or sent without.
type Notice struct {
	Rule      record.Ref  `json:"rule,omitzero" label:"By rule" to:"notice_rule" is:"computed"`
	Stage     string      `json:"stage,omitzero" label:"Message" is:"computed" max:"100"`
	Due       time.Time   `json:"due,omitzero" label:"Due" is:"computed"`
	Recipient string      `json:"recipient" label:"To whom" is:"required" max:"300"`
	Sent      time.Time   `json:"sent,omitzero" label:"Sent"`
	By        record.Ref  `json:"by,omitzero" label:"By whom" to:"person"`
	Proof     record.Ref  `json:"proof,omitzero" label:"Shown by" to:"evidence"`
	Instead   string      `json:"instead,omitzero" label:"Not called for" enum:"not_required=Not required,stopped=The duty has ended"`
	On        record.Date `json:"instead_on,omitzero" label:"Decided on"`
	Reason    string      `json:"reason,omitzero" label:"Because" max:"1000"`
}

// open tells that somebody is still to be told: nothing was sent, and nobody has
// said with a reason why it needn't be.
func (n *Notice) open() bool {
	return n.Sent.IsZero() && (n.Instead == "" || record.IsBlank(n.Reason))
}

// touched tells that a person has entered something in the line.
func (n *Notice) touched() bool {
	return !n.Sent.IsZero() || n.By != "" || n.Proof != "" || n.Instead != "" || n.Reason != ""
}

// notify gives the lines that an incident has: one for each stage of each rule
// that applies, in the order given, then those that people have entered, also by
// rules that apply no longer. What was entered in a line stays.
func (i *Incident) notify(rules map[record.Ref]*Rule, order []record.Ref) []Notice {
	var lines []Notice
	find := func(rule record.Ref, stage string) int {
		return slices.IndexFunc(i.Notices, func(n Notice) bool { return n.Rule == rule && n.Stage == stage })
	}
	for _, ref := range order {
		r := rules[ref]
		if !r.Applies(i) {
			continue
		}
		due := r.Due(r.Begin(i), func(stage string) time.Time {
			if at := find(ref, stage); at >= 0 {
				return i.Notices[at].Sent
			}
			return time.Time{}
		})
		for at, s := range r.Stages {
			line := Notice{Rule: ref, Stage: s.Name, Recipient: r.Recipient}
			if old := find(ref, s.Name); old >= 0 {
				line = i.Notices[old]
			}
			line.Due = due[at]
			lines = append(lines, line)
		}
	}
	for _, n := range i.Notices {
		asked := slices.ContainsFunc(lines, func(line Notice) bool { return n.Rule != "" && line.Rule == n.Rule && line.Stage == n.Stage })
		if !asked && (n.Rule == "" || n.touched()) {
			lines = append(lines, n)
		}
	}
	return lines
}

// nextDue is the day of the first notification that is still to be sent.
func nextDue(notices []Notice) record.Date {
	var next time.Time
	for _, n := range notices {
		if n.open() && !n.Due.IsZero() && (next.IsZero() || n.Due.Before(next)) {
			next = n.Due
		}
	}
	if next.IsZero() {
		return ""
	}
	return record.DateOf(next.UTC())
}
