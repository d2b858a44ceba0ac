package journal

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"surety/fault"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestACommitmentOpensOnlyWithItsSaltAndValue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		salt := Salt(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, "salt"))
		value := rapid.SliceOf(rapid.Byte()).Draw(rt, "value")
		c := Commit(salt, value)
		if !c.Opens(salt, value) {
			rt.Fatal("it does not open")
		}
		if c.Opens(salt, append(value, 0)) {
			rt.Fatal("it opens with a longer value")
		}
		salt[rapid.IntRange(0, 31).Draw(rt, "byte")] ^= 1
		if c.Opens(salt, value) {
			rt.Fatal("it opens with another salt")
		}
	})
}

func TestSaltsOfOrdinaryFieldsAreHKDFOfTheSeed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := Seed(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, "seed"))
		salt := seed.salter()
		for _, name := range rapid.SliceOfN(rapid.String(), 1, 5).Draw(rt, "names") {
			want, err := hkdf.Expand(sha256.New, seed[:], saltLabel+name, 32)
			if err != nil {
				rt.Fatal(err)
			}
			if got := salt(name); !bytes.Equal(got[:], want) || got != seed.Salt(name) {
				rt.Fatalf("the salt of %q is %x, want %x", name, got, want)
			}
		}
	})
}

func TestABodyIsSplitIntoFieldsInTheOrderOfTheEnvelope(t *testing.T) {
	seed := Seed{1}
	body, err := Canonical([]byte(`{"title":"Fire","@state":"open","level":3,"rows":[{"b":1,"a":2}]}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Fields(seed, body)
	if err != nil {
		t.Fatal(err)
	}
	want := []Field{
		{"@state", seed.Salt("@state"), []byte(`"open"`)},
		{"level", seed.Salt("level"), []byte(`3`)},
		{"rows", seed.Salt("rows"), []byte(`[{"a":2,"b":1}]`)},
		{"title", seed.Salt("title"), []byte(`"Fire"`)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i, c := range Commitments([]Field{want[3], want[0], want[2], want[1]}) {
		if c.Name != want[i].Name || !c.Commitment.Opens(want[i].Salt, want[i].Value) {
			t.Errorf("commitment %d is of %s", i, c.Name)
		}
	}
}

func TestABodyThatIsNoCanonicalObjectIsRefused(t *testing.T) {
	for what, body := range map[string]string{
		"an array":           `[1]`,
		"nothing":            ``,
		"a space":            `{"a": 1}`,
		"another order":      `{"b":1,"a":1}`,
		"a name twice":       `{"a":1,"a":1}`,
		"something after it": `{}{}`,
		"a long number":      `{"a":1.00}`,
	} {
		if _, err := Fields(Seed{}, []byte(body)); !fault.Is(err, fault.Malformed) {
			t.Errorf("%s: got %v, want it refused as malformed", what, err)
		}
	}
}

func TestASealedValueOpensOnlyInItsPlaceAndWithItsKey(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		random := &sequenceReader{rapid.Uint64().Draw(rt, "random")}
		key, err := NewKey(random)
		if err != nil {
			rt.Fatal(err)
		}
		f := Field{Name: "email", Value: rapid.SliceOf(rapid.Byte()).Draw(rt, "value")}
		if f.Salt, err = NewSalt(random); err != nil {
			rt.Fatal(err)
		}
		at := Place{"org", "person-1", 4}
		sealed, err := Seal(random, key, at, f)
		if err != nil {
			rt.Fatal(err)
		}
		if bytes.Contains(sealed, f.Salt[:]) {
			rt.Fatal("the salt is readable")
		}
		got, err := Open(key, at, "email", sealed)
		if err != nil || got.Salt != f.Salt || !bytes.Equal(got.Value, f.Value) || got.Name != f.Name {
			rt.Fatalf("it opens as %v (%v)", got, err)
		}
		otherKey := key
		otherKey[7] ^= 1
		altered := bytes.Clone(sealed)
		altered[rapid.IntRange(1, len(sealed)-1).Draw(rt, "byte")] ^= 0x20
		for what, err := range map[string]error{
			"under another key":          second(Open(otherKey, at, "email", sealed)),
			"in another organization":    second(Open(key, Place{"gro", "person-1", 4}, "email", sealed)),
			"in another record":          second(Open(key, Place{"org", "person-2", 4}, "email", sealed)),
			"in another revision":        second(Open(key, Place{"org", "person-1", 5}, "email", sealed)),
			"in another field":           second(Open(key, at, "phone", sealed)),
			"in parts divided otherwise": second(Open(key, Place{"org", "person-", 14}, "email", sealed)),
			"altered":                    second(Open(key, at, "email", altered)),
			"cut":                        second(Open(key, at, "email", sealed[:len(sealed)-1])),
			"in a place that can not be": second(Open(key, Place{"o\nrg", "person-1", 4}, "email", sealed)),
			"with a field that can't be": second(Open(key, at, "", sealed)),
		} {
			if err == nil {
				rt.Fatalf("it opens %s", what)
			}
		}
	})
}

func TestASealOfALaterVersionIsToldFromABrokenOne(t *testing.T) {
	at := Place{"org", "r", 1}
	if _, err := Open(Key{}, at, "a", make([]byte, 20)); !fault.Is(err, fault.Malformed) {
		t.Errorf("too short: %v", err)
	}
	if _, err := Open(Key{}, at, "a", append([]byte{2}, make([]byte, 80)...)); !fault.Is(err, fault.Unsupported) {
		t.Errorf("version 2: %v", err)
	}
	if _, err := Seal(&sequenceReader{}, Key{}, Place{"org", "", 1}, Field{Name: "a"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("sealed without a record: %v", err)
	}
}

func TestAKeyIsNotPrinted(t *testing.T) {
	key := Key{1, 2, 3}
	if got := fmt.Sprintf("%v %s %+v", key, key, Personal{Name: "email", Key: &key}); strings.Contains(got, "1 2 3") || strings.Contains(got, "010203") {
		t.Errorf("it is printed as %s", got)
	}
}

func TestWithoutRandomnessNothingSecretIsMade(t *testing.T) {
	dry := bytes.NewReader(make([]byte, 11))
	for what, err := range map[string]error{
		"salt": second(NewSalt(dry)),
		"seed": second(NewSeed(dry)),
		"key":  second(NewKey(dry)),
		"seal": second(Seal(dry, Key{}, Place{"o", "r", 1}, Field{Name: "f"})),
	} {
		if !fault.Is(err, fault.Unavailable) || !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	if _, _, err := GenerateKey(dry, "org"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("signing key: got %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	key, at := Key{3}, Place{"org", "person-1", 4}
	sealed, err := Seal(&sequenceReader{9}, key, at, Field{Name: "email", Value: []byte(`"x"`)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add(sealed[:61])
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := Open(key, at, "email", data); err == nil && !bytes.Equal(data, sealed) {
			t.Fatalf("%x opens as %v", data, got)
		}
	})
}
