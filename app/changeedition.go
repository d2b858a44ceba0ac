package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"surety/app/edition"
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/isms/org"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// EditionQuery says which edition of a pack is to take another's place, and where.
type EditionQuery struct {
	Pack, From, To string
	System         string // key or id of the management system; empty: the only one
}

// EditionChange is what a newer edition in the place of an older one makes of what
// was decided by that.
type EditionChange struct {
	Query      EditionQuery
	System     *record.Record
	From, To   pack.Ref
	Older      *pack.Pack // nil where it is not loaded
	Newer      *pack.Pack
	Fates      []pack.Fate
	Statements []StatementChange
	Judgements []edition.Judgement
	Follows    bool // the management system itself goes by the older edition
	Digest     string
	Names      Names
	position   int64
}

// StatementChange is what becomes of the rows of one statement.
type StatementChange struct {
	Statement *record.Record
	Rows      []edition.Row
}

// Nothing tells that nothing goes by the older edition.
func (c *EditionChange) Nothing() bool {
	return len(c.Statements) == 0 && len(c.Judgements) == 0 && !c.Follows
}

// ChangeOfEdition works out what becomes of each judgement, and of each row of a
// Statement of Applicability that is worked on, when a newer edition takes an older
// one's place. Nothing is changed.
func (a *App) ChangeOfEdition(ctx context.Context, actor Actor, query EditionQuery) (*EditionChange, error) {
	position, err := a.Position(ctx, actor)
	if err != nil {
		return nil, err
	}
	c := &EditionChange{Query: query, From: pack.Ref{Pack: query.Pack, Edition: query.From}, To: pack.Ref{Pack: query.Pack, Edition: query.To}, position: position}
	stand, err := a.stand(ctx, actor.Organization)
	if err != nil {
		return nil, err
	}
	if c.System, err = stand.system(query.System); err != nil {
		return nil, err
	}
	if c.Fates, err = a.packs.Migration(query.Pack, query.From, query.To); err != nil {
		return nil, err
	}
	c.Older, c.Newer = a.packs.Pack(c.From), a.packs.Pack(c.To)
	body := c.System.Body.(*org.ManagementSystem)
	c.Follows = body.Standard == query.Pack && body.Edition == query.From
	r := &editionReader{app: a, ctx: ctx, actor: actor, to: c, plan: edition.Change{From: c.Older, To: c.Newer, Old: c.From.String(), Fates: c.Fates, Roles: rolesOf(c.System)}}
	if err := r.statements(); err != nil {
		return nil, err
	}
	if err := r.judgements(); err != nil {
		return nil, err
	}
	c.Digest = c.digest()
	c.Names, err = a.NamesOf(ctx, actor, r.seen...)
	return c, err
}

type editionReader struct {
	app   *App
	ctx   context.Context
	actor Actor
	to    *EditionChange
	plan  edition.Change
	seen  []*record.Record
}

// every reads all records of a kind that a filter leaves.
func (r *editionReader) every(kind string, filters ...store.Filter) ([]*record.Record, error) {
	query := store.Query{Kind: kind, Sort: "key", Limit: store.MostLimit, Filters: filters}
	var all []*record.Record
	for {
		listing, err := r.app.List(r.ctx, r.actor, query)
		if err != nil {
			return nil, err
		}
		all = append(all, listing.Records...)
		if query.After = listing.Next; listing.Next == "" {
			return all, nil
		}
	}
}

func (r *editionReader) ofSystem() store.Filter {
	return store.Filter{Field: "system", Values: []string{string(r.to.System.ID)}}
}

// statements finds those that decide by the older edition.
func (r *editionReader) statements() error {
	statements, err := r.every("soa", r.ofSystem())
	if err != nil {
		return err
	}
	for _, rec := range statements {
		body := rec.Body.(*control.Statement)
		if !slices.Contains(body.Editions(), r.to.From.String()) {
			continue
		}
		if slices.Contains(body.Editions(), r.to.To.String()) {
			return fault.New(fault.Invalid, "%s decides by both editions already", rec.Key).Mending("take one of them out of the statement, with its rows")
		}
		statement, err := r.app.Statement(r.ctx, r.actor, string(rec.ID))
		if err != nil {
			return err
		}
		rows := make([]*record.Record, len(statement.Rows))
		for i, row := range statement.Rows {
			rows[i] = named(statement, row)
		}
		r.to.Statements = append(r.to.Statements, StatementChange{rec, r.plan.Rows(rows)})
		r.seen = append(r.seen, rec)
	}
	return nil
}

// named is a row that says which edition it goes by, as older ones may not.
func named(s *Statement, row StatementRow) *record.Record {
	if row.Body.Own || row.Body.Standard != "" {
		return row.Record
	}
	rec, body := *row.Record, *row.Body
	body.Standard = s.Place(row.Body).Standard
	rec.Body = &body
	return &rec
}

func (r *editionReader) judgements() error {
	given, err := r.every("judgement", r.ofSystem(), store.Filter{Field: "standard", Values: []string{r.to.From.Pack}})
	if err != nil {
		return err
	}
	today, err := r.app.Today(r.ctx, r.actor)
	if err != nil {
		return err
	}
	r.to.Judgements = r.plan.Judgements(given, today)
	for _, j := range r.to.Judgements {
		r.seen = append(r.seen, j.Old)
	}
	return nil
}

