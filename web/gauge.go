package web

import (
	"fmt"
	"strings"

	"surety/conform"
	"surety/pack"
)

// clauseView is one clause's bar: how many of its requirements stand how.
type clauseView struct {
	ID, Title            string
	Fails, Person, Holds int
	None                 int // had no occasion yet
	URL                  string
}

// clauses gathers the requirements of a report by their topmost clause.
func clauses(r *conform.Report) []clauseView {
	var list []clauseView
	index := map[string]int{}
	for _, q := range r.Requirements {
		if q.Force != pack.ForceRequirement {
			continue
		}
		top := q.Entry.Path()[0]
		i, ok := index[top.ID]
		if !ok {
			i = len(list)
			index[top.ID] = i
			list = append(list, clauseView{ID: top.ID, Title: top.Title.String(), URL: "/conformity/" + r.Standard + "#" + top.ID})
		}
		list[i].add(q.Verdict)
	}
	return list
}

func (c *clauseView) add(v conform.Verdict) {
	switch v {
	case conform.Fails, conform.NotComputed:
		c.Fails++
	case conform.NeedsPerson:
		c.Person++
	case conform.NoOccasion:
		c.None++
	default:
		c.Holds++
	}
}

// rect is a piece of a bar 100 wide.
type rect struct{ Class, X, Width string }

// rects are the pieces of the bar, the worst first.
func (c clauseView) rects() []rect {
	all := float64(max(c.Fails+c.Person+c.Holds+c.None, 1))
	var list []rect
	x := 0.0
	for _, piece := range []struct {
		class string
		n     int
	}{{"f", c.Fails}, {"p", c.Person}, {"h", c.Holds}} {
		width := 100 * float64(piece.n) / all
		if piece.n > 0 {
			list = append(list, rect{piece.class, fmt.Sprintf("%.2f", x), fmt.Sprintf("%.2f", width)})
		}
		x += width
	}
	return list
}

// words says the bar in words.
func (c clauseView) words() string {
	var parts []string
	if c.Fails > 0 {
		parts = append(parts, count(c.Fails, "fails", "fail"))
	}
	if c.Person > 0 {
		parts = append(parts, count(c.Person, "needs a person", "need a person"))
	}
	if len(parts) == 0 && c.Holds > 0 {
		parts = append(parts, count(c.Holds, "holds", "hold"))
	}
	if c.None > 0 && len(parts) == 0 {
		parts = append(parts, "no occasion yet")
	}
	return strings.Join(parts, " · ")
}
