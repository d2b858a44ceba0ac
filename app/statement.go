package app

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/isms/risk"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Statement is a Statement of Applicability with all that its page and papers
// show (27001 6.1.3 d).
type Statement struct {
	Record      *record.Record
	Body        *control.Statement
	Rows        []StatementRow // in the order of the editions and their controls, own ones last
	Standards   []*pack.Pack   // whose controls it decides on, the statement's own first; those that are loaded
	Unknown     []string       // editions that it names and that are not loaded
	Roles       []string       // that its management system declares
	Release     *record.Record // the one in force, or nil
	Proposed    *record.Record // one put forward and not yet decided, or nil
	Differences []control.Difference
	Names       Names
	Today       record.Date
}

// StatementRow is one row with what evidence shows.
type StatementRow struct {
	Record  *record.Record
	Body    *control.Row
	Risks   []record.Ref // drivers: named in the row, or treated by its controls
	Found   control.Found
	Proofs  []*record.Record // evidence, the newest first
	Current int              // how much of it is in date
}

// Statement reads a Statement of Applicability by id or key.
func (a *App) Statement(ctx context.Context, actor Actor, idOrKey string) (*Statement, error) {
	rec, err := a.Get(ctx, actor, idOrKey)
	if err != nil {
		return nil, err
	}
	body, ok := rec.Body.(*control.Statement)
	if !ok {
		return nil, fault.New(fault.NotFound, "%s is no Statement of Applicability", rec.Key)
	}
	s := &Statement{Record: rec, Body: body}
	if s.Roles, err = a.rolesFor(ctx, actor, body.System); err != nil {
		return nil, err
	}
	s.Standards, s.Unknown = a.standards(body)
	if s.Today, err = a.Today(ctx, actor); err != nil {
		return nil, err
	}
	return s, (&statementReader{app: a, ctx: ctx, actor: actor, reader: a.store.In(actor.Organization)}).fill(s)
}

type statementReader struct {
	app    *App
	ctx    context.Context
	actor  Actor
	reader store.Reader
	seen   []*record.Record // whose references are to be named
}

func (r *statementReader) fill(s *Statement) error {
	rows, err := r.back("soa_row", "soa", s.Record.ID)
	if err != nil {
		return err
	}
	var ids, controls []record.ID
	for _, rec := range rows[s.Record.ID] {
		row := StatementRow{Record: rec, Body: rec.Body.(*control.Row)}
		s.Rows = append(s.Rows, row)
		ids = append(ids, rec.ID)
		for _, ref := range row.Body.Controls {
			controls = append(controls, ref.ID())
		}
	}
	editions := s.Body.Editions()
	sort.SliceStable(s.Rows, func(i, j int) bool {
		a, b := s.Rows[i].Body, s.Rows[j].Body
		if a.Own != b.Own {
			return b.Own
		}
		if of := cmp.Compare(slices.Index(editions, s.Place(a).Standard), slices.Index(editions, s.Place(b).Standard)); of != 0 {
			return of < 0
		}
		if a.Order != b.Order {
			return a.Order < b.Order
		}
		return a.Control < b.Control
	})
	if err := r.prove(s, ids, controls); err != nil {
		return err
	}
	if err := r.releases(s); err != nil {
		return err
	}
	r.seen = append(r.seen, s.Record)
	if s.Names, err = r.app.names(r.ctx, r.actor, r.reader, r.seen...); err != nil {
		return err
	}
	if err := r.nameDrivers(s); err != nil {
		return err
	}
	if s.Release != nil {
		s.Differences = control.Compare(s.Release.Body.(*control.Release).Named(), s.Words())
	}
	return nil
}

// nameDrivers adds the names of risks that come through treatments and that no
// row names itself.
func (r *statementReader) nameDrivers(s *Statement) error {
	var ids []record.ID
	for _, row := range s.Rows {
		for _, ref := range row.Risks {
			if _, ok := s.Names[ref.ID()]; !ok {
				ids = append(ids, ref.ID())
			}
		}
	}
	more, err := r.app.namesByID(r.ctx, r.actor, r.reader, ids)
	for id, name := range more {
		s.Names[id] = name
	}
	return err
}

// prove gives each row its evidence, found status and drivers.
func (r *statementReader) prove(s *Statement, rows, controls []record.ID) error {
	byRow, err := r.back("evidence", "rows", rows...)
	if err != nil {
		return err
	}
	byControl, err := r.back("evidence", "controls", controls...)
	if err != nil {
		return err
	}
	treatments, err := r.back("treatment", "controls", controls...)
	if err != nil {
		return err
	}
	for i := range s.Rows {
		row := &s.Rows[i]
		row.Risks = append([]record.Ref{}, row.Body.Risks...)
		proofs := byRow[row.Record.ID]
		for _, ref := range row.Body.Controls {
			proofs = append(proofs, byControl[ref.ID()]...)
			for _, t := range treatments[ref.ID()] {
				if treatment := t.Body.(*risk.Treatment); !t.Ended() && treatment.Option == "modify" && !containsRef(row.Risks, treatment.Risk) {
					row.Risks = append(row.Risks, treatment.Risk)
				}
			}
		}
		row.weigh(proofs, s.Today)
	}
	return nil
}

func (row *StatementRow) weigh(proofs []*record.Record, today record.Date) {
	seen := map[record.ID]bool{}
	var weighed []control.Proof
	for _, rec := range proofs {
		if seen[rec.ID] {
			continue
		}
		seen[rec.ID] = true
		evidence := rec.Body.(*assess.Evidence)
		proof := control.Proof{Collected: evidence.Collected, Expires: evidence.Expires, Ended: rec.Ended()}
		weighed = append(weighed, proof)
		row.Proofs = append(row.Proofs, rec)
		if proof.InDate(today) {
			row.Current++
		}
	}
	sort.SliceStable(row.Proofs, func(i, j int) bool {
		return row.Proofs[i].Body.(*assess.Evidence).Collected > row.Proofs[j].Body.(*assess.Evidence).Collected
	})
	row.Found = control.FoundStatus(row.Body.Status, weighed, today)
}

func (r *statementReader) releases(s *Statement) error {
	releases, err := r.back("soa_release", "soa", s.Record.ID)
	if err != nil {
		return err
	}
	for _, rec := range releases[s.Record.ID] {
		switch {
		case control.InForce(rec):
			s.Release = rec
		case rec.State == control.StateProposed:
			s.Proposed = rec
		}
	}
	return nil
}

// back reads, in two statements, the live records that refer to others by a
// field, as far as the actor may see them.
func (r *statementReader) back(kind, field string, to ...record.ID) (map[record.ID][]*record.Record, error) {
	if len(to) == 0 {
		return nil, nil
	}
	links, err := r.reader.Back(r.ctx, kind, field, to...)
	if err != nil {
		return nil, err
	}
	var ids []record.ID
	for _, from := range links {
		ids = append(ids, from...)
	}
	found, err := r.reader.Get(r.ctx, ids...)
	if err != nil {
		return nil, err
	}
	back := map[record.ID][]*record.Record{}
	for id, from := range links {
		for _, f := range from {
			if rec := found[f]; rec != nil && rec.State != record.StateRetired && r.app.maySee(r.actor, rec) {
				back[id] = append(back[id], rec)
				r.seen = append(r.seen, rec)
			}
		}
	}
	return back, nil
}

func containsRef(refs []record.Ref, ref record.Ref) bool {
	for _, r := range refs {
		if r == ref {
			return true
		}
	}
	return false
}
