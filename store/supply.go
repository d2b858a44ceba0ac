package store

import (
	"slices"
	"sort"
)

// supply is what a transaction took from a counter and hasn't used yet.
type supply struct {
	numbers []int64
	taken   int64 // the counter went on after this one
	size    int64 // of the next taking: they double, so that an import asks seldom
}

const mostTaken = 256

// number takes the next number of a kind's keys.
func (t *Tx) number(kind string) (int64, error) { return t.take(kind) }

// recordNumber takes the next number of a record within the organization.
func (t *Tx) recordNumber() (int64, error) { return t.take("") }

func (t *Tx) take(name string) (int64, error) {
	s := t.supplies[name]
	if s == nil {
		s = &supply{size: 1}
		t.supplies[name] = s
	}
	if len(s.numbers) == 0 {
		if err := t.stock(name, s, s.size); err != nil {
			return 0, err
		}
		s.size = min(2*s.size, mostTaken)
	}
	n := s.numbers[0]
	s.numbers = s.numbers[1:]
	return n, nil
}

// stock takes n more numbers from a counter; "" is that of records.
func (t *Tx) stock(name string, s *supply, n int64) error {
	c, err := t.db()
	if err != nil {
		return err
	}
	var numbers []int64
	if name == "" {
		numbers, err = c.d.numbers(t.ctx, c, t.org, s.taken, n)
	} else {
		var first int64
		first, err = c.counter.count(t.ctx, t.org, name, n)
		for i := range n {
			numbers = append(numbers, first+i)
		}
	}
	if err != nil {
		return err
	}
	s.numbers, s.taken = append(s.numbers, numbers...), numbers[len(numbers)-1]
	return nil
}

// stockUp takes the numbers that another full batch may need.
func (t *Tx) stockUp() error {
	for _, name := range t.counters() {
		if s := t.supplies[name]; len(s.numbers) < mostStaged {
			if err := t.stock(name, s, mostStaged); err != nil {
				return err
			}
		}
	}
	return nil
}

// counters are the names of the counters in use, in order, so that no two
// transactions wait for each other's.
func (t *Tx) counters() []string {
	names := make([]string, 0, len(t.supplies))
	for name := range t.supplies {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// returnNumbers gives back the numbers of keys that were not used, so that the
// next key follows. Numbers before those that others took in between stay unused.
func (t *Tx) returnNumbers() error {
	c, err := t.db()
	if err != nil {
		return err
	}
	for _, name := range t.counters() {
		s := t.supplies[name]
		if name == "" || len(s.numbers) == 0 {
			continue
		}
		from := len(s.numbers) - 1
		for from > 0 && s.numbers[from-1] == s.numbers[from]-1 {
			from--
		}
		if err := c.counter.giveBack(t.ctx, t.org, name, s.numbers[from], s.taken); err != nil {
			return err
		}
		s.numbers = slices.Clone(s.numbers[:0])
	}
	return nil
}
