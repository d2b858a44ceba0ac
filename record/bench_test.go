package record_test

import (
	"encoding/json"
	"testing"

	"surety/record"
)

// BenchmarkCodec encodes and decodes one body; "standard" is the same by
// encoding/json, to compare with.
func BenchmarkCodec(b *testing.B) {
	kind := record.MustDefine[bicycle](spec("bicycle", "BIKE"))
	body := &bicycle{Name: "Tandem <for two>", Colour: "blue", Gears: 21, Rider: "PERSON-0001", Bought: "2026-11-24",
		Price: record.Money{Minor: 129900, Currency: "EUR"}, Parts: []part{{Name: "saddle"}, {Name: "bell", Maker: "PERSON-0002"}}}
	data, err := kind.Encode(body)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			if _, err := kind.Encode(body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encode standard", func(b *testing.B) {
		for b.Loop() {
			if _, err := json.Marshal(body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := kind.Decode(data, kind.Schema); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode standard", func(b *testing.B) {
		for b.Loop() {
			if err := json.Unmarshal(data, new(bicycle)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
