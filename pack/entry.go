package pack

import "slices"

// Type says what an entry is.
type Type string

// The types of entries.
const (
	TypeClause      Type = "clause"      // a heading that holds other entries
	TypeTheme       Type = "theme"       // a group of controls
	TypeRequirement Type = "requirement" // something that must hold: one "shall"
	TypeControl     Type = "control"     // a means to change risk that one may choose
	TypeGuidance    Type = "guidance"    // advice or explanation
	TypeItem        Type = "item"        // one of a list to choose from: a threat, a measure, a competence
)

// types are all types of entries, in the order in which they are listed.
var types = []Type{TypeClause, TypeTheme, TypeRequirement, TypeControl, TypeGuidance, TypeItem}

// Force says what follows when an entry does not hold. Only a requirement can
// fail; guidance is followed or not; a house rule is the organization's own.
type Force string

// The forces of entries.
const (
	ForceRequirement Force = "requirement"
	ForceGuidance    Force = "guidance"
	ForceInformation Force = "information"
	ForceHouse       Force = "house"
)

// Judge is the role that judges what can't be computed.
type Judge string

// UsualStand is for how long a judgement counts at most where an entry says
// nothing else: things are looked at again once a year.
const UsualStand = "P1Y"

// The roles that judge.
const (
	JudgeTopManagement   Judge = "top management"
	JudgeSecurityManager Judge = "security manager"
	JudgeRiskOwner       Judge = "risk owner"
	JudgeControlOwner    Judge = "control owner"
	JudgeDocumentOwner   Judge = "document owner"
	JudgeInternalAuditor Judge = "internal auditor"
)

// Entry is a clause, theme, requirement, control, piece of guidance or item of a list.
type Entry struct {
	Pack     *Pack
	ID       string   // unique in the pack: "5.7", "6.1.2-6"
	Type     Type     // what it is
	Parent   *Entry   // the clause or theme above it, nil at the top
	Children []*Entry // in the order of the files
	Clause   string   // as printed in the standard: "6.1.2 c 2"
	Force    Force    // what follows when it does not hold

	Title     Text   // short title
	Text      Text   // what it wants, in plain words
	Why       Text   // why it matters
	Guidance  Text   // how to do it, in Markdown
	Evidence  []Text // artefacts that typically show it
	Pitfalls  []Text // what people get wrong
	Questions []Text // for whoever judges it

	Judge      Judge               // who judges it; empty where nobody needs to
	Stands     string              // for how long a judgement of it counts at most, as "P1Y"
	Judgement  bool                // it holds only with the judge's judgement, on top of what is computed
	Attributes map[string][]string // values by the attribute's id
	Parts      map[string][]Text   // what it has of the pack's parts, by the part's id
	Source     string              // id of the source of its facts
	Confirmed  bool                // its facts were checked against a licensed copy
	Depends    *Depends            // applies only to who has declared a role, or nil
	Occasion   *Occasion           // applies only once something happened, or nil
	Checks     []*Check            // what is computed

	parentID string
}

// Depends makes an entry apply only where the organization has declared a role
// for itself, such as that of a processor of personal data (27701).
type Depends struct {
	Role string
}

// Occasion is the trigger of a conditional "shall": until a record of the kind
// matches, the entry reads "no occasion yet".
type Occasion struct {
	Of    string // kind of record
	Where string // CEL predicate over one record; empty for any record
}

// Check is the occasion as a check that holds once it has come.
func (o Occasion) Check() Check {
	return Check{ID: "occasion", Shape: ShapeCount, Of: o.Of, Where: o.Where, Holds: "count >= 1"}
}

// Ref is the reference to the entry.
func (e *Entry) Ref() Ref { return Ref{Pack: e.Pack.ID, Edition: e.Pack.Edition, ID: e.ID} }

// Path lists the entries from the top down to this one.
func (e *Entry) Path() []*Entry {
	var path []*Entry
	for ; e != nil; e = e.Parent {
		path = append(path, e)
	}
	slices.Reverse(path)
	return path
}

// walk visits the entry and all below it until yield tells false.
func (e *Entry) walk(depth int, yield func(int, *Entry) bool) bool {
	if !yield(depth, e) {
		return false
	}
	for _, child := range e.Children {
		if !child.walk(depth+1, yield) {
			return false
		}
	}
	return true
}
