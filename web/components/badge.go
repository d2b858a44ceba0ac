package components

import (
	"surety/conform"
	"surety/language"
	"surety/pack"
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

// VerdictWord says a verdict plainly, in the terms of a force: guidance is
// followed or open, and never fails.
func VerdictWord(r language.Reader, v string, force pack.Force) string {
	if force == pack.ForceGuidance {
		switch conform.Verdict(v) {
		case conform.Holds:
			return r.Say("followed")
		case conform.NeedsPerson:
			return r.Say("open")
		}
	}
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
