package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

func TestAListIsHadAsAPaperWithTheFiltersAndOrderOfTheScreen(t *testing.T) {
	h := newHouse(t)
	h.must(t,
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire in the archive", Threat: "Fire"}},
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood in the cellar"}},
	)
	v := h.as(t, h.manager)
	v.get("/list/risk?q=fire").shows(t, http.StatusOK, "/list/risk/paper/list.pdf?q=fire", "/list/risk/paper/register.pdf?q=fire")
	paper := v.get("/list/risk/paper/list.md?q=fire&state=&sort=-title")
	for _, want := range []string{"Words: fire", "descending", "[RISK-0001](<http://"} {
		if !strings.Contains(paper.Body, want) {
			t.Errorf("the paper does not say %q:\n%s", want, paper.Body)
		}
	}
	if strings.Contains(paper.Body, "Flood") {
		t.Error("the paper shows what the filter leaves out")
	}
	v.get("/list/risk?group=evaluation").shows(t, http.StatusOK, `/list/risk/paper/list.pdf"`)
	v.post("/list/risk/columns", "column", "threat")
	if got := v.get("/list/risk/paper/list.md?group=evaluation"); !strings.Contains(got.Body, "| Key | Risk | Threat | State |") {
		t.Errorf("the paper has not the columns that the person chose:\n%s", got.Body)
	}
	for path, begin := range map[string]string{
		"/list/risk/paper/list.pdf": "%PDF-", "/list/risk/paper/list.xlsx": "PK", "/list/risk/paper/register.pdf": "%PDF-", "/list/risk/paper/register.xlsx": "PK", "/list/person/paper/list.pdf": "%PDF-",
	} {
		got := v.get(path)
		if got.Status != http.StatusOK || !strings.HasPrefix(got.Body, begin) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, %q…", path, got.Status, got.Body[:min(20, len(got.Body))])
		}
	}
	v.get("/list/person/paper/register.pdf").shows(t, http.StatusNotFound, "no such paper")
	v.get("/list/risk/paper/list.docx").shows(t, http.StatusBadRequest, "no format of this paper")
	v.get("/list/nothing/paper/list.pdf").shows(t, http.StatusNotFound)
	v.get("/list/risk/paper/list.pdf?nothing=1").shows(t, http.StatusUnprocessableEntity)
}

func TestAPaperSpeaksTheLanguageOfWhoAsksForIt(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Brand im Archiv"}})
	v := h.as(t, h.manager)
	v.get("/list/risk/paper/register.md").shows(t, http.StatusOK, "# Risk register", "Not assessed")
	v.post("/settings", "language", "de", "zone", "Europe/Berlin", "density", "comfortable", "theme", "light")
	v.get("/list/risk/paper/register.md").shows(t, http.StatusOK, "# Risikoregister", "Reihenfolge: Risikoniveau, absteigend", "Nicht beurteilt", "keine Aussage über Konformität")
	v.get("/list/risk/paper/list.md?q=brand&sort=-title").shows(t, http.StatusOK, "# Risiken", "Wörter: brand", "absteigend", "| Offen |")
	v.get("/DOC-0009/paper/document.pdf").shows(t, http.StatusNotFound)
	v.get("/PERSON-0001/paper/document.pdf").shows(t, http.StatusNotFound, "PERSON-0001 ist kein Dokument")
}

func TestADocumentIsHadAsAPaper(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "document", Body: &document.Document{Title: "Policy", Type: "security_policy", RequiredBy: "standard", Version: "1.0", Text: "# Policy\n\nWe **care**."}})
	v := h.as(t, h.manager)
	v.get("/DOC-0001").shows(t, http.StatusOK, "/DOC-0001/paper/document.pdf")
	if got := v.get("/DOC-0001/paper/document.pdf"); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "%PDF-") {
		t.Errorf("document.pdf: %d", got.Status)
	}
	v.get("/DOC-0001/paper/document.xlsx").shows(t, http.StatusBadRequest, "expected one of pdf, docx, md")
	v.get("/PERSON-0001/paper/document.pdf").shows(t, http.StatusNotFound, "no document")
}

func TestWhatIsMarkedReachesAReaderInNoPaper(t *testing.T) {
	h := newHouse(t)
	const canary = "Canary sale of the grid"
	secret := h.must(t, app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: canary, Scenario: canary}})[0]
	paper := h.must(t, app.Create{Kind: "document", Mark: record.MarkRestricted, Body: &document.Document{Title: canary, Type: "plan", RequiredBy: "organization", Version: "1", Text: canary}})[0]
	h.must(t,
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire"}},
		app.Create{Kind: "treatment", Body: &risk.Treatment{Risk: record.Ref(secret.ID), Option: "avoid"}},
		app.Create{Kind: "task", Body: &org.Task{Title: "Look at it", About: []record.Ref{record.Ref(secret.ID), record.Ref(paper.ID)}}},
	)
	v, manager := h.as(t, h.colleague(t, "Rita", app.Reader, app.Contributor, app.Auditor)), h.as(t, h.manager)
	paths := []string{"/list/risk/paper/register.md"}
	for _, kind := range h.Catalogue().Kinds() {
		paths = append(paths, "/list/"+kind.Name+"/paper/list.md?ended=yes")
	}
	shown := 0
	for _, path := range paths {
		got := v.get(path)
		if strings.Contains(got.Body, "Canary") || strings.Contains(got.Body, secret.Key) || strings.Contains(got.Body, paper.Key) {
			t.Errorf("%s shows what is marked", path)
		}
		if got.Status == http.StatusOK {
			shown++
		}
	}
	if shown < 20 {
		t.Errorf("only %d papers were read", shown)
	}
	v.get("/"+paper.Key+"/paper/document.pdf").shows(t, http.StatusNotFound)
	v.get("/"+paper.Key+"/paper/document.md").shows(t, http.StatusNotFound)
	if got := manager.get("/list/risk/paper/register.md"); !strings.Contains(got.Body, canary) || !strings.Contains(got.Body, "Classification: Holds restricted records: 1") {
		t.Errorf("the register of who may see it does not say that it holds what is marked:\n%.600s", got.Body)
	}
}
