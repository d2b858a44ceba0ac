package conform

import (
	"context"
	"maps"
	"slices"
	"strings"

	"surety/language"
	"surety/record"
	"surety/store"
)

// names says what records are called towards one reader.
type names struct {
	catalogue *record.Catalogue
	words     language.Reader
	sight     store.Sight
	entries   map[record.ID]store.Entry
	owners    map[record.ID][]record.ID
}

// learn reads the directory's entries of records that are not known yet.
func (n *names) learn(ctx context.Context, r Reader, ids map[record.ID]bool) error {
	missing := make([]record.ID, 0, len(ids))
	for id := range ids {
		if _, known := n.entries[id]; !known {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	known := make(map[record.ID]store.Entry, len(n.entries)+len(missing)) // the old ones are others' too
	maps.Copy(known, n.entries)
	n.entries = known
	for chunk := range slices.Chunk(missing, mostAtOnce) {
		found, err := r.Entries(ctx, chunk...)
		if err != nil {
			return err
		}
		maps.Copy(n.entries, found)
	}
	return nil
}

// named names a record, as far as the reader may know.
func (n *names) named(id record.ID, kind string) Named {
	entry, known := n.entries[id]
	if known && !sees(n.sight, entry.Mark, entry.Readers) {
		return Named{Kind: kind, Title: n.words.Say("a restricted %s", n.label(kind))}
	}
	if !known {
		return Named{Kind: kind, ID: id, Title: n.words.Say("what is gone (%s)", n.label(kind))}
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
	var filled strings.Builder
	for {
		before, rest, found := strings.Cut(sentence, "{")
		filled.WriteString(before)
		if !found {
			return upperFirst(filled.String())
		}
		name, after, _ := strings.Cut(rest, "}")
		if fact, known := n.fact(name, about, count); known {
			filled.WriteString(fact)
			sentence = after
		} else {
			filled.WriteString("{")
			sentence = rest
		}
	}
}

// fact is what stands for a placeholder.
func (n *names) fact(name string, about Named, count int) (string, bool) {
	switch {
	case name == "count":
		return n.words.Number(count), true
	case name == "owner":
		return n.ownersOf(about), true
	case about.Title == "" && about.Key == "":
		return "", false
	case name == "key":
		return about.call(), true
	case name == "title":
		return about.title(), true
	}
	return "", false
}

// ownersOf names the owners of a record.
func (n *names) ownersOf(about Named) string {
	owners := n.owners[about.ID]
	if about.ID == "" || len(owners) == 0 {
		return n.words.Say("its owner")
	}
	called := make([]string, len(owners))
	for i, owner := range owners {
		called[i] = n.named(owner, "person").title()
	}
	return strings.Join(called, n.words.Say(" and "))
}
