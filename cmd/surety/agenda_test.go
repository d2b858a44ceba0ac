package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/app/agenda"
	"surety/internal/testbrowser"
	"surety/isms/audit"
	"surety/language"
	"surety/record"
)

// drafts are the drafts of a review's inputs by field.
func (s *site) drafts(t *testing.T, tag string) map[string]string {
	t.Helper()
	list, err := agenda.Of(language.With(t.Context(), language.For(tag, nil)), s.App, s.manager, "MR-0002")
	if err != nil {
		t.Fatal(err)
	}
	drafts := map[string]string{}
	for _, in := range list.Inputs {
		drafts[in.Field.Name] = string(in.Draft)
	}
	return drafts
}

func TestEachInputOfAReviewIsDraftedFromTheRegisters(t *testing.T) {
	s := newSite(t)
	for field, want := range map[string]string{
		"earlier_actions": "left nothing open",
		"issues":          "Storm surge, heat and drought reach sites and equipment: Relevant",
		"needs":           "[REQ-0029](/REQ-0029)",
		"nonconformities": "| Noticed | 8 | 2 | up by 6 |",
		"measurements":    "| [MEAS-0002](/MEAS-0002) Restore tests passed within the promised time | 4 tests | 3 tests | 4 tests | worse | **Off target** |",
		"audit_results":   "| Audits held | 5 | 3 | up by 2 |",
		"objectives":      "Reached: 1. On the way: 4. Off target: 3. Missed: 0.",
		"feedback":        "| Told by suppliers | 1 | 0 | up by one |",
		"risks":           "| High | 2 | 26 |",
		"opportunities":   "[IMP-0003](/IMP-0003)",
	} {
		draft := s.drafts(t, language.English)[field]
		if !strings.Contains(draft, want) {
			t.Errorf("%s lacks %q:\n%s", field, want, draft)
		}
		if !strings.Contains(draft, "Computed from records as of ") {
			t.Errorf("%s does not say from what it was computed", field)
		}
	}
	if draft := s.drafts(t, language.German)["audit_results"]; !strings.Contains(draft, "| Durchgeführte Audits | 5 | 3 | um 2 gestiegen |") {
		t.Errorf("in German: %s", draft)
	}
}

func TestADraftCountsWhatIsRestrictedAndDoesNotNameIt(t *testing.T) {
	s := newSite(t)
	rec, err := s.Get(t.Context(), s.manager, "NC-0010")
	if err != nil {
		t.Fatal(err)
	}
	restricted := record.MarkRestricted
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision, Body: rec.Body, Mark: &restricted}); err != nil {
		t.Fatal(err)
	}
	draft := s.drafts(t, language.English)["nonconformities"]
	if strings.Contains(draft, "NC-0010") || strings.Contains(draft, rec.Title()) {
		t.Errorf("a restricted record is named:\n%s", draft)
	}
	if !strings.Contains(draft, "| Noticed | 8 |") || !strings.Contains(draft, "counted here, not named") {
		t.Errorf("a restricted record is not counted:\n%s", draft)
	}
}

func TestAReviewIsFilledFromTheRegistersAndWhatWasTypedStays(t *testing.T) {
	s := newSite(t)
	rec, err := s.Get(t.Context(), s.manager, "MR-0003")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"needs": "Nothing new."}}); err != nil {
		t.Fatal(err)
	}
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/MR-0003"),
		chromedp.Click(`//a[text()="Fill the inputs from the registers"]`), chromedp.WaitVisible(chromedp.CSS("form.agenda")),
		testbrowser.Press(chromedp.CSS("form.agenda .acts button.do")))
	after, err := s.Get(t.Context(), s.manager, "MR-0003")
	if err != nil {
		t.Fatal(err)
	}
	body := after.Body.(*audit.Review)
	if body.Needs != "Nothing new." {
		t.Errorf("what was typed became %q", body.Needs)
	}
	if body.From == "" || body.To == "" {
		t.Error("the review does not say what time it looks back on")
	}
	for field, text := range map[string]record.Markdown{"issues": body.Issues, "measurements": body.Measurements, "risks": body.Risks, "opportunities": body.Opportunities} {
		if !strings.Contains(string(text), "Computed from records as of ") {
			t.Errorf("%s is %q", field, text)
		}
	}
}

func TestADecisionBecomesATaskWithOneClick(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/DEC-0007"),
		testbrowser.Press(`//button[text()="Make it a task"]`))
	rec, err := s.Get(t.Context(), s.manager, "DEC-0007")
	if err != nil {
		t.Fatal(err)
	}
	decision := rec.Body.(*audit.Decision)
	if len(decision.CarriedBy) != 1 {
		t.Fatalf("it is carried out by %v", decision.CarriedBy)
	}
	task, err := s.Get(t.Context(), s.manager, string(decision.CarriedBy[0]))
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"title": decision.Title, "assignee": string(decision.Owner), "due": string(decision.Due), "about": string(rec.ID)} {
		if got := task.Kind.Field(field).Text(task.Body); got != want {
			t.Errorf("%s of the task is %q, want %q", field, got, want)
		}
	}
}
