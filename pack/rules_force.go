package pack

import (
	"slices"
	"strings"
)

// forces are those that each type of entry may have. A heading says nothing
// that could fail, and a control is a means, chosen or not: what must hold is
// written as a requirement.
var forces = map[Type][]Force{
	TypeClause:      {ForceInformation},
	TypeTheme:       {ForceInformation},
	TypeRequirement: {ForceRequirement, ForceHouse},
	TypeControl:     {ForceGuidance, ForceInformation, ForceHouse},
	TypeGuidance:    {ForceGuidance, ForceInformation},
	TypeItem:        {ForceGuidance, ForceInformation},
}

// canFail tells entries that are computed or judged, and may come out badly.
func (e *Entry) canFail() bool { return e.Force == ForceRequirement || e.Force == ForceHouse }

// checkForce checks that the force fits the type and that the words are there
// which a person needs.
func (r *reader) checkForce(e *Entry) {
	if e.Type == "" || e.Force == "" {
		return // said already
	}
	if fitting := forces[e.Type]; !slices.Contains(fitting, e.Force) {
		words := make([]string, len(fitting))
		for i, f := range fitting {
			words[i] = string(f)
		}
		r.badAt(e, at("force"), strings.Join(words, " or "), "the force %s does not fit a %s", e.Force, e.Type)
	}
	if e.Type != TypeClause && e.Type != TypeTheme && !r.has(e, "text") {
		r.badAt(e, nil, `the key "text" with what it wants, in plain words`, "the %s %q says nothing", e.Type, e.ID)
	}
}

// has tells whether the file gives the key, rightly or not.
func (r *reader) has(object any, key string) bool {
	return child(r.origins[object].node, key) != nil
}

// checkJudge checks that what can fail is either computed or judged, and that
// a judge has something to judge by.
func (r *reader) checkJudge(e *Entry) {
	judge, checks := r.has(e, "judge"), r.has(e, "checks")
	if e.canFail() && !checks && !judge {
		r.badAt(e, nil, "checks, or questions and a judge", "nothing decides whether %q holds", e.ID)
	}
	if e.canFail() && judge && !checks && !r.has(e, "questions") {
		r.badAt(e, at("judge"), "questions that the judge answers", "the judge of %q has nothing to go by", e.ID)
	}
	if r.has(e, "judgement") && !judge {
		r.badAt(e, at("judgement"), `the key "judge"`, "nobody is named who judges")
	}
	if r.has(e, "stands") && !judge {
		r.badAt(e, at("stands"), `the key "judge"`, "nobody is named whose judgement could stand")
	}
	if e.Stands == "" {
		e.Stands = UsualStand
	}
	e.Judgement = e.Judgement || (judge && !checks)
}
