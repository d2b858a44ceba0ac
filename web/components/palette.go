package components

// Group is what the palette found of one sort.
type Group struct {
	Label string
	Found []Found
}

// Found is one line that the palette offers.
type Found struct {
	Label  string
	Detail string // where it belongs, in small
	URL    string
}
