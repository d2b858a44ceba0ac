package pack

import (
	"slices"
	"strings"
)

// Choice narrows the entries of a pack to what one looks for. What is empty narrows
// nothing.
type Choice struct {
	Words      string            // each stands in the id, the title, the text or the guidance, in any case
	Attributes map[string]string // a value by the attribute's id
	Force      Force
	Role       string // the declared role that the entry depends on
}

// IsZero tells a choice that leaves everything.
func (c Choice) IsZero() bool {
	return c.Words == "" && c.Force == "" && c.Role == "" && len(c.Attributes) == 0
}

// Chosen is an entry in a pack's tree. One that was not found itself stands above
// one that was, so that one sees where that stands.
type Chosen struct {
	*Entry
	Depth int // 0 for a root
	Found bool
}

// Choose gives the entries that a choice leaves, in the order of the tree, with all
// above them. Words are looked for in the language, an IETF tag.
func (p *Pack) Choose(c Choice, language string) []Chosen {
	words := strings.Fields(strings.ToLower(c.Words))
	kept, found := map[*Entry]bool{}, map[*Entry]bool{}
	for _, e := range p.Entries {
		if !c.leaves(e, words, language) {
			continue
		}
		found[e] = true
		for above := e; above != nil && !kept[above]; above = above.Parent {
			kept[above] = true
		}
	}
	var chosen []Chosen
	for depth, e := range p.Tree() {
		if kept[e] {
			chosen = append(chosen, Chosen{e, depth, found[e]})
		}
	}
	return chosen
}

// leaves tells whether the choice leaves an entry.
func (c Choice) leaves(e *Entry, words []string, language string) bool {
	if c.Force != "" && e.Force != c.Force {
		return false
	}
	if c.Role != "" && (e.Depends == nil || e.Depends.Role != c.Role) {
		return false
	}
	for attribute, value := range c.Attributes {
		if value != "" && !slices.Contains(e.Attributes[attribute], value) {
			return false
		}
	}
	return says(e, words, language)
}

func says(e *Entry, words []string, language string) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(strings.Join([]string{e.ID, e.Title.In(language), e.Text.In(language), e.Guidance.In(language)}, " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// Forces are those that entries of the pack have, in the order of their weight.
func (p *Pack) Forces() []Force {
	var found []Force
	for _, f := range []Force{ForceRequirement, ForceGuidance, ForceInformation, ForceHouse} {
		if slices.ContainsFunc(p.Entries, func(e *Entry) bool { return e.Force == f }) {
			found = append(found, f)
		}
	}
	return found
}

// Roles are those that entries of the pack depend on, in the order in which they come.
func (p *Pack) Roles() []string {
	var roles []string
	for _, e := range p.Entries {
		if e.Depends != nil && !slices.Contains(roles, e.Depends.Role) {
			roles = append(roles, e.Depends.Role)
		}
	}
	return roles
}
