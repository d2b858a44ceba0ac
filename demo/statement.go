package demo

import (
	"slices"
	"strings"

	"surety/isms/control"
	"surety/record"
)

// line is one row of the Statement of Applicability.
type line struct{ control, title, requirements, reason string }

// ownLines are the rows of controls that no annex names.
var ownLines = []line{
	{"NW-1", "Guard on load shedding and ripple control", "redispatch", "What saves the grid could black it out: no annex asks for a brake on it."},
	{"NW-2", "Key ceremonies with witnesses", "sm-pki", "The policy of the metering PKI asks for more than key management."},
	{"NW-3", "Running the grid by hand", "dk-preparedness", "The last resort when no screen can be trusted."},
}

const outsourced = "A.8.30"

func (s *story) statement() {
	s.sit(39, "mara")
	s.create("soa", "isms", &control.Statement{
		System: isms, Title: "Statement of Applicability", Pack: "iso27001", Edition: "2022", Version: "1.0", Owner: ref("person", "mara"),
		Note: "Held against the risks after each assessment. NW-1 to NW-3 are our own controls.",
	})
	for i, l := range annexA {
		s.create("soa_row", l.control, s.row(l, i, false))
	}
	for i, l := range ownLines {
		s.create("soa_row", l.control, s.row(l, len(annexA)+i, true))
	}
}

func (s *story) row(l line, place int, own bool) *control.Row {
	row := &control.Row{
		Statement: ref("soa", "isms"), Control: l.control, Title: l.title, Order: place + 1, Own: own, Included: "yes",
		Requirements: refs("requirement", l.requirements), Reason: l.reason, Owner: ref("person", "mara"), Compared: s.ago(41),
	}
	if l.control == outsourced {
		row.Included, row.WhyNot = "no", "Nothing is developed outside: the people of Kodekontor work on our laptops, in our repository, under our reviews (A.8.25 to A.8.28)."
		return row
	}
	var carriers []measure
	for _, m := range measures() {
		if m.after == l.control {
			carriers = append(carriers, m)
			row.Controls = append(row.Controls, ref("control", m.name))
		}
	}
	row.Owner, row.Status, row.Risks = ref("person", carriers[0].owner), declared(carriers), drivers(carriers)
	if l.control == "A.5.23" {
		row.Status = "partly" // until the exit was tried, see recent
	}
	return row
}

// declared is the status of a row: implemented when all its controls are,
// planned when none has begun.
func declared(carriers []measure) string {
	count := map[string]int{}
	for _, m := range carriers {
		count[m.status]++
	}
	switch len(carriers) {
	case count["i"]:
		return "implemented"
	case count["p"]:
		return "planned"
	}
	return "partly"
}

// drivers are the risks that controls treat, in the order of the register.
func drivers(carriers []measure) []record.Ref {
	var list []record.Ref
	for _, c := range cures {
		for _, m := range carriers {
			if risk := ref("risk", c.risk); slices.Contains(strings.Fields(c.controls), m.name) && !slices.Contains(list, risk) {
				list = append(list, risk)
			}
		}
	}
	return list
}

// release puts the statement forward and lets the director release it.
func (s *story) release() {
	s.sit(22, "mara")
	s.move("soa", "isms", PutForward)
	s.sit(21, "astrid")
	s.move("soa", "isms", Release)
}
