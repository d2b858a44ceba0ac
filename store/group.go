package store

import (
	"context"
	"sync"

	"surety/fault"
)

// mostGrouped bounds how many writes share one commit.
const mostGrouped = 128

// group is SQLite's one writer. Writes wait in a queue; those that wait when a
// transaction begins run in it one after the other, each under a savepoint, and
// are answered once the common commit is on the disk. Each runs in the goroutine
// that asked for it, so that its panics are its own.
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
	turn   chan struct{} // closed when the transaction is the job's to use
	ran    chan bool     // whether it ran without failing
	answer chan error    // what came of the commit
	stands bool          // it ran, and must be undone if the commit fails
}

func startGroup(c *conn) *group {
	g := &group{c: c, queue: make(chan *job, mostGrouped), done: make(chan struct{})}
	go g.serve()
	return g
}

// do runs a unit and returns when it is durable or has failed. Once it has
// begun, it doesn't end with ctx: only then is it known whether it happened.
func (g *group) do(ctx context.Context, org int64, u unit) error {
	j := &job{ctx: ctx, org: org, unit: u, turn: make(chan struct{}), ran: make(chan bool, 1), answer: make(chan error, 1)}
	if err := g.enqueue(j); err != nil {
		return err
	}
	select {
	case <-j.turn:
	case err := <-j.answer:
		return err // the transaction could not begin, or ctx had ended
	}
	if err := g.run(j); err != nil {
		return err
	}
	return <-j.answer
}

// run runs the unit, which may fail, panic or end its goroutine.
func (g *group) run(j *job) (err error) {
	fine := false
	defer func() {
		if !fine {
			j.unit.undo()
		}
		j.ran <- fine
	}()
	g.c.org = j.org
	err = j.unit.run(context.Background(), g.c) // a caller that gives up must not interrupt the others' transaction
	fine = err == nil
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

func (g *group) serve() {
	defer close(g.done)
	for first := range g.queue {
		g.commit(g.gather(first))
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

// commit runs jobs in one transaction. When it breaks as a whole (a full disk,
// say), every job that had run is undone and told why.
func (g *group) commit(jobs []*job) {
	ctx := context.Background()
	err := g.c.control(ctx, "BEGIN IMMEDIATE")
	for i := 0; i < len(jobs) && err == nil; i++ {
		err = g.runOne(ctx, jobs[i], len(jobs) > 1)
	}
	if err == nil {
		err = g.c.control(ctx, "COMMIT")
	}
	if err != nil {
		_ = g.c.control(ctx, "ROLLBACK") // SQLite may have rolled back by itself
	} else {
		g.wipe(ctx, jobs)
	}
	for _, j := range jobs {
		if j.stands && err != nil {
			j.unit.undo()
		}
		j.answer <- err // nobody listens where the job itself failed
	}
}

// runOne lets one job run and takes back what it did when it fails. It returns
// an error when the transaction as a whole can't go on.
func (g *group) runOne(ctx context.Context, j *job, shared bool) error {
	if err, _ := asFault(j.ctx.Err()); err != nil {
		j.answer <- err
		j.answer = make(chan error, 1) // answered; what comes later is for nobody
		return nil
	}
	if shared {
		if err := g.c.control(ctx, "SAVEPOINT job"); err != nil {
			return err
		}
	}
	close(j.turn)
	j.stands = <-j.ran
	switch {
	case !shared && j.stands:
		return nil
	case !shared:
		if err := g.c.control(ctx, "ROLLBACK"); err != nil {
			return err
		}
		return g.c.control(ctx, "BEGIN IMMEDIATE") // for the commit that follows
	case !j.stands:
		if err := g.c.control(ctx, "ROLLBACK TO job"); err != nil {
			return err
		}
	}
	return g.c.control(ctx, "RELEASE job")
}

// wipe makes what was destroyed leave the write-ahead log too. Readers that are
// under way may keep parts of it until the next checkpoint.
func (g *group) wipe(ctx context.Context, jobs []*job) {
	for _, j := range jobs {
		if j.stands && j.unit.wiped() {
			_ = g.c.control(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
			return
		}
	}
}
