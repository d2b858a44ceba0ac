package components

import "time"

// Revision is one entry of a history.
type Revision struct {
	Who     string
	Did     string
	When    time.Time
	Number  int
	Note    string
	Changes []Change
}

// Change is one field before and after.
type Change struct {
	Label, Before, After string
	Restore              string // where the earlier value is filled in again; empty: nowhere
}
