package conform_test

import (
	"testing"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// holds evaluates one check by itself.
func (b *bench) holds(t *testing.T, c *pack.Check, view fixtureView) bool {
	t.Helper()
	compiled, err := b.compile(*c)
	if err != nil {
		t.Fatal(err)
	}
	session := b.environment.Session(view, expr.At(fixtureNow, nil, fixtureSystem))
	ask := func(p *expr.Program, rec *record.Record, n int) bool {
		answer, err := p.Ask(session, rec, n)
		if err != nil {
			t.Fatal(err)
		}
		return answer.Holds
	}
	all, _ := view.All(c.Of)
	var concerned []*record.Record
	for _, rec := range all {
		if compiled.Where == nil || ask(compiled.Where, rec, 0) {
			concerned = append(concerned, rec)
		}
	}
	if c.Shape == pack.ShapeCount {
		return len(all) > 0 && ask(compiled.Holds, nil, len(concerned))
	}
	for _, rec := range concerned {
		if !ask(compiled.Holds, rec, 0) {
			return false
		}
	}
	return len(concerned) > 0
}
