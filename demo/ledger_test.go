package demo_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"surety/demo"
	"surety/fault"
	"surety/isms"
	"surety/isms/control"
	"surety/isms/document"
	"surety/record"
)

const today = record.Date("2026-11-24")

// ledger is a door in memory: it authorizes, lets kinds derive and validate,
// approves and keeps, as the program's own door does.
type ledger struct {
	catalogue *record.Catalogue
	byID      map[record.ID]*record.Record
	order     []record.ID
	links     map[link][]record.ID // live, by the newest revision
	last      time.Time            // of the sittings so far
	sittings  int
	acts      int
}

type link struct {
	kind, field string
	to          record.ID
}

func newLedger(t testing.TB) *ledger {
	t.Helper()
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return &ledger{catalogue: catalogue, byID: map[record.ID]*record.Record{}, links: map[link][]record.ID{}}
}

// loaded is the ledger after items.
func loaded(t testing.TB, items iter.Seq[demo.Item]) *ledger {
	t.Helper()
	l := newLedger(t)
	made := 0
	newID := func() record.ID {
		made++
		return record.ID(fmt.Sprintf("id-%07d", made))
	}
	if err := demo.Load(t.Context(), items, l.catalogue, newID, l.do); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *ledger) do(_ context.Context, s demo.Sitting) error {
	if s.At.Before(l.last) {
		return fmt.Errorf("a sitting of %s comes after one of %s", s.At, l.last)
	}
	l.last = s.At
	l.sittings++
	for _, a := range s.Acts {
		l.acts++
		if err := l.one(s, a); err != nil {
			return fmt.Errorf("%s %s by %s on %s: %w", a.Do, a.Kind, s.Name, s.At.Format(time.DateOnly), err)
		}
	}
	return nil
}

func (l *ledger) one(s demo.Sitting, a demo.Act) error {
	switch a.Do {
	case demo.Create:
		return l.create(s, a)
	case demo.PutForward:
		return l.putForward(s, a)
	case demo.Release:
		return l.release(s, a)
	}
	before := l.byID[a.ID]
	if before == nil || before.Revision != a.Base {
		return fmt.Errorf("based on revision %d of what stands at %v", a.Base, before)
	}
	rec := *before
	rec.Body = before.Kind.Clone(before.Body)
	if a.Do == demo.Edit {
		if !may(s.Roles, before.Kind.Editors) {
			return fault.New(fault.Forbidden, "%v may not edit", s.Roles)
		}
		if err := set(&rec, a.Set); err != nil {
			return err
		}
		state, _ := rec.Kind.Lifecycle.State(rec.State)
		if state.Frozen {
			return fmt.Errorf("it is %s", state.Label)
		}
		if state.OnEdit != "" && rec.Kind.ContentDigest(rec.Body) != rec.Kind.ContentDigest(before.Body) {
			rec.State = state.OnEdit
		}
		return l.put(s, &rec, before)
	}
	return l.move(s, a.Do, &rec, before)
}

func (l *ledger) create(s demo.Sitting, a demo.Act) error {
	kind := l.catalogue.Kind(a.Kind)
	if !may(s.Roles, kind.Editors) && !may(s.Roles, kind.Reporters) {
		return fault.New(fault.Forbidden, "%v may not create", s.Roles)
	}
	rec := &record.Record{ID: a.ID, Kind: kind, Key: kind.Prefix + "-" + string(a.ID), State: kind.Lifecycle.Initial(), Mark: a.Mark, Readers: a.Readers, Body: a.Body, Created: s.At}
	for _, f := range kind.Fields {
		if f.Is(record.MarkComputed) && f.IsSet(rec.Body) {
			return fmt.Errorf("it sets the computed field %s", f.Name)
		}
	}
	if kind.Name == "judgement" && kind.Field("judge").Refs(rec.Body)[0].ID() != s.By {
		return fault.New(fault.Forbidden, "a judgement in somebody else's name")
	}
	return l.put(s, rec, nil)
}

func (l *ledger) move(s demo.Sitting, name string, rec, before *record.Record) error {
	t, ok := before.Kind.Lifecycle.Transition(name, before.State)
	if !ok {
		return fmt.Errorf("%q leads nowhere from %s", name, before.State)
	}
	owner := t.Field != "" && slices.Contains(before.Kind.Field(t.Field).Refs(before.Body), record.Ref(s.By))
	roles := t.Roles
	if len(roles) == 0 {
		roles = before.Kind.Editors
	}
	if !owner && !may(s.Roles, roles) {
		return fault.New(fault.Forbidden, "%v may not %s", s.Roles, name)
	}
	rec.State = t.To
	if t.Guard != nil {
		if err := t.Guard(record.Preparation{Now: s.At, Record: rec, Before: before.Body, Actor: record.Ref(s.By), Lookup: l}); err != nil {
			return err
		}
	}
	if t.Approves {
		if err := approve(rec, s); err != nil {
			return err
		}
	}
	return l.put(s, rec, before)
}

