package risk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"surety/isms/risk"
	"surety/record"
)

// square is a method with a matrix of any size whose level grows with the
// product of its two values.
func square(consequences, likelihoods int) *risk.Method {
	m := &risk.Method{Title: "Method", Version: "1", Levels: []risk.Level{{Name: "low", Rank: 1, Acceptable: true}, {Name: "middle", Rank: 2}, {Name: "high", Rank: 3, AcceptedBy: "board"}}}
	for c := 1; c <= consequences; c++ {
		m.Consequence = append(m.Consequence, risk.Step{Value: c, Label: fmt.Sprint(c)})
	}
	for l := 1; l <= likelihoods; l++ {
		m.Likelihood = append(m.Likelihood, risk.Step{Value: l, Label: fmt.Sprint(l)})
		for c := 1; c <= consequences; c++ {
			level := "low"
			switch product := c * l; {
			case product > consequences*likelihoods/2:
				level = "high"
			case product > consequences*likelihoods/5:
				level = "middle"
			}
			m.Matrix = append(m.Matrix, risk.Cell{Consequence: c, Likelihood: l, Level: level})
		}
	}
	return m
}

func faults(m *risk.Method) []string {
	var list []string
	m.Check(func(field, format string, args ...any) { list = append(list, field+": "+fmt.Sprintf(format, args...)) })
	return list
}

func TestAMatrixOfAnySizeGivesALevelForEveryPairAndNeverFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := square(rapid.IntRange(2, 10).Draw(t, "consequences"), rapid.IntRange(2, 10).Draw(t, "likelihoods"))
		if list := faults(m); len(list) > 0 {
			t.Fatal(list)
		}
		hole := rapid.IntRange(0, len(m.Matrix)-1).Draw(t, "hole")
		m.Matrix = append(m.Matrix[:hole:hole], m.Matrix[hole+1:]...)
		if list := faults(m); len(list) == 0 {
			t.Fatal("a cell is missing and nothing is said")
		}
	})
}

func TestAMatrixInWhichAHigherConsequenceIsALowerRiskIsRefused(t *testing.T) {
	m := square(3, 3)
	for i := range m.Matrix {
		if m.Matrix[i].Consequence == 3 && m.Matrix[i].Likelihood == 3 {
			m.Matrix[i].Level = "low"
		}
	}
	if list := faults(m); len(list) == 0 || !strings.Contains(list[0], "matrix") {
		t.Errorf("said %v", list)
	}
}

type lookup map[record.Ref]*record.Record

func (l lookup) Get(ref record.Ref) (*record.Record, error) { return l[ref], nil }

func (l lookup) Back(string, string, record.ID) ([]*record.Record, error) { return nil, nil }

func kindOf(name string) *record.Kind {
	for _, k := range risk.Kinds() {
		if k.Name == name {
			return k
		}
	}
	return nil
}

func prepare(t *testing.T, r, before *risk.Risk, method *record.Record, now time.Time) {
	t.Helper()
	p := record.Preparation{Now: now, Record: &record.Record{Kind: kindOf("risk"), Body: r}, Lookup: lookup{"method": method}}
	if before != nil {
		p.Before = before
	}
	if err := r.Prepare(p); err != nil {
		t.Fatal(err)
	}
}

func TestARiskKeepsTheLevelOfTheMethodThatItWasAssessedWith(t *testing.T) {
	method := &record.Record{Kind: kindOf("risk_method"), Revision: 4, State: "approved", Body: square(5, 5)}
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	first := &risk.Risk{Method: "method", Consequence: 4, Likelihood: 4, ResidualConsequence: 2, ResidualLikelihood: 1}
	prepare(t, first, nil, method, monday)
	if first.Level != "high" || first.Evaluation != risk.Treat || first.ResidualLevel != "low" || !first.ResidualAcceptable || first.MethodRevision != 4 || !first.MethodApproved {
		t.Fatalf("assessed as %+v", first)
	}

	method.Revision, method.Body = 5, square(5, 5)
	for i := range method.Body.(*risk.Method).Matrix {
		method.Body.(*risk.Method).Matrix[i].Level = "low"
	}
	renamed := *first
	renamed.Title = "Another title"
	prepare(t, &renamed, first, method, monday.Add(time.Hour))
	if renamed.Level != "high" || renamed.MethodRevision != 4 || !renamed.ResidualChanged.Equal(monday) {
		t.Errorf("an edit of the title assessed it anew: %+v", renamed)
	}

	again := *first
	again.Likelihood = 5
	prepare(t, &again, first, method, monday.Add(time.Hour))
	if again.Level != "low" || again.MethodRevision != 5 {
		t.Errorf("a new assessment does not use the method as it stands: %+v", again)
	}
	if !again.ResidualChanged.Equal(monday) {
		t.Error("the residual level is as it was, yet it counts as changed")
	}
}

func TestARiskThatIsAcceptableAsItIsRemainsWhatItIs(t *testing.T) {
	method := &record.Record{Kind: kindOf("risk_method"), Revision: 1, State: "draft", Body: square(5, 5)}
	r := &risk.Risk{Method: "method", Consequence: 1, Likelihood: 2}
	prepare(t, r, nil, method, time.Unix(0, 0))
	if r.Evaluation != risk.Acceptable || r.ResidualLevel != "low" || r.MethodApproved {
		t.Errorf("%+v", r)
	}
}

func TestAMethodToBeginWithIsWholeAndOnlyNeedsItsSystem(t *testing.T) {
	var method *record.Kind
	for _, kind := range risk.Kinds() {
		if kind.Name == "risk_method" {
			method = kind
		}
	}
	if len(method.Starts) != 5 {
		t.Fatalf("%d methods to begin with", len(method.Starts))
	}
	for i, start := range method.Starts {
		body := start.Body.(*risk.Method)
		size := min(i+3, 5)
		if len(body.Consequence) != size || len(body.Matrix) != size*size {
			t.Errorf("%s has %d steps and %d cells", start.Name, len(body.Consequence), len(body.Matrix))
		}
		if list := faults(body); len(list) > 0 {
			t.Errorf("%s: %s", start.Name, strings.Join(list, "; "))
		}
		if low, _ := body.Of(1, 1); !low.Acceptable {
			t.Errorf("%s: the lowest risk is not acceptable", start.Name)
		}
		if high, _ := body.Of(size, size); high.Rank != 4 {
			t.Errorf("%s: the highest risk is %s", start.Name, high.Name)
		}
		list := method.Validate(&record.Record{Kind: method, State: "draft", Body: body})
		if len(list) != 1 || list[0].Field != "system" {
			t.Errorf("%s: %v", start.Name, list)
		}
	}
}
