package app

import (
	"context"
	"strings"

	"surety/fault"
	"surety/isms/document"
	"surety/isms/org"
	"surety/language"
	"surety/record"
	"surety/store"
)

// BeginDocuments makes a document of each template named, in a language, with what
// the organization's records say of itself. They begin as drafts of the actor, who
// sees in each which places are still open.
func (a *App) BeginDocuments(ctx context.Context, actor Actor, tag string, names ...string) ([]*record.Record, error) {
	if len(names) == 0 {
		return nil, fault.New(fault.Invalid, "no template was chosen")
	}
	facts, systems, err := a.documentFacts(ctx, actor, language.For(tag, nil))
	if err != nil {
		return nil, err
	}
	var commands []Command
	for _, name := range names {
		template, ok := document.FindTemplate(name, tag)
		if !ok {
			return nil, fault.New(fault.NotFound, "there is no template %s in this language", name)
		}
		body, err := template.Begin(facts)
		if err != nil {
			return nil, err
		}
		body.Systems = systems
		if actor.Person != "" {
			body.Owner, body.Authors = record.Ref(actor.Person), []record.Ref{record.Ref(actor.Person)}
		}
		commands = append(commands, Create{Kind: "document", Body: body})
	}
	return a.Do(ctx, actor, Request{}, commands...)
}

// BegunDocuments are the documents that began with templates and have not ended, by
// the template's name, as far as the actor may see them.
func (a *App) BegunDocuments(ctx context.Context, actor Actor) (map[string][]*record.Record, error) {
	listing, err := a.List(ctx, actor, store.Query{Kind: "document", Sort: "key", Limit: store.MostLimit})
	if err != nil {
		return nil, err
	}
	begun := map[string][]*record.Record{}
	for _, rec := range listing.Records {
		if name := rec.Body.(*document.Document).Template; name != "" {
			begun[name] = append(begun[name], rec)
		}
	}
	return begun, nil
}

// documentFacts are what the organization's records say that templates name, in
// the words of a language, and the management system if there is only one. What
// somebody may not see is not said.
func (a *App) documentFacts(ctx context.Context, actor Actor, reader language.Reader) (map[string]string, []record.Ref, error) {
	facts := map[string]string{}
	if organization, _, err := a.only(ctx, actor, "organization"); err != nil {
		return nil, nil, err
	} else if organization != nil {
		facts["organization"] = organization.Title()
	}
	system, many, err := a.only(ctx, actor, "management_system")
	if err != nil || system == nil || many {
		return facts, nil, err
	}
	body := system.Body.(*org.ManagementSystem)
	facts["management_system"] = body.Name
	for name, interval := range map[string]record.Period{"review": body.Review, "risk_interval": body.Assessment, "audit_interval": body.Audit, "review_interval": body.Management} {
		facts[name] = howOften(reader, interval)
	}
	if scope, _, err := a.only(ctx, actor, "scope"); err != nil {
		return nil, nil, err
	} else if scope != nil && scope.Mark == record.MarkNone { // a document has many readers
		facts["scope"] = oneSentence(string(scope.Body.(*org.Scope).Statement))
	}
	return facts, []record.Ref{record.Ref(system.ID)}, a.addHolders(ctx, actor, record.Ref(system.ID), facts)
}

// only is the first record of a kind that counts, and whether there are more.
func (a *App) only(ctx context.Context, actor Actor, kind string) (*record.Record, bool, error) {
	listing, err := a.List(ctx, actor, store.Query{Kind: kind, Sort: "key", Limit: 2})
	if err != nil || len(listing.Records) == 0 {
		return nil, false, err
	}
	return listing.Records[0], len(listing.Records) > 1, nil
}

// addHolders says who holds the roles that templates name: the role as the
// organization calls it, and the person.
func (a *App) addHolders(ctx context.Context, actor Actor, system record.Ref, facts map[string]string) error {
	today, err := a.Today(ctx, actor)
	if err != nil {
		return err
	}
	roles, err := a.List(ctx, actor, store.Query{Kind: "role", Sort: "key", Limit: store.MostLimit})
	if err != nil {
		return err
	}
	held, err := a.List(ctx, actor, store.Query{Kind: "assignment", Sort: "key", Limit: store.MostLimit})
	if err != nil {
		return err
	}
	for _, role := range roles.Records {
		fact, ok := dutyFacts[role.Body.(*org.Role).Duty]
		if !ok || facts[fact] != "" || role.Mark != record.MarkNone {
			continue
		}
		var holders []string
		for _, rec := range held.Records {
			assignment := rec.Body.(*org.Assignment)
			if rec.Mark == record.MarkNone && assignment.Role.ID() == role.ID && assignment.For(system) && assignment.From <= today && (assignment.Until == "" || assignment.Until >= today) {
				holders = append(holders, held.Names[assignment.Person.ID()].Title)
			}
		}
		if len(holders) > 0 {
			facts[fact] = role.Title() + " (" + strings.Join(holders, ", ") + ")"
		}
	}
	return nil
}

// dutyFacts are the names by which templates call who holds a duty.
var dutyFacts = map[string]string{"top_management": "top_management", "conformity": "security_manager"}

// howOften says an interval as a text does; empty where none is set.
func howOften(r language.Reader, every record.Period) string {
	switch years, months, days := every.Parts(); {
	case every.IsZero():
		return ""
	case 12*years+months == 12 && days == 0:
		return r.Say("once a year")
	case 12*years+months == 1 && days == 0:
		return r.Say("once a month")
	default:
		return r.Say("every %s", r.Period(years, months, days))
	}
}

// longestScope is how long a statement of the scope may be to stand in a sentence.
const longestScope = 400

// oneSentence is the first sentence of a statement without its full stop, to stand
// within another; empty where it does not fit there.
func oneSentence(statement string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(statement), "\n\n")
	first = strings.Join(strings.Fields(first), " ")
	if before, _, more := strings.Cut(first, ". "); more {
		first = before
	}
	first = strings.TrimSuffix(first, ".")
	if len(first) > longestScope || strings.ContainsAny(first, "#|[]{}") {
		return ""
	}
	return first
}

// TemplateFigure is how many documents began with templates, and how many of them
// still say nearly what those say.
type TemplateFigure struct{ Begun, Unchanged int }

// FromTemplates counts the documents that began with templates and have not ended, as
// far as the actor may see them.
func (a *App) FromTemplates(ctx context.Context, actor Actor) (TemplateFigure, error) {
	counts, err := a.Count(ctx, actor, store.Query{Kind: "document", Filters: []store.Filter{{Field: "template", Op: "set"}}}, "mostly_unchanged")
	var f TemplateFigure
	for value, n := range counts {
		f.Begun += n
		if value == "yes" {
			f.Unchanged = n
		}
	}
	return f, err
}
