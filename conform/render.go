package conform

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"surety/fault"
	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Report gives the verdicts as one reader may see them. The reader of records
// must be of the state that was evaluated; it names what fails. Without an
// evaluation before, the error is fault.Uncomputable.
func (e *Engine) Report(ctx context.Context, r Reader, sight store.Sight, asOf time.Time) (*Report, error) {
	w := &writer{engine: e, names: names{catalogue: e.plan.env.Catalogue(), words: language.From(ctx), sight: sight}}
	found, err := w.collect()
	if err != nil {
		return nil, err
	}
	if err := w.learn(ctx, r, w.mentioned); err != nil {
		return nil, fault.Wrap(err, "name the records of a report")
	}
	if err := w.learnOwners(ctx, r, found); err != nil {
		return nil, fault.Wrap(err, "name the owners of records")
	}
	e.remember(w)
	report := &Report{Standard: e.plan.pack.ID, Edition: e.plan.pack.Edition, AsOf: asOf.UTC().Truncate(time.Second), Note: Disclaimer, Pack: e.plan.pack}
	if report.Organization, report.ManagementSystem, err = w.heading(ctx, r); err != nil {
		return nil, fault.Wrap(err, "name the organization")
	}
	for _, f := range found {
		q := w.requirement(f)
		report.Requirements = append(report.Requirements, q)
		if report.counts(&q) {
			report.Summary.add(q.Verdict)
		}
	}
	return report, nil
}

func (s *Summary) add(v Verdict) {
	switch v {
	case Holds:
		s.Holds++
	case Fails, Broken, NotFollowed:
		s.Fails++
	case NeedsPerson:
		s.NeedsPerson++
	case NoOccasion:
		s.NoOccasion++
	case NotComputed:
		s.NotComputed++
	}
}

// writer writes a report for one reader.
type writer struct {
	names
	engine    *Engine
	mentioned map[record.ID]bool
	state     *state // that is reported, and its position
	position  int64
}

// told is a finding with the ids of the records that it names.
type told struct {
	finding
	failing [][]record.ID // of each outcome
	faulty  []record.ID   // of each outcome: the record that could not be computed
}

// collect takes the findings of the moment, and with them all that a report
// mentions.
func (w *writer) collect() ([]told, error) {
	e := w.engine
	e.mu.Lock() // finding out which day comes soonest tidies up
	defer e.mu.Unlock()
	if e.state == nil {
		return nil, fault.New(fault.Uncomputable, "nothing was evaluated yet")
	}
	w.entries, w.state, w.position = e.state.entries, e.state, e.state.position
	w.mentioned = map[record.ID]bool{e.options.System: true}
	var found []told
	for _, sub := range e.plan.subjects {
		t := told{finding: e.find(e.state, sub)}
		for _, o := range t.outcomes {
			ids := make([]record.ID, len(o.failing))
			for i, place := range o.failing {
				ids[i] = e.state.id(o, place)
				w.mentioned[ids[i]] = true
			}
			faulty := record.ID("")
			if o.faulty >= 0 {
				faulty = e.state.id(o, o.faulty)
				w.mentioned[faulty] = true
			}
			t.failing, t.faulty = append(t.failing, ids), append(t.faulty, faulty)
		}
		if j := t.judgement; j != nil {
			for _, id := range []record.ID{j.record.ID, j.body.Judge.ID(), j.lapse.about} {
				w.mentioned[id] = true
			}
		}
		found = append(found, t)
	}
	delete(w.mentioned, "")
	return found, nil
}

// remember keeps what records are called for the next report, unless changes
// were taken in since the position at which it was read.
func (e *Engine) remember(w *writer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.state == w.state && e.state.position == w.position && len(w.entries) <= mostRemembered {
		e.state.entries = w.entries
	}
}

// mostRemembered bounds the entries that are kept from report to report.
const mostRemembered = 50_000

