package demo

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"surety/isms/risk"
	"surety/record"
)

// mix is how many of a hundred records are of each kind, in the order in which
// a round makes them: what is referred to comes first.
var mix = []struct {
	kind  string
	share int
	make  func(m *mill, i int) any
}{
	{"person", 3, (*mill).person},
	{"supplier", 2, (*mill).supplier},
	{"asset", 30, (*mill).asset},
	{"document", 3, (*mill).document},
	{"control", 5, (*mill).control},
	{"requirement", 2, (*mill).requirement},
	{"risk", 15, (*mill).risk},
	{"evidence", 10, (*mill).evidence},
	{"treatment", 10, (*mill).treatment},
	{"acknowledgement", 4, (*mill).acknowledgement},
	{"task", 2, (*mill).task},
	{"acceptance", 14, (*mill).acceptance}, // by the owner of the round's risks
}

// A round makes so many records of the mix. Everything in it is done by the
// demonstration itself, but for approvals and acceptances, which need a person.
const round = 1000

// Size is an organization of n records for benchmarks, in a mix as real ones
// have and with references among them: the same for the same seed and day.
// From a thousand records on it has a scope and a Statement of Applicability. Some few in
// a hundred are overdue, unowned or unaccepted. Items are made as they are taken.
func Size(n int, seed uint64, today record.Date) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		m := &mill{
			today: today, chance: rand.New(rand.NewPCG(seed, 1)), yield: yield, left: n, made: map[string]int{}, carriers: map[string][]record.Ref{},
		}
		m.begin()
		rest := 0
		if n >= round {
			rest = frame
		}
		for m.left > rest {
			m.round(min(round, m.left-rest))
		}
		if rest > 0 {
			m.end()
		}
	}
}

// mill makes records.
type mill struct {
	today    record.Date
	chance   *rand.Rand
	yield    func(Item) bool
	left     int  // records still to be made
	over     bool // nobody wants more
	made     map[string]int
	first    map[string]int // number of the first record that the round made, by kind
	owner    string         // of the round's risks
	carriers map[string][]record.Ref
}

func (m *mill) send(item Item) {
	item.At = morning(m.today.AddDays(-1))
	if item.By == "" {
		item.Roles = []string{manager}
	}
	if item.Do == Create {
		m.left--
	}
	if !m.over && !m.yield(item) {
		m.left, m.over = 0, true
	}
}

// create makes the next record of a kind. What nothing refers to has no name.
func (m *mill) create(kind string, body any, by string) {
	if m.left == 0 {
		return
	}
	item := Item{Kind: kind, Do: Create, Body: body, By: by}
	switch kind {
	case "evidence", "treatment", "acknowledgement", "task", "acceptance", "soa_row":
	default:
		item.Name = string(numbered(kind, m.made[kind]))
	}
	if by != "" {
		item.Roles = []string{"risk_owner"}
	}
	m.made[kind]++
	m.send(item)
}

func numbered(kind string, i int) record.Ref { return record.Ref(fmt.Sprintf("%s:%d", kind, i)) }

func (m *mill) system() record.Ref { return numbered("management_system", 0) }

// approve lets the first person, who directs, approve a record.
func (m *mill) approve(kind string, i int) {
	if i >= m.made[kind] {
		return // so few records were asked for
	}
	m.send(Item{Name: string(numbered(kind, i)), Kind: kind, Do: "approve", By: string(numbered("person", 0)), Roles: []string{manager}})
}

// round makes n records: the mix, and a plan that the owner of its risks
// approves. What is too little to be mixed is assets.
func (m *mill) round(n int) {
	if n < round/10 {
		for range n {
			m.add("asset", m.asset(0))
		}
		return
	}
	m.first = map[string]int{}
	for _, part := range mix {
		m.first[part.kind] = m.made[part.kind]
	}
	m.owner = string(m.any("person"))
	m.assign(numbered("role", 1), record.Ref(m.owner))
	m.add("treatment_plan", &risk.Plan{System: m.system(), Title: fmt.Sprintf("Treatment plan %d", m.made["treatment_plan"]+1), Version: "1.0", Owner: record.Ref(m.owner)})
	n -= 2
	done, taken := 0, 0
	for _, part := range mix {
		done += part.share
		until := n * done / 100
		by := ""
		if part.kind == "acceptance" {
			m.sign()
			by = m.owner
		}
		for ; taken < until; taken++ {
			m.create(part.kind, part.make(m, m.made[part.kind]-m.first[part.kind]), by)
		}
	}
}

// sign lets the director approve the round's documents and the owner its plan.
func (m *mill) sign() {
	for i := m.first["document"]; i < m.made["document"]; i++ {
		m.approve("document", i)
	}
	plan := m.made["treatment_plan"] - 1
	m.send(Item{Name: string(numbered("treatment_plan", plan)), Kind: "treatment_plan", Do: "approve", By: m.owner, Roles: []string{"risk_owner"}})
}

// any is some record of a kind that was made before, or none.
func (m *mill) any(kind string) record.Ref {
	if m.made[kind] == 0 {
		return ""
	}
	return numbered(kind, m.chance.IntN(m.made[kind]))
}

// some are up to n different records of a kind that were made before.
func (m *mill) some(kind string, n int) []record.Ref {
	var list []record.Ref
	for range n {
		if r := m.any(kind); r != "" && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}

// seldom is true in so many of a hundred cases.
func (m *mill) seldom(percent int) bool { return m.chance.IntN(100) < percent }

// lately is a day in the past, within the year but for some few.
func (m *mill) lately() record.Date {
	if m.seldom(3) {
		return m.today.AddDays(-370 - m.chance.IntN(300))
	}
	return m.today.AddDays(-2 - m.chance.IntN(340))
}

// soon is a day ahead, but for some few that are over.
func (m *mill) soon() record.Date { return m.today.AddDays(m.chance.IntN(400) - 10) }

func oneOf[T any](m *mill, list ...T) T { return list[m.chance.IntN(len(list))] }
