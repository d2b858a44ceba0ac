package components

// Fault is something wrong with what was sent.
type Fault struct {
	Text  string
	Input string // the id of its input; empty: it belongs to none
}

// Told are faults that belong to no input.
func Told(messages []string) []Fault {
	faults := make([]Fault, len(messages))
	for i, m := range messages {
		faults[i] = Fault{Text: m}
	}
	return faults
}
