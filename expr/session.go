package expr

import (
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"surety/fault"
	"surety/record"
)

// Moment is when and for which management system expressions are evaluated.
type Moment struct {
	Today  Day
	Zone   *time.Location // the organization's; nil: UTC
	System record.ID      // the management system that is judged; empty: none
}

// At is the moment of an instant in an organization's zone.
func At(now time.Time, zone *time.Location, system record.ID) Moment {
	if zone == nil {
		zone = time.UTC
	}
	return Moment{Today: dayOf(now.In(zone)), Zone: zone, System: system}
}

// Session evaluates programs over one state of the records at one moment. It
// keeps what it has read, so it is cheap to ask many programs about the same
// records; it is for one goroutine.
type Session struct {
	env    *Environment
	view   View
	heads  Heads // the view, where it knows them
	moment Moment
	zone   *time.Location

	structures map[record.ID]*structure
	unset      *structure
	registers  *structure
	clock      *clock
	dates      map[record.Date]time.Time
	spans      map[span]Day

	// of the evaluation that runs
	rootName string
	root     *structure
	count    int
	next     Day
	err      error
	trace    *trace
}

// Session begins to read a view.
func (e *Environment) Session(view View, moment Moment) *Session {
	s := &Session{env: e, view: view, moment: moment, zone: moment.Zone, structures: map[record.ID]*structure{}, dates: map[record.Date]time.Time{}, spans: map[span]Day{}}
	s.heads, _ = view.(Heads)
	if s.zone == nil {
		s.zone = time.UTC
	}
	s.unset = &structure{session: s}
	s.registers = &structure{session: s, of: e.registry.structs[nameRegisters], body: s}
	s.clock = &clock{session: s}
	return s
}

// Forget drops the records that were read, so that memory does not grow with
// the number of records a session is asked about.
func (s *Session) Forget() { clear(s.structures) }

// structure is the record of an id, unread until a field of it is asked for.
func (s *Session) structure(id record.ID) *structure {
	if id == "" {
		return s.unset
	}
	known, ok := s.structures[id]
	if !ok {
		known = &structure{session: s, id: id}
		s.structures[id] = known
	}
	return known
}

// own is the structure of a record that was read already.
func (s *Session) own(rec *record.Record) *structure {
	own := s.structure(rec.ID)
	own.take(rec)
	return own
}

// back gives the records that refer to one, without retired ones.
func (s *Session) back(id record.ID, kind, field string) []ref.Val {
	records, err := s.view.Back(id, kind, field)
	if err != nil {
		s.fail(err)
	}
	values := make([]ref.Val, 0, len(records))
	for _, rec := range records {
		if rec.State != record.StateRetired {
			values = append(values, s.own(rec))
		}
	}
	return values
}

// all gives every record of a kind that is considered.
func (s *Session) all(kind string) []ref.Val {
	records, err := s.view.All(kind)
	if err != nil {
		s.fail(err)
	}
	values := make([]ref.Val, len(records))
	for i, rec := range records {
		values[i] = s.own(rec)
	}
	return values
}

// fail keeps the first error of the view; no operator of the language can
// make it good.
func (s *Session) fail(err error) {
	if s.err == nil {
		s.err = &fault.Error{Kind: fault.Uncomputable, Err: err}
	}
}

// flips notes a day on which an answer would be another one.
func (s *Session) flips(on Day) { s.next = s.next.Sooner(on) }

// ResolveName gives the variables of the evaluation that runs.
func (s *Session) ResolveName(name string) (any, bool) {
	switch name {
	case s.rootName:
		return s.root, true
	case varClock:
		return s.clock, true
	case varToday:
		s.flips(s.moment.Today + 1)
		return types.Timestamp{Time: s.moment.Today.Time()}, true
	case varSystem:
		return s.structure(s.moment.System), true
	case varCount:
		return types.Int(s.count), true
	case varRecords:
		return s.registers, true
	}
	return nil, false
}

// Parent is nil: there are no other variables.
func (s *Session) Parent() interpreter.Activation { return nil }