// heading names organization and management system.
func (w *writer) heading(ctx context.Context, r Reader) (organization, system string, err error) {
	records, err := r.Scan(ctx, "organization", "", 1)
	if err != nil {
		return "", "", err
	}
	for _, rec := range records {
		organization = w.words.Say("a restricted %s", w.label("organization"))
		if sees(w.sight, rec.Mark, nil) {
			organization = rec.Title()
		}
	}
	return organization, w.named(w.engine.options.System, kindSystem).title(), nil
}

// learnOwners reads who owns the failing records of checks that say so.
func (w *writer) learnOwners(ctx context.Context, r Reader, found []told) error {
	w.owners = map[record.ID][]record.ID{}
	var ids []record.ID
	for _, t := range found {
		for i, o := range t.outcomes {
			if strings.Contains(w.say(o.question.check.Reason)+w.say(o.question.check.Mend), "{owner}") {
				ids = append(ids, t.failing[i]...)
			}
		}
	}
	persons := map[record.ID]bool{}
	for chunk := range slices.Chunk(ids, mostAtOnce) {
		records, err := r.Get(ctx, chunk...)
		if err != nil {
			return err
		}
		for id, rec := range records {
			for _, owner := range ownersOf(rec) {
				w.owners[id] = append(w.owners[id], owner.ID())
				persons[owner.ID()] = true
			}
		}
	}
	return w.learn(ctx, r, persons)
}

// requirement writes one verdict.
func (w *writer) requirement(t told) Requirement {
	entry := t.subject.entry
	q := Requirement{
		ID: entry.ID, Clause: entry.Clause, Force: entry.Force, Verdict: t.verdict, Basis: t.basis, Shows: t.shows,
		Judge: string(entry.Judge), ValidUntil: untilOf(t.next), Records: []Named{}, Entry: entry,
	}
	for i, o := range t.outcomes {
		q.Checks = append(q.Checks, w.check(o, t.failing[i], t.faulty[i]))
	}
	if t.judgement != nil {
		q.Judgement = w.judged(t.judgement)
	}
	w.reason(&q, t)
	return q
}

