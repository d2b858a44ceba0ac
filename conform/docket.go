package conform

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"surety/expr"
	"surety/isms/assess"
	"surety/isms/org"
	"surety/pack"
	"surety/record"
)

// Names of kinds and fields that judgements rest on.
const (
	kindJudgement = "judgement"
	fieldOwner    = "owner"
	outcomeHolds  = "holds"
)

// docket is all judgements on entries of one pack for one management system,
// each with whether it counts.
type docket struct {
	of      pack.Ref
	longest map[string]record.Period // for which a judgement counts at most, by entry
	duties  map[string]string        // of whoever judges an entry, where it names a role
	entries map[record.ID]*judgement
	watched map[record.ID]map[record.ID]bool // the judgements that rest on a record
}

// judgement is one judgement and whether it counts.
type judgement struct {
	record  *record.Record
	body    *assess.Judgement
	longest record.Period // for which it counts at most
	lapse   lapse
	next    expr.Day // the first day on which that, or its reason, may be otherwise
}

// lapse is why a judgement does not count; the zero value says that it does.
type lapse struct {
	why   why
	about record.ID // the record that the reason is about
	saw   int       // its revision as it was seen
	now   int       // its revision now

	duty   string          // that the judge was not charged with
	charge *org.Assignment // that comes nearest to it; about is its id
}

type why int

const (
	inForce why = iota
	withdrawn
	notYet      // it is dated after today
	ranOut      // its last day has passed
	judgeLeft   // the judge works here no more
	seenChanged // a record that it saw has changed
	ownWork     // all that it saw is owned by the judge alone

	notCharged       // the judge never held the role that the entry names
	chargedElsewhere // for another management system
	chargedLater     // only after the judgement
	chargeEnded      // no more on its day
)

// barred tells that it never counted: whoever gave it was not entitled to.
func (l lapse) barred() bool { return l.why >= notCharged }

// loadDocket reads every judgement.
func loadDocket(ctx context.Context, r Reader, p *pack.Pack, moment expr.Moment) (*docket, error) {
	d := &docket{of: p.Ref(), longest: longestOf(p), duties: dutiesOf(p), entries: map[record.ID]*judgement{}, watched: map[record.ID]map[record.ID]bool{}}
	for after := record.ID(""); ; {
		records, err := r.Scan(ctx, kindJudgement, after, batch)
		if err != nil {
			return nil, err
		}
		for _, rec := range records {
			d.put(rec, moment.System)
		}
		if len(records) < batch {
			return d, d.weigh(ctx, r, moment, slices.Collect(maps.Keys(d.entries)))
		}
		after = records[len(records)-1].ID
	}
}

// clone is a docket that can be changed while this one is read.
func (d *docket) clone() *docket {
	c := &docket{of: d.of, longest: d.longest, duties: d.duties, entries: maps.Clone(d.entries), watched: map[record.ID]map[record.ID]bool{}}
	for id, by := range d.watched {
		c.watched[id] = maps.Clone(by)
	}
	return c
}

// put takes a judgement in, or out when it is on something else.
func (d *docket) put(rec *record.Record, system record.ID) {
	if old := d.entries[rec.ID]; old != nil {
		for _, id := range old.rests() {
			delete(d.watched[id], rec.ID)
		}
		delete(d.entries, rec.ID)
	}
	body, ok := rec.Body.(*assess.Judgement)
	if !ok || body.System.ID() != system || body.Standard != d.of.Pack || body.Edition != d.of.Edition {
		return
	}
	j := &judgement{record: rec, body: body, longest: d.longest[body.Requirement]}
	d.entries[rec.ID] = j
	for _, id := range j.rests() {
		if d.watched[id] == nil {
			d.watched[id] = map[record.ID]bool{}
		}
		d.watched[id][rec.ID] = true
	}
}

// longestOf says of each entry for how long a judgement counts at most.
func longestOf(p *pack.Pack) map[string]record.Period {
	longest := map[string]record.Period{}
	for _, e := range p.Entries {
		longest[e.ID] = record.Period(e.Stands)
	}
	return longest
}

// until is the last day of a judgement: the one that it names, but none beyond
// the longest for which its entry lets one stand.
func (j *judgement) until() record.Date {
	if j.cut() {
		return j.body.Judged.Add(j.longest)
	}
	return j.body.Expires
}

// cut tells that a judgement names a day beyond the longest that it may stand.
func (j *judgement) cut() bool {
	return j.longest != "" && j.body.Judged.Add(j.longest) < j.body.Expires
}

// saw tells that a judgement names what it rests on: records or evidence.
func (j *judgement) saw() bool { return len(j.body.Saw)+len(j.body.Evidence) > 0 }

// rests lists the records whose change may end a judgement.
func (j *judgement) rests() []record.ID {
	ids := []record.ID{j.body.Judge.ID()}
	for _, seen := range j.body.Saw {
		ids = append(ids, seen.Record.ID())
	}
	return ids
}

