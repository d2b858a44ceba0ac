package agenda

import (
	"fmt"

	"surety/app"
	"surety/record"
)

// readAhead reads in one go what the drafts will look at whatever they find there.
func (d *drafting) readAhead() error {
	queries := []app.Query{
		d.allOf("management_review"), d.allOf("review_decision"), d.allOf("issue", climateChange), d.allOf("nonconformity"), d.allOf("corrective_action"),
		d.allOf("measure"), d.allOf("reading", d.readingTime()...), d.allOf("evaluation"), d.allOf("audit"), d.allOf("objective"),
		d.allOf("nonconformity", heardOutside), d.allOf("improvement", ideas), d.allOf("security_event", reportedByPeople), mustRead,
		d.allOf("risk_method"), d.highestQuery(), d.allOf("treatment_plan"), d.allOf("improvement"),
	}
	for _, kind := range []string{"issue", "interested_party", "requirement", "risk"} {
		queries = append(queries, d.changedQuery(kind))
	}
	pages, err := d.app.Lists(d.ctx, d.actor, queries...)
	d.ahead = map[string]*app.Listing{}
	for i, page := range pages {
		d.ahead[fmt.Sprint(queries[i])] = page
	}
	return err
}

// list reads a page, unless it was read ahead.
func (d *drafting) list(query app.Query) (*app.Listing, error) {
	page := d.ahead[fmt.Sprint(query)]
	if page == nil {
		var err error
		if page, err = d.app.List(d.ctx, d.actor, query); err != nil {
			return nil, err
		}
	}
	for id, name := range page.Names {
		d.names[id] = name
	}
	return page, nil
}

// What drafts look at of some kinds.
var (
	climateChange    = is("topic", "climate_change")
	heardOutside     = is("source", "complaint", "supplier")
	ideas            = is("source", "colleagues", "outside")
	reportedByPeople = is("channel", "person")
	mustRead         = app.Query{Kind: "document", Limit: mostRows, Filters: []app.Filter{is("must_read", "true"), is("state", "approved")}}
)

// allOf asks for the records of a kind that belong to the review's management system
// and fit, ended ones too.
func (d *drafting) allOf(kind string, filters ...app.Filter) app.Query {
	return app.Query{Kind: kind, Filters: d.ofSystem(kind, filters), IncludeEnded: true, Limit: app.MostLimit}
}

// readingTime is the time of which readings are looked at.
func (d *drafting) readingTime() []app.Filter {
	return []app.Filter{{Field: "period_until", Op: "ge", Values: []string{string(d.period.from.AddDays(-lookBack))}}, {Field: "period_until", Op: "le", Values: []string{string(d.period.to)}}}
}

// highestQuery asks for the risks of which most remains.
func (d *drafting) highestQuery() app.Query {
	return app.Query{Kind: "risk", Sort: "-residual_rank", Limit: 10, Filters: d.ofSystem("risk", []app.Filter{{Field: "residual_rank", Op: "set"}})}
}

// before are records as they stood when the period began.
func (d *drafting) before(of []*record.Record) (map[record.ID]*record.Record, error) {
	ids := make([]record.ID, len(of))
	for i, rec := range of {
		ids[i] = rec.ID
	}
	return d.app.Before(d.ctx, d.actor, d.period.from.AddDays(-1).End(d.zone), ids...)
}
