package conform

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"surety/expr"
	"surety/record"
)

// batch is how many records are read and asked at once.
const batch = 2000

// sweep goes through every record of the kinds that are asked, with as many
// goroutines as there are processors. Pages are read one after the other; what
// they link to is read, unless it is in stock, and all is asked, side by side.
type sweep struct {
	plan   *plan
	reader Reader
	moment expr.Moment
	shelf  *shelf
	state  *state
	swept  *atomic.Int64 // records that were asked

	mu    sync.Mutex
	kinds []string // still to be read
	after record.ID
	err   error
}

func (s *sweep) run(ctx context.Context) error {
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() { s.work(ctx) })
	}
	workers.Wait()
	return s.err
}

func (s *sweep) work(ctx context.Context) {
	for {
		q, records := s.page(ctx)
		if q == nil {
			return
		}
		s.ask(ctx, q, records)
	}
}

// page reads the next records; nil when there are none, or something failed.
func (s *sweep) page(ctx context.Context) (*inquiry, []*record.Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.kinds) > 0 && s.err == nil {
		kind := s.kinds[0]
		records, err := s.reader.Scan(ctx, kind, s.after, batch)
		if err != nil {
			s.err = err
			return nil, nil
		}
		if len(records) < batch {
			s.kinds, s.after = s.kinds[1:], ""
		} else {
			s.after = records[len(records)-1].ID
		}
		if len(records) == 0 {
			continue
		}
		for _, rec := range records {
			s.state.registers[kind].at(rec.ID)
		}
		return s.plan.inquiries[kind], records
	}
	return nil, nil
}

func (s *sweep) ask(ctx context.Context, q *inquiry, records []*record.Record) {
	v := newView(ctx, s.plan.env.Catalogue(), s.reader, s.shelf)
	if v.stock == nil {
		v.hold(records)
		// What can't be fetched in bulk is met again where it is needed, and told there.
		_ = v.prefetch(records, q.reads)
	}
	session := s.plan.env.Session(v, s.moment)
	asked := allPlaces(q.places())
	answers := make([][]answer, len(records))
	for i, rec := range records {
		answers[i] = q.ask(session, rec, asked, unconcerned)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil && s.err == nil {
		s.err = err
	}
	register := s.state.registers[q.kind.Name]
	for i, rec := range records {
		register.set(rec.ID, asked, answers[i])
	}
	s.swept.Add(int64(len(records)))
}
