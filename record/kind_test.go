package record_test

import (
	"strings"
	"testing"

	"surety/record"
)

type bicycle struct {
	Name   string       `json:"name" label:"Name" is:"required,title,search"`
	Colour string       `json:"colour,omitzero" label:"Colour" enum:"red,blue=Deep blue" is:"index"`
	Gears  int          `json:"gears,omitzero" label:"Gears" is:"index"`
	Rider  record.Ref   `json:"rider,omitzero" label:"Rider" to:"person" back:"bicycles" is:"index"`
	Parts  []part       `json:"parts,omitzero" label:"Parts" max:"2"`
	Bought record.Date  `json:"bought,omitzero" label:"Bought"`
	Price  record.Money `json:"price,omitzero" label:"Price"`
	Weight string       `json:"weight,omitzero" label:"Weight" is:"computed"`

	Approvals []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

type part struct {
	Name  string     `json:"name" label:"Name" is:"required"`
	Maker record.Ref `json:"maker,omitzero" label:"Maker" to:"person"`
}

type rider struct {
	Name string `json:"name" label:"Name" is:"required,title,personal"`
}

func spec(name, prefix string) record.Spec {
	return record.Spec{Name: name, Prefix: prefix, Label: record.Words(name), Plural: record.Words(name) + "s", Help: "For tests."}
}

func bicycles(t *testing.T) *record.Kind {
	t.Helper()
	kind, err := record.Define[bicycle](spec("bicycle", "BIKE"))
	if err != nil {
		t.Fatal(err)
	}
	return kind
}

func TestADeclarationThatCannotBeMeantIsRefused(t *testing.T) {
	type unlabelled struct {
		Name string `json:"name" is:"title"`
	}
	type untitled struct {
		Name string `json:"name" label:"Name"`
	}
	type strayMark struct {
		Name string `json:"name" label:"Name" is:"title,shiny"`
	}
	type refWithoutKind struct {
		Name string     `json:"name" label:"Name" is:"title"`
		To   record.Ref `json:"to" label:"To"`
	}
	type reservedName struct {
		Name  string `json:"name" label:"Name" is:"title"`
		State string `json:"state" label:"State"`
	}
	type indexedText struct {
		Name string          `json:"name" label:"Name" is:"title"`
		Text record.Markdown `json:"text" label:"Text" is:"index"`
	}
	type strayOrder struct {
		Name string `json:"name" label:"Name" is:"title" order:"rank"`
	}
	for _, test := range []struct {
		name   string
		define func() error
		says   string
	}{
		{"no label", func() error { _, err := record.Define[unlabelled](spec("x1", "X")); return err }, "needs a label"},
		{"no title", func() error { _, err := record.Define[untitled](spec("x2", "X")); return err }, "no field is its title"},
		{"unknown mark", func() error { _, err := record.Define[strayMark](spec("x3", "X")); return err }, "shiny"},
		{"reference to nothing", func() error { _, err := record.Define[refWithoutKind](spec("x4", "X")); return err }, "to tag"},
		{"reserved name", func() error { _, err := record.Define[reservedName](spec("x5", "X")); return err }, "state"},
		{"indexed Markdown", func() error { _, err := record.Define[indexedText](spec("x6", "X")); return err }, "can't be indexed"},
		{"order by what is not there", func() error { _, err := record.Define[strayOrder](spec("x7", "X")); return err }, "rank"},
		{"bad prefix", func() error { _, err := record.Define[rider](spec("x8", "x")); return err }, "prefix"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := test.define(); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("said %v, expected a word of %q", err, test.says)
			}
		})
	}
}

func TestACatalogueRefusesKindsThatDoNotFitTogether(t *testing.T) {
	riders := record.MustDefine[rider](spec("person", "PERSON"))
	if _, err := record.NewCatalogue(bicycles(t)); err == nil || !strings.Contains(err.Error(), "unknown kind person") {
		t.Errorf("a reference to a kind that is missing: %v", err)
	}
	if _, err := record.NewCatalogue(riders, riders); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a kind that stands twice: %v", err)
	}
	catalogue, err := record.NewCatalogue(bicycles(t), riders, record.MustDefine[rider](spec("evidence", "EV")))
	if err != nil {
		t.Fatal(err)
	}
	if back, ok := catalogue.Back(riders, "bicycles"); !ok || back.Field.Name != "rider" {
		t.Errorf("a rider does not see its bicycles: %+v", back)
	}
	if catalogue.OfKey("bike-0007") == nil || catalogue.OfKey("0190a1f2-77aa-7000-8000-000000000000") != nil {
		t.Error("keys are not told from ids")
	}
}

