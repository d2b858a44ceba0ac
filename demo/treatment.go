package demo

import (
	"slices"

	"surety/isms/risk"
	"surety/record"
)

// cure is what is done about a risk.
type cure struct {
	risk, option, controls string
	reason                 string
	cost                   int64 // thousands of EUR
	steps                  []step
}

// step is one action: due so many days ahead (behind where negative), or, with
// the evidence that shows it, done so many days ago.
type step struct {
	what, who string
	day       int
	evidence  string
}

func (c step) done() bool { return c.evidence != "" }

var options = map[string]string{"m": "modify", "r": "retain", "a": "avoid", "s": "share"}

func (s *story) treatment() {
	s.sit(36, "mara")
	s.create("treatment_plan", "plan", &risk.Plan{
		System: isms, Title: "Risk treatment plan", Version: "4.0", Owner: ref("person", "mara"), Until: s.in(330),
		Note: "All treatments of risks that may not stay as they are, in the order of their priority. Open actions are looked at by the security board every month.",
	})
	for _, c := range cures {
		s.create("treatment", c.risk, s.cure(c)).whisper(c.risk)
	}
	for _, c := range cures {
		if c.finished() {
			s.move("treatment", c.risk, "finish")
		}
	}
	s.approvePlan()
}

func (s *story) cure(c cure) *risk.Treatment {
	owner := perilOf(c.risk).owner
	if c.risk == "ring-cut" {
		owner = "oke" // who took it over when its owner gave notice
	}
	body := &risk.Treatment{
		Risk: ref("risk", c.risk), Option: options[c.option], Controls: refs("control", c.controls), Reason: c.reason, Owner: ref("person", owner),
		Plan: ref("treatment_plan", "plan"),
	}
	if c.cost > 0 {
		body.Cost = record.Money{Minor: c.cost * 1000 * 100, Currency: "EUR"}
	}
	for _, action := range c.steps {
		row := risk.Action{What: action.what, Owner: ref("person", action.who), Due: s.in(action.day)}
		if action.done() {
			row.Due, row.Done, row.Evidence = s.ago(action.day-10), s.ago(action.day), ref("evidence", action.evidence)
		}
		body.Actions = append(body.Actions, row)
		body.Due = max(body.Due, row.Due)
		body.Done = max(body.Done, row.Done)
	}
	if !c.finished() {
		body.Done = ""
	}
	return body
}

// finished tells that nothing is left to do.
func (c cure) finished() bool {
	for _, action := range c.steps {
		if !action.done() {
			return false
		}
	}
	return true
}

func perilOf(name string) peril {
	for _, p := range perils() {
		if p.name == name {
			return p
		}
	}
	return peril{}
}

// owners are the people who own risks that are treated, in order.
func owners() []string {
	var list []string
	for _, c := range cures {
		if owner := perilOf(c.risk).owner; !slices.Contains(list, owner) {
			list = append(list, owner)
		}
	}
	return list
}

// approvePlan lets every owner of a treated risk approve the plan.
func (s *story) approvePlan() {
	for i, owner := range owners() {
		s.sit(35-i/4, owner)
		s.move("treatment_plan", "plan", "approve")
	}
}

// acceptances are given by the owners of the risks, each for their own. Three
// are missing or void on purpose, see Gaps.
func (s *story) acceptances() {
	for i, owner := range owners() {
		s.sit(30-i/4, owner)
		for _, p := range perils() {
			by := p.owner
			switch p.name {
			case "root-key":
				continue // nobody
			case "cloud-extortion":
				by = "dirk" // who runs the backups, but doesn't own the risk
			}
			if by == owner {
				s.accept(p, by, "Treated as far as is sensible; what is left is carried by my unit and looked at again in a year.")
			}
		}
	}
	s.sit(24, "holger")
	s.accept(perilOf("quantum"), "holger", "For the security board: nobody in the sector can do more before the root has published its profile.")
}

func (s *story) accept(p peril, by, why string) {
	s.create("acceptance", p.name+"-"+by, &risk.Acceptance{
		Risk: ref("risk", p.name), By: ref("person", by), Expires: s.in(330), Reason: why,
	}).whisper(p.name)
}
