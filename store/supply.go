package store

import "sort"

// supply is what a transaction took from a counter and hasn't used yet.
type supply struct {
	numbers []int64
	taken   int64 // the counter went on after this one
	size    int64 // of the next taking: they double, so that an import asks seldom
}

const mostTaken = 256

// number takes the next number of a kind's keys.
func (t *Tx) number(kind string) (int64, error) {
	return t.take(kind, func(n int64) ([]int64, error) {
		first, err := t.c.counter.count(t.ctx, t.c.org, kind, n)
		numbers := make([]int64, n)
		for i := range numbers {
			numbers[i] = first + int64(i)
		}
		return numbers, err
	})
}

// recordNumber takes the next number of a record within the organization.
func (t *Tx) recordNumber() (int64, error) {
	return t.take("", func(n int64) ([]int64, error) { return t.c.d.numbers(t.ctx, t.c, t.c.org, n) })
}

func (t *Tx) take(name string, more func(n int64) ([]int64, error)) (int64, error) {
	s := t.supplies[name]
	if s == nil {
		s = &supply{size: 1}
		t.supplies[name] = s
	}
	if len(s.numbers) == 0 {
		numbers, err := more(s.size)
		if err != nil {
			return 0, err
		}
		s.numbers, s.taken = numbers, numbers[len(numbers)-1]
		s.size = min(2*s.size, mostTaken)
	}
	n := s.numbers[0]
	s.numbers = s.numbers[1:]
	return n, nil
}

// returnNumbers gives back the numbers of keys that were not used, so that the
// next key follows.
func (t *Tx) returnNumbers() error {
	names := make([]string, 0, len(t.supplies))
	for name := range t.supplies {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		s := t.supplies[name]
		if name == "" || len(s.numbers) == 0 {
			continue
		}
		if err := t.c.counter.giveBack(t.ctx, t.c.org, name, s.numbers[0], s.taken); err != nil {
			return err
		}
		s.numbers = nil
	}
	return nil
}
