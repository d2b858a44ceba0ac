package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"surety/docs/guide"
	"surety/isms"
)

// guideFolder is where the guide's chapters and pictures lie.
var guideFolder = filepath.Join("..", "..", "docs", "guide")

// picture is one of the guide's: the page of the demonstration that it shows, and
// words by which it is known that the page still is what the guide says.
type picture struct{ name, path, says string }

var guidePictures = []picture{
	{"home", "/", "Fails now"},
	{"conformity", "/conformity/iso27001", "needs a person"},
	{"report", "/report", "Report an event"},
	{"risk", "/RISK-0003/assess?consequence=3&likelihood=2", "Consequence"},
	{"map", "/risks/map", "Map of risks"},
	{"control", "/CTL-0001", "Evidence"},
	{"audit", "/AUDIT-0003", "Lead auditor"},
	{"review", "/MR-0002", "Management review of this year"},
	{"accounts", "/accounts", "Accounts and tokens"},
	{"import", "/import?kind=risk", "Import"},
	{"requirements", "/list/requirement", "Addressed"},
	{"policy", "/DOC-0001", "Information security policy"},
	{"statement", "/SOA-0001", "Statement of Applicability"},
	{"training", "/list/training", "Training"},
	{"processes", "/list/process", "Process"},
	{"measures", "/list/measure", "Measure"},
	{"nonconformity", "/NC-0010", "31 forgotten test accounts at Netzkasse"},
	{"incident", "/INC-0003", "Tablet of an installer stolen"},
}

// asManager reads the demonstration's pages as its manager does.
func (s *site) asManager(t *testing.T) (get func(path string) (status int, page string)) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	s.signIn(t, client, s.manager.Account)
	return func(path string) (int, string) {
		t.Helper()
		response, err := client.Get(s.address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		page, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(page)
	}
}

func TestWhatTheGuideShowsAndLinksToIsThere(t *testing.T) {
	get := newSite(t).asManager(t)

	shown := map[string]bool{}
	for _, p := range guidePictures {
		shown[p.name+".webp"] = true
		if status, page := get(p.path); status != http.StatusOK || !strings.Contains(page, p.says) {
			t.Errorf("the picture %s shows %s, which answers %d and does not say %q", p.name, p.path, status, p.says)
		}
		if _, err := os.Stat(filepath.Join(guideFolder, "pictures", p.name+".webp")); err != nil {
			t.Errorf("the picture %s was not drawn: run make guide", p.name)
		}
	}
	link := regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)
	prose := regexp.MustCompile(`(?s)<div class="prose guide".*?</section>`)
	led, seen := map[string]bool{guide.Address: true}, map[string]bool{}
	for again := []string{guide.Address}; len(again) > 0; again = again[1:] {
		status, page := get(again[0])
		if status != http.StatusOK {
			t.Errorf("%s answers %d", again[0], status)
			continue
		}
		for _, m := range link.FindAllStringSubmatch(prose.FindString(page), -1) {
			to := strings.ReplaceAll(m[1], "&amp;", "&")
			if led[to] {
				continue
			}
			led[to] = true
			if name, ok := strings.CutPrefix(to, guide.Address+"/pictures/"); ok {
				seen[name] = true
			}
			if strings.HasPrefix(to, guide.Address+"/") && !strings.Contains(to, "/pictures/") {
				again = append(again, to)
			} else if status, _ := get(to); status != http.StatusOK {
				t.Errorf("%s leads to %s, which answers %d", again[0], to, status)
			}
		}
	}
	for name := range shown {
		if !seen[name] {
			t.Errorf("no chapter shows the picture %s", name)
		}
	}
	for name := range seen {
		if !shown[name] {
			t.Errorf("the picture %s is drawn by nothing", name)
		}
	}
	for _, name := range chapters(t, guideFolder) {
		if !led[guide.Address+"/"+name] {
			t.Errorf("nothing leads from the contents to the chapter %s", name)
		}
	}
}

// chapters are the names of the chapters in a folder, but for the contents.
func chapters(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no chapters in %s: %v", folder, err)
	}
	var names []string
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".md"); name != "README" {
			names = append(names, name)
		}
	}
	return names
}

func TestEachPageLeadsToTheChapterAboutIt(t *testing.T) {
	get := newSite(t).asManager(t)
	for path, chapter := range map[string]string{
		"/": "security-manager", "/list/risk": "clause-6", "/RISK-0003": "clause-6", "/new/audit": "clause-9", "/list/issue": "clause-4", "/DOC-0001": "documents",
		"/list/incident": "annex-a", "/conformity": "verdicts", "/log": "administrator", "/import": "first-hour", "/settings": "everybody", "/place/plan": "cycle",
	} {
		if _, page := get(path); !strings.Contains(page, `href="`+guide.Address+"/"+chapter+`"`) {
			t.Errorf("%s does not lead to the chapter %s", path, chapter)
		}
	}
	for _, kind := range isms.Kinds() {
		if _, ok := guide.Find(guide.AtClause(kind.Clause), "en"); !ok {
			t.Errorf("the guide has no chapter about %s, which answers to %s", kind.Plural, kind.Clause)
		}
	}
}

func TestEveryChapterOfTheGuideIsThereInGermanAndLeadsWhereTheEnglishOneDoes(t *testing.T) {
	english, german := chapters(t, guideFolder), chapters(t, filepath.Join(guideFolder, "de"))
	if !slices.Equal(german, english) {
		t.Errorf("the German chapters are %v, the English ones %v", german, english)
	}
	for _, name := range append(german, "") {
		original, _ := guide.Find(name, "en")
		chapter, ok := guide.Find(name, "de")
		if !ok || chapter.Language != "de" || chapter.Title == "" || strings.Contains(chapter.Text, ".md)") {
			t.Errorf("%q in German: %v %q in %s", name, ok, chapter.Title, chapter.Language)
		}
		if got, expected := ledTo(chapter), ledTo(original); !slices.Equal(got, expected) {
			t.Errorf("%q leads in German to %v, in English to %v", name, got, expected)
		}
	}
}

// markdownLink is a link or a picture in a chapter's text.
var markdownLink = regexp.MustCompile(`\]\((/[^)#]*)`)

// ledTo is where the links and pictures of a chapter lead, each once, in order.
func ledTo(c guide.Chapter) []string {
	var to []string
	for _, m := range markdownLink.FindAllStringSubmatch(c.Text, -1) {
		to = append(to, m[1])
	}
	slices.Sort(to)
	return slices.Compact(to)
}
