package record

// StateRetired is the last state of every kind: kept, but no longer counted.
const StateRetired = "retired"

// Lifecycle says which states a record may be in and how it gets there.
type Lifecycle struct {
	States      []State // the first is where a record begins
	Transitions []Transition
}

// State is one state of a lifecycle.
type State struct {
	Name  string
	Label string
	// Frozen: the content can't be edited in this state.
	Frozen bool
	// Ended: the record no longer counts.
	Ended bool
	// Approved: the state rests on an approval of the content as it is.
	Approved bool
	// OnEdit is the state that an edit of the content leads to; empty: it stays.
	OnEdit string
}

// Transition leads from one of its From states to another.
type Transition struct {
	Name  string // the act: "approve"
	Label string // on the button: "Approve"
	From  []string
	To    string
	// Roles that may make it. Empty: whoever may edit the record.
	Roles []string
	// Field names a reference to a person who may make it too, as its owner.
	Field string
	// Approves: adds an approval, bound to the content's digest, to the body.
	Approves bool
	// Needs says how many persons have to approve before the record gets to To, and
	// Meanwhile in which state it waits for the rest. Nil: one person is enough.
	Needs     func(p Preparation) (int, error)
	Meanwhile string
	// Ahead says in which state a record waits that got to To before its time; empty:
	// it gets there. Nil: it always does.
	Ahead func(p Preparation) string
	// Consequence is a sentence told before the act, where it can't be undone.
	Consequence string
	// Guard refuses the act with a reason; nil lets it pass.
	Guard func(p Preparation) error
}

// Current is the lifecycle of kinds that are there until they are retired.
func Current() Lifecycle {
	return Lifecycle{States: []State{{Name: "current", Label: "Current"}}}
}

// withRetirement adds the retired state and the way there and back. What has
// ended counts no longer as it is and is not retired: to bring it back would let
// it begin again, and what its author withdrew would stand once more.
func (l Lifecycle) withRetirement() Lifecycle {
	if _, ok := l.State(StateRetired); ok {
		return l
	}
	var from []string
	for _, s := range l.States {
		if !s.Ended {
			from = append(from, s.Name)
		}
	}
	states := append(append([]State{}, l.States...), State{Name: StateRetired, Label: "Retired", Frozen: true, Ended: true})
	transitions := append(append([]Transition{}, l.Transitions...),
		Transition{Name: "retire", Label: "Retire", From: from, To: StateRetired, Roles: []string{"manager"},
			Consequence: "It stays in history and no longer counts."},
		Transition{Name: "restore", Label: "Bring back", From: []string{StateRetired}, To: l.States[0].Name, Roles: []string{"manager"}})
	return Lifecycle{States: states, Transitions: transitions}
}

// Initial is the state in which a record begins.
func (l Lifecycle) Initial() string { return l.States[0].Name }

// State finds a state by name.
func (l Lifecycle) State(name string) (State, bool) {
	for _, s := range l.States {
		if s.Name == name {
			return s, true
		}
	}
	return State{}, false
}

// Transition finds a transition by name that leads out of a state.
func (l Lifecycle) Transition(name, from string) (Transition, bool) {
	for _, t := range l.Transitions {
		if t.Name != name {
			continue
		}
		for _, f := range t.From {
			if f == from {
				return t, true
			}
		}
	}
	return Transition{}, false
}

// ActLabel is what a transition is called, from whichever state it leads; a name
// that is none is told as it is.
func (l Lifecycle) ActLabel(name string) string {
	for _, t := range l.Transitions {
		if t.Name == name {
			return t.Label
		}
	}
	return name
}

// From lists the transitions that lead out of a state.
func (l Lifecycle) From(state string) []Transition {
	var out []Transition
	for _, t := range l.Transitions {
		for _, f := range t.From {
			if f == state {
				out = append(out, t)
			}
		}
	}
	return out
}
