package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"surety/fault"
)

// mostGrouped bounds how many writes share one commit.
const mostGrouped = 128

// group is SQLite's one writer. Writes wait in a queue; those that wait when a
// transaction begins run in it one after the other and are answered once the
// common commit is on the disk. Most writes that fail do so before they have
// written anything. Where one has, all begin anew, each under a savepoint now:
// savepoints are dear, for every page is copied for each.
type group struct {
	c     *conn
	queue chan *job
	done  chan struct{} // closed when the writer has ended

	mu      sync.RWMutex // held for reading while a job is put into the queue
	stopped bool
}

// job is one write that waits.
type job struct {
	ctx    context.Context
	org    int64
	unit   unit
	err    error // of the job itself
	answer chan error
}

// panicked carries a panic of a job to the goroutine that asked for it.
type panicked struct{ error }

func startGroup(c *conn) *group {
	g := &group{c: c, queue: make(chan *job, mostGrouped), done: make(chan struct{})}
	go g.serve()
	return g
}

// do runs a unit and returns when it is durable or has failed. Once it has
// begun, it doesn't end with ctx: only then is it known whether it happened.
func (g *group) do(ctx context.Context, org int64, u unit) error {
	j := &job{ctx: ctx, org: org, unit: u, answer: make(chan error, 1)}
	if err := g.enqueue(j); err != nil {
		return err
	}
	err := <-j.answer
	if p := (panicked{}); errors.As(err, &p) {
		panic(p.error)
	}
	return err
}

func (g *group) enqueue(j *job) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.stopped {
		return fault.New(fault.Unavailable, "the database is closed")
	}
	select {
	case g.queue <- j:
		return nil
	case <-j.ctx.Done():
		err, _ := asFault(j.ctx.Err())
		return err
	}
}

// stop answers what waits and ends the writer.
func (g *group) stop() {
	g.mu.Lock()
	if !g.stopped {
		g.stopped = true
		close(g.queue)
	}
	g.mu.Unlock()
	<-g.done
}

// serve is the writer. Should a job end its goroutine (runtime.Goexit, as a test
// that fails does), the others of its group fail and another writer goes on.
func (g *group) serve() {
	var jobs []*job
	defer func() {
		if jobs == nil {
			close(g.done)
			return
		}
		g.answer(jobs, fault.New(fault.Internal, "a write in the same transaction ended its goroutine"))
		go g.serve()
	}()
	for first := range g.queue {
		jobs = g.gather(first)
		g.answer(jobs, g.commit(jobs))
		jobs = nil
	}
}

// gather takes what waits now.
func (g *group) gather(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < mostGrouped {
		select {
		case j, open := <-g.queue:
			if !open {
				return jobs
			}
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// answer tells each job what came of it. When the transaction broke as a whole (a
// full disk, say), every job that had run is undone and told why.
func (g *group) answer(jobs []*job, err error) {
	if err != nil {
		_ = g.c.control(context.Background(), "ROLLBACK") // SQLite may have rolled back by itself
	}
	for _, j := range jobs {
		if err != nil && j.err == nil {
			j.err = err
			j.unit.undo()
		}
		j.answer <- j.err
	}
}

// commit runs jobs in one transaction. It returns an error when that broke.
func (g *group) commit(jobs []*job) error {
	err := g.attempt(jobs, false)
	if errors.Is(err, errSpoiled) {
		for _, j := range jobs {
			if j.err == nil {
				j.unit.undo()
			}
		}
		_ = g.c.control(context.Background(), "ROLLBACK") // SQLite may have rolled back by itself
		err = g.attempt(jobs, true)
	}
	return err
}

// errSpoiled says that a job failed that had written into the transaction.
var errSpoiled = errors.New("a write failed half done")

func (g *group) attempt(jobs []*job, savepoints bool) error {
	ctx := context.Background() // a caller that gives up must not interrupt the others' transaction
	if err := g.c.control(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, j := range jobs {
		j.err = nil
	}
	for _, j := range jobs {
		if err := g.runOne(ctx, j, savepoints); err != nil {
			return err
		}
	}
	if err := g.c.control(ctx, "COMMIT"); err != nil {
		return err
	}
	g.wipe(ctx, jobs)
	return nil
}

// runOne runs one job and takes back what it did when it fails. It returns an
// error when the transaction as a whole can't go on.
func (g *group) runOne(ctx context.Context, j *job, savepoint bool) error {
	if j.err, _ = asFault(j.ctx.Err()); j.err != nil {
		return nil
	}
	if savepoint {
		if err := g.c.control(ctx, "SAVEPOINT job"); err != nil {
			return err
		}
	}
	g.c.org, g.c.wrote = j.org, false
	if j.err = j.run(ctx, g.c); j.err != nil {
		j.unit.undo()
		if !savepoint {
			if g.c.wrote {
				return errSpoiled
			}
			return nil
		}
		if err := g.c.control(ctx, "ROLLBACK TO job"); err != nil {
			return err
		}
	}
	if savepoint {
		return g.c.control(ctx, "RELEASE job")
	}
	return nil
}

// run runs the unit, keeping a panic for the goroutine that asked.
func (j *job) run(ctx context.Context, c *conn) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = panicked{fmt.Errorf("%v\n\nin a write:\n%s", value, debug.Stack())}
		}
	}()
	return j.unit.run(ctx, c)
}

// wipe makes what was destroyed leave the write-ahead log too. Readers that are
// under way may keep parts of it until the next checkpoint.
func (g *group) wipe(ctx context.Context, jobs []*job) {
	for _, j := range jobs {
		if j.err == nil && j.unit.wiped() {
			_ = g.c.control(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
			return
		}
	}
}
