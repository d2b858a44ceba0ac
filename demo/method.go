package demo

import "surety/isms/risk"

var consequences = []risk.Step{
	{Value: 1, Label: "Ripple", Means: "Noticed inside one unit; under 10,000 EUR; no customer without power."},
	{Value: 2, Label: "Swell", Means: "Up to 100,000 EUR; under 1,000 connections for under an hour; internal information among strangers."},
	{Value: 3, Label: "Breaker", Means: "Up to 1 million EUR; under 10,000 connections or one utility for half a day; personal data of hundreds; notice to an authority."},
	{Value: 4, Label: "Surge", Means: "Up to 10 million EUR; under 60,000 connections or all utilities for a day; readings of thousands; devices must be replaced."},
	{Value: 5, Label: "Dyke breach", Means: "Over 10 million EUR; a hospital or more than 60,000 connections; danger to life; trust in the metering PKI lost."},
}

var likelihoods = []risk.Step{
	{Value: 1, Label: "Once in a lifetime", Means: "Less often than every 30 years; nobody in the sector has seen it."},
	{Value: 2, Label: "Once in a career", Means: "Every 10 to 30 years; seen in the sector."},
	{Value: 3, Label: "Every few years", Means: "Every 3 to 10 years; seen at a neighbour."},
	{Value: 4, Label: "Every year or two", Means: "Seen here."},
	{Value: 5, Label: "Every few months", Means: "Seen here this year."},
}

// categories say for the grid, for money and before the law what steps mean; the
// general words of the scale hold for the rest.
var categories = []risk.CategoryStep{
	{Category: "Supply", Consequence: 3, Means: "Under 10,000 connections for half a day."},
	{Category: "Supply", Consequence: 4, Means: "Under 60,000 connections for a day."},
	{Category: "Supply", Consequence: 5, Means: "A hospital, or more than 60,000 connections."},
	{Category: "Money", Consequence: 3, Means: "Up to 1 million EUR."},
	{Category: "Money", Consequence: 4, Means: "Up to 10 million EUR."},
	{Category: "Money", Consequence: 5, Means: "Over 10 million EUR."},
	{Category: "Law", Consequence: 3, Means: "Notice to an authority."},
	{Category: "Law", Consequence: 4, Means: "A fine, or an order to change how we work."},
}

// matrix is the level for each product of consequence and likelihood; the
// product never falls while one of them rises, so neither does the level.
func matrix() []risk.Cell {
	var cells []risk.Cell
	for _, c := range consequences {
		for _, l := range likelihoods {
			cells = append(cells, risk.Cell{Consequence: c.Value, Likelihood: l.Value, Level: levelOf(c.Value * l.Value)})
		}
	}
	return cells
}

func levelOf(product int) string {
	switch {
	case product <= 4:
		return "Low"
	case product <= 9:
		return "Moderate"
	case product <= 15:
		return "High"
	}
	return "Critical"
}

func (s *story) method() {
	s.sit(48, "mara")
	s.create("risk_method", "tide", &risk.Method{
		System: isms, Title: "Tide scale, 5 × 5", Version: "4.0",
		Description: "Consequence and likelihood are taken from the tide scale, each with a reason. The **worst** credible consequence counts, not the average. " +
			"Likelihood counts what is in place today. The matrix gives the level; *Low* may stay, all else is treated. See NW-ISMS-003.",
		Consequence: consequences, Likelihood: likelihoods,
		Levels: []risk.Level{
			{Name: "Low", Rank: 1, Acceptable: true},
			{Name: "Moderate", Rank: 2},
			{Name: "High", Rank: 3, AcceptedBy: ref("role", "security-board")},
			{Name: "Critical", Rank: 4, AcceptedBy: ref("role", "directors")},
		},
		Matrix:     matrix(),
		Categories: categories,
		Triggers: []string{"A significant change is proposed", "A serious incident here or at a neighbour", "A critical supplier changes host, owner or subcontractor",
			"A weakness in equipment that can't be patched within its time", "New duties by law or contract"},
	})
	s.sit(47, "holger")
	s.move("risk_method", "tide", "approve")
}
