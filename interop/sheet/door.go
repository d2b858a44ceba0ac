package sheet

import (
	"context"
	"strings"

	"surety/app"
	"surety/isms/risk"
	"surety/record"
)

// asked is how many texts one question to a list holds.
const asked = 200

// Door plans and carries out imports for one actor, through the one door to
// the management system.
type Door struct {
	App   *app.App
	Actor app.Actor
}

// Planner is the planner of the door's organization for a kind.
func (d Door) Planner(ctx context.Context, kind *record.Kind) (*Planner, error) {
	custom, err := d.App.CustomColumns(ctx, d.Actor, kind)
	if err != nil {
		return nil, err
	}
	return &Planner{Catalogue: d.App.Catalogue(), Resolver: d, NewID: d.App.NewID, Custom: custom}, nil
}

// Run carries a plan out in one transaction: all of it or nothing. A plan with
// faults is refused with all of them.
func (d Door) Run(ctx context.Context, plan *Plan) error {
	steps, err := plan.Commands()
	if err != nil || len(steps) == 0 {
		return err
	}
	actor := d.Actor
	actor.Origin = app.FromImport
	var commands []app.Command
	for _, step := range steps {
		base := step.Base
		if step.Body != nil {
			if base == 0 {
				commands = append(commands, app.Create{ID: step.ID, Kind: step.Kind.Name, Body: step.Body, Custom: step.Custom, Asserted: step.Asserted})
			} else {
				commands = append(commands, app.Edit{ID: step.ID, Base: base, Body: step.Body, Custom: step.Custom, Asserted: step.Asserted})
			}
			base++
		}
		for _, move := range step.Moves {
			commands = append(commands, app.Move{ID: step.ID, Base: base, Transition: move})
			base++
		}
	}
	_, err = d.App.Do(ctx, actor, app.Request{Note: "imported"}, commands...)
	return err
}

// Records finds records by key or by what stands in a field; see [Resolver].
func (d Door) Records(ctx context.Context, kind *record.Kind, field string, texts []string) (map[string][]*record.Record, error) {
	found := map[string][]*record.Record{}
	name := field
	if f := kind.Field(field); f != nil && f == kind.TitleField() {
		name = "title"
	}
	byText := spellings(texts)
	err := d.ask(ctx, kind.Name, name, texts, func(rec *record.Record) {
		text := rec.Key
		if f := kind.Field(field); f != nil {
			text = f.Text(rec.Body)
		}
		for _, asked := range byText[normal(text)] {
			found[asked] = append(found[asked], rec)
		}
	})
	return found, err
}

// References finds what texts refer to; see [Resolver].
func (d Door) References(ctx context.Context, kinds []string, texts []string) (map[string][]Entry, error) {
	found := map[string][]Entry{}
	byText := spellings(texts)
	for _, name := range kinds {
		kind := d.App.Catalogue().Kind(name)
		seen := map[record.ID]bool{}
		for _, field := range []string{"key", "title", "external_id"} {
			if field == "external_id" && kind.Field(field) == nil {
				continue
			}
			err := d.ask(ctx, name, field, texts, func(rec *record.Record) {
				text := rec.Key
				switch {
				case field == "title":
					text = rec.Title()
				case field != "key":
					text = kind.Field(field).Text(rec.Body)
				}
				for _, asked := range byText[normal(text)] {
					if !seen[rec.ID] {
						found[asked] = append(found[asked], Entry{ID: rec.ID, Kind: name, Key: rec.Key, Title: rec.Title(), Ended: rec.Ended()})
					}
				}
				seen[rec.ID] = seen[rec.ID] || len(byText[normal(text)]) > 0
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// Names tells how what records refer to is called; see [Resolver].
func (d Door) Names(ctx context.Context, records ...*record.Record) (map[record.Ref]string, error) {
	known, err := d.App.NamesOf(ctx, d.Actor, records...)
	if err != nil {
		return nil, err
	}
	names := make(map[record.Ref]string, len(known))
	for id, name := range known {
		names[record.Ref(id)] = strings.TrimSpace(name.Key + " " + name.Title)
		if name.Restricted {
			names[record.Ref(id)] = name.Title
		}
	}
	return names, nil
}

// Scale gives the steps of the risk method for a risk's levels.
func (d Door) Scale(ctx context.Context, kind *record.Kind, field string) ([]Step, error) {
	if kind.Name != "risk" {
		return nil, nil
	}
	found, err := d.method(ctx)
	if err != nil || found == nil {
		return nil, err
	}
	method := found.Body.(*risk.Method)
	scale := method.Consequence
	switch {
	case strings.Contains(field, "likelihood"):
		scale = method.Likelihood
	case !strings.Contains(field, "consequence"):
		return nil, nil
	}
	var steps []Step
	for _, step := range scale {
		steps = append(steps, Step{Value: step.Value, Labels: []string{step.Label}})
	}
	return steps, nil
}

// method is the risk method that imported risks are read by: one in force, or
// else a draft; nil where there is none.
func (d Door) method(ctx context.Context) (*record.Record, error) {
	for _, state := range []string{"approved", "draft"} {
		listing, err := d.App.List(ctx, d.Actor, app.Query{Kind: "risk_method", Limit: 1, Filters: []app.Filter{{Field: "state", Values: []string{state}}}})
		if err != nil {
			return nil, err
		}
		if len(listing.Records) > 0 {
			return listing.Records[0], nil
		}
	}
	return nil, nil
}

// Given names the risk method for new risks, without which they get no level.
func (d Door) Given(ctx context.Context, kind *record.Kind) (fixed map[string]string, notes []string, err error) {
	if kind.Name != "risk" {
		return nil, nil, nil
	}
	found, err := d.method(ctx)
	switch {
	case err != nil:
		return nil, nil, err
	case found == nil:
		return nil, []string{"There is no risk method yet: words such as High can't be read as steps of a scale, and no risk gets a level. Make a risk method first; its form offers some to begin with."}, nil
	case found.State != "approved":
		notes = []string{"The risk method " + found.Key + " is still a draft. Words are read by its scales; assessments count once it is approved."}
	}
	return map[string]string{"method": found.Key}, notes, nil
}

// ask lists the records whose field holds one of the texts, in whatever state.
func (d Door) ask(ctx context.Context, kind, field string, texts []string, each func(*record.Record)) error {
	for len(texts) > 0 {
		n := min(len(texts), asked)
		query := app.Query{Kind: kind, Limit: app.MostLimit, IncludeEnded: true, Filters: []app.Filter{{Field: field, Op: "in", Values: texts[:n]}}}
		texts = texts[n:]
		for {
			listing, err := d.App.List(ctx, d.Actor, query)
			if err != nil {
				return err
			}
			for _, rec := range listing.Records {
				each(rec)
			}
			if query.After = listing.Next; query.After == "" {
				break
			}
		}
	}
	return nil
}

// spellings groups texts by the form in which they are compared.
func spellings(texts []string) map[string][]string {
	by := map[string][]string{}
	for _, text := range texts {
		by[normal(text)] = append(by[normal(text)], text)
	}
	return by
}

func normal(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
