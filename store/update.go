package store

import (
	"strings"

	"surety/record"
)

// update changes the rows of a record, as far as they differ from before.
func (t *Tx) update(l *layout, rec *record.Record, row kindRow, d described, before *standing) error {
	old := l.describe(before.rec)
	var a arguments
	num := a.add(before.num)
	if err := t.exec("UPDATE record SET title = "+a.add(d.title)+", state = "+a.add(rec.State)+", revision = "+a.add(int64(rec.Revision))+
		", mark = "+a.add(rec.Mark)+", words = "+a.add(d.words.text())+" WHERE num = "+num, a.values...); err != nil {
		return err
	}
	if err := t.updateKind(l, rec, row, d, old, before.num); err != nil {
		return err
	}
	if err := t.updateWords(before.num, before.words, d.words); err != nil {
		return err
	}
	if err := t.updateFacets(l, before.num, old.facets, d.facets); err != nil {
		return err
	}
	if err := t.updateReaders(before.num, old.readers, d.readers); err != nil {
		return err
	}
	return t.updateLinks(l, rec, before.num, old.links, d.links)
}

// updateKind sets what every revision changes, and of the indexed columns only
// those that differ: each costs an index.
func (t *Tx) updateKind(l *layout, rec *record.Record, row kindRow, d, old described, num int64) error {
	var a arguments
	where := " WHERE num = " + a.add(num)
	sets := []string{
		"revision = " + a.add(int64(rec.Revision)), "mark = " + a.add(rec.Mark), "schema = " + a.add(int64(l.kind.Schema)),
		"changed = " + a.add(rec.Changed.UnixMicro()), "changed_by = " + a.add(rec.ChangedBy),
		"readers = " + a.add(row.readers), "custom = " + a.add(row.custom), "body = " + a.add(row.body),
	}
	if rec.State != old.state { // it stands in every index
		sets = append(sets, "state = "+a.add(rec.State), "arm = "+a.add(l.arm(rec.State)))
	}
	if d.ordered != old.ordered {
		sets = append(sets, "title = "+a.add(d.ordered))
	}
	for i, c := range l.columns {
		if d.columns[i] != old.columns[i] {
			sets = append(sets, c.name+" = "+a.add(d.columns[i]))
		}
	}
	err := t.exec("UPDATE "+l.table+" SET "+strings.Join(sets, ", ")+where, a.values...)
	return err
}

func (t *Tx) updateWords(num int64, before, now wordList) error {
	var added wordList
	var removed [2][]string
	added.title, removed[0] = differ(before.title, now.title)
	added.other, removed[1] = differ(before.other, now.other)
	t.batch.staged.addTokens(num, added)
	for place, tokens := range removed {
		for _, token := range tokens {
			if err := t.exec("DELETE FROM token WHERE org = $1 AND place = $2 AND token = $3 AND num = $4", t.org, int64(place), token, num); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Tx) updateFacets(l *layout, num int64, before, now []facet) error {
	added, removed := differ(before, now)
	for _, f := range added {
		t.batch.staged.add(&facetTarget, t.org, l.kind.Name, f.name, f.value, num)
	}
	for _, f := range removed {
		if err := t.exec("DELETE FROM facet WHERE org = $1 AND kind = $2 AND name = $3 AND value = $4 AND num = $5", t.org, l.kind.Name, f.name, f.value, num); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) updateReaders(num int64, before, now []string) error {
	added, removed := differ(before, now)
	for _, person := range added {
		t.batch.staged.add(&readerTarget, t.org, num, person)
	}
	for _, person := range removed {
		if err := t.exec("DELETE FROM reader WHERE num = $1 AND person = $2", num, person); err != nil {
			return err
		}
	}
	return nil
}
