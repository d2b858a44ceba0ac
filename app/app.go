package app

import (
	"context"
	"io"
	"strings"
	"time"

	"surety/conform"
	"surety/expr"
	"surety/fault"
	"surety/isms/org"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Options are what an App stands on.
type Options struct {
	Store     *store.Store
	Catalogue *record.Catalogue
	Packs     *pack.Set
	Language  *expr.Environment
	Clock     func() time.Time
	Random    io.Reader
	NewID     func() record.ID
}

// App is the door to the management systems of a store.
type App struct {
	store     *store.Store
	catalogue *record.Catalogue
	packs     *pack.Set
	language  *expr.Environment
	engines   *engines
	directory *directory
	frames    *frames
	attempts  *attempts
	setup     setup
	clock     func() time.Time
	random    io.Reader
	newID     func() record.ID
}

// New makes the door.
func New(o Options) *App {
	return &App{
		store: o.Store, catalogue: o.Catalogue, packs: o.Packs, language: o.Language, engines: newEngines(), directory: newDirectory(), frames: newFrames(), attempts: newAttempts(),
		clock: o.Clock, random: o.Random, newID: o.NewID,
	}
}

// Catalogue is the set of kinds.
func (a *App) Catalogue() *record.Catalogue { return a.catalogue }

// Packs is the set of standards.
func (a *App) Packs() *pack.Set { return a.packs }

// Now is the clock's time.
func (a *App) Now() time.Time { return a.clock() }

// NewID makes an id for a record that a Create will make.
func (a *App) NewID() record.ID { return a.newID() }

// Zone is the time zone of the actor's organization: days begin and end by it,
// those of whoever looks on from elsewhere too.
func (a *App) Zone(ctx context.Context, actor Actor) (*time.Location, error) {
	stand, err := a.stand(ctx, actor.Organization)
	if err != nil {
		return nil, err
	}
	return stand.zone, nil
}

// Today is the calendar day of the actor's organization.
func (a *App) Today(ctx context.Context, actor Actor) (record.Date, error) {
	zone, err := a.Zone(ctx, actor)
	if err != nil {
		return "", err
	}
	return record.DateOf(a.clock().In(zone)), nil
}

// AsOf is the instant that a day means where the past is asked for: its end in
// the time zone of the actor's organization, or zero, which is now, while the
// day is not over.
func (a *App) AsOf(ctx context.Context, actor Actor, day record.Date) (time.Time, error) {
	zone, err := a.Zone(ctx, actor)
	if err != nil {
		return time.Time{}, err
	}
	switch today := record.DateOf(a.clock().In(zone)); {
	case day > today:
		return time.Time{}, fault.New(fault.Invalid, "%s is still to come: only the past can be seen as it was", day)
	case day == today:
		return time.Time{}, nil
	}
	return day.End(zone), nil
}

// zone is the organization's time zone; UTC where none is set, or one that
// there is not: what was written before such names were refused locks nobody out.
func (a *App) zone(ctx context.Context, organization string) (*time.Location, error) {
	page, err := a.store.In(organization).List(ctx, store.Query{Kind: "organization", Limit: 1, Sight: store.Sight{All: true}})
	if err != nil {
		return nil, fault.Wrap(err, "read the organization's time zone")
	}
	if len(page.Records) == 0 {
		return time.UTC, nil
	}
	zone, err := page.Records[0].Body.(*org.Organization).Zone()
	if err != nil {
		return time.UTC, nil //nolint:nilerr // as said above
	}
	return zone, nil
}

// Kind finds a kind by name; NotFound lists those there are.
func (a *App) Kind(name string) (*record.Kind, error) { return a.kind(name) }

func (a *App) kind(name string) (*record.Kind, error) {
	kind := a.catalogue.Kind(name)
	if kind == nil {
		return nil, fault.New(fault.NotFound, "there is no kind %q", name).Mending("the kinds are %s", strings.Join(a.catalogue.Names(), ", "))
	}
	return kind, nil
}

// Compile checks one expression of a pack against the language of the catalogue.
func Compile(language *expr.Environment) pack.Compile { return conform.Compiler(language) }