func TestEveryFaultOfARecordIsNamedWithItsField(t *testing.T) {
	kind := bicycles(t)
	rec := &record.Record{Kind: kind, State: "flying", Mark: "secret", Body: &bicycle{
		Colour: "green", Bought: "yesterday", Price: record.Money{Minor: 5, Currency: "euro"},
		Parts: []part{{Name: "saddle"}, {}, {Name: "bell"}},
	}}
	found := map[string]bool{}
	for _, f := range kind.Validate(rec) {
		found[f.Field] = true
		if f.Record == "" || f.Message == "" {
			t.Errorf("a fault without record or message: %+v", f)
		}
	}
	for _, field := range []string{"name", "colour", "bought", "price", "parts", "parts[2].name", "state", "mark"} {
		if !found[field] {
			t.Errorf("nothing is said of %s", field)
		}
	}
}

func TestABodyOfAnOlderLayoutIsLifted(t *testing.T) {
	s := spec("bicycle", "BIKE")
	s.Schema = 2
	s.Upcasts = []func(map[string]any) error{func(body map[string]any) error {
		body["name"] = body["title"]
		delete(body, "title")
		return nil
	}}
	kind := record.MustDefine[bicycle](s)
	body, err := kind.Decode([]byte(`{"title":"Tandem"}`), 1)
	if err != nil || body.(*bicycle).Name != "Tandem" {
		t.Errorf("lifted to %+v, %v", body, err)
	}
	if _, err := kind.Decode([]byte(`{"name":"Tandem"}`), 3); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("a layout of a newer program: %v", err)
	}
	if _, err := kind.Decode([]byte(`{"nickname":"Tandem"}`), 2); err == nil || !strings.Contains(err.Error(), "nickname") {
		t.Errorf("an unknown field: %v", err)
	}
	if _, err := kind.Decode([]byte(`{"gears":"many"}`), 2); err == nil || !strings.Contains(err.Error(), "gears") {
		t.Errorf("a value of the wrong type: %v", err)
	}
}

func TestAnApprovalCountsOnlyForTheContentThatItSaw(t *testing.T) {
	kind := bicycles(t)
	body := &bicycle{Name: "Tandem"}
	body.Approvals = []record.Approval{{By: "p", Basis: kind.ContentDigest(body)}}
	if len(kind.Approvals(body)) != 1 {
		t.Error("an approval of this content does not count")
	}
	body.Weight = "15 kg" // computed: no content
	if len(kind.Approvals(body)) != 1 {
		t.Error("a computed field voids the approval")
	}
	body.Gears = 21
	if len(kind.Approvals(body)) != 0 {
		t.Error("an edit leaves the approval standing")
	}
	body.Approvals = []record.Approval{{By: "p", Basis: kind.ContentDigest(body), Asserted: true}}
	if len(kind.Approvals(body)) != 0 {
		t.Error("an approval that is only asserted counts")
	}
	body.Approvals[0].Evidence = "e"
	if len(kind.Approvals(body)) != 1 {
		t.Error("an asserted approval that evidence shows does not count")
	}
	body.Gears = 22
	if len(kind.Approvals(body)) != 0 {
		t.Error("evidence lets an approval of other content stand")
	}
}

func TestAKindHasAJSONSchema(t *testing.T) {
	schema := bicycles(t).JSONSchema()
	properties := schema["properties"].(map[string]any)
	if properties["weight"].(map[string]any)["readOnly"] != true {
		t.Error("a computed field is not read-only")
	}
	if required := schema["required"].([]string); len(required) != 1 || required[0] != "name" {
		t.Errorf("required: %v", required)
	}
}

func TestAFaultInJSONIsNamedByItsPlace(t *testing.T) {
	kind := bicycles(t)
	for _, test := range []struct{ data, field, says string }{
		{`{"name":7}`, "name", "a number can't stand here: expected text"},
		{`{"gears":"many"}`, "gears", "a string can't stand here: expected integer"},
		{`{"name":"Tandem","parts":[{"name":"bell"},{"name":true}]}`, "parts[2].name", "a true can't stand here"},
		{`{"parts":[{"nme":"bell"}]}`, "parts[1].nme", "expected one of name, maker"},
		{`{"name":"Tandem","wheels":2}`, "wheels", "expected one of name, colour"},
		{`{"Name":"Tandem"}`, "Name", "expected one of name, colour"},
		{`{"name":"Tandem","name":"Solo"}`, "name", "stands twice"},
		{`{"name":"Tandem"} {}`, "", "it is no JSON"},
		{`{"name":`, "", "it is no JSON"},
	} {
		_, err := kind.Decode([]byte(test.data), kind.Schema)
		if err == nil {
			t.Errorf("%s is taken", test.data)
			continue
		}
		if !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), test.field) {
			t.Errorf("%s: %v; expected %s at %q", test.data, err, test.says, test.field)
		}
	}
}
