package isms_test

import (
	"testing"

	"surety/isms"
)

func TestEveryKindFitsTogether(t *testing.T) {
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range catalogue.Kinds() {
		if k.JSONSchema()["title"] != k.Label {
			t.Errorf("%s: its JSON Schema does not carry its label", k.Name)
		}
		body := k.New()
		data, err := k.Encode(body)
		if err != nil {
			t.Fatalf("%s: %v", k.Name, err)
		}
		if _, err := k.Decode(data, k.Schema); err != nil {
			t.Errorf("%s: an empty body does not decode: %v", k.Name, err)
		}
	}
}
