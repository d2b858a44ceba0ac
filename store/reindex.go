package store

import (
	"context"
	"database/sql"
	"strings"
)

// reindexAll makes anew, for every organization, what the tables derive from the
// bodies of a kind; the words only where asked for.
func (s *Store) reindexAll(ctx context.Context, c *conn, l *layout, words bool) error {
	orgs, err := collect(ctx, c, scanNumber, "SELECT org FROM organization ORDER BY org")
	for _, org := range orgs {
		if err := c.enter(ctx, org); err != nil {
			return err
		}
		if err := s.reindex(ctx, c, l, words); err != nil {
			return err
		}
	}
	return err
}

// reindex makes anew the columns, words, facets and readers of a kind's records
// in one organization. References are not derived anew: they are told by what
// wrote them, and a field that is new has none.
func (s *Store) reindex(ctx context.Context, c *conn, l *layout, words bool) error {
	if _, err := c.exec(ctx, "DELETE FROM facet WHERE org = $1 AND kind = $2", c.org, l.kind.Name); err != nil {
		return err
	}
	for start := first(c.org); ; {
		var before []string
		var text string
		scan := l.scanner(&text)
		records, err := collect(ctx, c, func(rows *sql.Rows) (numbered, error) {
			n, err := scan.record(rows)
			before = append(before, text)
			return n, err
		}, "SELECT "+recordColumns+", r.words FROM "+l.table+" k JOIN record r ON r.num = k.num WHERE k.num > $1 AND k.num < $2 ORDER BY k.num LIMIT $3",
			start, first(c.org+1), entriesAtOnce)
		if err != nil || len(records) == 0 {
			return err
		}
		var staged stage
		for i, n := range records {
			d := l.describe(n.rec)
			if err := l.reindexOne(ctx, c, &staged, n, d); err != nil {
				return err
			}
			if words {
				if err := n.reindexWords(ctx, c, &staged, d, parseWordList(before[i])); err != nil {
					return err
				}
			}
		}
		if err := staged.flush(ctx, c, &s.inserts); err != nil {
			return err
		}
		start = records[len(records)-1].num
	}
}

func (l *layout) reindexOne(ctx context.Context, c *conn, staged *stage, n numbered, d described) error {
	var a arguments
	where := " WHERE num = " + a.add(n.num)
	sets := []string{"arm = " + a.add(l.arm(n.rec.State)), "number = " + a.add(d.number), "title = " + a.add(d.ordered)}
	for i, column := range l.columns {
		sets = append(sets, column.name+" = "+a.add(d.columns[i]))
	}
	if _, err := c.exec(ctx, "UPDATE "+l.table+" SET "+strings.Join(sets, ", ")+where, a.values...); err != nil {
		return err
	}
	if _, err := c.exec(ctx, "DELETE FROM reader WHERE num = $1", n.num); err != nil {
		return err
	}
	for _, f := range d.facets {
		staged.add(&facetTarget, c.org, l.kind.Name, f.name, f.value, n.num)
	}
	for _, person := range d.readers {
		staged.add(&readerTarget, c.org, n.num, person)
	}
	return nil
}

// reindexWords makes the record's entry of the directory and its words anew.
func (n numbered) reindexWords(ctx context.Context, c *conn, staged *stage, d described, before wordList) error {
	if _, err := c.exec(ctx, "UPDATE record SET title = $1, words = $2 WHERE num = $3", d.title, d.words.text(), n.num); err != nil {
		return err
	}
	for place, tokens := range [...][]string{before.title, before.other} {
		for _, token := range tokens {
			if _, err := c.exec(ctx, "DELETE FROM token WHERE org = $1 AND place = $2 AND token = $3 AND num = $4", c.org, int64(place), token, n.num); err != nil {
				return err
			}
		}
	}
	staged.addTokens(n.num, d.words)
	return nil
}
