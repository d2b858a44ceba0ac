package demo_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"surety/demo"
	"surety/expr"
	"surety/isms/org"
	"surety/pack"
	"surety/record"
)

// told is a ledger after the demonstration's items, and what they are called.
type told struct {
	*ledger
	names map[record.ID]string
}

func tell(t testing.TB, today record.Date) told {
	t.Helper()
	names := map[record.ID]string{}
	made := 0
	l := loaded(t, func(yield func(demo.Item) bool) {
		for item := range demo.Items(today) {
			if item.Do == demo.Create {
				made++
				names[record.ID(fmt.Sprintf("id-%07d", made))] = item.Name
			}
			if !yield(item) {
				return
			}
		}
	})
	return told{ledger: l, names: names}
}

// view lets expressions read the ledger.
type view struct{ *ledger }

func (v view) Get(id record.ID) (*record.Record, error) { return v.byID[id], nil }

func (v view) Back(id record.ID, kind, field string) ([]*record.Record, error) {
	return v.ledger.Back(kind, field, id)
}

func (v view) All(kind string) ([]*record.Record, error) { return v.considered(kind), nil }

func (l *ledger) considered(kind string) []*record.Record {
	return slices.DeleteFunc(l.records(kind), func(rec *record.Record) bool { return rec.State == record.StateRetired })
}

// failures computes the checks of ISO/IEC 27001 and gives what fails: by
// requirement, the records that do, by name.
func (l told) failures(t testing.TB, today record.Date) map[string][]string {
	t.Helper()
	set, problems := pack.Load(nil, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	standard, err := set.Find("iso27001@2022")
	if err != nil {
		t.Fatal(err)
	}
	env, err := expr.New(l.catalogue)
	if err != nil {
		t.Fatal(err)
	}
	moment := expr.Moment{Today: expr.DayOf(today), System: l.records("management_system")[0].ID}
	if l.records("organization")[0].Body.(*org.Organization).TimeZone == "" {
		t.Fatal("the organization has no time zone")
	}
	asked := inquiry{told: l, env: env, session: env.Session(view{l.ledger}, moment)}
	failures := map[string][]string{}
	for _, entry := range standard.Tree() {
		for _, check := range entry.Checks {
			names, err := asked.failing(*check)
			if err != nil {
				t.Fatalf("%s %s: %v", entry.ID, check.ID, err)
			}
			for _, name := range names {
				if !slices.Contains(failures[entry.ID], name) {
					failures[entry.ID] = append(failures[entry.ID], name)
				}
			}
		}
	}
	for _, names := range maps.All(failures) {
		slices.Sort(names)
	}
	return failures
}

type inquiry struct {
	told
	env     *expr.Environment
	session *expr.Session
}

// failing are the names of the records that a check finds wrong; what is wrong
// with no record in particular has the check's own name.
func (q inquiry) failing(c pack.Check) ([]string, error) {
	if c.Shape == pack.ShapeGlobal {
		program, err := q.env.Global(c.Holds)
		if err != nil {
			return nil, err
		}
		answer, err := program.Holds.Ask(q.session, nil, 0)
		return q.whole(c, answer.Holds), err
	}
	compile := q.env.Each
	if c.Shape == pack.ShapeCount {
		compile = q.env.Count
	}
	program, err := compile(c.Of, c.Where, c.Holds)
	if err != nil {
		return nil, err
	}
	var names, wrong []string
	for _, rec := range q.considered(c.Of) {
		if program.Where != nil {
			answer, err := program.Where.Ask(q.session, rec, 0)
			if err != nil {
				return nil, err
			}
			if !answer.Holds {
				continue
			}
		}
		names = append(names, q.names[rec.ID])
		if c.Shape == pack.ShapeEach {
			answer, err := program.Holds.Ask(q.session, rec, 0)
			if err != nil {
				return nil, err
			}
			if !answer.Holds {
				wrong = append(wrong, q.names[rec.ID])
			}
		}
	}
	if c.Shape == pack.ShapeEach {
		if len(names) == 0 && c.Empty != pack.EmptyPerson && c.Empty != pack.EmptyNoOccasion {
			return q.whole(c, false), nil
		}
		return wrong, nil
	}
	answer, err := program.Holds.Ask(q.session, nil, len(names))
	if err != nil || answer.Holds {
		return nil, err
	}
	if none, err := program.Holds.Ask(q.session, nil, 0); err != nil || none.Holds {
		return names, err // too many were counted: these
	}
	return q.whole(c, false), nil
}

func (q inquiry) whole(c pack.Check, holds bool) []string {
	if holds {
		return nil
	}
	return []string{"(" + c.ID + ")"}
}
