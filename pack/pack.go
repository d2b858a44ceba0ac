package pack

import (
	"iter"
	"slices"
)

// Status says whether an edition is in force.
type Status string

// The statuses of an edition.
const (
	StatusCurrent   Status = "current"   // the one to work with
	StatusLegacy    Status = "legacy"    // replaced, and still of use
	StatusWithdrawn Status = "withdrawn" // no longer published
)

// Header is what a pack says of itself as a whole.
type Header struct {
	ID          string      // "iso27002"
	Edition     string      // "2022"
	Designation string      // "ISO/IEC 27002:2022"
	Title       Text        // short title
	Text        Text        // what it is and what it isn't; may be empty
	Language    string      // of all that the files give without naming a language
	Status      Status      // whether the edition is in force
	Replaces    []Ref       // editions that it takes the place of, loaded or not
	Sources     []Source    // where its facts come from
	Source      string      // id of the source of entries that name none
	Attributes  []Attribute // what entries may be filtered by
	Parts       []Part      // what entries may have beside text and guidance, in the order in which people read it
	Holds       []Type      // the types of its entries, in the order of the types
	BuiltIn     bool        // comes with the program
}

// Pack is one edition of a standard, a law or a rulebook of an organization's own.
type Pack struct {
	Header
	Entries []*Entry // all, in the order of the files
	Terms   []*Term  // in the order of the files
	Edges   []*Edge  // in the order of the files
	Digest  string   // SHA-256 of names and bytes of all its files but translations, hexadecimal

	entries      map[string]*Entry
	terms        map[string]*Term
	translations *translations
}

// Source says where facts come from.
type Source struct {
	ID        string
	Name      Text
	Confirmed bool // checked against a licensed copy
}

// Attribute is a property by which entries are sorted, such as ISO/IEC 27002's
// five (27002:2022, clause 4.2).
type Attribute struct {
	ID     string
	Title  Text
	Values []string // as entries name them

	names []Text // of the values, as people read them
}

// Part is something of its own that entries of a pack may have, where the
// standard sets its content out so: the input and output of an activity (27005),
// the formula of a measure (27004), the knowledge of a competence (27021).
type Part struct {
	ID    string
	Title Text
}

// Name is what a value is called; one that the attribute lacks is its own name.
func (a *Attribute) Name(value string) Text {
	if i := slices.Index(a.Values, value); i >= 0 {
		return a.names[i]
	}
	return Text{wordings: []Wording{{Words: value}}}
}

// Ref is the reference to the pack: its id and edition.
func (h *Header) Ref() Ref { return Ref{Pack: h.ID, Edition: h.Edition} }

// SourceOf is where the facts of an entry come from.
func (p *Pack) SourceOf(e *Entry) Source {
	if source := p.source(e.Source); source != nil {
		return *source
	}
	return Source{}
}

// Entry finds an entry by its id, or nil.
func (p *Pack) Entry(id string) *Entry { return p.entries[id] }

// Term finds a term by its id, or nil.
func (p *Pack) Term(id string) *Term { return p.terms[id] }

// Roots lists the entries that have no parent, in order.
func (p *Pack) Roots() []*Entry {
	var roots []*Entry
	for _, e := range p.Entries {
		if e.Parent == nil {
			roots = append(roots, e)
		}
	}
	return roots
}

// Tree walks all entries from the top, each before its children, with its
// depth: 0 for a root.
func (p *Pack) Tree() iter.Seq2[int, *Entry] {
	return func(yield func(int, *Entry) bool) {
		for _, root := range p.Roots() {
			if !root.walk(0, yield) {
				return
			}
		}
	}
}
