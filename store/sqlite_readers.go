package store

import (
	"context"
	"slices"
	"sync"
)

// sqliteReaders is how many reads run at once.
const sqliteReaders = 8

// readers are SQLite's connections that read. Each reads the whole schema when it
// is opened, so it is opened when first needed. The one that was used last is
// taken first: its statements are prepared and its pages at hand.
type readers struct {
	dial  func() (*conn, error)
	inUse chan struct{} // holds one for each read under way

	mu   sync.Mutex
	all  []*conn
	idle []*conn // the one used last at the end
}

func newReaders(dial func() (*conn, error)) *readers {
	return &readers{dial: dial, inUse: make(chan struct{}, sqliteReaders)}
}

// take waits until one more read may run and gives it a connection.
func (r *readers) take(ctx context.Context) (*conn, error) {
	select {
	case r.inUse <- struct{}{}:
	case <-ctx.Done():
		err, _ := asFault(ctx.Err())
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if last := len(r.idle) - 1; last >= 0 {
		c := r.idle[last]
		r.idle = r.idle[:last]
		return c, nil
	}
	c, err := r.dial()
	if err != nil {
		<-r.inUse
		return nil, err
	}
	r.all = append(r.all, c)
	return c, nil
}

// giveBack takes a connection back.
func (r *readers) giveBack(c *conn) {
	r.mu.Lock()
	r.idle = append(r.idle, c)
	r.mu.Unlock()
	<-r.inUse
}

// close closes the connections; a read that is under way ends its statement first.
func (r *readers) close() {
	r.mu.Lock()
	all := slices.Clone(r.all)
	r.mu.Unlock()
	for _, c := range all {
		c.close()
	}
}