// weigh decides of judgements whether they count.
func (d *docket) weigh(ctx context.Context, r Reader, moment expr.Moment, ids []record.ID) error {
	var rests, judges []record.ID
	for _, id := range ids {
		j := d.entries[id]
		rests = append(rests, j.rests()...)
		if d.duties[j.body.Requirement] != "" {
			judges = append(judges, j.body.Judge.ID())
		}
	}
	records := map[record.ID]*record.Record{}
	if err := getAll(ctx, r, rests, records); err != nil {
		return err
	}
	slices.Sort(judges)
	held, err := readCharges(ctx, r, slices.Compact(judges))
	if err != nil {
		return err
	}
	for _, id := range ids {
		j := *d.entries[id]
		j.lapse, j.next = j.weigh(records, moment.Today)
		if duty := d.duties[j.body.Requirement]; duty != "" && j.may() {
			if barred := held.entitled(j.body.Judge, duty, j.body.System, expr.DayOf(j.body.Judged)); barred.why != inForce {
				j.lapse = barred
			}
		}
		d.entries[id] = &j
	}
	return nil
}

// weigh decides whether a judgement counts, and until which day that, or the
// reason why not, is so.
func (j *judgement) weigh(records map[record.ID]*record.Record, today expr.Day) (lapse, expr.Day) {
	judged, expires := expr.DayOf(j.body.Judged), expr.DayOf(j.until())
	switch {
	case j.record.Ended():
		return lapse{why: withdrawn}, 0
	case expires < today:
		return lapse{why: ranOut}, 0
	}
	gone, leaves := left(records[j.body.Judge.ID()], today)
	changed := j.changed(records)
	next := (expires + 1).Sooner(leaves)
	switch {
	case gone:
		return lapse{why: judgeLeft}, expires + 1
	case changed.why != inForce:
		return changed, next
	case j.ownWork(records):
		return lapse{why: ownWork}, next
	case judged > today:
		return lapse{why: notYet}, next.Sooner(judged)
	}
	return lapse{}, next
}

// left tells whether a person works here no more, or the day from which that
// is known to be so.
func left(rec *record.Record, today expr.Day) (gone bool, leaves expr.Day) {
	if rec == nil || rec.Ended() {
		return true, 0
	}
	person, ok := rec.Body.(*org.Person)
	if !ok || person.Left == "" {
		return !ok, 0
	}
	leaves = expr.DayOf(person.Left)
	return leaves <= today, leaves
}

// changed finds the first record that stands at another revision than the
// judgement saw.
func (j *judgement) changed(records map[record.ID]*record.Record) lapse {
	for _, seen := range j.body.Saw {
		now := 0
		if rec := records[seen.Record.ID()]; rec != nil {
			now = rec.Revision
		}
		if now != seen.Revision {
			return lapse{why: seenChanged, about: seen.Record.ID(), saw: seen.Revision, now: now}
		}
	}
	return lapse{}
}

// ownWork tells that every record seen is owned by the judge and nobody else.
func (j *judgement) ownWork(records map[record.ID]*record.Record) bool {
	for _, seen := range j.body.Saw {
		owners := ownersOf(records[seen.Record.ID()])
		if len(owners) == 0 || slices.ContainsFunc(owners, func(owner record.Ref) bool { return owner != j.body.Judge }) {
			return false
		}
	}
	return len(j.body.Saw) > 0
}

// ownersOf are the persons who answer for a record: its owner, or where the
// kind has none, those whom its fields let read it.
func ownersOf(rec *record.Record) []record.Ref {
	if rec == nil {
		return nil
	}
	if f := rec.Kind.Field(fieldOwner); f != nil {
		return f.Refs(rec.Body)
	}
	var owners []record.Ref
	for _, f := range rec.Kind.Fields {
		if f.Is(record.MarkReader) {
			owners = append(owners, f.Refs(rec.Body)...)
		}
	}
	return owners
}

// on gives the judgement that decides on an entry: of those that count each
// judge's newest, and of these one that says it fails before any other. Where
// none counts it is the newest of the others. nil: nobody ever judged it.
func (d *docket) on(entry string) *judgement {
	newest := map[record.Ref]*judgement{}
	var lapsed *judgement
	for _, j := range d.entries {
		switch {
		case j.body.Requirement != entry:
		case j.lapse.why != inForce:
			lapsed = later(lapsed, j)
		default:
			newest[j.body.Judge] = later(newest[j.body.Judge], j)
		}
	}
	var deciding *judgement
	for _, j := range newest {
		switch {
		case deciding == nil || !j.holds() && deciding.holds():
			deciding = j
		case j.holds() == deciding.holds():
			deciding = later(deciding, j)
		}
	}
	if deciding == nil {
		return lapsed
	}
	return deciding
}

// may tells that a judgement counts, or will when its day has come.
func (j *judgement) may() bool { return j.lapse.why == inForce || j.lapse.why == notYet }

func (j *judgement) holds() bool { return j.body.Outcome == outcomeHolds }

// later is the judgement of the later day; of one day, that which was made later.
func later(a, b *judgement) *judgement {
	if a == nil || cmp.Or(cmp.Compare(a.body.Judged, b.body.Judged), cmp.Compare(a.record.ID, b.record.ID)) < 0 {
		return b
	}
	return a
}
