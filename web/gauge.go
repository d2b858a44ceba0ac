package web

import (
	"surety/conform"
	"surety/pack"
	"surety/web/components"
)

// clauseView is one clause's bar: how many of its requirements stand how.
type clauseView struct {
	components.Standing
	ID, Title string
	URL       string
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
