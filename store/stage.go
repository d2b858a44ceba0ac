package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
)

// target is a table with the columns that rows fill, and what an insert does
// where the row is there already.
type target struct {
	table    string
	columns  []string
	conflict string // "": it fails
}

var (
	recordTarget      = target{table: "record", columns: strings.Fields("num org id kind key title state revision mark words")}
	linkTarget        = target{table: "link", columns: strings.Fields("org from_num field to_num kind live"), conflict: " ON CONFLICT (from_num, field, to_num) DO UPDATE SET live = 1"}
	facetTarget       = target{table: "facet", columns: strings.Fields("org kind name value num")}
	readerTarget      = target{table: "reader", columns: strings.Fields("org num person")}
	tokenTarget       = target{table: "token", columns: strings.Fields("org place token num")}
	revisionTarget    = target{table: "revision", columns: strings.Fields("pos org num revision until_pos time kind schema op actor request seed body")}
	personalTarget    = target{table: "personal", columns: strings.Fields("org num revision field key_no sealed")}
	personalKeyTarget = target{table: "personal_key", columns: strings.Fields("org num field key_no wrapped")}
	leafTarget        = target{table: "log_leaf", columns: strings.Fields("pos org envelope hashes")}
)

// stage gathers rows to insert, so that many go in by one statement.
type stage struct {
	tables map[string]*staged
	order  []*staged // tables in the order of first use
	tokens []tokenRow
}

type staged struct {
	target
	values []any // row after row
}

type tokenRow struct {
	place int // 0 for a word of the title, 1 for another
	token string
	num   any // an int64, boxed once for all words of its record
}

func (s *stage) add(t *target, values ...any) {
	table := s.tables[t.table]
	if table == nil {
		if s.tables == nil {
			s.tables = map[string]*staged{}
		}
		table = &staged{target: *t}
		s.tables[t.table] = table
		s.order = append(s.order, table)
	}
	table.values = append(table.values, values...)
}

// append adds the rows of another stage.
func (s *stage) append(other *stage) {
	for _, table := range other.order {
		s.add(&table.target, table.values...)
	}
	s.tokens = append(s.tokens, other.tokens...)
}

func (s *stage) addTokens(num int64, w wordList) {
	boxed := any(num)
	for place, list := range [...][]string{w.title, w.other} {
		for _, token := range list {
			s.tokens = append(s.tokens, tokenRow{place, token, boxed})
		}
	}
}

// stageTokens stages the words by their own order, which spares the index many
// jumps; what rows have in common is boxed once.
func (s *stage) stageTokens(org int64) {
	slices.SortFunc(s.tokens, func(a, b tokenRow) int {
		return cmp.Or(a.place-b.place, strings.Compare(a.token, b.token))
	})
	boxedOrg, places := any(org), [...]any{int64(0), int64(1)}
	var token any
	for i, t := range s.tokens {
		if i == 0 || t.token != s.tokens[i-1].token {
			token = t.token
		}
		s.add(&tokenTarget, boxedOrg, places[t.place], token, t.num)
	}
	clear(s.tokens)
	s.tokens = s.tokens[:0]
}

// flush inserts what was gathered.
func (s *stage) flush(ctx context.Context, c *conn, texts *insertTexts) error {
	s.stageTokens(c.org)
	for _, table := range s.order {
		if err := table.insert(ctx, c, texts); err != nil {
			return err
		}
		clear(table.values)
		table.values = table.values[:0]
	}
	return nil
}

// insertSizes are how many rows one statement takes: few sizes, so that few
// statements are prepared.
var insertSizes = [...]int{64, 32, 16, 8, 4, 2, 1}

func (t *staged) insert(ctx context.Context, c *conn, texts *insertTexts) error {
	values := t.values
	for len(values) > 0 {
		for _, rows := range insertSizes {
			n := rows * len(t.columns)
			if n > len(values) || n > c.d.mostArguments {
				continue
			}
			if _, err := c.exec(ctx, texts.get(c.d, &t.target, rows), values[:n]...); err != nil {
				return err
			}
			values = values[n:]
			break
		}
	}
	return nil
}

// insertTexts keeps the texts of inserts.
type insertTexts struct{ texts sync.Map }

type insertKey struct {
	table string
	rows  int
}

func (i *insertTexts) get(d *dialect, t *target, rows int) string {
	key := insertKey{t.table, rows}
	if text, ok := i.texts.Load(key); ok {
		return text.(string)
	}
	var b strings.Builder
	b.WriteString(d.insert)
	if t.conflict != "" {
		b.Reset()
		b.WriteString("INSERT INTO ")
	}
	b.WriteString(t.table + " (" + strings.Join(t.columns, ", ") + ") VALUES ")
	n := 0
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		for i := range t.columns {
			n++
			b.WriteString([2]string{", ", "("}[btoi(i == 0)] + d.placeholder(n))
		}
		b.WriteString(")")
	}
	b.WriteString(t.conflict)
	i.texts.Store(key, b.String())
	return b.String()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
