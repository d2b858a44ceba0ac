package store

import (
	"testing"

	"surety/record"
)

// The kinds of the tests: an asset with every type of field, its owner with
// personal data, and a note that refers to several.
type (
	testPerson struct {
		Name  string   `json:"name" label:"Name" is:"required,title,search,personal"`
		Mail  string   `json:"mail,omitzero" label:"Mail" is:"search,personal"`
		Unit  string   `json:"unit,omitzero" label:"Unit" is:"index,search"`
		Homes []string `json:"homes,omitzero" label:"Homes" is:"personal"`
	}
	testAsset struct {
		Name     string          `json:"name" label:"Name" is:"required,title,search"`
		Text     record.Markdown `json:"text,omitzero" label:"Text" is:"search"`
		Owner    record.Ref      `json:"owner,omitzero" label:"Owner" to:"person" back:"assets" is:"index,reader,duty"`
		Needs    []record.Ref    `json:"needs,omitzero" label:"Needs" to:"asset,person" back:"needed_by" is:"index"`
		Level    string          `json:"level,omitzero" label:"Level" enum:"low,medium,high" is:"index"`
		Tags     []string        `json:"tags,omitzero" label:"Tags" is:"index"`
		Goals    []string        `json:"goals,omitzero" label:"Goals" enum:"confidentiality,integrity" is:"index"`
		Place    string          `json:"place,omitzero" label:"Place" is:"index"`
		Count    int             `json:"count,omitzero" label:"Count" is:"index"`
		Weight   float64         `json:"weight,omitzero" label:"Weight" is:"index"`
		Share    record.Percent  `json:"share,omitzero" label:"Share" is:"index"`
		Due      record.Date     `json:"due,omitzero" label:"Due" is:"index,due"`
		Every    record.Period   `json:"every,omitzero" label:"Every" is:"index"`
		Price    record.Money    `json:"price,omitzero" label:"Price" is:"index"`
		Critical bool            `json:"critical,omitzero" label:"Critical" is:"index"`
		Parts    []testPart      `json:"parts,omitzero" label:"Parts"`

		File record.Attachment `json:"file,omitzero" label:"File"`
	}
	testPart struct {
		Label string     `json:"label" label:"Label"`
		Of    record.Ref `json:"of,omitzero" label:"Of" to:"asset"`
	}
	testNote struct {
		Subject string       `json:"subject" label:"Subject" is:"required,title,search"`
		About   []record.Ref `json:"about,omitzero" label:"About" to:"asset,person,note" back:"notes" is:"index"`
	}
)

var assetLifecycle = record.Lifecycle{
	States: []record.State{{Name: "planned", Label: "Planned"}, {Name: "used", Label: "Used"}, {Name: "gone", Label: "Gone", Ended: true}},
}

func testKinds() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[testPerson](record.Spec{Name: "person", Prefix: "PERSON", Label: "Person", Plural: "People", Help: "Somebody."}),
		record.MustDefine[testAsset](record.Spec{Name: "asset", Prefix: "ASSET", Label: "Asset", Plural: "Assets", Help: "Something.", Lifecycle: assetLifecycle}),
		record.MustDefine[testNote](record.Spec{Name: "note", Prefix: "NOTE", Label: "Note", Plural: "Notes", Help: "Something said."}),
	}
}

func testCatalogue(t testing.TB) *record.Catalogue {
	t.Helper()
	c, err := record.NewCatalogue(testKinds()...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
