package store

import (
	"context"
	"maps"
	"slices"
)

// supply is what a transaction took from a counter and hasn't used yet.
type supply struct {
	numbers []int64
	taken   int64 // the counter went on after this one
	size    int64 // of the next taking: they double, so that an import asks seldom
}

const mostTaken = 256

// supplies are those of an organization's counters, by name; "" is that of records.
type supplies map[string]supply

// number takes the next number of a kind's keys.
func (t *Tx) number(kind string) (int64, error) { return t.take(kind) }

// recordNumber takes the next number of a record within the organization.
func (t *Tx) recordNumber() (int64, error) { return t.take("") }

func (t *Tx) take(name string) (int64, error) {
	s := t.supplies[name]
	if len(s.numbers) == 0 {
		if err := t.stock(name, max(s.size, 1)); err != nil {
			return 0, err
		}
		s = t.supplies[name]
		s.size = min(2*max(s.size, 1), mostTaken)
	}
	n := s.numbers[0]
	s.numbers = s.numbers[1:]
	t.supplies[name] = s
	return n, nil
}

// stock takes n more numbers from a counter.
func (t *Tx) stock(name string, n int64) error {
	c, err := t.db()
	if err != nil {
		return err
	}
	c.touched = true
	s := t.supplies[name]
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
	s.numbers, s.taken = slices.Concat(s.numbers, numbers), numbers[len(numbers)-1]
	t.supplies[name] = s
	return nil
}

// stockUp takes the numbers that another full batch may need.
func (t *Tx) stockUp() error {
	for _, name := range slices.Sorted(maps.Keys(t.supplies)) { // in order, so that no two transactions wait for each other's
		if len(t.supplies[name].numbers) < mostStaged {
			if err := t.stock(name, mostStaged); err != nil {
				return err
			}
		}
	}
	return nil
}

// giveBack gives back the numbers of keys that were not used, so that the next
// key follows. Numbers before those that others took in between stay unused.
func (all supplies) giveBack(ctx context.Context, c *conn, org int64) error {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s := all[name]
		if name == "" || len(s.numbers) == 0 {
			continue
		}
		from := len(s.numbers) - 1
		for from > 0 && s.numbers[from-1] == s.numbers[from]-1 {
			from--
		}
		if err := c.counter.giveBack(ctx, org, name, s.numbers[from], s.taken); err != nil {
			return err
		}
		s.numbers = nil
		all[name] = s
	}
	return nil
}
