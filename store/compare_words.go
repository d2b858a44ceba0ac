package store

import (
	"context"
	"database/sql"
	"hash/maphash"
	"maps"
	"slices"
)

// wordSums are, by record, the sums over the words in the index of search. They
// are compared in place of the words, which are too many to keep or to look up
// one by one. The hash is under a secret of this run, so nobody can have chosen
// other words of the same sum.
type wordSums struct {
	seed maphash.Seed
	sums map[int64]uint64
}

func (w *wordSums) of(place int64, token string) uint64 {
	var h maphash.Hash
	h.SetSeed(w.seed)
	_ = h.WriteByte(byte(place)) // it never fails
	_, _ = h.WriteString(token)
	return h.Sum64()
}

// readWords reads the index of search.
func (k *comparison) readWords(ctx context.Context) error {
	k.words = wordSums{seed: maphash.MakeSeed(), sums: map[int64]uint64{}}
	return k.c.each(ctx, func(rows *sql.Rows) error {
		var place, num int64
		var token string
		err := rows.Scan(&place, &token, &num)
		k.words.sums[num] += k.words.of(place, token)
		return err
	}, "SELECT place, token, num FROM token WHERE org = $1", k.c.org)
}

// compareWords compares a record's part of the index of search with its words.
func (k *comparison) compareWords(key string, num int64, words wordList) {
	var want uint64
	for place, list := range [...][]string{words.title, words.other} {
		for _, token := range list {
			want += k.words.of(int64(place), token)
		}
	}
	if k.words.sums[num] != want {
		k.report(key, "", "the words that searching finds it by are not those of its newest revision")
	}
	delete(k.words.sums, num)
}

// strayWords finds words of what is no record.
func (k *comparison) strayWords(ctx context.Context) error {
	left := slices.Sorted(maps.Keys(k.words.sums))
	known := 0
	err := chunks(left, batched, func(part []int64) error {
		var a arguments
		return k.c.each(ctx, func(rows *sql.Rows) error {
			known++
			return nil
		}, "SELECT num FROM record WHERE num "+in(&a, part), a.values...)
	})
	if err == nil && known < len(left) {
		k.report("the index of search", "", "it holds words of records that the log does not know")
	}
	return err
}
