package store

import (
	"context"
	"slices"
	"sync"

	"surety/record"
)

const (
	// manyRows is from how many records of a kind on their columns are kept in memory.
	manyRows = 5_000
	// mostRemembered bounds the records of all censuses: each takes some 100 bytes.
	mostRemembered = 1_000_000
)

// census holds what lists of a large kind look at in memory, for one organization,
// as of a position of the log: an index answers one condition or one order, and
// what has several would be read row by row. It follows the log, so that each
// answer is as of the transaction that asks.
type census struct {
	layout   *layout
	mu       sync.RWMutex
	position int64 // -1: nothing was read yet
	nums     []int64
	numbers  []int64 // of the keys
	changed  []int64
	marked   []bool
	readers  map[int][]string // of the marked, by row
	columns  []*coded
	used     int64 // when it was last asked for, of censuses
	size     int   // rows, of censuses
}

// coded is a column whose values are few: each row has the place of its value.
type coded struct {
	column column
	codes  []uint32
	values []any
	known  map[any]uint32
}

func newCensus(l *layout) *census {
	c := &census{layout: l}
	c.clear()
	return c
}

func (c *census) clear() {
	c.position, c.nums, c.numbers, c.changed, c.marked, c.readers, c.columns = -1, nil, nil, nil, nil, map[int][]string{}, nil
	for _, column := range append([]column{c.layout.base["state"]}, c.layout.columns...) {
		if column.repeats() {
			c.columns = append(c.columns, &coded{column: column, known: map[any]uint32{}})
		}
	}
}

// repeats tells that many records have the same value: a census keeps no texts
// that people write, and no instants.
func (c column) repeats() bool {
	if c.field == nil {
		return c.name == "arm"
	}
	switch c.field.Type {
	case record.TypeInstant, record.TypeMoney:
		return false
	case record.TypeText:
		return c.field.Order != ""
	}
	return c.sql != "{text}" || c.countable()
}

// column is a column by its name in SQL, nil where the census doesn't keep it.
func (c *census) column(name string) *coded {
	i := slices.IndexFunc(c.columns, func(k *coded) bool { return k.column.name == name })
	if i < 0 {
		return nil
	}
	return c.columns[i]
}

func (k *coded) set(row int, value any) {
	code, ok := k.known[value]
	if !ok {
		code = uint32(len(k.values))
		k.values, k.known[value] = append(k.values, value), code
	}
	if row == len(k.codes) {
		k.codes = append(k.codes, code)
		return
	}
	k.codes[row] = code
}

// censuses are those of a database.
type censuses struct {
	many  int // manyRows; less in tests
	mu    sync.Mutex
	uses  int64
	known map[censusOf]*census
}

type censusOf struct {
	org  int64
	kind string
}

func newCensuses(many int) *censuses { return &censuses{many: many, known: map[censusOf]*census{}} }

// note tells how many records of a kind were met: from so many on there is to be
// a census.
func (s *censuses) note(org int64, l *layout, n int) {
	if n < s.many {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if of := (censusOf{org, l.kind.Name}); s.known[of] == nil {
		s.known[of] = newCensus(l)
	}
}

// asked gives the census of a kind, nil where there is none.
func (s *censuses) asked(org int64, l *layout) *census {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.known[censusOf{org, l.kind.Name}]
	if c != nil {
		s.uses++
		c.used = s.uses
	}
	return c
}

// trim forgets the censuses that were not asked for the longest, until what is
// kept is within its bound. The one that has grown stays.
func (s *censuses) trim(grown *census, size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	grown.size = size
	for {
		total := 0
		var oldest censusOf
		for of, c := range s.known {
			total += c.size
			if c != grown && (s.known[oldest] == nil || c.used < s.known[oldest].used) {
				oldest = of
			}
		}
		if total <= mostRemembered || s.known[oldest] == nil {
			return
		}
		delete(s.known, oldest)
	}
}

// census gives a kind's census as of what the transaction sees, held so until it
// is released; nil where there is none, or where it is ahead of the transaction.
func (r reader) census(ctx context.Context, conn *conn, l *layout) (*census, error) {
	if !r.committed {
		return nil, nil
	}
	c := r.store.censuses.asked(conn.org, l)
	if c == nil {
		return nil, nil
	}
	position, err := conn.at(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.RLock()
	if c.position < position {
		c.mu.RUnlock()
		if err := c.follow(ctx, conn, position); err != nil {
			return nil, err
		}
		r.store.censuses.trim(c, c.rows())
		c.mu.RLock()
	}
	if c.position != position {
		c.mu.RUnlock()
		return nil, nil
	}
	return c, nil
}

func (c *census) release() { c.mu.RUnlock() }

func (c *census) rows() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.nums)
}
