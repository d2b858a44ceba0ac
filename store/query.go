package store

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// Query asks for records of one kind.
type Query struct {
	Kind    string
	Filters []Filter // all must hold
	// Sort is an indexed field with one value, or "key" (also ""), "changed",
	// "title" or "state"; "-" before it turns the order.
	Sort  string
	After string // Next of the page before
	// Limit is the most records of the page: 50 when 0, at most MostLimit.
	Limit int
	Sight Sight
	// IncludeEnded asks for records in ended states too. A filter on state does
	// as well.
	IncludeEnded bool
	// Search asks for records that hold words beginning so.
	Search string
}

// Filter is one condition on an indexed field, an organization's own field
// ("custom.NAME"), or "state", "key", "title", "changed".
type Filter struct {
	Field string
	// Op is eq (also ""), ne, lt, le, gt, ge, in, prefix, set or empty.
	// Comparisons hold only where the field is set.
	Op string
	// Values are canonical texts (record.Field.Text): one, several for in, none
	// for set and empty. Texts compare without regard to capitals and accents.
	Values []string
}

// mostFilters and mostValues bound a query.
const (
	mostFilters = 20
	mostValues  = 500
	mostWords   = 10
)

// listing is a query understood.
type listing struct {
	l          *layout
	sort       column
	descending bool
	limit      int
	few        int // rows of a rare condition
	arms       []int64
	conditions []condition
	sight      Sight
	from       *cursor
	digest     [8]byte
}

// condition is one that rows must fulfil.
type condition struct {
	// where says it of the row k of the kind's table.
	where func(a *arguments) string
	// narrow finds the rows k that fulfil it by an index of its own; nil where
	// no index does.
	narrow func(a *arguments, org int64) (from, where string)
	// count is like narrow, but need not have the row k: what it finds are at least
	// as many rows. nil where narrow is to be counted.
	count func(a *arguments, org int64) (from, where string)
	// number is the column of what count finds that has the row's number.
	number string
	// holds says it of a record in Go, for views of the past.
	holds func(d *described) bool
	// column is what it looks at, where that is one, and fulfils says it of a value.
	column  string
	fulfils func(value any) bool
	// bounds are the sides on which it bounds a column: "<", ">" or both.
	bounds string
}

// understand checks a query. Its errors name what may be asked.
func (s *Store) understand(d *dialect, q Query) (*listing, error) {
	l, err := s.layout(q.Kind)
	if err != nil {
		return nil, err
	}
	if len(q.Filters) > mostFilters {
		return nil, fault.New(fault.TooLarge, "%d filters: at most %d are understood", len(q.Filters), mostFilters)
	}
	p := &listing{l: l, limit: limited(q.Limit), few: s.few, sight: q.Sight, digest: q.fingerprint()}
	if p.sort, p.descending, err = l.sortColumn(q.Sort); err != nil {
		return nil, err
	}
	p.arms = l.allArms(q.IncludeEnded || slices.ContainsFunc(q.Filters, func(f Filter) bool { return f.Field == "state" }))
	for _, f := range q.Filters {
		if err := p.addFilter(d, f); err != nil {
			return nil, err
		}
	}
	if err := p.addSearch(d, q.Search); err != nil {
		return nil, err
	}
	if q.After != "" {
		if p.from, err = parseCursor(q.After, p.digest); err != nil {
			return nil, err
		}
		if !p.sort.holds(p.from.value) {
			return nil, errForeignCursor()
		}
	}
	return p, nil
}

// fingerprint tells queries apart whose pages must not be mixed.
func (q Query) fingerprint() (digest [8]byte) {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%q %q %q %q %t", q.Kind, q.Filters, q.Sort, q.Search, q.IncludeEnded)))
	copy(digest[:], sum[:])
	return digest
}

// within is the condition that rows k are of the organization and in the states
// that are asked for.
func (p *listing) within(a *arguments, org int64) string {
	return "k.org = " + a.add(org) + " AND k.arm " + in(a, p.arms)
}

// remaining joins the conditions, but that which is fulfilled already (-1: none),
// and the reader's sight.
func (p *listing) remaining(a *arguments, fulfilled int) string {
	var b strings.Builder
	for i, c := range p.conditions {
		if i != fulfilled {
			b.WriteString(" AND " + c.where(a))
		}
	}
	return b.String() + canSee(a, p.sight, "k")
}

// addSearch adds a condition for every word.
func (p *listing) addSearch(d *dialect, search string) error {
	words, err := queryWords(search)
	if err != nil {
		return err
	}
	if strings.TrimSpace(search) != "" && len(words) == 0 {
		p.arms = nil // nothing but signs: no record holds that
	}
	for _, word := range words {
		tokens := func(a *arguments, org int64) string {
			return "x.org = " + a.add(org) + " AND x.place IN (0, 1) AND x.token >= " + a.add(word) + " AND x.token < " + a.add(word+string(rune(0x10FFFF)))
		}
		p.conditions = append(p.conditions, condition{
			where: func(a *arguments) string {
				return "EXISTS (SELECT 1 FROM record r WHERE r.num = k.num AND " + d.position + "(r.words, " + a.add(" "+word) + ") > 0)"
			},
			narrow: func(a *arguments, org int64) (string, string) {
				return "token x CROSS JOIN " + p.l.table + " k", tokens(a, org) + " AND k.num = x.num"
			},
			count: func(a *arguments, org int64) (string, string) { return "token x", tokens(a, org) }, number: "x.num",
			holds: func(d *described) bool { return d.words.has(word) },
		})
	}
	return nil
}

// queryWords are the folded words of a search, the longest first.
func queryWords(search string) ([]string, error) {
	if len(search) > 1000 {
		return nil, fault.New(fault.TooLarge, "a search of %d characters: at most 1000 are looked for", len(search))
	}
	words := distinct(tokenize(nil, search))
	if len(words) > mostWords {
		return nil, fault.New(fault.TooLarge, "a search for %d words: at most %d are looked for", len(words), mostWords)
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words, nil
}

// holds tells whether a value is of the column's type.
func (c column) holds(value any) bool {
	switch value.(type) {
	case int64:
		return c.sql == "{int}"
	case float64:
		return c.sql == "{real}"
	case string:
		return c.sql == "{text}"
	}
	return false
}

// baseField describes, for filters, what every record has.
func baseField(name, label string, t record.Type) *record.Field {
	return &record.Field{Name: name, Label: label, Type: t}
}
