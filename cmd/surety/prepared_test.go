package main

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"

	"surety/app"
	"surety/isms"
)

// preparation makes the demonstration organization once for all tests that begin
// with it: loading it takes longer than most of what a test then does with it.
type preparation struct {
	once    sync.Once
	dir     string
	manager app.Actor
	err     error
}

var prepared preparation

// copyTo gives a test a folder of its own, with the demonstration as it was loaded.
func (p *preparation) copyTo(t *testing.T, dir string) app.Actor {
	t.Helper()
	p.once.Do(p.make)
	if p.err != nil {
		t.Fatal(p.err)
	}
	if err := os.CopyFS(dir, os.DirFS(p.dir)); err != nil {
		t.Fatal(err)
	}
	return p.manager
}

func (p *preparation) make() {
	if p.dir, p.err = os.MkdirTemp("", "surety-prepared-"); p.err != nil {
		return
	}
	c := &commands{Dir: p.dir, kinds: isms.Kinds()}
	opened, err := c.open(context.Background(), false)
	if err != nil {
		p.err = err
		return
	}
	p.manager, err = demonstrated(context.Background(), opened, 0)
	p.err = errors.Join(err, opened.Close())
}

// allTests removes what was prepared once they have run.
type allTests struct{ *testing.M }

func (m allTests) Run() int {
	code := m.M.Run()
	if err := os.RemoveAll(prepared.dir); err != nil && code == 0 {
		panic(err)
	}
	return code
}
