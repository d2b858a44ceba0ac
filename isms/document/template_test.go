package document_test

import (
	"slices"
	"strings"
	"testing"

	"surety/isms/document"
	"surety/record"
)

var facts = map[string]string{
	"organization": "Nordwerk Netz", "management_system": "ISMS Grid", "scope": "grid control and metering", "top_management": "the board", "security_manager": "Mara Lind",
	"review": "once a year", "risk_interval": "once a year", "audit_interval": "once a year", "review_interval": "once a year",
}

func TestBothLanguagesHaveTheSameTemplatesWithTheSameHeads(t *testing.T) {
	english, german := templates(t, "en"), templates(t, "de")
	if len(english) < 35 {
		t.Errorf("only %d templates", len(english))
	}
	for i, e := range english {
		g, ok := document.FindTemplate(e.Name, "de")
		if !ok {
			t.Errorf("%s is not there in German", e.Name)
			continue
		}
		if e.Type != g.Type || e.Version != g.Version || !slices.Equal(e.Clauses, g.Clauses) || !slices.Equal(e.Controls, g.Controls) || e.ReadByAll != g.ReadByAll || e.Title == g.Title {
			t.Errorf("%s differs in German by more than its words:\n%+v\n%+v", e.Name, e, g)
		}
		if n, m := len(document.OpenPlaces(record.Markdown(e.Text))), len(document.OpenPlaces(record.Markdown(g.Text))); n != m {
			t.Errorf("%s leaves %d places open in English and %d in German", e.Name, n, m)
		}
		if words := len(strings.Fields(e.Text)); words < 120 || words > 800 {
			t.Errorf("%s has %d words: it is to be one or two pages", e.Name, words)
		}
		if i > 0 && e.Mandatory() && !english[i-1].Mandatory() {
			t.Errorf("%s, which the standard wants, stands behind %s", e.Name, english[i-1].Name)
		}
	}
	if len(german) != len(english) {
		t.Errorf("%d templates in English, %d in German", len(english), len(german))
	}
}

func TestATemplateIsFilledWithFactsAndAsksForTheRest(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		for _, template := range templates(t, language) {
			known, err := template.Begin(facts)
			if err != nil {
				t.Fatal(err)
			}
			unknown, err := template.Begin(nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range []*document.Document{known, unknown} {
				if strings.ContainsAny(string(d.Text), "{}") {
					t.Errorf("%s %s: a fact is named that there is none of", language, template.Name)
				}
				if share := document.OwnShare(template, d.Text); share != 0 {
					t.Errorf("%s %s: %v %% are own words before anybody wrote one", language, template.Name, share)
				}
			}
			if n, m := len(document.OpenPlaces(known.Text)), len(document.OpenPlaces(unknown.Text)); n > m {
				t.Errorf("%s %s: more is open with facts, %d, than without, %d", language, template.Name, n, m)
			}
		}
	}
}

func TestOwnWordsAreCountedByParagraph(t *testing.T) {
	template := document.Template{Text: "## Rule\n\n{organization} keeps\nrights [[few]].\n\n- One\n- Two\n\n| a | b |\n| --- | --- |\n| c | d |\n"}
	for text, want := range map[string]record.Percent{
		"## Another heading\n\nNordwerk keeps rights as few as it can.\n\n- One\n- Two\n\n| a | b |\n| --- | --- |\n| c | d |": 0,
		"Nordwerk keeps rights few.\n\n- One\n- Two\n- Three\n\n| a | b |\n| --- | --- |\n| c | d |":                           9,
		"- One\n- Two": 43,
		"All is new.":  100,
	} {
		if got := document.OwnShare(template, record.Markdown(text)); got != want {
			t.Errorf("%q: %v %%, not %v", text, got, want)
		}
	}
}

func templates(t *testing.T, language string) []document.Template {
	t.Helper()
	list, err := document.Templates(language)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
