package demo

import (
	"context"
	"iter"
	"strings"
	"time"

	"surety/fault"
	"surety/record"
)

// Sitting is what one person does at one instant: one transaction.
type Sitting struct {
	By    record.ID // the person; empty: the demonstration itself
	Name  string    // that person's name
	Login string    // what that person's account signs in with: the mail address
	Roles []string  // what the person's account is entitled to
	At    time.Time // never before the sitting that came before
	Acts  []Act
}

// Act is an item with ids in the place of symbolic names.
type Act struct {
	Do      string // as an item's
	Kind    string
	ID      record.ID
	Base    int // the revision that it builds on; 0 for a new record
	Body    any
	Set     map[string]string
	Mark    string
	Readers []record.Ref
	Note    string
}

// mostActs bounds a sitting, and with it the transaction and its memory.
const mostActs = 2000

// Load gives the items' acts to do, sitting by sitting, with ids in the place
// of symbolic names. The bodies become do's: they hold ids afterwards. It stops
// at the first error, Invalid for a name that no earlier item made, or do's.
func Load(ctx context.Context, items iter.Seq[Item], catalogue *record.Catalogue, newID func() record.ID, do func(context.Context, Sitting) error) error {
	l := loader{catalogue: catalogue, newID: newID, known: map[record.Ref]*known{}}
	for item := range items {
		if l.breaks(item) {
			if err := do(ctx, l.take()); err != nil {
				return err
			}
		}
		if err := l.add(item); err != nil {
			return fault.Wrap(err, "load "+item.Kind+" "+item.Name)
		}
	}
	if len(l.sitting.Acts) == 0 {
		return nil
	}
	return do(ctx, l.take())
}

// known is a record that an item has made.
type known struct {
	id       record.ID
	revision int
	name     string // of a person
	mail     string // likewise
}

type loader struct {
	catalogue *record.Catalogue
	newID     func() record.ID
	known     map[record.Ref]*known
	sitting   Sitting
	by        string // of the sitting, symbolic
}

// breaks tells that an item belongs to another sitting than what was gathered.
func (l *loader) breaks(item Item) bool {
	acts := l.sitting.Acts
	return len(acts) > 0 && (item.By != l.by || !item.At.Equal(l.sitting.At) || len(acts) >= mostActs || alone(item.Do) || alone(acts[len(acts)-1].Do))
}

// alone tells an act that takes a transaction of its own.
func alone(do string) bool { return do == PutForward || do == Release }

func (l *loader) take() Sitting {
	taken := l.sitting
	l.sitting = Sitting{}
	return taken
}

func (l *loader) add(item Item) error {
	if len(l.sitting.Acts) == 0 {
		if err := l.begin(item); err != nil {
			return err
		}
	}
	kind := l.catalogue.Kind(item.Kind)
	if kind == nil {
		return fault.At(fault.Invalid, item.Name, "", "there is no kind %q", item.Kind)
	}
	act := Act{Do: item.Do, Kind: item.Kind, Body: item.Body, Set: item.Set, Mark: item.Mark, Readers: item.Readers, Note: item.Note}
	if item.Do == Create {
		if err := l.resolve(kind, item); err != nil {
			return err
		}
		made := &known{id: l.newID(), revision: 1}
		if kind.Name == "person" {
			made.name, made.mail = kind.Title(item.Body), kind.Field("mail").Text(item.Body)
		}
		if item.Name != "" {
			l.known[record.Ref(item.Name)] = made
		}
		act.ID = made.id
	} else {
		record := l.known[record.Ref(item.Name)]
		if record == nil {
			return fault.At(fault.Invalid, item.Name, "", "%s of a record that nothing made", item.Do)
		}
		act.ID, act.Base = record.id, record.revision
		if err := l.resolveSet(kind, item); err != nil {
			return err
		}
		if !alone(item.Do) {
			record.revision++
		}
	}
	l.sitting.Acts = append(l.sitting.Acts, act)
	return nil
}

func (l *loader) begin(item Item) error {
	l.by = item.By
	l.sitting = Sitting{At: item.At, Roles: item.Roles, Name: "Demonstration"}
	if item.By == "" {
		return nil
	}
	person := l.known[record.Ref(item.By)]
	if person == nil {
		return fault.At(fault.Invalid, item.Name, "by", "there is no %s", item.By)
	}
	l.sitting.By, l.sitting.Name, l.sitting.Login = person.id, person.name, person.mail
	return nil
}

// resolve puts ids in the place of the names in an item.
func (l *loader) resolve(kind *record.Kind, item Item) error {
	var faults fault.List
	replace := func(field string, to record.Ref) record.Ref {
		target := l.known[to]
		if target == nil {
			faults = append(faults, fault.At(fault.Invalid, item.Name, field, "refers to %s, which nothing before made", to))
			return to
		}
		return record.Ref(target.id)
	}
	kind.ReplaceRefs(item.Body, replace)
	for i, reader := range item.Readers {
		item.Readers[i] = replace("readers", reader)
	}
	return faults.OrNil()
}

// resolveSet puts ids in the place of the names in lists of references that an
// edit sets.
func (l *loader) resolveSet(kind *record.Kind, item Item) error {
	for field, text := range item.Set {
		if f := kind.Field(field); f == nil || f.Type != record.TypeRefs || text == "" {
			continue
		}
		var ids []record.Ref
		for name := range strings.SplitSeq(text, "; ") {
			target := l.known[record.Ref(name)]
			if target == nil {
				return fault.At(fault.Invalid, item.Name, field, "refers to %s, which nothing before made", name)
			}
			ids = append(ids, record.Ref(target.id))
		}
		item.Set[field] = names(ids)
	}
	return nil
}
