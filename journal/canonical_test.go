package journal

import (
	"math"
	"strings"
	"testing"

	"surety/fault"

	"github.com/go-json-experiment/json/jsontext"
)

func TestNumbersAreWrittenAsRFC8785AppendixBHasThem(t *testing.T) {
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0",
		0x8000000000000000: "0",
		0x0000000000000001: "5e-324",
		0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308",
		0xffefffffffffffff: "-1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992",
		0xc340000000000000: "-9007199254740992",
		0x4430000000000000: "295147905179352830000",
		0x44b52d02c7e14af5: "9.999999999999997e+22",
		0x44b52d02c7e14af6: "1e+23",
		0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000",
		0x444b1ae4d6e2ef4f: "999999999999999900000",
		0x444b1ae4d6e2ef50: "1e+21",
		0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7",
		0x3eb0c6f7a0b5ed8d: "0.000001",
		0x41b3de4355555553: "333333333.3333332",
		0x41b3de4355555554: "333333333.33333325",
		0x41b3de4355555555: "333333333.3333333",
		0x41b3de4355555556: "333333333.3333334",
		0x41b3de4355555557: "333333333.33333343",
		0xbecbf647612f3696: "-0.0000033333333333333333",
		0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		if got := string(appendNumber(nil, math.Float64frombits(bits))); got != want {
			t.Errorf("%016x is written %s, want %s", bits, got, want)
		}
	}
}

func TestATextHasOneCanonicalForm(t *testing.T) {
	for text, want := range map[string]string{
		` { "b" : 1 , "a" : [ true , false , null ] } `:                               `{"a":[true,false,null],"b":1}`,
		`{"z":{"y":1,"x":{"b":0,"a":0}},"a":""}`:                                      `{"a":"","z":{"x":{"a":0,"b":0},"y":1}}`,
		`[1.0,1e0,10E-1,-0,-0.0,0e9,100,1e2,4.50,2e-3,1E30]`:                          `[1,1,1,0,0,0,100,100,4.5,0.002,1e+30]`,
		`"\u0041\u00e9\ud83d\ude00\/\"\\\b\f\n\r\t\u000b\u007f"`:                      "\"Aé😀/\\\"\\\\\\b\\f\\n\\r\\t\\u000b\x7f\"",
		`"<&>` + "\u2028" + `"`:                                                       `"<&>` + "\u2028" + `"`,
		`{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`: "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}",
		`9007199254740991`: `9007199254740991`,
		`9007199254740994`: `9007199254740994`,
		`{}`:               `{}`,
		`[]`:               `[]`,
	} {
		got, err := Canonical([]byte(text))
		if err != nil || string(got) != want {
			t.Errorf("%s has the canonical form %s (%v), want %s", text, got, err, want)
		}
		again, err := Canonical(got)
		if err != nil || string(again) != want {
			t.Errorf("the canonical form %s has the canonical form %s (%v)", want, again, err)
		}
	}
}

func TestWhatWouldBeFoldedTogetherIsRefused(t *testing.T) {
	for what, text := range map[string]string{
		"an integer that a float rounds":    `9007199254740993`,
		"a decimal that a float rounds":     `333333333.33333329`,
		"a number too large":                `1e400`,
		"a number too small":                `1e-400`,
		"an endless exponent":               `1e99999999999999999999`,
		"a name that stands twice":          `{"a":1,"a":1}`,
		"a name twice, once escaped":        `{"a":1,"b":2,"\u0061":1}`,
		"a lone high surrogate":             `"\ud83d"`,
		"a lone low surrogate":              `"\ude00"`,
		"a high surrogate before another":   `"\ud83d\ud83d"`,
		"a high surrogate before a letter":  `"\ud83dA"`,
		"invalid UTF-8":                     "\"\xff\"",
		"a surrogate in UTF-8":              "\"\xed\xa0\x80\"",
		"a control character":               "\"\x01\"",
		"a control character after escapes": "\"\\n\x01\"",
		"an unknown escape":                 `"\x"`,
		"half an escape":                    `"\u00`,
		"an open string":                    `"a`,
		"an open string after an escape":    `"\n`,
		"a leading zero":                    `01`,
		"a plus sign":                       `+1`,
		"a bare minus":                      `-`,
		"a bare point":                      `1.`,
		"a bare exponent":                   `1e`,
		"nothing":                           ``,
		"two values":                        `1 2`,
		"an open array":                     `[1`,
		"an open object":                    `{"a":1`,
		"a comma at the end":                `[1,]`,
		"a comma at the end of an object":   `{"a":1,}`,
		"a name without quotes":             `{a:1}`,
		"a missing colon":                   `{"a" 1}`,
		"a missing comma":                   `["a" "b"]`,
		"a word":                            `nil`,
		"a byte order mark":                 "\ufeff1",
	} {
		if got, err := Canonical([]byte(text)); !fault.Is(err, fault.Malformed) {
			t.Errorf("%s: got %s and error %v, want it refused as malformed", what, got, err)
		}
	}
	deep := strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1)
	if _, err := Canonical([]byte(deep)); !fault.Is(err, fault.TooLarge) {
		t.Errorf("nesting of %d: got %v, want it refused as too large", maxDepth+1, err)
	}
	if _, err := Canonical([]byte(deep[1 : len(deep)-1])); err != nil {
		t.Errorf("nesting of %d: %v", maxDepth, err)
	}
}

// FuzzCanonical compares with another implementation of RFC 8785: whatever is
// accepted has the form that it gives, and what it takes is refused only for
// the reasons that are ours.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{`{"b":[1,2.5e-7,"\u00e9\n"],"a":null}`, `"\ud83d\ude00"`, `-0.0`, `[[[]]]`, `1e21`, `{"\ufb33":1,"😀":2}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := Canonical(text)
		other := jsontext.Value(append([]byte(nil), text...))
		otherErr := other.Canonicalize()
		if err == nil {
			if otherErr != nil || string(got) != string(other) {
				t.Fatalf("%q has the form %q, the other implementation has %q (%v)", text, got, other, otherErr)
			}
			if again, err := Canonical(got); err != nil || string(again) != string(got) {
				t.Fatalf("the form %q is not its own: %q (%v)", got, again, err)
			}
			return
		}
		if otherErr == nil && !strings.Contains(err.Error(), "64-bit float") && !strings.Contains(err.Error(), "deeper") {
			t.Fatalf("%q is refused (%v), the other implementation has %q", text, err, other)
		}
	})
}
