package app

import (
	"context"
	"sync"

	"surety/store"
)

// glance remembers, for one look at what is kept, where each organization's log
// stood when it was first asked for.
type glance struct {
	mu sync.Mutex
	at map[string]int64 // by organization
}

type glanceKey struct{}

// Glance is a context for what is read to be shown at once, as a page is: it asks only
// once where the log stands, and what is kept of names and verdicts is as of then, or
// later. Whoever waits for changes takes a new one each time.
func Glance(ctx context.Context) context.Context {
	return context.WithValue(ctx, glanceKey{}, &glance{at: map[string]int64{}})
}

// position is where the log stands, or stood at the first glance of the context.
func position(ctx context.Context, organization string, reader store.Reader) (int64, error) {
	g, _ := ctx.Value(glanceKey{}).(*glance)
	if _, present := reader.(*store.Org); !present || g == nil {
		return reader.Position(ctx)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if at, known := g.at[organization]; known {
		return at, nil
	}
	at, err := reader.Position(ctx)
	if err == nil {
		g.at[organization] = at
	}
	return at, err
}

// lookAgain forgets where an organization's log stood: it has grown, or is asked for
// on purpose.
func lookAgain(ctx context.Context, organization string) {
	if g, _ := ctx.Value(glanceKey{}).(*glance); g != nil {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.at, organization)
	}
}
