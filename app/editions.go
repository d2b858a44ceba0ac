package app

import (
	"context"
	"slices"

	"surety/fault"
	"surety/isms/control"
	"surety/pack"
	"surety/record"
)

// BeginStatement makes a statement with one undecided row for each control of
// its editions that applies to what the management system acts as, in the order
// of the editions.
func (a *App) BeginStatement(ctx context.Context, actor Actor, body *control.Statement) (*record.Record, error) {
	roles, err := a.rolesFor(ctx, actor, body.System)
	if err != nil {
		return nil, err
	}
	s := &Statement{Body: body, Roles: roles}
	if s.Standards, s.Unknown = a.standards(body); len(s.Unknown) > 0 {
		_, err := a.packs.Find(s.Unknown[0])
		return nil, err
	}
	id := a.newID()
	commands := append([]Command{Create{ID: id, Kind: "soa", Body: body}}, s.rowsFor(id, s.Missing())...)
	done, err := a.Do(ctx, actor, Request{Note: NoteBegun}, commands...)
	if err != nil {
		return nil, err
	}
	return done[0], nil
}

// AddMissingRows gives a statement an undecided row for each control of its
// editions that applies and has none, as after an edition was added or the
// management system acts as more than before. It tells how many came.
func (a *App) AddMissingRows(ctx context.Context, actor Actor, idOrKey string) (int, error) {
	s, err := a.Statement(ctx, actor, idOrKey)
	if err != nil {
		return 0, err
	}
	position, err := a.Position(ctx, actor)
	if err != nil {
		return 0, err
	}
	commands := s.rowsFor(s.Record.ID, s.Missing())
	if len(commands) == 0 {
		return 0, nil
	}
	done, err := a.Do(ctx, actor, Request{Note: NoteBegun, Since: position}, commands...)
	return len(done), err
}

// rowsFor makes undecided rows behind those that are there.
func (s *Statement) rowsFor(statement record.ID, missing []MissingRow) []Command {
	last := 0
	for _, row := range s.Rows {
		last = max(last, row.Body.Order)
	}
	var commands []Command
	for i, m := range missing {
		commands = append(commands, Create{Kind: "soa_row", Body: &control.Row{
			Statement: record.Ref(statement), Control: m.Control, Standard: m.Standard, Title: m.Entry.Title.In("en"), Order: last + i + 1, Included: "undecided",
		}})
	}
	return commands
}

// rolesFor are the roles that a management system declares, or that the only one
// does where none is named.
func (a *App) rolesFor(ctx context.Context, actor Actor, system record.Ref) ([]string, error) {
	stand, err := a.stand(ctx, actor.Organization)
	if err != nil {
		return nil, err
	}
	rec, err := stand.system(string(system))
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
		return nil, nil // what declares nothing has no role; its own page says what is missing
	}
	if err != nil {
		return nil, err
	}
	return rolesOf(rec), nil
}

// standards are the packs of a statement's editions, and those that are not loaded.
func (a *App) standards(body *control.Statement) (loaded []*pack.Pack, unknown []string) {
	for _, edition := range body.Editions() {
		ref, ok := pack.ParseRef(edition)
		p := a.packs.Pack(ref)
		if !ok || p == nil {
			unknown = append(unknown, edition)
			continue
		}
		loaded = append(loaded, p)
	}
	return loaded, unknown
}

// Place is the control that a row of the statement decides on; one that names no
// edition goes by the statement's own.
func (s *Statement) Place(row *control.Row) control.Place {
	switch {
	case row.Own:
		return control.Place{Control: row.Control}
	case row.Standard == "":
		return control.Place{Standard: s.Body.Editions()[0], Control: row.Control}
	}
	return control.Place{Standard: row.Standard, Control: row.Control}
}

// Entry is a row's control in its pack; nil for an own one and for what the pack
// does not have.
func (s *Statement) Entry(place control.Place) *pack.Entry {
	if p := s.standard(place.Standard); p != nil {
		return controlIn(p, place.Control)
	}
	return nil
}

// standard is the loaded pack of one of the statement's editions, or nil.
func (s *Statement) standard(edition string) *pack.Pack {
	for _, p := range s.Standards {
		if p.Ref().String() == edition {
			return p
		}
	}
	return nil
}

// whose is the pack that gives a number to one of its controls, or nil.
func (s *Statement) whose(number string) *pack.Pack {
	for _, p := range s.Standards {
		if controlIn(p, number) != nil {
			return p
		}
	}
	return nil
}

// called names a control: by its number, of a further edition with that.
func (s *Statement) called(place control.Place) string {
	if place.Standard == "" || place.Standard == s.Body.Editions()[0] {
		return place.Control
	}
	return place.Standard + ":" + place.Control
}

// MissingRow is a control that applies and on which no row decides.
type MissingRow struct {
	control.Place
	Entry *pack.Entry
}

// Missing lists the controls of the statement's editions that apply and have no
// row (27001 6.1.3 c).
func (s *Statement) Missing() []MissingRow {
	there := map[control.Place]bool{}
	for _, row := range s.Rows {
		there[s.Place(row.Body)] = true
	}
	var missing []MissingRow
	for _, p := range s.Standards {
		for _, entry := range Applicable(p, s.Roles) {
			if place := (control.Place{Standard: p.Ref().String(), Control: entry.ID}); !there[place] {
				missing = append(missing, MissingRow{place, entry})
			}
		}
	}
	return missing
}

// Applicable lists the controls of a pack that apply to who acts in some roles:
// those that depend on no role, and those of each role.
func Applicable(p *pack.Pack, roles []string) []*pack.Entry {
	var entries []*pack.Entry
	for _, entry := range p.Entries {
		if entry.Type == pack.TypeControl && applies(entry, roles) {
			entries = append(entries, entry)
		}
	}
	return entries
}

func applies(entry *pack.Entry, roles []string) bool {
	return entry.Depends == nil || slices.Contains(roles, entry.Depends.Role)
}

// controlIn is a control of a pack; nil where it has none by that number.
func controlIn(p *pack.Pack, number string) *pack.Entry {
	if entry := p.Entry(number); entry != nil && entry.Type == pack.TypeControl {
		return entry
	}
	return nil
}
