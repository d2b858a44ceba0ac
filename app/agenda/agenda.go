// Package agenda computes what a management review looks at from the records of
// the time that it looks back on (ISO/IEC 27001 9.3.2).
//
// Main words: an input is one of the ten things that top management considers; its
// draft is a text in Markdown, for the field of the review that holds it. A draft
// tells figures with those of the time before, and leads to the records.
//
// Invariants: a draft says as of when and from what it was computed, and concludes
// nothing. It names no record that is not for everybody, whoever asks for it: minutes
// are read by others. Nothing is written here.
package agenda

import (
	"context"
	"slices"
	"time"

	"surety/app"
	"surety/fault"
	"surety/isms/audit"
	"surety/language"
	"surety/record"
)

// Agenda is what one review looks at.
type Agenda struct {
	Review   *record.Record
	From, To record.Date // the time looked back on
	Inputs   []Input     // the ten, in the order of 9.3.2
}

// Input is one of the ten inputs with its draft.
type Input struct {
	Field *record.Field   // of the review
	Held  record.Markdown // what stands there
	Draft record.Markdown
}

// Empty tells that nothing was written for an input yet.
func (i Input) Empty() bool { return record.IsBlank(string(i.Held)) }

// Of computes the agenda of a review, in the language of the context's reader.
func Of(ctx context.Context, a *app.App, actor app.Actor, idOrKey string) (*Agenda, error) {
	review, err := a.Get(ctx, actor, idOrKey)
	if err != nil {
		return nil, err
	}
	body, ok := review.Body.(*audit.Review)
	if !ok {
		return nil, fault.New(fault.NotFound, "%s is no management review", review.Key)
	}
	zone, err := a.Zone(ctx, actor)
	if err != nil {
		return nil, err
	}
	now := a.Now().In(zone)
	d := &drafting{
		ctx: ctx, app: a, actor: actor, Reader: language.For(language.From(ctx).Tag(), zone), zone: zone,
		review: review, body: body, now: now, today: record.DateOf(now), names: app.Names{},
	}
	if err := d.choosePeriod(); err != nil {
		return nil, err
	}
	if err := d.readAhead(); err != nil {
		return nil, err
	}
	list := &Agenda{Review: review, From: d.period.from, To: d.period.to}
	for _, in := range inputs {
		text, err := d.draft(in.write)
		if err != nil {
			return nil, err
		}
		field := review.Kind.Field(in.field)
		list.Inputs = append(list.Inputs, Input{Field: field, Held: field.Get(body).(record.Markdown), Draft: text})
	}
	return list, nil
}

// inputs are the fields of a review that hold the ten inputs, with what drafts them.
var inputs = []struct {
	field string
	write func(*drafting, *text) error
}{
	{"earlier_actions", (*drafting).decisions},
	{"issues", (*drafting).issues},
	{"needs", (*drafting).needs},
	{"nonconformities", (*drafting).nonconformities},
	{"measurements", (*drafting).measurements},
	{"audit_results", (*drafting).audits},
	{"objectives", (*drafting).objectives},
	{"feedback", (*drafting).feedback},
	{"risks", (*drafting).risks},
	{"opportunities", (*drafting).improvements},
}

// drafting is an agenda on its way.
type drafting struct {
	language.Reader
	ctx    context.Context //nolint:containedctx // of one call of Of
	app    *app.App
	actor  app.Actor
	zone   *time.Location
	review *record.Record
	body   *audit.Review
	now    time.Time
	today  record.Date
	period span
	names  app.Names
	ahead  map[string]*app.Listing // what was read ahead, by its query
	marked map[string]bool         // kinds of which one was met that is not for everybody
}

// mostRead bounds the records of a kind that a draft is computed from.
const mostRead = 20_000

// all reads the records of a kind that belong to the review's management system and
// fit, ended ones too.
func (d *drafting) all(kind string, filters ...app.Filter) ([]*record.Record, error) {
	query := d.allOf(kind, filters...)
	var records []*record.Record
	for {
		page, err := d.list(query)
		if err != nil {
			return nil, err
		}
		records = append(records, page.Records...)
		if query.After = page.Next; query.After == "" {
			return slices.DeleteFunc(records, func(r *record.Record) bool { return r.State == record.StateRetired }), nil
		}
		if len(records) >= mostRead {
			return nil, fault.At(fault.TooLarge, kind, "", "a management review looks at no more than %d records of a kind at once", mostRead)
		}
	}
}

// ofSystem adds that a record belongs to the review's management system.
func (d *drafting) ofSystem(kind string, filters []app.Filter) []app.Filter {
	if d.app.Catalogue().Kind(kind).Field("system") == nil {
		return filters
	}
	return append(slices.Clone(filters), is("system", string(d.body.System)))
}

// mostCompared bounds the records that are held against what stood before.
const mostCompared = 1000

// changedSince are the records of a kind that were changed within the period or after
// it, the newest first, and whether there are more than were read.
func (d *drafting) changedSince(kind string) (records []*record.Record, more bool, err error) {
	page, err := d.list(d.changedQuery(kind))
	if err != nil {
		return nil, false, err
	}
	return page.Records, page.Next != "", nil
}

func (d *drafting) changedQuery(kind string) app.Query {
	from := d.period.from.Time().In(d.zone).Format(time.RFC3339)
	return app.Query{Kind: kind, Sort: "-changed", IncludeEnded: true, Limit: mostCompared, Filters: d.ofSystem(kind, []app.Filter{{Field: "changed", Op: "ge", Values: []string{from}}})}
}

func is(field string, values ...string) app.Filter {
	if len(values) > 1 {
		return app.Filter{Field: field, Op: "in", Values: values}
	}
	return app.Filter{Field: field, Op: "eq", Values: values}
}

// on is the day of an instant, where the organization is.
func (d *drafting) on(t time.Time) record.Date { return record.DateOf(t.In(d.zone)) }
