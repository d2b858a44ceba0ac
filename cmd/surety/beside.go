package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"surety/app"
	"surety/demo"
	"surety/fault"
	"surety/web"
)

// beside keeps the demonstration organization beside that of a data folder: in a
// data folder of its own within it, with its own database, keys, attachments and
// clock. So it tells of past months while the other goes on, nothing of it can be
// found in the other, and removing it touches nothing else.
type beside struct {
	commands commands // of its folder

	mu   sync.Mutex
	open *program
	file fs.FileInfo // of its database when that was opened
}

const besideFolder = "demonstration"

func newBeside(c *commands) *beside {
	return &beside{commands: commands{Dir: filepath.Join(c.Dir, besideFolder), kinds: c.kinds}}
}

func (b *beside) database() string { return filepath.Join(b.commands.Dir, "surety.db") }

// going is where the folder is while it is removed: what was removed in part is
// never taken for a demonstration.
func (b *beside) going() string { return b.commands.Dir + ".removed" }

// There tells whether it was begun.
func (b *beside) There() bool {
	_, err := os.Stat(b.database())
	return err == nil
}

// Begin loads what is missing of it.
func (b *beside) Begin(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	ctx = context.WithoutCancel(ctx) // whoever asked may leave; what is half done is of no use to anybody
	if err := os.RemoveAll(b.going()); err != nil {
		return err
	}
	p, err := b.opened(ctx, true)
	if err != nil {
		return err
	}
	d, err := p.Demonstration(ctx)
	if err != nil {
		return err
	}
	if d == nil {
		if d, err = p.BeginDemonstration(ctx, demo.Name, 0, 0); err != nil {
			return err
		}
	}
	if d.Whole {
		return nil
	}
	_, err = p.demonstrate(ctx, d, func(int) {})
	return err
}

// Shown is what its pages are made from, or nil where it is not there as a whole.
func (b *beside) Shown(ctx context.Context) (*app.App, web.Importer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p, err := b.opened(context.WithoutCancel(ctx), false)
	if err != nil || p == nil {
		return nil, nil, err
	}
	d, err := p.Demonstration(ctx)
	if err != nil || d == nil || !d.Whole {
		return nil, nil, err
	}
	return p.App, importer{p.App}, nil
}

// ofToken is what is served to the holder of a token of the demonstration; nil to
// others.
func (b *beside) ofToken(ctx context.Context, token string) *app.App {
	shown, _, err := b.Shown(ctx)
	if err != nil || shown == nil {
		return nil
	}
	if _, err := shown.ActorOfToken(ctx, token); err != nil {
		return nil
	}
	return shown
}

// opened opens it once. Another program may have removed it, and begun another,
// since. It is nil where there is none; make makes an empty one then.
func (b *beside) opened(ctx context.Context, make bool) (*program, error) {
	file, err := os.Stat(b.database())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if b.open != nil && (err != nil || !os.SameFile(file, b.file)) {
		if err := b.shut(); err != nil {
			return nil, err
		}
	}
	if b.open != nil || err != nil && !make {
		return b.open, nil
	}
	p, err := b.commands.open(ctx, false)
	if err != nil {
		return nil, fault.Wrap(err, "open the demonstration")
	}
	if b.file, err = os.Stat(b.database()); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	b.open = p
	return p, nil
}

func (b *beside) shut() error {
	p := b.open
	if p == nil {
		return nil
	}
	b.open, b.file = nil, nil
	return p.Close()
}

// invite tells how to get into one that is there.
func (b *beside) invite(ctx context.Context, std streams, address string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	p, err := b.opened(ctx, false)
	if err != nil || p == nil {
		return err
	}
	d, err := p.Demonstration(ctx)
	if err != nil || d == nil {
		return err
	}
	return inviteToDemonstration(ctx, std, p, d, address)
}

// Close closes it.
func (b *beside) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.shut()
}

// Remove removes it with all that was entered into it. What is no demonstration
// is refused.
func (b *beside) Remove(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	p, err := b.opened(ctx, false)
	if err != nil || p == nil {
		return errors.Join(err, os.RemoveAll(b.going()))
	}
	organizations, err := p.Organizations(ctx)
	if err != nil {
		return err
	}
	d, err := p.Demonstration(ctx)
	if err != nil {
		return err
	}
	if d == nil && len(organizations) > 0 {
		return fault.New(fault.Exists, "%s holds %s, which is no demonstration", b.commands.Dir, organizations[0].Name).Mending("look into that folder yourself")
	}
	if err := errors.Join(b.shut(), os.RemoveAll(b.going()), os.Rename(b.commands.Dir, b.going())); err != nil {
		return err
	}
	return os.RemoveAll(b.going())
}
