package sheet

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"surety/record"
)

type testPerson struct {
	Name     string     `json:"name" label:"Name" is:"required,title,search,personal"`
	Mail     string     `json:"mail,omitzero" label:"Mail address"`
	Manager  record.Ref `json:"manager,omitzero" label:"Line manager" to:"person"`
	External bool       `json:"external,omitzero" label:"External"`
}

type testAsset struct {
	Name      string       `json:"name" label:"Asset" is:"required,title"`
	External  string       `json:"external_id,omitzero" label:"Own number" max:"60" is:"index"`
	Type      string       `json:"type" label:"Type" enum:"information,software,hardware,site" is:"required"`
	Owner     record.Ref   `json:"owner,omitzero" label:"Owner" to:"person"`
	DependsOn []record.Ref `json:"depends_on,omitzero" label:"Depends on" to:"asset"`
}

type testAction struct {
	What  string      `json:"what" label:"Action" is:"required" max:"1000"`
	Owner record.Ref  `json:"owner,omitzero" label:"By whom" to:"person"`
	Due   record.Date `json:"due,omitzero" label:"Due"`
}

type testRisk struct {
	System              record.Ref      `json:"system,omitzero" label:"Management system" to:"system" is:"required"`
	Title               string          `json:"title" label:"Risk" is:"required,title"`
	External            string          `json:"external_id,omitzero" label:"Own number" max:"60" is:"index"`
	Scenario            record.Markdown `json:"scenario,omitzero" label:"Scenario"`
	Effects             []string        `json:"effects,omitzero" label:"Would harm" enum:"confidentiality,integrity,availability"`
	Tags                []string        `json:"tags,omitzero" label:"Tags"`
	Assets              []record.Ref    `json:"assets,omitzero" label:"Assets" to:"asset"`
	Owner               record.Ref      `json:"owner,omitzero" label:"Risk owner" to:"person"`
	Consequence         int             `json:"consequence,omitzero" label:"Consequence"`
	Likelihood          int             `json:"likelihood,omitzero" label:"Likelihood"`
	Level               string          `json:"level,omitzero" label:"Level" is:"computed"`
	ResidualConsequence int             `json:"residual_consequence,omitzero" label:"Residual consequence"`
	ResidualLikelihood  int             `json:"residual_likelihood,omitzero" label:"Residual likelihood"`
	Option              string          `json:"option,omitzero" label:"Option" enum:"modify=Modify by controls,retain=Retain,avoid=Avoid,share=Share"`
	Loss                record.Money    `json:"loss,omitzero" label:"Loss"`
	Share               record.Percent  `json:"share,omitzero" label:"Insured share"`
	Factor              float64         `json:"factor,omitzero" label:"Factor"`
	Accepted            bool            `json:"accepted,omitzero" label:"Accepted"`
	Due                 record.Date     `json:"due,omitzero" label:"Due"`
	Reviewed            time.Time       `json:"reviewed,omitzero" label:"Last reviewed"`
	Interval            record.Period   `json:"interval,omitzero" label:"Review interval"`
	Actions             []testAction    `json:"actions,omitzero" label:"Actions"`
}

