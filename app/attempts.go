package app

import (
	"sync"
	"time"
)

// attempts slows down guessing: after a few wrong passwords a login waits,
// longer each time. It is kept in memory and bounded; a restart forgives.
type attempts struct {
	mu    sync.Mutex
	wrong map[string]tries
}

type tries struct {
	count int
	last  time.Time
}

const (
	freeTries   = 5
	mostLogins  = 10_000
	longestWait = 15 * time.Minute
)

func newAttempts() *attempts { return &attempts{wrong: map[string]tries{}} }

// wait is how long a login has still to wait.
func (a *attempts) wait(login string, now time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := a.wrong[login]
	if t.count < freeTries {
		return 0
	}
	wait := min(time.Duration(1<<min(t.count-freeTries, 10))*15*time.Second, longestWait)
	return t.last.Add(wait).Sub(now)
}

func (a *attempts) failed(login string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.wrong) >= mostLogins {
		for old, t := range a.wrong { // make room: those who have waited long enough
			if now.Sub(t.last) > longestWait {
				delete(a.wrong, old)
			}
		}
	}
	if len(a.wrong) < mostLogins {
		a.wrong[login] = tries{count: a.wrong[login].count + 1, last: now}
	}
}

func (a *attempts) passed(login string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.wrong, login)
}
