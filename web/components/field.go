package components

// Field is what stands around an input: its words, and what is wrong with it.
type Field struct {
	Name     string // of the input, and its id
	Label    string
	Clause   string // that it answers to, such as 27001 6.1.2 c 2
	Help     string
	Fault    string
	Required bool
	Wide     bool // takes the whole width of its form
}
