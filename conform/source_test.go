package conform

import "surety/store"

// What the store offers is what conform needs.
var (
	_ Source = (*store.Org)(nil)
	_ Reader = (store.Reader)(nil)
)
