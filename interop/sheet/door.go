package sheet

import (
	"context"
	"slices"
	"strings"

	"surety/app"
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
	position, err := d.App.Position(ctx, d.Actor)
	if err != nil {
		return nil, err
	}
	return &Planner{Catalogue: d.App.Catalogue(), Resolver: d, NewID: d.App.NewID, Custom: custom, since: position}, nil
}

// Run carries a plan out in one transaction: all of it or nothing. A plan with
// faults is refused with all of them. The plan then knows the keys of what it made.
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
	done, err := d.App.Do(ctx, actor, app.Request{Note: app.NoteImported, Since: plan.since}, commands...)
	if err == nil {
		plan.name(done)
	}
	return err
}

// Records finds records by key or by what stands in a field; see [Resolver].
func (d Door) Records(ctx context.Context, kind *record.Kind, field string, texts []string) (map[string][]*record.Record, error) {
	found := map[string][]*record.Record{}
	name := field
	if f := kind.Field(field); f != nil && f == kind.TitleField() {
		name = "title"
	}
	spelled := spellingOf("")
	if name == "title" {
		spelled = spellingOf(kind.Name)
	}
	byText, seen := spelled.groups(texts), map[record.ID]bool{}
	err := d.ask(ctx, kind.Name, name, spelled.asked(texts), func(rec *record.Record) {
		text := rec.Key
		if f := kind.Field(field); f != nil {
			text = f.Text(rec.Body)
		}
		if seen[rec.ID] {
			return
		}
		seen[rec.ID] = true
		for _, asked := range byText[spelled.compared(text)] {
			found[asked] = append(found[asked], rec)
		}
	})
	return found, err
}

// References finds what texts refer to; see [Resolver].
func (d Door) References(ctx context.Context, kinds []string, texts []string) (map[string][]Entry, error) {
	found := map[string][]Entry{}
	for _, name := range kinds {
		spelled := spellingOf(name)
		byText, asked := spelled.groups(texts), spelled.asked(texts)
		kind := d.App.Catalogue().Kind(name)
		seen := map[record.ID]bool{}
		for _, field := range []string{"key", "title", "external_id"} {
			if field == "external_id" && kind.Field(field) == nil {
				continue
			}
			err := d.ask(ctx, name, field, asked, func(rec *record.Record) {
				text := rec.Key
				switch {
				case field == "title":
					text = rec.Title()
				case field != "key":
					text = kind.Field(field).Text(rec.Body)
				}
				for _, asked := range byText[spelled.compared(text)] {
					if !seen[rec.ID] {
						found[asked] = append(found[asked], Entry{ID: rec.ID, Kind: name, Key: rec.Key, Title: rec.Title(), Ended: rec.Ended()})
					}
				}
				seen[rec.ID] = seen[rec.ID] || len(byText[spelled.compared(text)]) > 0
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

// Hidden are the references to what the actor may not see; see [Resolver].
func (d Door) Hidden(ctx context.Context, records ...*record.Record) (map[record.Ref]bool, error) {
	known, err := d.App.NamesOf(ctx, d.Actor, records...)
	if err != nil {
		return nil, err
	}
	hidden := map[record.Ref]bool{}
	for id, name := range known {
		if name.Restricted {
			hidden[record.Ref(id)] = true
		}
	}
	return hidden, nil
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
		return nil, []string{voiceOf(ctx).say("There is no risk method yet: words such as High can't be read as steps of a scale, and no risk gets a level. Make a risk method first; its form offers some to begin with.")}, nil
	case found.State != "approved":
		notes = []string{voiceOf(ctx).say("The risk method %s is still a draft. Words are read by its scales; assessments count once it is approved.", found.Key)}
	}
	return map[string]string{"method": found.Key}, notes, nil
}

// ask lists the records whose field holds one of the texts, in whatever state.
// What is no key of the kind is no record's key there.
func (d Door) ask(ctx context.Context, kind, field string, texts []string, each func(*record.Record)) error {
	if field == pathKey {
		texts = slices.DeleteFunc(slices.Clone(texts), func(text string) bool {
			return !keyForm.MatchString(text) || d.App.Catalogue().OfKey(strings.ToUpper(text)) != d.App.Catalogue().Kind(kind)
		})
	}
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

// normal is the form in which what records are called is compared.
func normal(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
