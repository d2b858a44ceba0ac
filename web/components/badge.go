package components

import (
	"surety/conform"
	"surety/language"
)

// VerdictClass is the style of a verdict: fails, person, holds or none.
func VerdictClass(v string) string {
	switch conform.Verdict(v) {
	case conform.Fails, conform.NotComputed, conform.Broken:
		return "fails"
	case conform.NeedsPerson, conform.NotFollowed:
		return "person"
	case conform.Holds:
		return "holds"
	}
	return "none"
}

// VerdictWord says a verdict plainly.
func VerdictWord(r language.Reader, v string) string {
	switch conform.Verdict(v) {
	case conform.Holds:
		return r.Say("holds")
	case conform.Fails:
		return r.Say("fails")
	case conform.NotComputed:
		return r.Say("could not be computed")
	case conform.NeedsPerson:
		return r.Say("needs a person")
	case conform.NotFollowed:
		return r.Say("not followed")
	case conform.Broken:
		return r.Say("your own rule, broken")
	case conform.NoOccasion:
		return r.Say("no occasion yet")
	}
	return v
}
