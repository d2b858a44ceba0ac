package conform

import (
	"context"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"surety/record"
	"surety/store"
)

// names says what records are called towards one reader.
type names struct {
	catalogue *record.Catalogue
	sight     store.Sight
	entries   map[record.ID]store.Entry
	owners    map[record.ID][]record.ID
}

// learn reads the directory's entries of records.
func (n *names) learn(ctx context.Context, r Reader, ids map[record.ID]bool) error {
	n.entries = map[record.ID]store.Entry{}
	var chunk []record.ID
	read := func() error {
		found, err := r.Entries(ctx, chunk...)
		for id, entry := range found {
			n.entries[id] = entry
		}
		chunk = chunk[:0]
		return err
	}
	for id := range ids {
		if chunk = append(chunk, id); len(chunk) == mostAtOnce {
			if err := read(); err != nil {
				return err
			}
		}
	}
	if len(chunk) == 0 {
		return nil
	}
	return read()
}

// label is the name of a kind within a sentence: "management system".
func (n *names) label(kind string) string {
	k := n.catalogue.Kind(kind)
	if k == nil {
		return "record"
	}
	return lowerFirst(k.Label)
}

// named names a record, as far as the reader may know.
func (n *names) named(id record.ID, kind string) Named {
	entry, known := n.entries[id]
	if known && !sees(n.sight, entry.Mark, entry.Readers) {
		return Named{Kind: kind, Title: "a restricted " + n.label(kind)}
	}
	if !known {
		return Named{Kind: kind, ID: id, Title: "a " + n.label(kind) + " that is gone"}
	}
	return Named{Kind: entry.Kind, Key: entry.Key, Title: entry.Title, ID: id}
}

// call is how a sentence calls a record: its key, or that it is restricted.
func (n Named) call() string {
	if n.Key == "" {
		return n.Title
	}
	return n.Key
}

// title is what a sentence calls a record by its title.
func (n Named) title() string {
	if n.Title == "" {
		return n.call()
	}
	return n.Title
}

// fill puts the facts of a failing record, or of a count, into a sentence of a
// pack. What is put in is not looked at again, whatever it holds.
func (n *names) fill(sentence string, about Named, count int) string {
	pairs := []string{"{count}", strconv.Itoa(count)}
	if about.Title != "" || about.Key != "" {
		pairs = append(pairs, "{key}", about.call(), "{title}", about.title())
	}
	if strings.Contains(sentence, "{owner}") {
		pairs = append(pairs, "{owner}", n.ownersOf(about))
	}
	return upperFirst(strings.NewReplacer(pairs...).Replace(sentence))
}

// ownersOf names the owners of a record.
func (n *names) ownersOf(about Named) string {
	owners := n.owners[about.ID]
	if about.ID == "" || len(owners) == 0 {
		return "its owner"
	}
	called := make([]string, len(owners))
	for i, owner := range owners {
		called[i] = n.named(owner, "person").title()
	}
	return strings.Join(called, " and ")
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || unicode.IsUpper(first) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// lowerFirst makes a label fit into a sentence, but leaves "SoA row" alone.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if size == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
