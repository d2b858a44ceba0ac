package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"surety/fault"
	"surety/journal"
)

// Verification is what a check of an organization's log and records found.
type Verification struct {
	// Report is the walk through the log.
	journal.Report
	// Records is how many records were compared with their newest revisions.
	Records int64 `json:"records"`
	// Live are the differences between the tables and what the log proves, the
	// first of them; empty when there are none.
	Live []LiveDifference `json:"live,omitempty"`
}

// LiveDifference is one place where a table says something else than the log.
type LiveDifference struct {
	Record string `json:"record"` // key, or id
	Field  string `json:"field,omitempty"`
	Detail string `json:"detail"`
}

// String is the difference in one sentence.
func (d LiveDifference) String() string {
	if d.Field == "" {
		return d.Record + ": " + d.Detail
	}
	return d.Record + "." + d.Field + ": " + d.Detail
}

// OK tells that log and tables fit.
func (v Verification) OK() bool { return v.Report.OK() && len(v.Live) == 0 }

// mostDifferences bounds the differences that are told.
const mostDifferences = 100

// Verify checks the organization's log from its first entry, every revision
// against it, and the records as they stand against their newest revisions, all
// of one state of the database. outside are signed checkpoints that were kept
// elsewhere; without any, a log that was rewritten as a whole can't be told from
// a true one, and the report says so. An error means that nothing was found out.
func (o *Org) Verify(ctx context.Context, outside ...[]byte) (Verification, error) {
	var v Verification
	err := o.with(ctx, need{}, func(c *conn) error {
		check := &comparison{o: o, c: c, v: &v}
		against, err := check.against(ctx)
		if err != nil {
			return err
		}
		against.Outside = outside
		if v.Report, err = journal.Verify(o.checked(ctx, c, check), against); err != nil {
			return err
		}
		if d := v.Discrepancy; d != nil && d.Record != "" { // told as people know it
			if _, err := c.one(ctx, []any{&d.Record}, "SELECT key FROM record WHERE org = $1 AND id = $2", c.org, d.Record); err != nil {
				return err
			}
		}
		if err := check.live(ctx); err != nil {
			return err
		}
		check.conclude()
		return nil
	})
	return v, fault.Wrap(err, "verify the log")
}

// against reads what the walk is held against.
func (k *comparison) against(ctx context.Context) (journal.Against, error) {
	o, c := k.o, k.c
	a := journal.Against{Organization: o.id}
	var root, peaks []byte
	var micro int64
	var verifying string
	if _, err := c.one(ctx, []any{&a.Head.Size, &root, &peaks, &micro}, "SELECT size, root, peaks, time FROM log_head WHERE org = $1", c.org); err != nil {
		return a, err
	}
	copy(a.Head.Root[:], root)
	a.Head.Peaks, a.Head.Time = keptPeaks(peaks), instant(micro)
	if _, err := c.one(ctx, []any{&verifying}, "SELECT verifier FROM organization WHERE org = $1", c.org); err != nil {
		return a, err
	}
	for _, line := range strings.Fields(verifying) { // the newest and, after restores without keys, earlier ones
		verifier, err := journal.ParseVerifier(line)
		if err != nil {
			k.report("the organization", "verifier", "it holds no verifying key of the log: %v", err)
			continue
		}
		a.Trusted = append(a.Trusted, verifier)
	}
	own, err := o.store.keys.verifier(o.id)
	if err != nil {
		return a, err
	}
	if own != "" && !strings.Contains(verifying, own) {
		k.report("the organization", "verifier", "it is not that of the signing key in the folder of keys")
		if verifier, err := journal.ParseVerifier(own); err == nil { // so that checkpoints can be checked all the same
			a.Trusted = append(a.Trusted, verifier)
		}
	}
	a.Own, err = collect(ctx, c, func(rows *sql.Rows) (note []byte, err error) { return note, rows.Scan(&note) },
		"SELECT note FROM checkpoint WHERE org = $1 ORDER BY size", c.org)
	return a, err
}

// checked gives the entries to the walk and, on the way, compares what the table
// of revisions says of them with their envelopes.
func (o *Org) checked(ctx context.Context, c *conn, check *comparison) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		err := o.entries(ctx, c, first(c.org), entriesAtOnce, func(e *entryRow) error {
			check.row(e)
			if !yield(e.Entry, nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(journal.Entry{}, err)
		}
	}
}

// comparison compares tables with the log.
type comparison struct {
	o        *Org
	c        *conn
	v        *Verification
	words    wordSums
	unproved int64 // values that stand and can't be compared, for want of keys
}

// conclude says what the comparison can't exclude.
func (k *comparison) conclude() {
	if k.unproved > 0 {
		k.v.NotExcluded = append(k.v.NotExcluded, fault.Sentencef("%d personal values that stand now could not be compared with the log, for want of their keys: whoever can write the database may have altered them.", k.unproved))
	}
	k.v.NotExcluded = append(k.v.NotExcluded, fault.Sentencef("Accounts, their roles and settings are not in the log: nothing here shows that they were not altered."))
}

