package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"surety/fault"
)

const (
	// mostGrouped bounds how many writes share one commit.
	mostGrouped = 128
	// mostAttempts bounds how often a write is run that writes of other programs
	// made impossible (a deadlock, say).
	mostAttempts = 8
)

// group is one writer. Writes wait in a queue; those that wait when a transaction
// begins run in it one after the other and are answered once the common commit
// is on the disk. Most writes that fail do so before they have written anything,
// and harm nobody. Where one has, all begin anew, each in a transaction of its
// own.
type group struct {
	lane  lane
	queue chan *job
	done  chan struct{} // closed when the writer has ended

	mu      sync.RWMutex // held for reading while a job is put into the queue
	stopped bool
}

// lane is where the transactions of a group run, one at a time.
type lane interface {
	// begin begins a transaction that sees an organization.
	begin(ctx context.Context, org int64) (*conn, error)
	commit(ctx context.Context, c *conn) error
	// rollback ends a transaction that failed, also one whose commit did.
	rollback(c *conn)
	// again tells that a transaction certainly failed, because of another that has
	// ended by now.
	again(err error) bool
	// wipe makes what was destroyed leave the engine's own log.
	wipe(ctx context.Context)
}

// job is one write that waits.
type job struct {
	ctx    context.Context
	org    int64
	unit   unit
	err    error // of the job itself
	answer chan error
	told   bool // the answer was given
}

// panicked carries a panic of a job to the goroutine that asked for it.
type panicked struct{ error }

func startGroup(l lane) *group {
	g := &group{lane: l, queue: make(chan *job, mostGrouped), done: make(chan struct{})}
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
		return errClosed()
	}
	select {
	case g.queue <- j:
		return nil
	case <-j.ctx.Done():
		err, _ := asFault(j.ctx.Err())
		return err
	}
}

func errClosed() error { return fault.New(fault.Unavailable, "the database is closed") }

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
		tell(jobs, fault.New(fault.Internal, "a write in the same transaction ended its goroutine"))
		go g.serve()
	}()
	for first := range g.queue {
		jobs = g.gather(first)
		g.carryOut(jobs)
		jobs = nil
	}
}

// gather takes what waits now. Those who were just answered may be about to write
// again: they are let go first, or each second group would be one write.
func (g *group) gather(first *job) []*job {
	jobs := []*job{first}
	for yielded := false; len(jobs) < mostGrouped; {
		select {
		case j, open := <-g.queue:
			if !open {
				return jobs
			}
			jobs, yielded = append(jobs, j), false
		default:
			if yielded {
				return jobs
			}
			runtime.Gosched()
			yielded = true
		}
	}
	return jobs
}

// carryOut runs jobs and tells each what came of it.
func (g *group) carryOut(jobs []*job) {
	committing, err := g.attempt(jobs)
	if err != nil && !committing && len(jobs) > 1 {
		for _, j := range jobs {
			g.carryOut([]*job{j})
		}
		return
	}
	for n := 1; n < mostAttempts && g.lane.again(err); n++ {
		_, err = g.attempt(jobs)
	}
	tell(jobs, err)
}

// tell answers the jobs that were not answered yet: with their own errors, or
// with what their transaction failed with.
func tell(jobs []*job, err error) {
	for _, j := range jobs {
		if j.told {
			continue
		}
		if j.err == nil {
			j.err = err
		}
		j.told = true
		j.answer <- j.err
	}
}

// attempt runs jobs in one transaction. When it fails, nothing of them has
// happened, unless that was the commit: then nobody may know.
func (g *group) attempt(jobs []*job) (committing bool, err error) {
	ctx := context.Background() // a caller that gives up must not interrupt the others' transaction
	c, err := g.lane.begin(ctx, jobs[0].org)
	if err != nil {
		return false, err
	}
	defer func() {
		if c != nil { // it failed, or a job ended the goroutine
			g.lane.rollback(c)
			for _, j := range jobs {
				if j.err == nil {
					j.unit.undo()
				}
			}
		}
	}()
	for _, j := range jobs {
		j.err = nil
	}
	for _, j := range jobs {
		if err := j.runIn(ctx, c); err != nil {
			return false, err
		}
	}
	if err := c.finishLogs(ctx); err != nil {
		return false, err
	}
	if err := g.lane.commit(ctx, c); err != nil {
		return true, err
	}
	c = nil
	for _, j := range jobs {
		if j.err == nil && j.unit.wiped() {
			g.lane.wipe(ctx)
			break
		}
	}
	return false, nil
}

// runIn runs the job in a transaction and takes back what it did outside when it
// fails. It returns an error when the transaction can't go on.
func (j *job) runIn(ctx context.Context, c *conn) error {
	if j.err, _ = asFault(j.ctx.Err()); j.err != nil {
		return nil
	}
	if err := c.enter(ctx, j.org); err != nil {
		return err
	}
	c.touched = false
	if j.err = j.run(ctx, c); j.err == nil {
		return nil
	}
	j.unit.undo()
	if c.touched {
		return j.err
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
