package web_test

import (
	"testing"

	"surety/app"
	"surety/isms/risk"
)

func TestEveryAssessmentIsComputedAgainFromTheVersionOfTheMethodThatItKept(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(4, 4)})[0]
	h.assessedBy(t, method, 16)
	// The method changes twice, and some risks are assessed by each of its versions.
	for version, formula := range []string{"max(consequence, likelihood)", "consequence + likelihood"} {
		now, err := h.Get(t.Context(), h.manager, method.Key)
		if err != nil {
			t.Fatal(err)
		}
		body := *now.Body.(*risk.Method)
		body.Formula, body.Version = formula, string(rune('2'+version))
		body.Levels = []risk.Level{{Name: "Calm", Rank: 1, Acceptable: true}, {Name: "Rough", Rank: 2, From: 3}, {Name: "Storm", Rank: 3, From: 4}}
		h.must(t, app.Edit{ID: method.ID, Base: now.Revision, Body: &body})
		risks, err := h.List(t.Context(), h.manager, app.Query{Kind: "risk", Sort: "key", Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for i, rec := range risks.Records {
			if i%3 == version {
				h.must(t, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"assessed": "2026-11-0" + string(rune('1'+version))}})
			}
		}
	}
	history, err := h.History(t.Context(), h.manager, method, 0)
	if err != nil {
		t.Fatal(err)
	}
	stood := map[int]*risk.Method{}
	for _, e := range history {
		stood[e.Revision.Revision] = e.Record.Body.(*risk.Method)
	}
	risks, err := h.List(t.Context(), h.manager, app.Query{Kind: "risk", Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]int{}
	for _, rec := range risks.Records {
		body := rec.Body.(*risk.Risk)
		m := stood[body.MethodRevision]
		by[body.MethodVersion]++
		if level, residual := m.Again(body); level != body.Level || residual != body.ResidualLevel || m.Version != body.MethodVersion || level == "" {
			t.Errorf("%s: computed again it is %s and %s, it keeps %s and %s by %s", rec.Key, level, residual, body.Level, body.ResidualLevel, body.MethodVersion)
		}
	}
	if len(by) != 3 {
		t.Errorf("the risks were assessed by %v", by)
	}
}
