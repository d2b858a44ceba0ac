package web_test

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

var (
	inputs  = regexp.MustCompile(`<input[^>]*name="([^"]+)"[^>]*>`)
	valueOf = regexp.MustCompile(` value="([^"]*)"`)
	selects = regexp.MustCompile(`(?s)<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>`)
	areas   = regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>`)
	chosen  = regexp.MustCompile(`<option[^>]* value="([^"]*)"[^>]* selected`)
)

// filled are the names and values of the form of a page, as a browser would send them.
func (a answer) filled(action string) map[string]string {
	_, form, _ := strings.Cut(a.Body, `action="`+action+`"`)
	form, _, _ = strings.Cut(form, "</form>")
	values := map[string]string{}
	for _, m := range inputs.FindAllStringSubmatch(form, -1) {
		if value := valueOf.FindStringSubmatch(m[0]); value != nil && (!strings.Contains(m[0], "checkbox") || strings.Contains(m[0], " checked")) {
			values[m[1]] = html.UnescapeString(value[1])
		}
	}
	for _, m := range selects.FindAllStringSubmatch(form, -1) {
		if option := chosen.FindStringSubmatch(m[2]); option != nil {
			values[m[1]] = html.UnescapeString(option[1])
		}
	}
	for _, m := range areas.FindAllStringSubmatch(form, -1) {
		values[m[1]] = html.UnescapeString(m[2])
	}
	delete(values, "token")
	return values
}

// sendForm posts a form with changes; pairs are names and values.
func (v *visitor) sendForm(path string, values map[string]string, pairs ...string) answer {
	v.t.Helper()
	var all []string
	for name, value := range values {
		if !slices.Contains(pairs, name) {
			all = append(all, name, value)
		}
	}
	return v.post(path, append(all, pairs...)...)
}

func TestTheMatrixIsSavedOnlyWithWhatItChangesInSight(t *testing.T) {
	h := newHouse(t)
	board := h.must(t, app.Create{Kind: "role", Body: &org.Role{Name: "Board", Duty: "risk_owner"}})[0]
	body := matrixOf(3, 3)
	body.Levels[2].AcceptedBy = record.Ref(board.ID)
	method := h.must(t, app.Create{Kind: "risk_method", Body: body})[0]
	h.must(t, app.Move{ID: method.ID, Base: 1, Transition: "approve"})
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Method: record.Ref(method.ID), Consequence: 1, Likelihood: 3, ResidualConsequence: 1, ResidualLikelihood: 3}},
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire", Method: record.Ref(method.ID), Consequence: 3, Likelihood: 3}})
	path := "/" + method.Key + "/matrix"
	v := h.as(t, h.manager)
	page := v.get(path)
	page.shows(t, http.StatusOK, "This method is approved", "Board")
	form := page.filled(path)
	if form["cell.3.3"] != "2" || form["level.2.name"] != "Storm" || form["level.2.by"] != string(board.ID) || form["level.0.acceptable"] != "yes" {
		t.Fatalf("the form holds %v", form)
	}
	same := v.sendForm(path, form, "act", "look")
	same.shows(t, http.StatusOK, "Nothing: the matrix is as it stands")
	if strings.Contains(same.Body, "Save the matrix") {
		t.Error("what changes nothing is offered to be saved")
	}

	// 1 × 3 becomes the highest, which gets another name.
	looked := v.sendForm(path, form, "act", "look", "cell.1.3", "2", "cell.2.3", "2", "level.2.name", "Hurricane")
	looked.shows(t, http.StatusOK, "One risk stands in a cell whose level changes. It keeps its level", "“Storm” will be called “Hurricane”", "1 × 3", "Save the matrix")
	saved := v.sendForm(path, looked.filled(path), "act", "save", "reason", "The board wants to see more")
	saved.shows(t, http.StatusOK, method.Key+" is saved", "Hurricane", "Draft")
	v.get("/"+method.Key+"/history").shows(t, http.StatusOK, "The board wants to see more")
	now, err := h.Get(t.Context(), h.manager, method.Key)
	if err != nil {
		t.Fatal(err)
	}
	after := now.Body.(*risk.Method)
	if level, _ := after.Of(1, 3); now.State != "draft" || level.Name != "Hurricane" || level.AcceptedBy != record.Ref(board.ID) || after.Title != body.Title {
		t.Errorf("it stands as %s %+v", now.State, after)
	}
	// The risk keeps its level, and the map says so.
	v.get("/risks/map").shows(t, http.StatusOK, "One risk keeps the level of an earlier matrix")

	// Who began from the revision before is told, and nothing is lost.
	stale := v.sendForm(path, form, "act", "save", "level.0.name", "Still")
	stale.shows(t, http.StatusConflict, "Somebody changed this method", "Still")
}

