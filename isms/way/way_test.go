package way_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"surety/isms"
	"surety/isms/way"
	"surety/record"
)

var (
	sectors = []string{"office", "software", "energy", "health", "public", "manufacturing"}
	people  = []int{0, 5, 30, 120, 2000}
)

func each(t *testing.T, test func(t *testing.T, catalogue *record.Catalogue, language string, offers []way.Offer)) {
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "de"} {
		for _, sector := range sectors {
			for _, n := range people {
				facts := way.Facts{Organization: "Nordwerk", Sector: sector, People: n, Today: "2026-11-27", Owner: "someone", Consequence: 3, Likelihood: 5}
				test(t, catalogue, language, way.Offers(facts, language))
			}
		}
	}
}

func TestEveryOfferIsAValidRecordOfItsKindForEverySectorAndSize(t *testing.T) {
	each(t, func(t *testing.T, catalogue *record.Catalogue, language string, offers []way.Offer) {
		for _, o := range offers {
			kind := catalogue.Kind(o.Kind)
			if kind == nil {
				t.Fatalf("%s: there is no kind %q", o.ID, o.Kind)
			}
			data, err := json.Marshal(o.Body)
			if err != nil {
				t.Fatal(err)
			}
			body, err := kind.Decode(data, kind.Schema)
			if err != nil {
				t.Errorf("%s in %s: %v", o.ID, language, err)
				continue
			}
			if o.Of != "" || o.Template != "" {
				continue // it only adds to a record, or to a template
			}
			if system := kind.Field("system"); system != nil {
				if err := system.Set(body, record.Ref("system")); err != nil {
					t.Fatal(err)
				}
			}
			for _, wrong := range kind.Validate(&record.Record{Kind: kind, State: kind.Lifecycle.Initial(), Body: body}) {
				if wrong.Field != "label" { // computed when it is written
					t.Errorf("%s in %s: %v", o.ID, language, wrong)
				}
			}
		}
	})
}

func TestWhatAnOfferRefersToIsOfferedTooAndNotLater(t *testing.T) {
	steps := map[string]int{}
	for i, s := range way.Steps("en") {
		steps[s.ID] = i
	}
	known := map[string]bool{}
	each(t, func(_ *testing.T, _ *record.Catalogue, _ string, offers []way.Offer) {
		for _, o := range offers {
			known[o.ID] = true
		}
	})
	each(t, func(t *testing.T, catalogue *record.Catalogue, _ string, offers []way.Offer) {
		at := map[string]int{}
		for _, o := range offers {
			at[o.ID] = steps[o.Step]
		}
		for _, o := range offers {
			if _, there := at[o.Of]; o.Of != "" && !there {
				t.Errorf("%s adds to %s, which is not offered", o.ID, o.Of)
			}
			for _, to := range references(o.Body) {
				name := strings.TrimPrefix(to, "@")
				kind, isKind := strings.CutPrefix(strings.TrimPrefix(name, "first:"), "each:")
				if isKind || strings.HasPrefix(name, "first:") {
					if catalogue.Kind(kind) == nil {
						t.Errorf("%s refers to the kind %s, which there is not", o.ID, kind)
					}
					continue
				}
				if step, there := at[name]; there && step > steps[o.Step] || !known[name] {
					t.Errorf("%s refers to %s, which is offered later or never", o.ID, name)
				}
			}
		}
	})
}

// references are the references in a body that is not resolved yet.
func references(value any) []string {
	var found []string
	switch value := value.(type) {
	case map[string]any:
		for _, v := range value {
			found = append(found, references(v)...)
		}
	case []any:
		for _, v := range value {
			found = append(found, references(v)...)
		}
	case string:
		if strings.HasPrefix(value, "@") {
			found = append(found, value)
		}
	}
	return found
}

func TestEverySectorAndSizeIsOfferedTenRisksWithTreatmentsScopeMethodAndPolicy(t *testing.T) {
	each(t, func(t *testing.T, _ *record.Catalogue, _ string, offers []way.Offer) {
		count := map[string]int{}
		for _, o := range offers {
			if o.Of == "" {
				count[o.Kind]++
			}
		}
		if count["risk"] < 10 || count["treatment"] != count["risk"] || count["scope"] != 1 || count["risk_method"] < 1 || count["document"] < 2 || count["issue"] < 5 || count["interested_party"] < 3 {
			t.Errorf("offered are %v", count)
		}
	})
}

