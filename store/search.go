package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"surety/fault"
)

// Search finds records by words; see [Reader]. Each word must be the beginning
// of one that the record holds. A key, or the beginning of one, finds by key.
func (r reader) Search(ctx context.Context, words string, sight Sight, kinds []string, limit int) ([]Entry, error) {
	limit = limited(limit)
	tokens, err := queryWords(words)
	if err != nil || len(tokens) == 0 {
		return nil, fault.Wrap(err, "search")
	}
	var found []Entry
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		if found, err = r.searchKey(ctx, c, words, sight, kinds, limit); err != nil || len(found) > 0 {
			return errors.Join(err, addReaders(ctx, c, found))
		}
		if tokens, err = rarestWord(ctx, c, tokens); err != nil {
			return err
		}
		for place := int64(0); place < 2 && len(found) < limit; place++ {
			list, err := searchWords(ctx, c, place, tokens, sight, kinds, limit-len(found))
			if err != nil {
				return err
			}
			found = append(found, list...)
		}
		return addReaders(ctx, c, found)
	})
	return found, fault.Wrap(err, "search")
}

// searchKey finds what has the words as the beginning of its key.
func (r reader) searchKey(ctx context.Context, c *conn, words string, sight Sight, kinds []string, limit int) ([]Entry, error) {
	key := strings.ToUpper(strings.TrimSpace(words))
	if !strings.Contains(key, "-") || r.store.catalogue.OfKey(key) == nil {
		return nil, nil
	}
	var a arguments
	text := "SELECT " + entryColumns + " FROM record r WHERE r.org = " + a.add(c.org) + " AND r.key >= " + a.add(key) + " AND r.key < " + a.add(key+string(rune(0x10FFFF))) +
		ofKinds(&a, kinds) + canSee(&a, sight, "r") + " ORDER BY r.key LIMIT " + a.add(int64(limit))
	return collect(ctx, c, func(rows *sql.Rows) (Entry, error) { return scanEntry(rows) }, text, a.values...)
}

// rarestWord puts the word first that the fewest records hold: it leads the way.
func rarestWord(ctx context.Context, c *conn, words []string) ([]string, error) {
	if len(words) == 1 {
		return words, nil
	}
	var a arguments
	org := a.add(c.org)
	parts := make([]string, len(words))
	counts := make([]any, len(words))
	for i, word := range words {
		parts[i] = fmt.Sprintf("(SELECT count(*) FROM (SELECT 1 FROM token WHERE org = %s AND place IN (0, 1) AND token >= %s AND token < %s LIMIT %d) n)",
			org, a.add(word), a.add(word+string(rune(0x10FFFF))), fewRows+1)
		counts[i] = new(int64)
	}
	if _, err := c.one(ctx, counts, "SELECT "+strings.Join(parts, ", "), a.values...); err != nil {
		return nil, err
	}
	rarest := 0
	for i := range counts {
		if *counts[i].(*int64) < *counts[rarest].(*int64) {
			rarest = i
		}
	}
	words[0], words[rarest] = words[rarest], words[0]
	return words, nil
}

// searchWords follows the index of words from the first word's on: the exact
// word comes before longer ones. A record is taken at the first of its words
// that begins so, those of its title before the others, so that it comes once.
func searchWords(ctx context.Context, c *conn, place int64, words []string, sight Sight, kinds []string, limit int) ([]Entry, error) {
	var a arguments
	find := c.d.position
	at := func(word string) string { return find + "(r.words, " + a.add(" "+word) + ")" }
	text := "SELECT " + entryColumns + " FROM token x CROSS JOIN record r WHERE x.org = " + a.add(c.org) + " AND x.place = " + a.add(place) +
		" AND x.token >= " + a.add(words[0]) + " AND x.token < " + a.add(words[0]+string(rune(0x10FFFF))) +
		" AND r.num = x.num AND substr(r.words, " + at(words[0]) + " + 1, length(x.token) + 1) = x.token || ' '"
	if place == 1 { // a word may stand in both only by its beginning: the title's came already
		text += " AND " + at(words[0]) + " > " + find + "(r.words, '|')"
	}
	for _, word := range words[1:] {
		text += " AND " + at(word) + " > 0"
	}
	text += ofKinds(&a, kinds) + canSee(&a, sight, "r") + " ORDER BY x.token, x.num LIMIT " + a.add(int64(limit))
	return collect(ctx, c, func(rows *sql.Rows) (Entry, error) { return scanEntry(rows) }, text, a.values...)
}

func ofKinds(a *arguments, kinds []string) string {
	if len(kinds) == 0 {
		return ""
	}
	return " AND r.kind " + in(a, kinds)
}