// approve adds the approval of whoever sits.
func approve(rec *record.Record, s demo.Sitting) error {
	if s.By == "" {
		return fmt.Errorf("approved by nobody")
	}
	if d, ok := rec.Body.(*document.Document); ok && len(d.Authors) == 1 && d.Authors[0].ID() == s.By {
		return fmt.Errorf("approved by its only author")
	}
	f := rec.Kind.ApprovalsField()
	approval := record.Approval{By: record.Ref(s.By), At: s.At, Basis: rec.Kind.ContentDigest(rec.Body)}
	if version := rec.Kind.Field("version"); version != nil {
		approval.Version = version.Text(rec.Body)
	}
	return f.Set(rec.Body, append(f.Get(rec.Body).([]record.Approval), approval))
}

func (l *ledger) put(s demo.Sitting, rec, before *record.Record) error {
	p := record.Preparation{Now: s.At, Record: rec, Actor: record.Ref(s.By), Lookup: l}
	if before != nil {
		p.Before = before.Body
	}
	if preparer, ok := rec.Body.(record.Preparer); ok {
		if err := preparer.Prepare(p); err != nil {
			return err
		}
	}
	if err := rec.Kind.Validate(rec).OrNil(); err != nil {
		return err
	}
	for _, to := range rec.Kind.Links(rec.Body) {
		target := l.byID[to.To.ID()]
		if target == nil || !slices.Contains(to.Kinds, target.Kind.Name) {
			return fmt.Errorf("%s refers to %q, which is no %v", to.Field, to.To, to.Kinds)
		}
	}
	rec.Revision++
	rec.Changed = s.At
	if before == nil {
		l.order = append(l.order, rec.ID)
	} else {
		for _, to := range before.Kind.Links(before.Body) {
			at := link{before.Kind.Name, to.Field, to.To.ID()}
			l.links[at] = slices.DeleteFunc(l.links[at], func(id record.ID) bool { return id == rec.ID })
		}
	}
	l.byID[rec.ID] = rec
	for _, to := range rec.Kind.Links(rec.Body) {
		at := link{rec.Kind.Name, to.Field, to.To.ID()}
		l.links[at] = append(l.links[at], rec.ID)
	}
	return nil
}

// putForward freezes a statement in a release, as far as these tests need it.
func (l *ledger) putForward(s demo.Sitting, a demo.Act) error {
	if !may(s.Roles, nil) {
		return fault.New(fault.Forbidden, "%v may not put forward", s.Roles)
	}
	soa := l.byID[a.ID].Body.(*control.Statement)
	body := &control.Release{Statement: record.Ref(a.ID), System: soa.System, Title: soa.Title, Version: soa.Version, Pack: soa.Pack, Edition: soa.Edition}
	for _, row := range of[*control.Row](l, "soa_row") {
		if row.Included == "undecided" || row.Included == "no" && row.WhyNot == "" || row.Included == "yes" && (row.Status == "" || row.Reason == "") {
			return fmt.Errorf("row %s is not complete", row.Control)
		}
		body.Rows = append(body.Rows, control.ReleasedRow{Control: row.Control, Title: row.Title, Own: row.Own, Included: row.Included, Reason: row.Reason, Declared: row.Status})
	}
	return l.create(s, demo.Act{Kind: "soa_release", ID: a.ID + "-release", Body: body})
}

func (l *ledger) release(s demo.Sitting, a demo.Act) error {
	before := l.byID[a.ID+"-release"]
	rec := *before
	rec.Body = before.Kind.Clone(before.Body)
	return l.move(s, "approve", &rec, before)
}

func set(rec *record.Record, values map[string]string) error {
	for name, text := range values {
		f := rec.Kind.Field(name)
		if f == nil || f.Is(record.MarkComputed) || f.Type == record.TypeRef {
			return fmt.Errorf("%s can't be set by text", name)
		}
		value, err := f.Parse(text)
		if err != nil {
			return err
		}
		if err := f.Set(rec.Body, value); err != nil {
			return err
		}
	}
	return nil
}

func may(roles, editors []string) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return role == "manager" || slices.Contains(editors, role) })
}

// Get gives the record, or nil.
func (l *ledger) Get(ref record.Ref) (*record.Record, error) { return l.byID[ref.ID()], nil }

// Back gives the records whose field refers to the record.
func (l *ledger) Back(kind, field string, to record.ID) ([]*record.Record, error) {
	return l.referring(kind, field, to), nil
}

func (l *ledger) referring(kind, field string, to record.ID) []*record.Record {
	var found []*record.Record
	for _, id := range l.links[link{kind, field, to}] {
		if rec := l.byID[id]; !slices.Contains(found, rec) {
			found = append(found, rec)
		}
	}
	return found
}

// records are all of a kind, in the order in which they were made.
func (l *ledger) records(kind string) []*record.Record {
	var found []*record.Record
	for _, id := range l.order {
		if rec := l.byID[id]; rec.Kind.Name == kind {
			found = append(found, rec)
		}
	}
	return found
}

// of are the bodies of a kind.
func of[T any](l *ledger, kind string) []T {
	var bodies []T
	for _, rec := range l.records(kind) {
		bodies = append(bodies, rec.Body.(T))
	}
	return bodies
}
