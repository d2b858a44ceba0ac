package web

import (
	"surety/conform"
	"surety/language"
	"surety/pack"
	"surety/picture"
	"surety/web/components"
)

// clauseView is one clause's bar: how many of its requirements stand how.
type clauseView struct {
	components.Standing
	ID, Title string
	URL       string
}

// clauses gathers the requirements of a report by their topmost clause.
func clauses(words language.Reader, r *conform.Report) []clauseView {
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
			list = append(list, clauseView{ID: top.ID, Title: top.Title.In(words.Tag()), URL: "/conformity/" + r.Standard + "#" + top.ID})
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

// gaugeTable says the bars in numbers.
func gaugeTable(r language.Reader, clauses []clauseView) picture.Table {
	table := picture.Table{Head: []string{r.Say("Clause")}}
	for _, part := range components.VerdictParts(r) {
		table.Head = append(table.Head, part.Name)
	}
	for _, c := range clauses {
		row := []string{c.ID + " " + c.Title}
		for _, n := range c.Counts() {
			row = append(row, r.Number(n))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
