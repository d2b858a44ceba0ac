package demo

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"surety/record"
)

// What an item does besides making a transition, whose name it then bears.
const (
	Create = "create"
	Edit   = "edit"
	// PutForward freezes a Statement of Applicability into a release that
	// waits for approval; Release approves what was put forward. Both name the
	// statement, leave it as it is, and stand in a sitting of their own.
	PutForward = "put forward"
	Release    = "release"
)

// Item is one act of the demonstration. References in it are symbolic names,
// "person:mara": the kind and a short name. Load puts ids in their place.
type Item struct {
	// Name of the record that is made or changed; empty for a new record that
	// nothing refers to.
	Name string
	Kind string
	// Do is Create, Edit, PutForward, Release or the name of a transition.
	Do string
	// By is who does it, "person:mara"; empty: the demonstration itself.
	By string
	// Roles are what that person's account is entitled to.
	Roles []string
	// At is when it was done; items come in the order of time.
	At time.Time
	// Body is the new record's: a pointer to the kind's struct.
	Body any
	// Set are the fields that an edit changes, in canonical text; a list of
	// references is one of symbolic names.
	Set     map[string]string
	Mark    string
	Readers []record.Ref
	Note    string
}

// Organization is the demonstration organization as it stands on a day: what
// its people did over the months before, in order. No item is later than the
// morning of the day before.
func Organization(today record.Date) []Item {
	s := &story{today: today, made: map[record.Ref]int{}}
	for _, chapter := range []func(*story){
		(*story).foundation, (*story).staff, (*story).inventory, (*story).papers, (*story).context,
		(*story).method, (*story).controls, (*story).duties, (*story).scope, (*story).scenarios, (*story).risks, (*story).figures,
		(*story).aims, (*story).statement, (*story).evidence, (*story).incidents, (*story).continuity, (*story).accessReviews, (*story).treatment, (*story).acceptances,
		(*story).processes, (*story).competence, (*story).gauges, (*story).resources,
		(*story).release, (*story).readings, (*story).audits, (*story).reviewed, (*story).judgements, (*story).reviews, (*story).recent, (*story).lastWeeks, (*story).tasks,
	} {
		chapter(s)
	}
	slices.SortStableFunc(s.items, func(a, b Item) int { return a.At.Compare(b.At) })
	return s.items
}

// Items walks the demonstration organization, as Load takes it.
func Items(today record.Date) iter.Seq[Item] { return slices.Values(Organization(today)) }

// story is the demonstration being told.
type story struct {
	today record.Date
	day   int    // days before today of the sitting that is being told
	by    string // who acts in it
	items []Item
	made  map[record.Ref]int // revisions so far
}

// sit begins a sitting: somebody at work so many days before today.
func (s *story) sit(daysAgo int, person string) {
	s.day, s.by = daysAgo, person
}

// ago and in are days before and after today.
func (s *story) ago(days int) record.Date { return s.today.AddDays(-days) }
func (s *story) in(days int) record.Date  { return s.today.AddDays(days) }

// past is a day so many days ago, and ahead one so many days ahead, or behind
// where negative; 0 is none.
func (s *story) past(days int) record.Date {
	if days == 0 {
		return ""
	}
	return s.ago(days)
}

func (s *story) ahead(days int) record.Date { return s.past(-days) }

// now is the day of the sitting.
func (s *story) now() record.Date { return s.ago(s.day) }

func (s *story) act(kind, name, do string) *Item {
	if do != PutForward && do != Release {
		s.made[ref(kind, name)]++
	}
	item := Item{Name: string(ref(kind, name)), Kind: kind, Do: do, At: morning(s.now()), Roles: Roles(s.by)}
	if s.by != "" {
		item.By = string(ref("person", s.by))
	}
	s.items = append(s.items, item)
	return &s.items[len(s.items)-1]
}

// create makes a record; the item that it returns may still be marked.
func (s *story) create(kind, name string, body any) *Item {
	item := s.act(kind, name, Create)
	item.Body = body
	return item
}

func (s *story) edit(kind, name string, set map[string]string) { s.act(kind, name, Edit).Set = set }

func (s *story) move(kind, name, transition string) { s.act(kind, name, transition) }

// morning is when everything in the demonstration happens.
func morning(day record.Date) time.Time { return day.Time().Add(9 * time.Hour) }

// restrict marks an item's record; readers are persons.
func (i *Item) restrict(readers string) {
	i.Mark, i.Readers = record.MarkRestricted, refs("person", readers)
}

// ref is a symbolic reference; an empty name refers to nothing.
func ref(kind, name string) record.Ref {
	if name == "" {
		return ""
	}
	return record.Ref(kind + ":" + name)
}

// refs reads short names parted by blanks.
func refs(kind, names string) []record.Ref {
	var list []record.Ref
	for _, name := range strings.Fields(names) {
		list = append(list, ref(kind, name))
	}
	return list
}

// mixed reads whole symbolic names parted by blanks, of any kind.
func mixed(names string) []record.Ref {
	var list []record.Ref
	for _, name := range strings.Fields(names) {
		list = append(list, record.Ref(name))
	}
	return list
}

// names are references in canonical text.
func names(refs []record.Ref) string {
	list := make([]string, len(refs))
	for i, r := range refs {
		list[i] = string(r)
	}
	return strings.Join(list, "; ")
}

// parts splits at semicolons.
func parts(text string) []string {
	if text == "" {
		return nil
	}
	list := strings.Split(text, ";")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

var isms = ref("management_system", "isms")

// number is an own number of the organization: NW-A-017 for the 17th, i = 16.
func number(prefix string, i int) string { return fmt.Sprintf("%s-%03d", prefix, i+1) }
