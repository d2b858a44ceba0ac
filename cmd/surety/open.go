package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/google/uuid"

	"surety/app"
	"surety/expr"
	"surety/fault"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// program is an opened management system.
type program struct {
	*app.App
	store  *store.Store
	clock  *clock
	packs  pack.Problems // of packs that were left out
	beside *beside
}

func (p *program) Close() error { return errors.Join(p.beside.Close(), p.store.Close()) }

// options are what the store stands on: the real clock, randomness and ids.
func (c *commands) options(catalogue *record.Catalogue, machine *clock) (store.Options, error) {
	url := c.DB
	switch {
	case url == "":
		url = filepath.Join(c.Dir, "surety.db")
	case !strings.HasPrefix(url, "postgres://") && !strings.HasPrefix(url, "postgresql://"): // nor is it told: it may hold a password
		return store.Options{}, &fault.Error{Kind: fault.Invalid, Message: "--db (SURETY_DB) takes the URL of a PostgreSQL database, such as postgres://user@host/database",
			Mend: "write it so, or leave --db out: then the database is surety.db in the data folder, which --dir names"}
	}
	return store.Options{URL: url, Dir: c.Dir, Catalogue: catalogue, Clock: machine.now, Random: rand.Reader, NewID: newID}, nil
}

// newID makes a UUIDv7 (RFC 9562).
func newID() record.ID {
	return record.ID(uuid.Must(uuid.NewV7()).String()) // fails only when the machine has no randomness
}

// open opens the data folder; mustExist refuses one that has no database yet.
func (c *commands) open(ctx context.Context, mustExist bool) (*program, error) {
	return c.openWith(ctx, mustExist, store.Open)
}

// openToRead opens a data folder that is there for a command that writes nothing
// into it, so that a copy which can't be written will do.
func (c *commands) openToRead(ctx context.Context) (*program, error) {
	return c.openWith(ctx, true, func(ctx context.Context, o store.Options) (*store.Store, error) {
		s, err := store.Open(ctx, o)
		if store.IsReadOnly(err) {
			o.ReadOnly = true
			return store.Open(ctx, o)
		}
		return s, err
	})
}

func (c *commands) openWith(ctx context.Context, mustExist bool, openStore func(context.Context, store.Options) (*store.Store, error)) (*program, error) {
	catalogue, err := c.catalogue()
	if err != nil {
		return nil, err
	}
	machine := &clock{}
	machine.set(c.at)
	options, err := c.options(catalogue, machine)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(options.URL); c.DB == "" && mustExist && os.IsNotExist(err) {
		return nil, &fault.Error{Kind: fault.NotFound, Message: fmt.Sprintf("there is no database in %s", c.Dir), Mend: "name the data folder with --dir, or begin with: surety serve"}
	}
	language, err := expr.New(catalogue)
	if err != nil {
		return nil, err
	}
	var packs *pack.Set
	var problems pack.Problems
	var loading sync.WaitGroup // beside the database: each takes a good part of a start
	loading.Go(func() { packs, problems = pack.Load(c.ownPacks(), app.Compile(language)) })
	s, err := openStore(ctx, options)
	loading.Wait()
	if err != nil {
		return nil, err
	}
	a := app.New(app.Options{Store: s, Catalogue: catalogue, Packs: packs, Language: language, Clock: machine.now, Random: rand.Reader, NewID: newID})
	return &program{App: a, store: s, clock: machine, packs: problems, beside: newBeside(c)}, nil
}

// ownPacks is the folder packs of the data folder, or nil where there is none.
func (c *commands) ownPacks() fs.FS {
	folder := filepath.Join(c.Dir, "packs")
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil
	}
	return packFolder(folder)
}

// actor is whoever sits at the command line: the one who may read the data
// folder may do everything in it, but is no named person.
func (c *commands) actor(ctx context.Context, p *program) (app.Actor, error) {
	return p.CommandLineActor(ctx, c.Org)
}

// closing closes what a command has used; a failure is the command's, unless
// it has failed already.
func closing(c io.Closer, err *error) {
	if closed := c.Close(); *err == nil {
		*err = closed
	}
}
