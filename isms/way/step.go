package way

// Step is a piece of the way. Its texts are in the language that was asked for.
type Step struct {
	ID      string
	Title   string
	What    string   // what is done
	Why     string   // what would be missing without it
	Gets    string   // what one has afterwards
	Minutes int      // how long it takes the first time
	Who     []string // who should be there
	Serves  []string // the requirements whose verdicts tell whether it is done
	Needs   []string // the steps that have to be begun before
	Begun   []string // the kinds of which there are records once it is begun
	Asks    []Asked
}

// Asked are fields of the one record of a kind that a step asks for.
type Asked struct {
	Kind   string
	Fields []string
}

// step is a step as it is written down.
type step struct {
	ID      string
	Title   words
	What    words
	Why     words
	Gets    words
	Minutes int
	Who     []words
	Serves  []string
	Needs   []string
	Begun   []string
	Asks    []Asked
}

// Steps are the steps in their order.
func Steps(language string) []Step {
	steps := make([]Step, len(written().Steps))
	for i, s := range written().Steps {
		steps[i] = Step{
			ID: s.ID, Title: s.Title.in(language), What: s.What.in(language), Why: s.Why.in(language), Gets: s.Gets.in(language),
			Minutes: s.Minutes, Serves: s.Serves, Needs: s.Needs, Begun: s.Begun, Asks: s.Asks,
		}
		for _, who := range s.Who {
			steps[i].Who = append(steps[i].Who, who.in(language))
		}
	}
	return steps
}
