package conform

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/isms/asset"
	"surety/isms/org"
	"surety/isms/risk"
)

// unruly is a world where a house rule breaks and guidance is not followed,
// while the only requirement holds.
func unruly(t *testing.T) *world {
	w := newWorld(t, `
entries:
  - {id: shall, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: risk, holds: has(risk.owner), empty: fails, shows: recorded, reason: r, mend: m}]}
  - {id: own, type: requirement, force: house, title: T, text: t, checks: [
      {id: c, shape: each, of: asset, holds: has(asset.supplier), empty: fails, shows: recorded, reason: "{key} is nobody's.", mend: m}]}
  - {id: advice, type: control, force: guidance, title: T, text: t}
`)
	system(w)
	w.add("boss", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "boss"})
	w.add("a1", "asset", &asset.Asset{Name: "Server"})
	w.judge("j1", "advice", "fails")
	return w
}

// written is a report as JSON, read as a script reads it.
type written struct {
	Summary      map[string]int
	Requirements []map[string]any
}

func writtenJSON(t *testing.T, r *Report) written {
	t.Helper()
	var out bytes.Buffer
	if err := WriteJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var got written
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func (w written) verdicts() map[string]any {
	verdicts := map[string]any{}
	for _, q := range w.Requirements {
		verdicts[q["id"].(string)] = q["force"].(string) + " " + q["verdict"].(string)
	}
	return verdicts
}

func TestScriptsReadFourVerdictsAndTheForceTellsWhatBroke(t *testing.T) {
	report := unruly(t).report()
	want := map[string]any{"shall": "requirement holds", "own": "house fails", "advice": "guidance fails"}
	got := writtenJSON(t, report)
	if diff := cmp.Diff(want, got.verdicts()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"holds": 1, "fails": 0, "needs_person": 0, "no_occasion": 0}, got.Summary); diff != "" || report.Exit() != ExitHolds {
		t.Errorf("exit %d: %s", report.Exit(), diff)
	}
	strict := report.Strictly()
	if diff := cmp.Diff(map[string]int{"holds": 1, "fails": 2, "needs_person": 0, "no_occasion": 0}, writtenJSON(t, strict).Summary); diff != "" || strict.Exit() != ExitFails {
		t.Errorf("strictly: exit %d: %s", strict.Exit(), diff)
	}
	if report.Summary.Fails != 0 {
		t.Error("a strict report changes the one it was made of")
	}
}

func TestWhatCanNotBeComputedIsAnErrorInOneOfTheFourVerdicts(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "gone"})
	report := w.report()
	got := writtenJSON(t, report)
	q := got.Requirements[0]
	if q["verdict"] != "needs_person" || !strings.Contains(q["error"].(string), "which is not there") || q["reason"] == "" || report.Exit() != ExitNotComputed {
		t.Errorf("exit %d: %+v", report.Exit(), q)
	}
	if keys := slices.Sorted(maps.Keys(got.Summary)); !slices.Equal(keys, []string{"fails", "holds", "needs_person", "no_occasion"}) || got.Summary["needs_person"] != 1 {
		t.Errorf("summary %v", got.Summary)
	}
}

func TestJUnitAndSARIFSayNoWorseThanTheExitCode(t *testing.T) {
	for _, test := range []struct {
		report   *Report
		failures int
	}{{unruly(t).report(), 0}, {unruly(t).report().Strictly(), 2}} {
		var out bytes.Buffer
		if err := WriteJUnit(&out, test.report); err != nil {
			t.Fatal(err)
		}
		var junit junitSuites
		if err := xml.Unmarshal(out.Bytes(), &junit); err != nil {
			t.Fatal(err)
		}
		if s := junit.Suite; s.Failures != test.failures || s.Failures+s.Skipped != 2 || s.Errors != 0 || bytes.Count(out.Bytes(), []byte("<failure")) != test.failures {
			t.Errorf("JUnit: %+v", s)
		}
		out.Reset()
		if err := WriteSARIF(&out, test.report, ""); err != nil {
			t.Fatal(err)
		}
		var sarif sarifLog
		if err := json.Unmarshal(out.Bytes(), &sarif); err != nil {
			t.Fatal(err)
		}
		failures := 0
		for _, result := range sarif.Runs[0].Results {
			if result.Kind == "fail" {
				failures++
			} else if result.Level != "none" {
				t.Errorf("SARIF does not allow %+v", result)
			}
		}
		if failures != test.failures {
			t.Errorf("SARIF: %d failures, want %d", failures, test.failures)
		}
	}
}