// check writes what one check says.
func (w *writer) check(o outcome, failing []record.ID, faulty record.ID) CheckResult {
	c := o.question.check
	result := CheckResult{Check: c, Verdict: o.verdict, Asked: o.concerned, Total: o.total, Count: o.count, Empty: o.empty}
	reason, mend := w.say(c.Reason), w.say(c.Mend)
	for _, id := range failing {
		named := w.named(id, c.Of)
		named.Reason, named.Mend = w.fill(reason, named, o.count), w.fill(mend, named, o.count)
		result.Records = append(result.Records, named)
	}
	slices.SortFunc(result.Records, func(a, b Named) int {
		return cmp.Or(-cmp.Compare(min(len(a.Key), 1), min(len(b.Key), 1)), cmp.Compare(len(a.Key), len(b.Key)), cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
	})
	switch {
	case o.verdict == Holds:
	case o.verdict == NotComputed:
		result.Reason = upperFirst(o.fault)
		if faulty != "" {
			result.Reason = upperFirst(w.named(faulty, c.Of).call()) + ": " + o.fault
		}
		result.Mend = w.words.Say("Look into the server's log, or mend the record that is named.")
	case o.empty:
		result.Reason, result.Mend = w.emptySentence(o.question), w.emptyMend(c)
	case len(result.Records) > 0 && c.Shape == pack.ShapeEach:
		result.Reason, result.Mend = result.Records[0].Reason, result.Records[0].Mend
		if more := o.total - 1; more > 0 {
			result.Reason = w.words.Say("%s (and %d more)", result.Reason, more)
		}
	default:
		result.Reason, result.Mend = w.fill(reason, Named{}, o.count), w.fill(mend, Named{}, o.count)
	}
	return result
}

// emptyMend is what fills an empty register.
func (w *writer) emptyMend(c *pack.Check) string {
	if c.Of == "" {
		return w.say(c.Mend)
	}
	if selects(c) {
		return w.words.Say("Record such an entry (%s), or complete one that is recorded.", w.label(c.Of))
	}
	return w.words.Say("Record the first %s.", w.label(c.Of))
}

// judged writes a judgement, as far as the reader may see it.
func (w *writer) judged(j *judgement) *Judgement {
	named := w.named(j.record.ID, kindJudgement)
	said := &Judgement{ID: named.ID, Key: named.Key, Holds: j.holds(), Judged: j.body.Judged, Expires: j.until(), Lapsed: w.lapseSentence(j)}
	if j.lapse.why == inForce {
		said.Short = strings.TrimSpace(w.boundSentences(j))
	}
	if j.lapse.barred() {
		said.Mend = w.barredMend(j)
	}
	if named.ID == "" {
		said.By, said.Reason = w.words.Say("a person whose judgement is restricted"), upperFirst(w.words.Say("%s says so.", named.Title))
		return said
	}
	said.By, said.Reason = w.named(j.body.Judge.ID(), "person").title(), j.body.Reason
	return said
}

// reason writes why the verdict is what it is, and what mends it.
func (w *writer) reason(q *Requirement, t told) {
	judged := q.Judgement != nil && q.Judgement.Lapsed == "" && t.basis != Computed
	if judged {
		q.Judge = q.Judgement.By
	}
	switch {
	case t.verdict == NoOccasion:
		q.Reason = w.noOccasion(q, t)
	case judged && (t.verdict == Holds || t.basis == Judged):
		q.Reason = q.Judgement.Reason + w.boundSentences(t.judgement)
		if t.verdict != Holds {
			q.Mend = w.words.Say("Mend what the judgement names, and have it judged again.")
		}
	case t.verdict != Holds:
		w.fromChecks(q, t)
	}
}

// fromChecks gathers what the checks say that decided, and asks for a person
// where one is needed.
func (w *writer) fromChecks(q *Requirement, t told) {
	decided := worst(t.outcomes)
	if t.occasion != nil && t.occasion.verdict == NotComputed {
		q.Error = upperFirst(t.occasion.fault)
		q.Reason = q.Error
		return
	}
	if decided != Holds {
		w.gather(q, decided)
	}
	if t.verdict == NotComputed {
		q.Error = q.Reason
	}
	if t.verdict == NeedsPerson {
		q.Reason = strings.TrimSpace(q.Reason + " " + w.personSentence(t.subject.entry, decided, q.Judgement))
		q.Mend = w.words.Say("Have it judged, with a reason, what was seen, and the day until which the judgement stands.")
		if q.Judgement != nil && q.Judgement.Mend != "" {
			q.Mend = q.Judgement.Mend
		}
	}
}

// gather joins reasons, mends and records of the checks that decided; a record
// that breaks several is named once.
func (w *writer) gather(q *Requirement, decided Verdict) {
	var reasons, mends []string
	named := map[record.ID]bool{}
	total := 0
	for _, c := range q.Checks {
		if c.Verdict != decided {
			continue
		}
		reasons, mends = appendNew(reasons, c.Reason), appendNew(mends, c.Mend)
		total += c.Total
		for _, n := range c.Records {
			if n.ID != "" && named[n.ID] {
				total--
				continue
			}
			named[n.ID] = true
			q.Records = append(q.Records, n)
		}
	}
	q.Reason, q.Mend = strings.Join(reasons, " "), strings.Join(mends, " ")
	if total > len(q.Records) {
		q.Total = total
	}
}

func (w *writer) noOccasion(q *Requirement, t told) string {
	if t.waiting {
		return w.waitingSentence(t.subject, w.engine.applies(t.subject.entry))
	}
	for _, c := range q.Checks {
		if c.Verdict == NoOccasion {
			return w.words.Say("No occasion yet. %s", c.Reason)
		}
	}
	return ""
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
