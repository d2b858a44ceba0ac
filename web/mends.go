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
	if c.Day != "" || q.Verdict == conform.Holds || q.Verdict == conform.NoOccasion {
		return nil
	}
	var mends []components.Link
	named, more := 0, 0
	for _, check := range q.Checks {
		if check.Verdict == conform.Holds || check.Verdict == conform.NoOccasion {
			continue
		}
		for _, n := range check.Records {
			if n.Key == "" {
				continue // it is not for this reader
			}
			if named++; named > mostMends {
				more++
				continue
			}
			mends = append(mends, components.Link{Label: n.Key + ": " + n.Mend, URL: mendURL(n.Key, check.Check.Field)})
		}
		if len(check.Records) == 0 && check.Mend != "" {
			mends = append(mends, components.Link{Label: check.Mend, URL: c.begins(check.Check.Of, c.URL(q.ID))})
		}
	}
	switch {
	case more > 0:
		mends = append(mends, components.Link{Label: r.Say("and %d more", more), URL: c.URL(q.ID)})
	case len(mends) == 0:
		mends = append(mends, components.Link{Label: r.Say("Judge it"), URL: c.URL(q.ID) + "#judge"})
	}
	return mends
}

// begins is where a record of a kind is begun by whoever may, and elsewhere otherwise.
func (c conformityView) begins(kind, elsewhere string) string {
	if k := c.catalogue.Kind(kind); k != nil && app.MayCreate(c.actor, k) {
		return newURL(k)
	}
	return elsewhere
}
