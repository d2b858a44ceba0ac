package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
	"surety/conform"
	"surety/isms/document"
)

// tickBox is a proposal that can be ticked.
var tickBox = regexp.MustCompile(`name="offer" value="([^"]+)"( disabled)?`)

// takes confirms all that a step proposes to somebody, or what is named, and
// returns the page that says so.
func takes(t *testing.T, v *visitor, h *house, step string, only ...string) answer {
	t.Helper()
	page := v.get("/way/" + step)
	if len(only) == 0 {
		for _, found := range tickBox.FindAllStringSubmatch(page.Body, -1) {
			if found[2] == "" {
				only = append(only, found[1])
			}
		}
	}
	if len(only) == 0 {
		t.Fatalf("nothing is proposed at %s", step)
	}
	pairs := []string{"owner", string(h.manager.Person)}
	for _, id := range only {
		pairs = append(pairs, "offer", id)
	}
	v.post("/way/"+step+"/decide", pairs...).shows(t, http.StatusOK, "Would be recorded in your name", "Nothing is recorded yet.")
	return v.post("/way/"+step+"/take", append(pairs, "once", step+only[0])...)
}

// counts tells how many live records of a kind there are.
func counts(t *testing.T, h *house, kind string) int {
	t.Helper()
	n, err := h.Count(t.Context(), h.manager, app.Query{Kind: kind}, "")
	if err != nil {
		t.Fatal(err)
	}
	return n[""]
}

func holds(t *testing.T, h *house, requirement string) bool {
	t.Helper()
	report, err := h.Verdict(t.Context(), h.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}
	return report.Find(requirement).Verdict == conform.Holds
}

func TestOneSittingLeadsFromNothingToAStatementThatIsPutForward(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/way").shows(t, http.StatusOK, "Mandate", "step 1 of")
	v.post("/way/mandate/answers/organization", "base", "1", "purpose", "Software for libraries", "size", "30", "country", "DE").shows(t, http.StatusOK, "Your answers are kept.", "Software for libraries")
	v.post("/way/mandate/answers/management_system", "base", "1", "outcomes", "Customers' data stay safe").shows(t, http.StatusOK, "Your answers are kept.")
	v.post("/way/mandate/answers/mandate", "base", "0", "goal", "A customer asks", "sponsor", string(h.manager.Person), "ready_by", "2027-09-01", "sector", "software", "premises", "no", "remote", "yes", "cloud", "yes",
		"servers", "no", "development", "yes", "personal_data", "yes", "plant", "no", "outsourced", "no").shows(t, http.StatusOK, "Your answers are kept.")
	v.post("/way/mandate/answers/mandate", "base", "1", "ready_by", "2026-11-01").shows(t, http.StatusUnprocessableEntity, "is over: expected a day that lies ahead")
	v.post("/way/mandate/answers/organization", "base", "2", "country", "ZZZZ", "size", "999999999999999").shows(t, http.StatusUnprocessableEntity, "expected two letters, such as DE", "are more than any organization has")
	if page := v.get("/way"); !strings.HasPrefix(page.Path, "/way/issues") {
		t.Errorf("once the mandate is answered the way leads on to %s", page.Path)
	}
	if n := counts(t, h, "issue"); n != 0 {
		t.Errorf("%d issues are recorded before anybody has confirmed one", n)
	}

	takes(t, v, h, "issues").shows(t, http.StatusOK, "confirmed in your name", "still stand word for word")
	takes(t, v, h, "climate", "climate-no").shows(t, http.StatusOK, "All that this step serves holds.")
	takes(t, v, h, "parties")
	takes(t, v, h, "scope")
	takes(t, v, h, "roles")
	takes(t, v, h, "policy")
	takes(t, v, h, "method", "method-4")
	takes(t, v, h, "risks")
	takes(t, v, h, "treatment")
	v.post("/way/applicability/begin-soa").shows(t, http.StatusOK, "93 to decide on")
	takes(t, v, h, "applicability")

	for _, requirement := range []string{"4.1-1", "4.1-2", "4.1-3", "4.2-1", "4.2-2", "4.2-3", "4.3-1", "4.3-4", "6.1.2-5", "6.1.2-7", "6.1.2-9", "6.1.3-3", "6.1.3-4", "6.1.3-6", "6.1.3-7", "6.1.3-8"} {
		if !holds(t, h, requirement) {
			t.Errorf("%s does not hold after one sitting", requirement)
		}
	}
	for kind, least := range map[string]int{"scope": 1, "document": 2, "risk_method": 1, "risk": 10, "treatment": 10, "treatment_plan": 1} {
		if n := counts(t, h, kind); n < least {
			t.Errorf("%d of %s after one sitting, expected at least %d", n, kind, least)
		}
	}
	v.post("/SOA-0001/put-forward").shows(t, http.StatusOK, "It is put forward and waits for release.")
}

