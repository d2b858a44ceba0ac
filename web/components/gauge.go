package components

import (
	"strings"

	"surety/language"
	"surety/picture"
)

// Standing is how many requirements stand how.
type Standing struct {
	Fails, Person, Holds int
	None                 int // had no occasion yet
}

// VerdictParts are what the pieces of a bar mean, the worst first. What had no
// occasion yet is left open.
func VerdictParts(r language.Reader) []picture.Part {
	return []picture.Part{{Name: r.Say("fails"), Tone: picture.Fails}, {Name: r.Say("needs a person"), Hatch: picture.Person}, {Name: r.Say("holds"), Tone: picture.Holds}, {Name: r.Say("no occasion yet")}}
}

// Counts are how many requirements there are of each part.
func (s Standing) Counts() []int { return []int{s.Fails, s.Person, s.Holds, s.None} }

// bar is the picture of the standing; the words beside it say the same.
func (s Standing) bar(r language.Reader, of string) picture.Picture {
	return picture.Gauge{Title: s.Words(r), Of: of, Parts: VerdictParts(r), Counts: s.Counts()}.Picture()
}

// Words says the standing in words, what is worst first.
func (s Standing) Words(r language.Reader) string {
	var parts []string
	if s.Fails > 0 {
		parts = append(parts, r.Count(s.Fails, "%d fails", "%d fail"))
	}
	if s.Person > 0 {
		parts = append(parts, r.Count(s.Person, "%d needs a person", "%d need a person"))
	}
	if len(parts) == 0 && s.Holds > 0 {
		parts = append(parts, r.Count(s.Holds, "%d holds", "%d hold"))
	}
	if len(parts) == 0 && s.None > 0 {
		parts = append(parts, r.Say("no occasion yet"))
	}
	return strings.Join(parts, " · ")
}
