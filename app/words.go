package app

import "surety/store"

// The words of the store that the doors speak through app.
type (
	// Query asks for a list.
	Query = store.Query
	// Tally is how many records have the same values in several fields.
	Tally = store.Tally
	// Filter is one condition of a query.
	Filter = store.Filter
	// Verification is what a check of the log found.
	Verification = store.Verification
)