func TestTheMandateRefusesAnOrganizationThatCannotBe(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.post("/way/mandate/answers/organization", "base", "1", "purpose", "Software for libraries", "size", "-5", "country", "DE").shows(t, http.StatusUnprocessableEntity, "-5 people are fewer than none")
	v.post("/way/mandate/answers/organization", "base", "1", "purpose", "Software for libraries", "size", "30", "country", "D1").shows(t, http.StatusUnprocessableEntity, "expected two letters, such as DE")
}

func TestWhatIsOnlyProposedCountsForNoCheck(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	before, err := h.Verdict(t.Context(), h.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"issues", "parties", "scope", "roles", "method"} {
		v.get("/way/"+step).shows(t, http.StatusOK, "Proposed to you", "Nothing here counts yet.")
	}
	v.post("/way/issues/decide", "offer", "issue-extortion", "owner", string(h.manager.Person)).shows(t, http.StatusOK, "Would be recorded in your name", "Criminals extort organizations like ours")
	after, err := h.Verdict(t.Context(), h.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if before.Summary != after.Summary || counts(t, h, "issue") != 0 || counts(t, h, "proposal") != 0 {
		t.Errorf("looking at proposals changed the verdicts from %v to %v", before.Summary, after.Summary)
	}
}

func TestAProposalIsPutIntoOwnWordsAndToldApartFromOneThatIsNot(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	form := v.get("/new/issue?offer=issue-extortion&system=ISMS-0001&to=/way/issues")
	form.shows(t, http.StatusOK, "Criminals extort organizations like ours", `name="offer" value="issue-extortion"`)
	v.post("/new/issue", "offer", "issue-extortion", "of-system", "ISMS-0001", "once", "one", "to", "/way/issues", "title", "Gangs look for libraries", "origin", "external", "topic", "threats",
		"determination", "relevant", "rationale", "It happened to our neighbour").shows(t, http.StatusOK, "Gangs look for libraries", "in own words")
	takes(t, v, h, "issues", "issue-law").shows(t, http.StatusOK, "as proposed", "1 of 2 still stand word for word")
}

func TestWhatIsLeftOutNeedsAReasonAndIsNotProposedAgain(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.post("/way/issues/decide", "leave", "issue-extortion", "reason.issue-extortion", " ").shows(t, http.StatusUnprocessableEntity, "say why it is left out")
	page := v.post("/way/issues/decide", "leave", "issue-extortion", "reason.issue-extortion", "We hold nothing of worth")
	page.shows(t, http.StatusOK, "It is left out", "We hold nothing of worth", "left out")
	if strings.Contains(page.Body, `value="issue-extortion"`) {
		t.Error("what was left out is proposed again")
	}
}

func TestWhatBuildsOnSomethingElseIsNotTakenWithoutIt(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.post("/way/parties/decide", "offer", "req-contracts", "owner", string(h.manager.Person)).shows(t, http.StatusUnprocessableEntity, "Customers", "first")
	v.get("/way/treatment").shows(t, http.StatusOK, "Something comes first.", "First risks")
}

func TestAStepThatIsGivenToSomebodyIsWorkOfTheirsUntilItIsTakenBack(t *testing.T) {
	h := newHouse(t) // it is Tuesday, 24 November 2026
	v := h.as(t, h.manager)
	v.post("/way/mandate/answers/mandate", "base", "0", "sector", "office")
	tom, ida := h.colleague(t, "Tom Okafor", "contributor"), h.colleague(t, "Ida Berg", "contributor")
	v.post("/way/scope/give", "person", string(tom.Person), "due", "2026-11-01").shows(t, http.StatusUnprocessableEntity, "missing or over")
	v.post("/way/scope/give", "person", string(tom.Person), "due", "2026-12-04").shows(t, http.StatusOK, "Taken on by", "Tom Okafor", "by 4 Dec 2026")
	h.as(t, tom).get("/way/scope").shows(t, http.StatusOK, "Tom Okafor", "give it to somebody else")
	h.as(t, tom).get("/work").shows(t, http.StatusOK, "1 thing is due from you", "Guided way: Scope", "Next week", "4 Dec 2026")

	v.post("/way/scope/give", "person", string(tom.Person), "due", "2026-11-27").shows(t, http.StatusOK, "by 27 Nov 2026")
	h.as(t, tom).get("/work").shows(t, http.StatusOK, "1 thing is due from you", "27 Nov 2026")
	v.post("/way/scope/give", "person", string(ida.Person), "due", "2026-12-04").shows(t, http.StatusOK, "Ida Berg")
	h.as(t, tom).get("/work").shows(t, http.StatusOK, "Nothing is due from you.")
	h.as(t, ida).get("/work").shows(t, http.StatusOK, "Guided way: Scope")
	v.post("/way/scope/give", "person", "").shows(t, http.StatusOK, "nobody in particular: give it to somebody")
	h.as(t, ida).get("/work").shows(t, http.StatusOK, "Nothing is due from you.")
	v.get("/TASK-0002").shows(t, http.StatusOK, "Taken back")
}

func TestDocumentsThatFitAreProposedOneByOneAndBeginWithTheirTemplates(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	tom := h.colleague(t, "Tom Okafor", "contributor")
	v.post("/way/mandate/answers/mandate", "base", "0", "sector", "software", "development", "yes", "premises", "no")
	page := v.get("/way/documents")
	page.shows(t, http.StatusOK, "Backup policy", "Secure development")
	if strings.Contains(page.Body, "doc-physical-security") {
		t.Error("rules for rooms are proposed to who has none")
	}
	v.post("/way/documents/take", "owner", string(tom.Person), "offer", "doc-backup", "once", "one").shows(t, http.StatusOK, "1 proposal is confirmed in your name.", "Backup policy", "as proposed")
	v.get("/DOC-0001").shows(t, http.StatusOK, "Backup policy", "Tom Okafor", "[[")
	begun, err := h.Get(t.Context(), h.manager, "DOC-0001")
	if err != nil {
		t.Fatal(err)
	}
	if body := begun.Body.(*document.Document); len(body.Authors) != 1 || body.Authors[0].ID() != h.manager.Person {
		t.Errorf("the authors of a document are %v, expected whoever confirmed it", body.Authors)
	}
	if again := v.get("/way/documents"); strings.Contains(again.Body, `value="doc-backup"`) {
		t.Error("a document that was begun is proposed again")
	}
	v.post("/documents/begin", "language", "en", "template", "access-control")
	if again := v.get("/way/documents"); strings.Contains(again.Body, `value="doc-access-control"`) {
		t.Error("a document that was begun from its template is proposed")
	}
}

func TestHowMuchIsAsProposedIsToldByStepAndInAll(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	takes(t, v, h, "issues", "issue-law", "issue-extortion")
	takes(t, v, h, "method", "method-4")
	v.get("/way/scope").shows(t, http.StatusOK, "In all, 3 of 3 are as proposed.", "2 of 2 are as proposed", "1 of 1 is as proposed")
	v.post("/ISSUE-0001/edit", "base", "1", "title", "Our own law")
	v.get("/way/scope").shows(t, http.StatusOK, "In all, 2 of 3 are as proposed.", "1 of 2 is as proposed")
	v.get("/readiness").shows(t, http.StatusOK, "What is still as it was proposed", "2 of 3 records that came of proposals", "1 of 2 is as proposed", "/way/issues")
}

func TestAConfirmationThatIsSentTwiceRecordsOnce(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	for range 2 {
		v.post("/way/issues/take", "offer", "issue-law", "owner", string(h.manager.Person), "once", "the-same")
	}
	if n := counts(t, h, "issue"); n != 1 {
		t.Errorf("%d issues are recorded by a confirmation that was sent twice", n)
	}
}

func TestWhoMayNotRecordItIsRefused(t *testing.T) {
	h := newHouse(t)
	reader := h.colleague(t, "Ann Berg", "reader")
	v := h.as(t, reader)
	v.get("/way/issues").shows(t, http.StatusOK, "What surrounds you")
	v.post("/way/issues/take", "offer", "issue-law", "owner", string(reader.Person), "once", "x").shows(t, http.StatusForbidden)
	if n := counts(t, h, "issue"); n != 0 {
		t.Errorf("a reader has recorded %d issues", n)
	}
}