func TestTheMatrixGrowsAndShrinks(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	h.assessedBy(t, method, 9)
	path := "/" + method.Key + "/matrix"
	v := h.as(t, h.manager)
	form := v.get(path).filled(path)
	for _, act := range []string{"add:consequence", "add:likelihood", "add:level"} {
		form = v.sendForm(path, form, "act", act).filled(path)
	}
	if form["count.consequence"] != "4" || form["count.likelihood"] != "4" || form["count.level"] != "4" || form["cell.4.4"] != form["cell.3.3"] {
		t.Fatalf("it grew to %v", form)
	}
	v.sendForm(path, form, "act", "look").shows(t, http.StatusUnprocessableEntity, "Nothing was saved")
	v.sendForm(path, form, "act", "save", "consequence.3.label", "Ruin", "likelihood.3.label", "Daily", "level.3.name", "Doom", "cell.4.4", "3").shows(t, http.StatusOK, method.Key+" is saved", "Ruin", "Doom")

	form = v.get(path).filled(path)
	for _, act := range []string{"remove:consequence", "remove:consequence", "remove:level", "remove:likelihood"} {
		form = v.sendForm(path, form, "act", act).filled(path)
	}
	v.sendForm(path, form, "act", "look").shows(t, http.StatusOK, "3 risks have a step that goes, and would stand in no cell")
	v.sendForm(path, form, "act", "save").shows(t, http.StatusOK, method.Key+" is saved")
	v.get("/risks/map").shows(t, http.StatusOK, "3 risks have a step that this matrix no longer has")

	// A level that falls where the harm rises is refused, with the cell.
	form = v.get(path).filled(path)
	v.sendForm(path, form, "act", "look", "cell.1.1", "2").shows(t, http.StatusUnprocessableEntity, "but the lower")
	for _, act := range []string{"remove:consequence", "remove:likelihood", "remove:likelihood"} {
		form = v.sendForm(path, form, "act", act).filled(path)
	}
	if form["count.consequence"] != "2" || form["count.likelihood"] != "2" {
		t.Errorf("it shrank to %s × %s", form["count.consequence"], form["count.likelihood"])
	}
	for range 12 {
		form = v.sendForm(path, form, "act", "add:likelihood").filled(path)
	}
	if form["count.likelihood"] != "10" || form["cell.2.10"] == "" {
		t.Errorf("it grew to %s likelihoods", form["count.likelihood"])
	}
}

func TestAMatrixFormThatWasTamperedWithBreaksNothing(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	path := "/" + method.Key + "/matrix"
	v := h.as(t, h.manager)
	for _, pairs := range [][]string{
		{"act", "look"},
		{"act", "add:nothing"},
		{"act", "remove:level"},
		{"act", "look", "count.level", "-4", "count.consequence", "99999999", "count.likelihood", "x"},
		{"act", "look", "count.level", "2", "count.consequence", "2", "count.likelihood", "2", "cell.0.0", "7", "consequence.0.value", "x"},
		{"act", "look", "count.level", "1", "level.0.name", strings.Repeat("x", 10_000), "level.0.by", "RISK-0001"},
	} {
		if got := v.post(path, append([]string{"base", "1"}, pairs...)...); got.Status >= 500 {
			t.Errorf("%v was answered with %d:\n%s", pairs, got.Status, got.main())
		}
	}
	if now, err := h.Get(t.Context(), h.manager, method.Key); err != nil || now.Revision != 1 {
		t.Errorf("it stands at %d, %v", now.Revision, err)
	}
}

func TestAMatrixIsLaidOutFromNothing(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: &risk.Method{Title: "Bare", Version: "1"}})[0]
	path := "/" + method.Key + "/matrix"
	v := h.as(t, h.manager)
	form := v.get(path).filled(path)
	for _, act := range []string{"add:consequence", "add:consequence", "add:likelihood", "add:likelihood", "add:level", "add:level"} {
		form = v.sendForm(path, form, "act", act).filled(path)
	}
	v.sendForm(path, form, "act", "save",
		"consequence.0.label", "Small", "consequence.1.label", "Large", "likelihood.0.label", "Rare", "likelihood.1.label", "Often", "level.0.name", "Low", "level.0.acceptable", "yes", "level.1.name", "High",
		"cell.1.1", "0", "cell.1.2", "0", "cell.2.1", "1", "cell.2.2", "1").shows(t, http.StatusOK, method.Key+" is saved")
	v.get("/risks/map").shows(t, http.StatusOK, "Large", "Often", "High", "Below the line a risk may stay as it is")
}

func TestAFormulaFillsTheMatrixOnceWhatItMovesIsInSight(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Method: record.Ref(method.ID), Consequence: 1, Likelihood: 3}})
	path := "/" + method.Key + "/matrix"
	v := h.as(t, h.manager)
	form := v.get(path).filled(path)
	v.sendForm(path, form, "act", "look", "formula", "harm * likelihood").shows(t, http.StatusUnprocessableEntity, "Character 1: expected a number")
	looked := v.sendForm(path, form, "act", "look", "formula", "max(consequence, likelihood)", "level.1.from", "2", "level.2.from", "3", "level.2.colour", "dark_red")
	looked.shows(t, http.StatusOK, "One risk stands in a cell whose level changes", "Save the matrix", "shade6")
	v.sendForm(path, looked.filled(path), "act", "save").shows(t, http.StatusOK, method.Key+" is saved")
	now, err := h.Get(t.Context(), h.manager, method.Key)
	if err != nil {
		t.Fatal(err)
	}
	after := now.Body.(*risk.Method)
	for _, cell := range after.Matrix {
		if want := after.Levels[max(cell.Consequence, cell.Likelihood)-1].Name; cell.Level != want {
			t.Errorf("%d × %d is %s, expected %s", cell.Consequence, cell.Likelihood, cell.Level, want)
		}
	}
	if len(after.Matrix) != 9 || after.Levels[2].Colour != "dark_red" || after.Formula != "max(consequence, likelihood)" {
		t.Errorf("it stands as %+v", after)
	}
}
