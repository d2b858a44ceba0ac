package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// clock is the program's clock: that of the machine, unless it is set, as the
// demonstration does to tell what happened over months.
type clock struct{ at atomic.Pointer[time.Time] }

func (c *clock) now() time.Time {
	if at := c.at.Load(); at != nil {
		return *at
	}
	return time.Now()
}

// set stops the clock at an instant; the zero time lets it go again.
func (c *clock) set(at time.Time) {
	if at.IsZero() {
		c.at.Store(nil)
		return
	}
	c.at.Store(&at)
}

// progress tells on a terminal how far long work is.
func progress(std streams, what string, n, of int) {
	f, ok := std.Err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || n%1000 != 0 {
		return
	}
	if of > 0 {
		fmt.Fprintf(f, "\r%d of %d %s", n, of, what)
		return
	}
	fmt.Fprintf(f, "\r%d %s", n, what)
}
