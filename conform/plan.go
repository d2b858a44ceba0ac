package conform

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// plan is a pack made ready to be computed: its checks compiled and gathered
// by the kind of record that they are asked of.
type plan struct {
	env       *expr.Environment
	pack      *pack.Pack
	subjects  []*subject          // the entries that get a verdict, in the order of the pack
	inquiries map[string]*inquiry // by kind
	kinds     []string            // of inquiries, in the order of the catalogue
	globals   []*question
}

// subject is an entry that gets a verdict.
type subject struct {
	entry    *pack.Entry
	occasion *question // or nil
	checks   []*question
}

// question is one check, compiled.
type question struct {
	check    *pack.Check
	programs *expr.Check
	reads    expr.Dependencies
	inquiry  *inquiry // nil for the shape global
	at       int      // its place in the inquiry, or among the globals
}

// inquiry is all that is asked of each record of a kind. Place 0 asks whether
// the record is considered at all, the others are the checks'.
type inquiry struct {
	kind      *record.Kind
	member    *expr.Program // whether a record belongs to the system; nil: each does
	questions []*question   // from place 1
	reads     *expr.Reads   // of all together
	nodes     []*node
}

// places is the number of questions with the one at place 0.
func (q *inquiry) places() int { return len(q.questions) + 1 }

func newPlan(env *expr.Environment, p *pack.Pack) (*plan, error) {
	pl := &plan{env: env, pack: p, inquiries: map[string]*inquiry{}}
	for _, e := range p.Entries {
		if e.Force != pack.ForceInformation {
			pl.subjects = append(pl.subjects, newSubject(e))
		}
	}
	if err := pl.compile(); err != nil {
		return nil, err
	}
	for _, s := range pl.subjects {
		for _, asked := range s.questions() {
			if err := pl.place(asked); err != nil {
				return nil, fmt.Errorf("%s: %w", s.entry.Ref(), err)
			}
		}
	}
	for _, k := range env.Catalogue().Kinds() {
		if q := pl.inquiries[k.Name]; q != nil {
			pl.kinds = append(pl.kinds, k.Name)
			q.prepare()
		}
	}
	return pl, nil
}

func newSubject(e *pack.Entry) *subject {
	s := &subject{entry: e}
	if e.Occasion != nil {
		check := e.Occasion.Check()
		s.occasion = &question{check: &check}
	}
	for _, c := range e.Checks {
		s.checks = append(s.checks, &question{check: c})
	}
	return s
}

// questions are the occasion, where there is one, and the checks.
func (s *subject) questions() []*question {
	if s.occasion == nil {
		return s.checks
	}
	return slices.Insert(slices.Clone(s.checks), 0, s.occasion)
}

// compile compiles all checks, several at a time: that is where making a plan
// spends its time. Its error is that of the first entry.
func (pl *plan) compile() error {
	errs := make([]error, len(pl.subjects))
	var taken atomic.Int64
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for i := taken.Add(1) - 1; int(i) < len(pl.subjects); i = taken.Add(1) - 1 {
				errs[i] = pl.subjects[i].compile(pl.env)
			}
		})
	}
	work.Wait()
	return cmp.Or(errs...)
}

func (s *subject) compile(env *expr.Environment) error {
	for _, asked := range s.questions() {
		programs, err := compile(env, asked.check)
		if err != nil {
			return fmt.Errorf("%s: check %s: %w", s.entry.Ref(), asked.check.ID, err)
		}
		asked.programs, asked.reads = programs, programs.Reads()
	}
	return nil
}

// place gives a question its place in the inquiry, or among the globals.
func (pl *plan) place(asked *question) (err error) {
	if asked.check.Shape == pack.ShapeGlobal {
		asked.at = len(pl.globals)
		pl.globals = append(pl.globals, asked)
		for _, register := range asked.reads.Registers {
			if _, err := pl.inquiry(register.Kind); err != nil {
				return err
			}
		}
		return nil
	}
	if asked.inquiry, err = pl.inquiry(asked.check.Of); err != nil {
		return err
	}
	asked.inquiry.questions = append(asked.inquiry.questions, asked)
	asked.at = len(asked.inquiry.questions)
	return nil
}

func (pl *plan) inquiry(kind string) (*inquiry, error) {
	if q := pl.inquiries[kind]; q != nil {
		return q, nil
	}
	q := &inquiry{kind: pl.env.Catalogue().Kind(kind)}
	if text := membership(pl.env, kind); text != "" {
		member, err := pl.env.Filter(kind, text)
		if err != nil {
			return nil, err
		}
		q.member = member
	}
	pl.inquiries[kind] = q
	return q, nil
}

// prepare gathers what all questions of an inquiry read.
func (q *inquiry) prepare() {
	q.reads = &expr.Reads{Kind: q.kind.Name}
	root := &node{kind: q.kind.Name, readers: []fieldReader{{place: 0, fields: []string{"state"}}}}
	q.nodes = []*node{root}
	if q.member != nil {
		q.read(root, 0, q.member.Reads().Record)
	}
	for i, asked := range q.questions {
		q.read(root, i+1, asked.reads.Record)
	}
}

// node is a kind of record that answers depend on, with the way back to the
// record in question.
type node struct {
	kind    string
	up      *node  // nil at the record in question
	field   string // of the step from up to here
	back    bool
	below   []*node
	readers []fieldReader
}

// fieldReader is a question that reads fields of a node.
type fieldReader struct {
	place  int
	fields []string
}

// read notes at the nodes what a question reads.
func (q *inquiry) read(at *node, place int, reads *expr.Reads) {
	if reads == nil {
		return
	}
	if at.up == nil {
		q.reads.Merge(reads)
	}
	if len(reads.Fields) > 0 {
		at.readers = append(at.readers, fieldReader{place, reads.Fields})
	}
	for _, l := range reads.Links {
		q.read(q.step(at, l), place, l.Reads)
	}
}

func (q *inquiry) step(at *node, l *expr.Link) *node {
	same := func(n *node) bool { return n.field == l.Field && n.back == l.Back && n.kind == l.Reads.Kind }
	if i := slices.IndexFunc(at.below, same); i >= 0 {
		return at.below[i]
	}
	n := &node{kind: l.Reads.Kind, up: at, field: l.Field, back: l.Back}
	at.below = append(at.below, n)
	q.nodes = append(q.nodes, n)
	return n
}
