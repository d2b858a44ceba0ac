package pack

// indexTerms finds terms with the same id.
func (r *reader) indexTerms(p *Pack) {
	if len(p.Terms) > maxEntries {
		r.badAt(p.Terms[maxEntries], nil, "", "the pack has too many terms: at most %d are read", maxEntries)
	}
	p.terms = make(map[string]*Term, len(p.Terms))
	for _, t := range p.Terms {
		if first := p.terms[t.ID]; first != nil && t.ID != "" {
			r.badAt(t, at("id"), "an id of its own", "there is a term %q already, in %s", t.ID, r.place(first))
			continue
		}
		p.terms[t.ID] = t
	}
}

// checkTerms checks what terms refer to, and that no form stands for two of them.
func (r *reader) checkTerms(p *Pack) {
	owners := map[Wording]*Term{}
	for _, t := range p.Terms {
		for i, id := range t.See {
			if p.terms[id] == nil || id == t.ID {
				r.badAt(t, at("see", i), "the id of another term of this pack", "there is no other term %q", id)
			}
		}
		r.claim(owners, t, t.Term, at("term"))
		for i, form := range t.Also {
			r.claim(owners, t, form, at("also", i))
		}
	}
}

// claim makes the forms a term's own, unless they are another's.
func (r *reader) claim(owners map[Wording]*Term, t *Term, forms Text, at []string) {
	for _, form := range forms.wordings {
		folded := Wording{form.Language, foldForm(form.Words)}
		if folded.Words == "" {
			r.badAt(t, at, "words", "%q holds no word that could be met in a text", form.Words)
			continue
		}
		if owner := owners[folded]; owner != nil {
			r.badAt(t, at, "a form that is its own", "%q stands for the term %q already, in %s", form.Words, owner.ID, r.place(owner))
			continue
		}
		owners[folded] = t
	}
}
