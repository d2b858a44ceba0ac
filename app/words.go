package app

import "surety/store"

// The words of the store that the doors speak through app.
type (
	// Query asks for a list.
	Query = store.Query
	// Filter is one condition of a query.
	Filter = store.Filter
	// Verification is what a check of the log found.
	Verification = store.Verification
)
