package web

import (
	"surety/app"
	"surety/language"
)

// kept says how much of a step is as it was proposed; nothing where none of it is.
func (w wayView) kept(r language.Reader, step string) string {
	for _, s := range w.Kept {
		if s.Step.ID == step && s.Unchanged > 0 {
			return keptWords(r, s.AsProposed)
		}
	}
	return ""
}

// keptWords say how many records are as they were proposed.
func keptWords(r language.Reader, n app.AsProposed) string {
	return r.Count(n.Unchanged, "%d of %d is as proposed", "%d of %d are as proposed", n.Of)
}
