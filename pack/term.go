package pack

// Term is a word of the family's vocabulary with what we mean by it.
type Term struct {
	Pack *Pack
	ID   string   // where the standard has it: "3.61"
	Term Text     // the word
	Text Text     // what it means, in our words
	Also []Text   // other forms under which it is met: plurals, short forms
	See  []string // ids of related terms in the same pack
	Core bool     // needed to understand the rest
}

// Ref is the reference to the term.
func (t *Term) Ref() Ref { return Ref{Pack: t.Pack.ID, Edition: t.Pack.Edition, ID: t.ID} }
