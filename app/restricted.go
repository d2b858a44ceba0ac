package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"surety/fault"
	"surety/record"
)

// keepRestricted puts back what stood where a whole new body says "restricted",
// as whoever may not know what a reference points to reads it. So what was read
// can be sent back with a change elsewhere, and nothing is lost of what its
// sender can't see. Its other references must be identities by now.
func (w *write) keepRestricted(before *record.Record, base int, body any) error {
	if !holdsRestricted(before.Kind.Links(body)) {
		return nil
	}
	if base != before.Revision {
		err := fault.At(fault.Stale, before.Key, "", "it was changed in the meantime: revision %d stands, this is based on %d", before.Revision, base).Mending("look at both and decide again")
		err.Current = before
		return err
	}
	hidden, err := w.hidden(before)
	if err != nil {
		return err
	}
	shown := before.Kind.Clone(before.Body)
	before.Kind.ReplaceRefs(shown, func(_ string, to record.Ref) record.Ref {
		if hidden[to] {
			return restricted
		}
		return to
	})
	for _, f := range before.Kind.Fields {
		if f.Is(record.MarkComputed) {
			continue // taken from the body before in any case
		}
		if f.Type == record.TypeRows {
			err = putBackRows(before, f, shown, body, hidden)
		} else {
			err = putBack(before, f, f.Name, before.Body, body, hidden)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func holdsRestricted(links []record.Link) bool {
	return slices.ContainsFunc(links, func(l record.Link) bool { return l.To == restricted })
}

// hidden are the references of a record to what the actor may not know.
func (w *write) hidden(rec *record.Record) (map[record.Ref]bool, error) {
	var ids []record.ID
	for _, link := range rec.Kind.Links(rec.Body) {
		ids = append(ids, link.To.ID())
	}
	found, err := w.tx.Get(w.ctx, ids...)
	if err != nil {
		return nil, err
	}
	hidden := map[record.Ref]bool{}
	for id, target := range found {
		hidden[record.Ref(id)] = !w.app.maySee(w.actor, target)
	}
	return hidden, nil
}

// putBack puts back the references of one field, of a body or of a row, in the
// order in which they stood.
func putBack(rec *record.Record, f *record.Field, name string, before, body any, hidden map[record.Ref]bool) error {
	sent, stood := f.Refs(body), []record.Ref{}
	n := 0
	for _, ref := range sent {
		if ref == restricted {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	for _, ref := range f.Refs(before) {
		if hidden[ref] {
			stood = append(stood, ref)
		}
	}
	if n != len(stood) {
		return fault.At(fault.Invalid, rec.Key, name, "%q stands here %d times, and %d times in the record: which is meant can't be told", restricted, n, len(stood)).
			Mending("send each as it was read, or none")
	}
	kept := make([]record.Ref, len(sent))
	for i, ref := range sent {
		if kept[i] = ref; ref == restricted {
			kept[i], stood = stood[0], stood[1:]
		}
	}
	if f.Type == record.TypeRef {
		return f.Set(body, kept[0])
	}
	return f.Set(body, kept)
}

// putBackRows puts back the references of the rows of a field. A row that is
// sent as it was read is known by that, wherever it stands; a row that was
// changed by its place.
func putBackRows(before *record.Record, f *record.Field, shown, body any, hidden map[record.Ref]bool) error {
	was, rows := f.Rows(before.Body), f.Rows(body)
	shownTexts, texts := rowTexts(f, shown), rowTexts(f, body)
	from := make([]int, len(rows)) // the row that a row was; -1: none yet
	taken := make([]bool, len(was))
	ambiguous := func(i int) error {
		return fault.At(fault.Invalid, before.Key, fmt.Sprintf("%s[%d]", f.Name, i+1), "which row this was can't be told, so what %q stands for can't either", restricted).
			Mending("send the row as it was read, or changed at the place where it stood")
	}
	for i, text := range texts {
		from[i] = -1
		if !rowHolds(f, rows[i]) {
			continue
		}
		same := places(shownTexts, text)
		if len(same) == 0 {
			continue // changed
		}
		alike := places(texts, text)
		if len(same) != len(alike) {
			return ambiguous(i)
		}
		from[i] = same[slices.Index(alike, i)]
		taken[from[i]] = true
	}
	for i, row := range rows {
		if !rowHolds(f, row) {
			continue
		}
		if from[i] < 0 {
			if i >= len(was) || taken[i] {
				return ambiguous(i)
			}
			from[i] = i
		}
		for _, rf := range f.Row {
			if err := putBack(before, rf, fmt.Sprintf("%s[%d].%s", f.Name, i+1, rf.Name), was[from[i]], row, hidden); err != nil {
				return err
			}
		}
	}
	return nil
}

func rowHolds(f *record.Field, row any) bool {
	return slices.ContainsFunc(f.Row, func(rf *record.Field) bool { return slices.Contains(rf.Refs(row), restricted) })
}

// rowTexts writes each row of a field so that equal rows are equal.
func rowTexts(f *record.Field, body any) [][]byte {
	var texts [][]byte
	for _, row := range f.Rows(body) {
		text, err := json.Marshal(row)
		if err != nil {
			panic(err) // only types that encode can be declared
		}
		texts = append(texts, text)
	}
	return texts
}

func places(texts [][]byte, text []byte) []int {
	var found []int
	for i, t := range texts {
		if bytes.Equal(t, text) {
			found = append(found, i)
		}
	}
	return found
}
