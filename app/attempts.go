package app

import (
	"context"
	"sync"
	"time"

	"surety/fault"
)

// attempts slows down guessing: after a few wrong passwords a login waits,
// longer each time. It is kept in memory and bounded; a restart forgives.
type attempts struct {
	mu      sync.Mutex
	known   map[string]tries // of logins that somebody has: as many as accounts
	unknown map[string]tries // of made-up ones: bounded, and apart, so that they push nobody out
	hashing chan struct{}    // a place for each password that is hashed now
}

type tries struct {
	count int
	last  time.Time
}

const (
	freeTries   = 5
	mostUnknown = 10_000 // made-up logins that are remembered
	longestWait = 15 * time.Minute
	mostHashed  = 4 // passwords hashed at a time: each takes argonMemory
)

func newAttempts() *attempts {
	return &attempts{known: map[string]tries{}, unknown: map[string]tries{}, hashing: make(chan struct{}, mostHashed)}
}

// tryPassword compares a password, unless the login has to wait. A try counts
// from its beginning, so that many at the same time are many; the right password
// forgives those before it.
func (a *App) tryPassword(ctx context.Context, login string, known bool, password, hash string) (bool, error) {
	if wait := a.attempts.begin(login, known, a.clock()); wait > 0 {
		return false, throttled(wait)
	}
	select {
	case a.attempts.hashing <- struct{}{}:
		defer func() { <-a.attempts.hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	if !checkPassword(password, hash) {
		return false, nil
	}
	a.attempts.passed(login)
	return true, nil
}

// throttled says how long the wait is, rather too long than too short.
func throttled(wait time.Duration) error {
	err := fault.New(fault.Throttled, "too many wrong passwords for this login")
	err.Wait = wait
	if seconds := (wait + time.Second - 1) / time.Second; seconds <= 60 {
		return err.Mending("wait %d seconds and try again, or ask a manager for a one-time address", seconds)
	}
	return err.Mending("wait %d minutes and try again, or ask a manager for a one-time address", (wait+time.Minute-1)/time.Minute)
}

// begin counts a try, or tells how long the login has still to wait.
func (a *attempts) begin(login string, known bool, now time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	tried := a.unknown
	if known {
		tried = a.known
	}
	t := tried[login]
	if t.count >= freeTries {
		wait := min(time.Duration(1<<min(t.count-freeTries, 10))*15*time.Second, longestWait)
		if left := t.last.Add(wait).Sub(now); left > 0 {
			return left
		}
	}
	if t.count == 0 && !known {
		a.makeRoom()
	}
	tried[login] = tries{count: t.count + 1, last: now}
	return 0
}

// makeRoom forgets some made-up login.
func (a *attempts) makeRoom() {
	for login := range a.unknown {
		if len(a.unknown) < mostUnknown {
			return
		}
		delete(a.unknown, login)
	}
}

func (a *attempts) passed(login string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.known, login)
}
