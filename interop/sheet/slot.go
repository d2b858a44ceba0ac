package sheet

import (
	"math"
	"strings"

	"surety/fault"
	"surety/record"
)

// Paths of the places beside a kind's fields that a column can go to.
const (
	pathKey      = "key"      // RISK-0042: finds the record
	pathRevision = "revision" // what the row was based on: a changed one is refused
	pathState    = "state"    // of the lifecycle
)

const (
	approvalsPrefix = "approvals."
	customPrefix    = "custom."
)

// slot is a place of a kind that a column can go to.
type slot struct {
	path  string
	label string
	field *record.Field // says what can stand there; nil for the paths beside the fields
	// closed says why no column can go there; such slots still take the column
	// that is named after them.
	closed fault.Word
	title  bool               // it is the kind's title
	names  [][]meaning        // by which headings are told
	exact  map[string]float64 // folded names, and how sure each is
}

func (s *slot) custom() string {
	name, _ := strings.CutPrefix(s.path, customPrefix)
	return name
}

// inBody tells that the slot is a field of the body.
func (s *slot) inBody() bool { return s.field != nil && !strings.Contains(s.path, ".") }

// findable tells that records can be found by what stands in the slot.
func (s *slot) findable() bool { return s.title || s.field.Is(record.MarkIndex) }

// slotsOf lists the places of a kind, the organization's own fields included.
func slotsOf(kind *record.Kind, custom []*record.Field) []*slot {
	slots := []*slot{
		newSlot(pathKey, "Key", nil, "surety key"),
		newSlot(pathRevision, "Revision", nil),
		newSlot(pathState, "State", nil),
		{path: "mark", label: "Mark", closed: fault.Word("a mark of confidentiality is set in the program"), exact: exactly("Mark")},
	}
	for _, f := range kind.Fields {
		if f == kind.ApprovalsField() {
			slots = append(slots, approvalSlots(f)...)
			continue
		}
		s := newSlot(f.Name, f.Label, f)
		switch {
		case f.Is(record.MarkComputed):
			s.closed = fault.Word("it is computed")
		case f.Type == record.TypeAttachment || f.Type == record.TypeAttachments:
			s.closed = fault.Word("a file can't come from a cell")
		}
		if f == kind.TitleField() && s.closed == "" {
			s.title = true
			s.alias("title")
		}
		slots = append(slots, s)
	}
	for _, f := range custom {
		slots = append(slots, newSlot(customPrefix+f.Name, f.Label, f))
	}
	return slots
}

// approvalSlots are the columns in which files tell who approved what and when.
func approvalSlots(approvals *record.Field) []*slot {
	slots := []*slot{newSlot(approvals.Name, approvals.Label, approvals)}
	for _, f := range approvals.Row {
		path := approvalsPrefix + f.Name
		switch f.Name {
		case "by":
			slots = append(slots, newSlot(path, "Approved by", f))
		case "at":
			slots = append(slots, newSlot(path, "Approved on", f))
		case "version":
			slots = append(slots, newSlot(path, "Approved version", f))
		}
	}
	return slots
}

func newSlot(path, label string, f *record.Field, aliases ...string) *slot {
	s := &slot{path: path, label: label, field: f, exact: exactly(label)}
	s.alias(label)
	s.alias(path)
	for _, a := range aliases {
		s.alias(a)
	}
	return s
}

// exactly are the headings that name a label in the languages of the program.
func exactly(label string) map[string]float64 {
	exact := map[string]float64{}
	for _, form := range said(label) {
		exact[fold(form)] = matchSaid
	}
	exact[fold(label)] = matchExact
	return exact
}

func (s *slot) alias(name string) {
	s.exact[fold(name)] = matchExact
	s.names = append(s.names, words().meanings(name))
}

// How alike a heading and a slot must be for the column to go there.
const (
	matchExact  = 1.0
	matchSaid   = 0.98 // it is its label in another language than English
	matchWords  = 0.95 // all words mean the same
	matchNeeded = 0.6
)

// heading is a column's heading, translated once.
type heading struct {
	text   string
	folded string
	full   []meaning
	words  []meaning // without those that only name the kind
	banner []meaning // the same with the words of the banner above it in front
}

// headingOf translates a heading for a kind; a unit in brackets is not part of it.
func headingOf(text, banner string, kindWords []meaning) heading {
	bare, _ := splitUnit(text)
	h := heading{text: text, folded: fold(text), full: words().meanings(bare)}
	h.words = withoutKind(h.full, kindWords)
	if banner != "" {
		h.banner = append(words().meanings(banner), h.words...)
	}
	return h
}

// withoutKind drops what only names the kind: "risk owner" in a register of
// risks is the owner. A heading that says nothing else is the title.
func withoutKind(all, kindWords []meaning) []meaning {
	var rest []meaning
	for _, m := range all {
		if overlap([]meaning{m}, kindWords) == 0 {
			rest = append(rest, m)
		}
	}
	if len(rest) == 0 && len(all) > 0 {
		return []meaning{{"title"}}
	}
	return rest
}

// match tells how alike a heading and a slot are, 0 to 1.
func (s *slot) match(h heading, kindWords []meaning) float64 {
	best := s.exact[h.folded]
	if best == matchExact {
		return best
	}
	for _, name := range s.names {
		for _, own := range [][]meaning{name, withoutKind(name, kindWords)} {
			best = max(best, likeness(h.banner, own))
			for _, said := range [][]meaning{h.full, h.words} {
				match := likeness(said, own)
				if len(h.banner) > 0 {
					match *= withoutBanner
				}
				best = max(best, match)
			}
		}
	}
	if s.field == nil {
		best *= besideFields
	}
	return best
}

// withoutBanner weighs a match that leaves out what the banner above says.
const withoutBanner = 0.97

// besideFields weighs places beside the fields, so that a kind's own status goes
// before the state of its lifecycle.
const besideFields = 0.99

// likeness tells how much of a heading and of a slot's name mean the same. A
// word of the name that isn't said weighs more than one said beside it: what
// is called "consequence" is not the residual one.
func likeness(said, own []meaning) float64 {
	if len(said) == 0 || len(own) == 0 {
		return 0
	}
	both := float64(overlap(said, own))
	return matchWords * math.Pow(both/float64(len(own)), 0.75) * math.Sqrt(both/float64(len(said)))
}
