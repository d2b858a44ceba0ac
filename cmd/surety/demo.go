package main

import (
	"context"
	"fmt"
	"iter"
	"time"

	"surety/app"
	"surety/demo"
	"surety/fault"
	"surety/record"
)

type demoCommand struct {
	Size int    `help:"Make this many records of realistic mix instead, for measuring."`
	Seed uint64 `help:"Seed of the records made with --size." default:"1"`
}

// Run loads the demonstration organization, or many records, into an empty
// database.
func (d *demoCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	organizations, err := p.Organizations(ctx)
	if err != nil {
		return err
	}
	if len(organizations) > 0 {
		return &fault.Error{Kind: fault.Exists, Message: "the database is not empty: " + organizations[0].Name + " is in it", Mend: "name another data folder with --dir"}
	}
	items := demo.Items(record.DateOf(p.clock.now()))
	if d.Size > 0 {
		items = demo.Size(d.Size, d.Seed, record.DateOf(p.clock.now()))
	}
	n, begun := 0, time.Now()
	if _, err := p.load(ctx, items, func(done int) { n += done; progress(std, "records", n, d.Size) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "%d acts recorded in %s (%.1f s)\n", n, c.Dir, time.Since(begun).Seconds())
	return err
}

// loadDemonstration loads the demonstration organization and returns who is to
// be signed in first.
func loadDemonstration(ctx context.Context, p *program) (app.Actor, error) {
	return p.load(ctx, demo.Items(record.DateOf(p.clock.now())), func(int) {})
}

// load carries out the items through the one door, each sitting by its own
// person and at its own time.
func (p *program) load(ctx context.Context, items iter.Seq[demo.Item], done func(int)) (app.Actor, error) {
	organization, err := p.BeginDemonstration(ctx, demo.Name)
	if err != nil {
		return app.Actor{}, err
	}
	l := &demonstration{program: p, organization: organization, actors: map[record.ID]app.Actor{}}
	defer p.clock.set(time.Time{})
	err = demo.Load(ctx, items, p.Catalogue(), p.NewID, func(ctx context.Context, s demo.Sitting) error {
		done(len(s.Acts))
		return l.sit(ctx, s)
	})
	return l.first, err
}

// demonstration carries out the sittings of the demonstration organization.
type demonstration struct {
	*program
	organization string
	actors       map[record.ID]app.Actor
	first        app.Actor // the first manager who acts
}

func (l *demonstration) sit(ctx context.Context, s demo.Sitting) error {
	l.clock.set(s.At)
	actor, err := l.actor(ctx, s)
	if err != nil {
		return err
	}
	var commands []app.Command
	for _, act := range s.Acts {
		switch act.Do {
		case demo.PutForward:
			_, err := l.PutForward(ctx, actor, string(act.ID))
			return err
		case demo.Release:
			return l.release(ctx, actor, act)
		case demo.Create:
			commands = append(commands, app.Create{ID: act.ID, Kind: act.Kind, Body: act.Body, Mark: act.Mark, Readers: act.Readers})
		case demo.Edit:
			commands = append(commands, app.Edit{ID: act.ID, Base: act.Base, Set: act.Set})
		default:
			commands = append(commands, app.Move{ID: act.ID, Base: act.Base, Transition: act.Do, Note: act.Note})
		}
	}
	_, err = l.Do(ctx, actor, app.Request{}, commands...)
	return err
}

func (l *demonstration) release(ctx context.Context, actor app.Actor, act demo.Act) error {
	s, err := l.Statement(ctx, actor, string(act.ID))
	if err != nil {
		return err
	}
	if s.Proposed == nil {
		return fault.New(fault.Invalid, "nothing was put forward of %s", s.Record.Key)
	}
	_, err = l.ApproveRelease(ctx, actor, string(s.Proposed.ID), s.Proposed.Revision, act.Note)
	return err
}

// actor is the account of a sitting's person, made when the person first acts.
func (l *demonstration) actor(ctx context.Context, s demo.Sitting) (app.Actor, error) {
	if actor, ok := l.actors[s.By]; ok {
		return actor, nil
	}
	actor := app.Actor{Account: "demonstration", Name: "Demonstration", Organization: l.organization, Roles: []app.Role{app.Manager}, Origin: app.FromDemonstration}
	if s.By != "" {
		n := app.NewAccount{Login: string(s.By), Name: s.Name, Person: string(s.By)}
		for _, role := range s.Roles {
			n.Roles = append(n.Roles, app.Role(role))
		}
		account, err := l.AddAccount(ctx, actor, n)
		if err != nil {
			return actor, err
		}
		actor.Account, actor.Name, actor.Roles, actor.Person = account.ID, account.Name, n.Roles, s.By
	}
	l.actors[s.By] = actor
	if l.first.Person == "" && s.By != "" && actor.Has(app.Manager) {
		l.first = actor
	}
	return actor, nil
}
