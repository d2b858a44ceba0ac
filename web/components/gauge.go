package components

import (
	"fmt"
	"strings"

	"surety/language"
)

// Standing is how many requirements stand how.
type Standing struct {
	Fails, Person, Holds int
	None                 int // had no occasion yet
}

// piece is a piece of a bar 100 wide.
type piece struct{ Class, X, Width string }

// pieces are the pieces of the bar, the worst first.
func (s Standing) pieces() []piece {
	all := float64(max(s.Fails+s.Person+s.Holds+s.None, 1))
	var list []piece
	x := 0.0
	for _, p := range []struct {
		class string
		n     int
	}{{"f", s.Fails}, {"p", s.Person}, {"h", s.Holds}} {
		width := 100 * float64(p.n) / all
		if p.n > 0 {
			list = append(list, piece{p.class, fmt.Sprintf("%.2f", x), fmt.Sprintf("%.2f", width)})
		}
		x += width
	}
	return list
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
