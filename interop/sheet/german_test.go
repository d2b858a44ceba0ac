package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/record"
)

func TestAGermanRegisterIsUnderstoodWithoutHelp(t *testing.T) {
	m := germanMemory(t)
	mapping := m.propose(t, "risk", read(t, "risiken.xlsx", germanRegister(t)))
	got := map[string]string{}
	for _, c := range mapping.Columns {
		got[c.Header] = c.Field
	}
	want := map[string]string{
		"Lfd. Nr.": "external_id", "Risiko": "title", "Beschreibung": "scenario", "Risikoeigner": "owner",
		"Brutto / Eintrittswahrscheinlichkeit": "likelihood", "Brutto / Schadenshöhe": "consequence",
		"Netto / Eintrittswahrscheinlichkeit": "residual_likelihood", "Netto / Schadenshöhe": "residual_consequence",
		"Strategie": "option", "Fällig am": "due", "Schadenssumme (T€)": "loss", "Status": "state", "Betroffene Werte": "assets",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if mapping.HeaderRow != 5 || mapping.Sheet != "Risiken 2026" || mapping.Key != "external_id" || mapping.Blank != BlankKeeps {
		t.Errorf("%+v", mapping)
	}
	values := map[string]map[string]string{}
	for _, c := range mapping.Columns {
		if len(c.Values) > 0 {
			values[c.Field] = c.Values
		}
	}
	wantValues := map[string]map[string]string{
		"consequence":          {"sehr hoch": "5", "hoch": "4", "gering": "2"},
		"likelihood":           {"mittel": "3", "hoch": "4", "sehr gering": "1"},
		"residual_likelihood":  {"gering": "2", "2 - gering": "2", "sehr gering": "1"},
		"residual_consequence": {"hoch": "4", "gering": "2"},
		"option":               {"Vermindern": "modify", "Akzeptieren": "retain"},
	}
	if diff := cmp.Diff(wantValues, values); diff != "" {
		t.Error(diff)
	}
	t.Log(mapping.Notes)
}

func TestAGermanRegisterIsImportedAsItIsMeant(t *testing.T) {
	m := germanMemory(t)
	book := read(t, "risiken.xlsx", germanRegister(t))
	mapping := m.propose(t, "risk", book)
	plan := m.plan(t, "risk", mapping, book)
	if faults := faultsOf(plan); len(faults) > 0 {
		t.Fatal(faults)
	}
	if s := plan.Summary(); s.Rows != 3 || s.Create != 3 {
		t.Errorf("%+v", s)
	}
	if len(plan.New) != 1 || plan.New[0].Title != "Kai Ito" {
		t.Errorf("new: %+v", plan.New)
	}
	m.carryOut(t, plan)
	risks := map[string]*testRisk{}
	states := map[string]string{}
	for _, r := range m.records {
		if risk, ok := r.Body.(*testRisk); ok {
			risks[risk.External], states[risk.External] = risk, r.State
		}
	}
	first := risks["R-001"]
	if owner, assets := titles(m, []record.Ref{first.Owner}), titles(m, first.Assets); !cmp.Equal(owner, []string{"Mara Lind"}) || !cmp.Equal(assets, []string{"Leitstelle", "Gebäude 4"}) {
		t.Errorf("owner %v, assets %v", owner, assets)
	}
	want := &testRisk{
		Title: "Ausfall der Leitstelle", External: "R-001", Scenario: "Ein Brand zerstört die Leitstelle.\nAuch ein Wasserschaden genügt.",
		Consequence: 5, Likelihood: 3, ResidualConsequence: 4, ResidualLikelihood: 2, Option: "modify",
		Loss: record.Money{Minor: 120_050_000, Currency: "EUR"}, Due: "2026-12-31", Owner: first.Owner, Assets: first.Assets,
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	if second := risks["R-002"]; second.Due != "2026-12-31" || second.Loss.Minor != 8_000_000 || states["R-002"] != "closed" || second.ResidualConsequence != 3 {
		t.Errorf("%+v, %s", second, states["R-002"])
	}
	if third := risks["R-003"]; third.Owner != "" || third.Option != "" || third.Due != "2027-02-01" || !third.Loss.IsZero() {
		t.Errorf("%+v", third)
	}
	again := m.plan(t, "risk", mapping, book)
	if s := again.Summary(); s.Unchanged != 3 || len(again.New) > 0 || len(s.Faults) > 0 {
		t.Errorf("imported again: %+v, new %v, %v", s, again.New, again.Rows)
	}
}
