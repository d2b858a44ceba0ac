package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"time"

	"github.com/google/uuid"

	"surety/app"
	"surety/demo"
	"surety/fault"
	"surety/isms/control"
	"surety/record"
	"surety/store"
)

// demonstrate carries out what is missing of a demonstration through the one
// door, each sitting by its own person and at its own time. It may be
// interrupted at any moment and called again: ids, days and requests are the
// same each time, so what is there already isn't done twice. It returns who is
// to sign in first.
func (p *program) demonstrate(ctx context.Context, d *app.Demonstration, done func(int)) (app.Actor, error) {
	l := &demonstration{
		program: p, ids: ids{organization: d.Organization}, accounts: map[record.ID]app.Account{}, actors: map[record.ID]app.Actor{},
		itself: app.Actor{Account: "demonstration", Name: "Demonstration", Organization: d.Organization, Roles: []app.Role{app.Manager}, Origin: app.FromDemonstration},
	}
	accounts, err := p.Accounts(ctx, l.itself)
	if err != nil {
		return app.Actor{}, err
	}
	for _, account := range accounts {
		l.accounts[account.Person] = account
	}
	defer p.clock.set(time.Time{})
	err = demo.Load(ctx, demonstrationItems(d), p.Catalogue(), l.ids.next, func(ctx context.Context, s demo.Sitting) error {
		done(len(s.Acts))
		return l.sit(ctx, s)
	})
	if err != nil {
		return app.Actor{}, &fault.Error{Kind: fault.KindOf(err), Message: "the demonstration organization is there in part only", Mend: "start again, and the rest of it follows", Err: err}
	}
	return l.first, p.EndDemonstration(ctx, d, l.first.Account)
}

func demonstrationItems(d *app.Demonstration) iter.Seq[demo.Item] {
	today := record.DateOf(d.Begun)
	if d.Size > 0 {
		return demo.Size(d.Size, d.Seed, today)
	}
	return demo.Items(today)
}

// ids makes the ids of a demonstration's records: the first, the second and so
// on are the same whenever it is loaded into the same organization. They have
// the form of UUIDv7 and its order.
type ids struct {
	organization string
	made         uint64
}

func (i *ids) next() record.ID {
	i.made++
	base := uuid.MustParse(i.organization) // newID made it
	id := uuid.NewSHA1(base, binary.BigEndian.AppendUint64(nil, i.made))
	var milliseconds [8]byte
	copy(milliseconds[2:], base[:6])
	binary.BigEndian.PutUint64(milliseconds[:], binary.BigEndian.Uint64(milliseconds[:])+i.made>>12)
	copy(id[:6], milliseconds[2:])
	binary.BigEndian.PutUint16(id[6:], 7<<12|uint16(i.made&0xfff))
	return record.ID(id.String())
}

// demonstration carries out the sittings of the demonstration organization.
type demonstration struct {
	*program
	ids      ids
	itself   app.Actor
	accounts map[record.ID]app.Account // those that are there already, by person
	actors   map[record.ID]app.Actor
	first    app.Actor // the first manager who acts
	sat      int
}

func (l *demonstration) sit(ctx context.Context, s demo.Sitting) error {
	l.sat++
	l.clock.set(s.At)
	actor, err := l.actor(ctx, s)
	if err != nil {
		return err
	}
	var commands []app.Command
	for _, act := range s.Acts {
		switch act.Do {
		case demo.PutForward:
			return l.putForward(ctx, actor, act)
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
	_, err = l.Do(ctx, actor, app.Request{ID: fmt.Sprintf("demonstration-%d", l.sat)}, commands...)
	return err
}

// putForward puts a statement forward, unless that was done: the demonstration
// does it once with each.
func (l *demonstration) putForward(ctx context.Context, actor app.Actor, act demo.Act) error {
	releases, err := l.List(ctx, l.itself, store.Query{Kind: "soa_release", Limit: app.MostLimit})
	if err != nil {
		return err
	}
	for _, release := range releases.Records {
		if release.Body.(*control.Release).Statement == record.Ref(act.ID) {
			return nil
		}
	}
	_, err = l.PutForward(ctx, actor, string(act.ID))
	return err
}

func (l *demonstration) release(ctx context.Context, actor app.Actor, act demo.Act) error {
	s, err := l.Statement(ctx, actor, string(act.ID))
	if err != nil {
		return err
	}
	switch {
	case s.Proposed != nil:
		_, err = l.Do(ctx, actor, app.Request{}, app.Move{ID: s.Proposed.ID, Base: s.Proposed.Revision, Transition: "approve", Note: act.Note})
		return err
	case s.Release != nil: // before the interruption
		return nil
	}
	return fault.New(fault.Invalid, "nothing was put forward of %s", s.Record.Key)
}

// actor is the account of a sitting's person, made when the person first acts.
func (l *demonstration) actor(ctx context.Context, s demo.Sitting) (app.Actor, error) {
	if s.By == "" {
		return l.itself, nil
	}
	if actor, ok := l.actors[s.By]; ok {
		return actor, nil
	}
	n := app.NewAccount{Login: s.Login, Name: s.Name, Person: string(s.By)}
	for _, role := range s.Roles {
		n.Roles = append(n.Roles, app.Role(role))
	}
	account, ok := l.accounts[s.By]
	if !ok {
		var err error
		if account, err = l.AddAccount(ctx, l.itself, n); err != nil {
			return app.Actor{}, err
		}
	}
	actor := l.itself
	actor.Account, actor.Name, actor.Roles, actor.Person = account.ID, account.Name, n.Roles, s.By
	l.actors[s.By] = actor
	if l.first.Person == "" && actor.Has(app.Manager) {
		l.first = actor
	}
	return actor, nil
}