type testPolicy struct {
	Title     string              `json:"title" label:"Title" is:"required,title"`
	Version   string              `json:"version" label:"Version" is:"required" max:"20"`
	Owner     record.Ref          `json:"owner,omitzero" label:"Owner" to:"person"`
	File      record.Attachment   `json:"file,omitzero" label:"File"`
	Files     []record.Attachment `json:"files,omitzero" label:"Files"`
	Text      record.Markdown     `json:"text,omitzero" label:"Text"`
	Approvals []record.Approval   `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

type testSystem struct {
	Name string `json:"name" label:"Name" is:"required,title"`
}

func testCatalogue(t testing.TB) *record.Catalogue {
	t.Helper()
	spec := func(name, prefix, label, plural string) record.Spec {
		return record.Spec{Name: name, Prefix: prefix, Label: label, Plural: plural, Help: "For tests."}
	}
	risk := spec("risk", "RISK", "Risk", "Risks")
	risk.Lifecycle = record.Lifecycle{
		States:      []record.State{{Name: "open", Label: "Open"}, {Name: "closed", Label: "Closed", Ended: true}},
		Transitions: []record.Transition{{Name: "close", Label: "Close", From: []string{"open"}, To: "closed"}, {Name: "reopen", Label: "Reopen", From: []string{"closed"}, To: "open"}},
	}
	policy := spec("policy", "POL", "Policy", "Policies")
	policy.Lifecycle = record.Lifecycle{
		States: []record.State{
			{Name: "draft", Label: "Draft"}, {Name: "review", Label: "In review", OnEdit: "draft"},
			{Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"}, {Name: "withdrawn", Label: "Withdrawn", Ended: true, Frozen: true},
		},
		Transitions: []record.Transition{
			{Name: "submit", Label: "Submit", From: []string{"draft"}, To: "review"},
			{Name: "approve", Label: "Approve", From: []string{"draft", "review"}, To: "approved", Approves: true},
			{Name: "revoke", Label: "Revoke", From: []string{"approved"}, To: "draft"},
			{Name: "withdraw", Label: "Withdraw", From: []string{"draft", "review", "approved"}, To: "withdrawn"},
		},
	}
	catalogue, err := record.NewCatalogue(
		record.MustDefine[testPerson](spec("person", "PERSON", "Person", "People")),
		record.MustDefine[testAsset](spec("asset", "ASSET", "Asset", "Assets")),
		record.MustDefine[testRisk](risk), record.MustDefine[testPolicy](policy),
		record.MustDefine[testSystem](spec("system", "ISMS", "System", "Systems")), record.MustDefine[testSystem](spec("evidence", "EV", "Evidence", "Evidence")),
	)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// memory is a Resolver over records in memory, which plans can be carried out on.
type memory struct {
	catalogue *record.Catalogue
	records   []*record.Record
	scales    map[string][]Step
	hidden    map[record.Ref]bool
	ids       int
	asked     int // calls of Records and References
}

func newMemory(t testing.TB) *memory {
	return &memory{catalogue: testCatalogue(t)}
}

func (m *memory) newID() record.ID {
	m.ids++
	return record.ID(fmt.Sprintf("01900000-0000-7000-8000-%012d", m.ids))
}

func (m *memory) planner() *Planner {
	return &Planner{Catalogue: m.catalogue, Resolver: m, NewID: m.newID}
}

func (m *memory) add(kind string, body any, state string) *record.Record {
	k := m.catalogue.Kind(kind)
	if state == "" {
		state = k.Lifecycle.Initial()
	}
	count := 1
	for _, r := range m.records {
		if r.Kind == k {
			count++
		}
	}
	r := &record.Record{ID: m.newID(), Kind: k, Key: fmt.Sprintf("%s-%04d", k.Prefix, count), Revision: 1, State: state, Body: body}
	m.records = append(m.records, r)
	return r
}

func (m *memory) Records(_ context.Context, kind *record.Kind, field string, texts []string) (map[string][]*record.Record, error) {
	m.asked++
	by := map[string][]*record.Record{}
	for _, r := range m.records {
		if r.Kind != kind {
			continue
		}
		text := r.Key
		if field != pathKey {
			text = kind.Field(field).Text(r.Body)
		}
		by[comparedText(text)] = append(by[comparedText(text)], r)
	}
	found := map[string][]*record.Record{}
	for _, text := range texts {
		if records := by[comparedText(text)]; len(records) > 0 {
			found[text] = records
		}
	}
	return found, nil
}

func (m *memory) References(_ context.Context, kinds []string, texts []string) (map[string][]Entry, error) {
	m.asked++
	ids, names := map[string][]Entry{}, map[string][]Entry{}
	for _, r := range m.records {
		if !slices.Contains(kinds, r.Kind.Name) {
			continue
		}
		e := Entry{ID: r.ID, Kind: r.Kind.Name, Key: r.Key, Title: r.Title(), Ended: r.Ended()}
		ids[comparedText(r.Key)] = []Entry{e}
		called := []string{r.Title()}
		for _, name := range []string{"external_id", "mail"} {
			if f := r.Kind.Field(name); f != nil {
				called = append(called, f.Text(r.Body))
			}
		}
		for _, text := range called {
			if text != "" {
				names[comparedText(text)] = append(names[comparedText(text)], e)
			}
		}
	}
	found := map[string][]Entry{}
	for _, text := range texts {
		if e := ids[comparedText(text)]; len(e) > 0 {
			found[text] = e
		} else if e := names[comparedText(text)]; len(e) > 0 {
			found[text] = e
		}
	}
	return found, nil
}

func (m *memory) Names(_ context.Context, records ...*record.Record) (map[record.Ref]string, error) {
	names := map[record.Ref]string{}
	for _, r := range records {
		for _, link := range r.Kind.Links(r.Body) {
			for _, other := range m.records {
				if record.Ref(other.ID) == link.To {
					names[link.To] = other.Key + " " + other.Title()
				}
			}
		}
	}
	return names, nil
}

func (m *memory) Hidden(context.Context, ...*record.Record) (map[record.Ref]bool, error) {
	return m.hidden, nil
}

func (m *memory) Scale(_ context.Context, kind *record.Kind, field string) ([]Step, error) {
	return m.scales[kind.Name+"."+strings.TrimPrefix(field, "residual_")], nil
}

func (m *memory) Given(context.Context, *record.Kind) (map[string]string, []string, error) {
	return nil, nil, nil
}

// carryOut does what a plan's commands say, as the door to the ISMS would.
func (m *memory) carryOut(t testing.TB, plan *Plan) {
	t.Helper()
	commands, err := plan.Commands()
	if err != nil {
		t.Fatal(err)
	}
	there := map[record.Ref]*record.Record{}
	for _, r := range m.records {
		there[record.Ref(r.ID)] = r
	}
	for _, c := range commands {
		r := there[record.Ref(c.ID)]
		if c.Base == 0 {
			for _, link := range c.Kind.Links(c.Body) {
				if there[link.To] == nil {
					t.Fatalf("%s refers to %s, which is not there yet", c.Kind.Title(c.Body), link.To)
				}
			}
			r = m.add(c.Kind.Name, c.Body, "")
			r.ID = c.ID
			there[record.Ref(c.ID)] = r
		} else if r.Revision != c.Base {
			t.Fatalf("%s: based on %d, is %d", r.Key, c.Base, r.Revision)
		}
		m.change(t, r, c)
	}
}

func (m *memory) change(t testing.TB, r *record.Record, c Command) {
	t.Helper()
	if c.Base > 0 && c.Body != nil {
		r.Body = c.Body
		r.Revision++
		if state, _ := c.Kind.Lifecycle.State(r.State); state.OnEdit != "" {
			r.State = state.OnEdit
		}
	}
	if c.Custom != nil {
		r.Custom = c.Custom
	}
	if f := c.Kind.ApprovalsField(); f != nil && len(c.Asserted) > 0 {
		if err := f.Set(r.Body, append(f.Get(r.Body).([]record.Approval), c.Asserted...)); err != nil {
			t.Fatal(err)
		}
	}
	for _, move := range c.Moves {
		transition, ok := c.Kind.Lifecycle.Transition(move, r.State)
		if !ok || transition.Approves {
			t.Fatalf("%s: %s can't be done while it is %s", r.Key, move, r.State)
		}
		r.State = transition.To
		r.Revision++
	}
}

func fiveSteps(labels ...string) []Step {
	steps := make([]Step, len(labels))
	for i, label := range labels {
		steps[i] = Step{Value: i + 1, Labels: []string{label}}
	}
	return steps
}