func TestAnAnswerOfNoTakesAwayWhatDependsOnIt(t *testing.T) {
	ids := func(answers map[string]string) (list []string) {
		for _, o := range way.Offers(way.Facts{Sector: "software", Answers: answers}, "en") {
			list = append(list, o.ID)
		}
		return list
	}
	if !slices.Contains(ids(nil), "risk-code") || slices.Contains(ids(map[string]string{"development": "no"}), "risk-code") {
		t.Error("a risk of development is offered to who develops, or may, and not to who said that they don't")
	}
}

func TestConsequenceAndLikelihoodFitTheMethod(t *testing.T) {
	for _, steps := range []int{3, 4, 5} {
		for _, o := range way.Offers(way.Facts{Sector: "office", Consequence: steps, Likelihood: steps}, "en") {
			if o.Kind == "risk" && o.Of == "" {
				for _, name := range []string{"consequence", "likelihood"} {
					if value := o.Body[name].(int); value < 1 || value > steps {
						t.Errorf("%s: %s %d on a scale of %d", o.ID, name, value, steps)
					}
				}
			}
		}
	}
}

func TestAControlIsIncludedForWhatDrivesItAndLeftOutOnlyForAnAnswer(t *testing.T) {
	undecided := map[string]string{"A.8.13": "row1", "A.8.25": "row2", "A.8.28": "row3", "A.5.34": "row4"}
	facts := way.Facts{Answers: map[string]string{"development": "no"}, Today: "2026-11-27"}
	drivers := map[string]way.Driver{"A.8.13": {Controls: []string{"c"}, Risks: []string{"r"}, Status: "partly"}, "A.8.28": {Risks: []string{"r"}}}
	offers := map[string]way.Offer{}
	for _, o := range way.Rows(facts, "en", undecided, drivers, func(offer string) (string, bool) { return "req", offer == "req-gdpr" }) {
		offers[o.ID] = o
	}
	if o := offers["row-A.8.13"]; o.Body["included"] != "yes" || o.Body["status"] != "partly" || o.Of != "row1" {
		t.Errorf("what a treatment drives is offered as %v", o)
	}
	if o := offers["row-A.8.25"]; o.Body["included"] != "no" || o.Body["exclusion_reason"] == "" {
		t.Errorf("what an answer makes needless is offered as %v", o)
	}
	if o := offers["row-A.8.28"]; o.Body["included"] != "yes" {
		t.Errorf("what a risk drives is left out: %v", o)
	}
	if o := offers["row-A.5.34"]; !slices.Equal(o.Body["requirements"].([]string), []string{"req"}) {
		t.Errorf("a requirement does not drive its control: %v", o)
	}
	if len(offers) != len(undecided) {
		t.Errorf("%d rows are offered of %d that are undecided", len(offers), len(undecided))
	}
}

func TestEveryStepIsTold(t *testing.T) {
	ids := map[string]bool{}
	for _, language := range []string{"en", "de"} {
		for _, s := range way.Steps(language) {
			if s.Title == "" || s.What == "" || s.Why == "" || s.Gets == "" || s.Minutes == 0 || len(s.Who) == 0 || len(s.Serves) == 0 && len(s.Asks) == 0 {
				t.Errorf("%s in %s lacks something: %+v", s.ID, language, s)
			}
			ids[s.ID] = true
			for _, need := range s.Needs {
				if !ids[need] {
					t.Errorf("%s needs %s, which does not come before", s.ID, need)
				}
			}
		}
	}
}

func TestWhatWasPutIntoOwnWordsIsNotUntouched(t *testing.T) {
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	kind := catalogue.Kind("issue")
	body := kind.New()
	if err := kind.Field("title").Set(body, "Ours"); err != nil {
		t.Fatal(err)
	}
	asProposed := &way.Proposal{Body: `{"title":"Ours","owner":"someone","reviewed":"2026-11-27"}`}
	if !asProposed.Untouched(kind, body) {
		t.Error("a record as proposed, with another owner, counts as changed")
	}
	if err := kind.Field("title").Set(body, "Mine"); err != nil {
		t.Fatal(err)
	}
	if asProposed.Untouched(kind, body) {
		t.Error("a record with another title counts as it was proposed")
	}
}
