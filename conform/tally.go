package conform

import (
	"bytes"

	"surety/expr"
	"surety/record"
)

// status is what a question said of one record.
type status = byte

const (
	unconcerned status = iota // not considered, or not selected
	holding                   // it holds; of a count: counted
	failing
	uncomputed
	statuses
)

// answer is what a question said of one record, and until when.
type answer struct {
	status status
	next   expr.Day
	fault  string // why it could not be computed
}

// tally keeps what one question said of every record of its kind: a byte for
// each, and a day where the clock is read.
type tally struct {
	status  []status
	next    []expr.Day // nil while no answer ever changes by itself
	counts  [statuses]int
	faults  map[int]string
	soonest expr.Day
	stale   bool // soonest must be looked for again
}

func (t *tally) grow(n int) {
	if n <= len(t.status) {
		return
	}
	t.counts[unconcerned] += n - len(t.status)
	t.status = append(t.status, make([]status, n-len(t.status))...)
	if t.next != nil {
		t.next = append(t.next, make([]expr.Day, n-len(t.next))...)
	}
}

func (t *tally) set(i int, a answer) {
	t.counts[t.status[i]]--
	t.counts[a.status]++
	t.status[i] = a.status
	if a.status == uncomputed {
		if t.faults == nil {
			t.faults = map[int]string{}
		}
		t.faults[i] = a.fault
	} else {
		delete(t.faults, i)
	}
	t.setNext(i, a.next)
}

func (t *tally) setNext(i int, next expr.Day) {
	if t.next == nil {
		if next == 0 {
			return
		}
		t.next = make([]expr.Day, len(t.status))
	}
	if t.next[i] == t.soonest && next != t.soonest {
		t.stale = true
	}
	t.next[i] = next
	if next != 0 && !t.stale {
		t.soonest = t.soonest.Sooner(next)
	}
}

// soon is the first day on which an answer may change by itself.
func (t *tally) soon() expr.Day {
	if t.stale {
		t.soonest, t.stale = 0, false
		for _, day := range t.next {
			t.soonest = t.soonest.Sooner(day)
		}
	}
	return t.soonest
}

// concerned is the number of records that were selected.
func (t *tally) concerned() int { return len(t.status) - t.counts[unconcerned] }

// with lists the places of up to most records of a status.
func (t *tally) with(s status, most int) []int {
	places := make([]int, 0, min(most, t.counts[s]))
	for at := 0; len(places) < cap(places); at++ {
		found := bytes.IndexByte(t.status[at:], s)
		if found < 0 {
			break
		}
		at += found
		places = append(places, at)
	}
	return places
}

// register keeps what was said of all records of one kind. It holds their
// ids and no more of them.
type register struct {
	ids     []record.ID
	place   map[record.ID]int
	tallies []tally // by the places of the inquiry
}

func newRegister(places int) *register {
	return &register{place: map[record.ID]int{}, tallies: make([]tally, places)}
}

// at gives a record its place.
func (r *register) at(id record.ID) int {
	i, known := r.place[id]
	if !known {
		i = len(r.ids)
		r.ids = append(r.ids, id)
		r.place[id] = i
	}
	for t := range r.tallies {
		r.tallies[t].grow(len(r.ids))
	}
	return i
}

// set keeps the answers about a record, as far as it was asked.
func (r *register) set(id record.ID, asked places, answers []answer) {
	i := r.at(id)
	for t := range r.tallies {
		if asked.has(t) {
			r.tallies[t].set(i, answers[t])
		}
	}
}

// considered is the number of records that the management system has.
func (r *register) considered() int { return r.tallies[0].counts[holding] }

// places is a set of places of an inquiry.
type places []uint64

func noPlaces(n int) places { return make(places, (n+63)/64) }

func allPlaces(n int) places {
	all := noPlaces(n)
	for i := range n {
		all.add(i)
	}
	return all
}

func (p places) add(i int)      { p[i/64] |= 1 << (i % 64) }
func (p places) has(i int) bool { return p[i/64]&(1<<(i%64)) != 0 }

func (p places) join(other places) {
	for i := range p {
		p[i] |= other[i]
	}
}

func (p places) empty() bool {
	for _, word := range p {
		if word != 0 {
			return false
		}
	}
	return true
}
