package web

import (
	"surety/app"
	"surety/conform"
	"surety/language"
	"surety/web/components"
)

// mostMends bounds the mends that a leaf of the tree shows; its own page has all.
const mostMends = 3

// Mends lead from a requirement to where it is mended: to the very field of each
// record that breaks it, to the form of a record that is missing, to the judgement
// that is asked for.
func (c conformityView) Mends(r language.Reader, q *conform.Requirement) []components.Link {
	if c.Day != "" || !q.Verdict.Worse(conform.Holds) {
		return nil
	}
	var links []components.Link
	mends, more := q.Mends(mostMends)
	for _, mend := range mends {
		if mend.Key == "" {
			links = append(links, components.Link{Label: mend.Text, URL: c.begins(mend.Of, c.URL(q.ID))})
		} else {
			links = append(links, components.Link{Label: mend.Key + ": " + mend.Text, URL: mendURL(mend.Key, mend.Field)})
		}
	}
	switch {
	case more > 0:
		links = append(links, components.Link{Label: r.Say("and %d more", more), URL: c.URL(q.ID)})
	case len(links) == 0:
		links = append(links, components.Link{Label: r.Say("Judge it"), URL: c.URL(q.ID) + "#judge"})
	}
	return links
}

// begins is where a record of a kind is begun by whoever may, and elsewhere otherwise.
func (c conformityView) begins(kind, elsewhere string) string {
	if k := c.catalogue.Kind(kind); k != nil && app.MayCreate(c.actor, k) {
		return newURL(k)
	}
	return elsewhere
}