func (k *comparison) report(record, field, format string, args ...any) {
	if len(k.v.Live) < mostDifferences {
		k.v.Live = append(k.v.Live, LiveDifference{record, field, fmt.Sprintf(format, args...)})
	}
}

// row compares a row of the table of revisions with its envelope.
func (k *comparison) row(e *entryRow) {
	envelope, err := journal.DecodeEnvelope(e.Envelope)
	if err != nil {
		return // the walk says so
	}
	name := envelope.Record
	if e.key.String != "" {
		name = e.key.String
	}
	if !e.revision.Valid {
		k.report(name, "", "revision %d (entry %d) is missing from the table of revisions", envelope.Revision, e.sequence)
		return
	}
	for _, c := range [...]struct{ field, stored, proved string }{
		{"id", e.id.String, envelope.Record}, {"kind", e.kind.String, envelope.Kind}, {"op", e.op.String, envelope.Operation},
		{"actor", e.actor.String, envelope.Actor}, {"request", e.request.String, envelope.Request},
		{"revision", fmt.Sprint(e.revision.Int64), fmt.Sprint(envelope.Revision)}, {"schema", fmt.Sprint(e.schema.Int64), fmt.Sprint(envelope.Schema)},
		{"time", instant(e.time.Int64).Format(time.RFC3339Nano), envelope.Time.Format(time.RFC3339Nano)},
	} {
		if c.stored != c.proved {
			k.report(name, c.field, "revision %d says %q, its entry in the log %q", envelope.Revision, c.stored, c.proved)
		}
	}
	until := int64(forever)
	if e.successor.Valid {
		until = e.successor.Int64
	}
	if e.until.Int64 != until {
		k.report(name, "until", "revision %d doesn't end where the next begins", envelope.Revision)
	}
}

// live compares the records as they stand with their newest revisions, kind by kind.
func (k *comparison) live(ctx context.Context) error {
	if err := k.readWords(ctx); err != nil {
		return err
	}
	for _, kind := range k.o.store.catalogue.Kinds() {
		if err := k.kind(ctx, k.o.store.layouts[kind.Name]); err != nil {
			return err
		}
	}
	return errors.Join(k.stray(ctx), k.strayWords(ctx), k.signed(ctx))
}

// signed compares how far the head says that checkpoints were signed, which
// decides when the next one is.
func (k *comparison) signed(ctx context.Context) error {
	var said, newest int64
	_, err := k.c.one(ctx, []any{&said, &newest}, "SELECT h.signed, coalesce((SELECT max(size) FROM checkpoint c WHERE c.org = h.org), 0) FROM log_head h WHERE h.org = $1", k.c.org)
	if err == nil && said > newest {
		k.report("the log's head", "", "it says that a checkpoint of %d entries was signed, the newest that is kept is of %d", said, newest)
	}
	return err
}

// kind compares the records of a kind, some hundred at a time.
func (k *comparison) kind(ctx context.Context, l *layout) error {
	for start := first(k.c.org); ; {
		revisions, err := collect(ctx, k.c, func(rows *sql.Rows) (kept, error) { return scanKept(rows) },
			"SELECT "+keptColumns+" FROM "+keptTables+" WHERE r.num > $1 AND r.num < $2 AND r.kind = $3 AND "+keptJoined+" AND v.until_pos = $4 ORDER BY r.num LIMIT $5",
			start, first(k.c.org+1), l.kind.Name, forever, entriesAtOnce)
		if err != nil || len(revisions) == 0 {
			return err
		}
		proved, err := k.o.revive(ctx, k.c, revisions)
		if err != nil { // told by the walk, which finds the altered value
			k.report(l.kind.Name, "", "revisions can't be read, so its records were not compared: %v", err)
			return nil
		}
		if err := k.compare(ctx, l, proved); err != nil {
			return err
		}
		start = revisions[len(revisions)-1].num
	}
}

// stray finds rows of records that no revision made.
func (k *comparison) stray(ctx context.Context) error {
	tables := []string{"record"}
	for _, kind := range k.o.store.catalogue.Kinds() {
		tables = append(tables, k.o.store.layouts[kind.Name].table)
	}
	for _, table := range tables {
		err := k.c.each(ctx, func(rows *sql.Rows) error {
			var key string
			err := rows.Scan(&key)
			k.report(key, "", "it stands in table %s, but the log knows no such record", table)
			return err
		}, "SELECT t.key FROM "+table+" t WHERE t.num > $1 AND t.num < $2 AND NOT EXISTS (SELECT 1 FROM revision v WHERE v.num = t.num) ORDER BY t.num LIMIT $3",
			first(k.c.org), first(k.c.org+1), mostDifferences)
		if err != nil {
			return err
		}
	}
	return nil
}

// sameValues compares two lists of column values.
func sameValues(a, b []any) bool {
	return slices.EqualFunc(a, b, func(x, y any) bool { return compareValues(x, y) == 0 })
}
