package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// dutyColumns are the columns of a kind that say who has to act, and by when.
type dutyColumns struct{ person, day column }

// addDuty notes the columns where the kind marks both.
func (l *layout) addDuty() {
	person, day := l.kind.MarkedField(record.MarkDuty), l.kind.MarkedField(record.MarkDue)
	if person == nil || day == nil {
		return
	}
	p, single := l.byField[person.Name]
	d, dated := l.byField[day.Name]
	if !single || !dated || day.Type != record.TypeDate {
		return
	}
	l.duty = &dutyColumns{p, d}
	l.form.Duty = p.name + ", " + d.name
}

func (l *layout) dutyIndex() string { return l.table + "_duty" }

// createDutyIndex makes the index that has what is due from a person in the order
// of days: without it, whoever owns ten thousand records would have them all read.
func (l *layout) createDutyIndex(d *dialect) string {
	return fmt.Sprintf("CREATE INDEX %s ON %s (org, arm, %s%s)", l.dutyIndex(), l.table, l.form.Duty, d.indexTail)
}

// Duty is a record of which something is due from a person.
type Duty struct {
	Entry
	Day record.Date
}

// Duties lists what is due from a person up to a day, of all kinds that mark who
// has to act and by when, the first due first, whoever may see it. Records that
// have ended are due from nobody. It takes two statements, and one more where
// marked records are among them.
func (o *Org) Duties(ctx context.Context, person record.ID, until record.Date, limit int) ([]Duty, error) {
	var list []Duty
	err := o.with(ctx, need{all: true}, func(c *conn) error {
		spots, err := o.store.dutySpots(ctx, c, person, until, limited(limit))
		if err != nil || len(spots) == 0 {
			return err
		}
		list, err = readDuties(ctx, c, spots)
		return err
	})
	return list, fault.Wrap(err, "list what is due")
}

// dutySpot is where a record stands among what is due.
type dutySpot struct {
	day record.Date
	num int64
}

// dutySpots follows the index of duties of each kind, state by state, and merges
// what it found.
func (s *Store) dutySpots(ctx context.Context, c *conn, person record.ID, until record.Date, limit int) ([]dutySpot, error) {
	var a arguments
	org, who, day, most := a.add(c.org), a.add(string(person)), a.add(string(until)), a.add(int64(limit))
	var arms []string
	for _, kind := range s.catalogue.Kinds() {
		l := s.layouts[kind.Name]
		if l.duty == nil {
			continue
		}
		due := "k." + l.duty.day.name
		for _, arm := range l.allArms(false) {
			arms = append(arms, fmt.Sprintf("SELECT day, num FROM (SELECT %s AS day, k.num AS num FROM %s k%s WHERE k.org = %s AND k.arm = %d AND k.%s = %s AND %s > '' AND %s <= %s ORDER BY %s, k.num LIMIT %s) n%d",
				due, l.table, c.d.hint(l.dutyIndex()), org, arm, l.duty.person.name, who, due, due, day, due, most, len(arms)))
		}
	}
	if len(arms) == 0 {
		return nil, nil
	}
	if err := c.keepPlan(ctx); err != nil {
		return nil, err
	}
	spots, err := collect(ctx, c, func(rows *sql.Rows) (d dutySpot, err error) { return d, rows.Scan(&d.day, &d.num) }, strings.Join(arms, " UNION ALL "), a.values...)
	slices.SortFunc(spots, func(x, y dutySpot) int { return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.num, y.num)) })
	return spots[:min(len(spots), limit)], err
}

// readDuties reads the directory's entries of what is due, in its order.
func readDuties(ctx context.Context, c *conn, spots []dutySpot) ([]Duty, error) {
	byNum := make(map[int64]Entry, len(spots))
	err := chunks(spots, batched, func(part []dutySpot) error {
		nums := make([]int64, len(part))
		for i, s := range part {
			nums[i] = s.num
		}
		var a arguments
		entries, err := collect(ctx, c, func(rows *sql.Rows) (Entry, error) { return scanEntry(rows) }, "SELECT "+entryColumns+" FROM record r WHERE r.num "+in(&a, nums), a.values...)
		if err == nil {
			err = addReaders(ctx, c, entries)
		}
		for _, e := range entries {
			byNum[e.num] = e
		}
		return err
	})
	list := make([]Duty, 0, len(spots))
	for _, s := range spots {
		list = append(list, Duty{byNum[s.num], s.day})
	}
	return list, err
}

// Overdue counts for each of some persons, and for each kind, what was due before
// a day and has not ended.
func (o *Org) Overdue(ctx context.Context, before record.Date, persons ...record.ID) (map[record.ID]map[string]int, error) {
	found := map[record.ID]map[string]int{}
	if len(persons) == 0 {
		return found, nil
	}
	err := o.with(ctx, need{all: true}, func(c *conn) error {
		return chunks(persons, batched, func(part []record.ID) error { return o.store.overdue(ctx, c, before, part, found) })
	})
	return found, fault.Wrap(err, "count what is overdue")
}

// overdue counts person by person along each kind's index of duties: one entry of it
// is read for each record that is counted, and nothing is sorted or put into groups.
func (s *Store) overdue(ctx context.Context, c *conn, before record.Date, persons []record.ID, found map[record.ID]map[string]int) error {
	var a arguments
	org, day := a.add(c.org), a.add(string(before))
	rows := make([]string, len(persons))
	for i, person := range persons {
		rows[i] = "(" + a.add(string(person)) + ")"
	}
	var parts []string
	for _, kind := range s.catalogue.Kinds() {
		l := s.layouts[kind.Name]
		if l.duty == nil {
			continue
		}
		var counts []string
		for _, arm := range l.allArms(false) {
			counts = append(counts, fmt.Sprintf("(SELECT count(*) FROM %s k%s WHERE k.org = %s AND k.arm = %d AND k.%s = named.person AND k.%s > '' AND k.%s < %s)",
				l.table, c.d.hint(l.dutyIndex()), org, arm, l.duty.person.name, l.duty.day.name, l.duty.day.name, day))
		}
		parts = append(parts, fmt.Sprintf("SELECT '%s' AS kind, named.person AS person, %s AS n FROM named", kind.Name, strings.Join(counts, " + ")))
	}
	if len(parts) == 0 {
		return nil
	}
	if err := c.keepPlan(ctx); err != nil {
		return err
	}
	return c.each(ctx, func(rows *sql.Rows) error {
		var kind string
		var person record.ID
		var n int
		if err := rows.Scan(&kind, &person, &n); err != nil || n == 0 {
			return err
		}
		if found[person] == nil {
			found[person] = map[string]int{}
		}
		found[person][kind] += n
		return nil
	}, "WITH named(person) AS (VALUES "+strings.Join(rows, ", ")+") "+strings.Join(parts, " UNION ALL "), a.values...)
}