// digest is of all that the change was worked out from: who confirms it confirms what
// was shown, and nothing that changed since.
func (c *EditionChange) digest() string {
	sum := sha256.New()
	tell := func(rec *record.Record) {
		if rec != nil {
			fmt.Fprintf(sum, " %s %d", rec.ID, rec.Revision)
		}
	}
	fmt.Fprintf(sum, "%s %s", c.From, c.To)
	tell(c.System)
	for _, s := range c.Statements {
		tell(s.Statement)
		for _, row := range s.Rows {
			fmt.Fprintf(sum, "\n%s", row.Relation)
			if row.Entry != nil {
				fmt.Fprintf(sum, " %s", row.Entry.ID)
			}
			for _, rec := range row.From {
				tell(rec)
			}
		}
	}
	for _, j := range c.Judgements {
		fmt.Fprintf(sum, "\n%s %t", j.Relation, j.Carried)
		tell(j.Old)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// ChangeEdition puts a newer edition in an older one's place, all of it or nothing,
// as it was shown: digest is that of the change that was looked at; Stale where
// something changed since. A request that is sent again does nothing twice. It tells
// how many records were written.
func (a *App) ChangeEdition(ctx context.Context, actor Actor, query EditionQuery, digest, request string) (int, error) {
	if !actor.Has(Manager) {
		return 0, &fault.Error{Kind: fault.Forbidden, Message: "a manager changes the edition that the management system goes by", Mend: "ask a manager"}
	}
	c, err := a.ChangeOfEdition(ctx, actor, query)
	if err != nil {
		return 0, err
	}
	if c.Digest != digest {
		if done, err := a.Do(ctx, actor, Request{ID: request}); err != nil || len(done) > 0 { // it was carried out before
			return len(done), err
		}
		return 0, &fault.Error{Kind: fault.Stale, Message: "something changed since this was worked out", Mend: "look once more at what becomes of each row and judgement"}
	}
	commands, err := a.editionCommands(ctx, actor, c)
	if err != nil || len(commands) == 0 {
		return 0, err
	}
	done, err := a.Do(ctx, actor, Request{ID: request, Note: NoteEdition, Since: c.position}, commands...)
	return len(done), err
}

// editionCommands are all writes of a change.
func (a *App) editionCommands(ctx context.Context, actor Actor, c *EditionChange) ([]Command, error) {
	var commands []Command
	for _, s := range c.Statements {
		made, successors := a.rowCommands(s)
		evidence, err := a.evidenceCommands(ctx, actor, successors)
		if err != nil {
			return nil, err
		}
		body := s.Statement.Kind.Clone(s.Statement.Body).(*control.Statement)
		if body.Pack == c.From.Pack && body.Edition == c.From.Edition {
			body.Edition = c.To.Edition
		}
		for i, extension := range body.Extensions {
			if extension == c.From.String() {
				body.Extensions[i] = c.To.String()
			}
		}
		commands = append(commands, Edit{ID: s.Statement.ID, Base: s.Statement.Revision, Body: body})
		commands = append(append(commands, made...), evidence...)
	}
	for _, j := range c.Judgements {
		if !j.Carried {
			continue
		}
		body := j.Old.Kind.Clone(j.Old.Body).(*assess.Judgement)
		body.Edition, body.Requirement = c.To.Edition, j.New[0].ID
		commands = append(commands, Create{Kind: "judgement", Body: body, Mark: j.Old.Mark, Readers: j.Old.Readers, Custom: j.Old.Custom, carries: j.Old.ID})
	}
	if c.Follows {
		commands = append(commands, Edit{ID: c.System.ID, Base: c.System.Revision, Set: map[string]string{"edition": c.To.Edition}})
	}
	return commands, nil
}

// rowCommands change, make and retire rows; successors are the rows that go on with
// each old one, where these are others than itself.
func (a *App) rowCommands(s StatementChange) (commands []Command, successors map[record.ID][]record.ID) {
	successors = map[record.ID][]record.ID{}
	for _, row := range s.Rows {
		if row.Body == nil {
			old := row.From[0]
			commands = append(commands, Move{ID: old.ID, Base: old.Revision, Transition: "retire"})
			continue
		}
		id := a.newID()
		if row.Onto != nil {
			id = row.Onto.ID
			commands = append(commands, Edit{ID: id, Base: row.Onto.Revision, Body: row.Body})
		} else {
			row.Body.Statement = record.Ref(s.Statement.ID)
			commands = append(commands, Create{ID: id, Kind: "soa_row", Body: row.Body})
		}
		for _, old := range row.From {
			if old.ID != id {
				successors[old.ID] = append(successors[old.ID], id)
			}
		}
	}
	return commands, successors
}

// evidenceCommands let evidence that shows a row show those, too, that go on with it.
func (a *App) evidenceCommands(ctx context.Context, actor Actor, successors map[record.ID][]record.ID) ([]Command, error) {
	var old []record.ID
	for id := range successors {
		old = append(old, id)
	}
	slices.Sort(old)
	reader := &statementReader{app: a, ctx: ctx, actor: actor, reader: a.store.In(actor.Organization)}
	back, err := reader.back("evidence", "rows", old...)
	if err != nil {
		return nil, err
	}
	bodies := map[record.ID]*assess.Evidence{}
	var records []*record.Record
	for _, id := range old {
		for _, rec := range back[id] {
			if bodies[rec.ID] == nil {
				bodies[rec.ID] = rec.Kind.Clone(rec.Body).(*assess.Evidence)
				records = append(records, rec)
			}
			for _, successor := range successors[id] {
				if ref := record.Ref(successor); !slices.Contains(bodies[rec.ID].Rows, ref) {
					bodies[rec.ID].Rows = append(bodies[rec.ID].Rows, ref)
				}
			}
		}
	}
	var commands []Command
	for _, rec := range records {
		commands = append(commands, Edit{ID: rec.ID, Base: rec.Revision, Body: bodies[rec.ID]})
	}
	return commands, nil
}
