package journal

import (
	"strings"
	"testing"

	"surety/fault"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// bundled writes a log of eight entries and gives the bundle of the fifth.
func bundled(t testing.TB, reveal ...string) (*ledger, Bundle) {
	t.Helper()
	l := newLedger(t)
	l.fill(8)
	proof, err := ProveInclusion(8, 4, l)
	l.must(err)
	b, err := NewBundle(l.read(l.rows[4], &l.key), l.checkpoint(), proof, reveal...)
	l.must(err)
	return l, b
}

func TestABundleProvesItsEntryAndNothingThatIsNotRevealed(t *testing.T) {
	l, b := bundled(t, "tags", "email")
	data, err := b.Encode()
	l.must(err)
	read, err := DecodeBundle(data)
	l.must(err)
	p, err := read.Verify(l.verifier)
	l.must(err)
	if p.Envelope.Sequence != 4 || p.Checkpoint.Size != 8 || len(p.Fields) != 2 {
		t.Errorf("it proves %+v", p)
	}
	if string(p.Fields[0].Value) != `["a","b"]` || string(p.Fields[1].Value) != `"x@example.org"` {
		t.Errorf("it reveals %s and %s", p.Fields[0].Value, p.Fields[1].Value)
	}
	if diff := cmp.Diff([]string{"level", "name", "role"}, p.Hidden); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(string(data), "owner") || strings.Contains(string(data), "Name 4") {
		t.Errorf("it tells a value that is not revealed: %s", data)
	}
}

func TestABundleThatProvesNothingIsRefused(t *testing.T) {
	_, stranger := keyPair(t, testOrganization, 77)
	for what, change := range map[string]func(l *ledger, b *Bundle){
		"a broken envelope":            func(l *ledger, b *Bundle) { b.Envelope += " " },
		"another entry's envelope":     func(l *ledger, b *Bundle) { b.Envelope = string(l.rows[3].envelope) },
		"a broken checkpoint":          func(l *ledger, b *Bundle) { b.Checkpoint = strings.Replace(b.Checkpoint, "\n8\n", "\n9\n", 1) },
		"a checkpoint of another size": func(l *ledger, b *Bundle) { l.fill(1); b.Checkpoint = string(l.checkpoint()) },
		"an altered proof":             func(l *ledger, b *Bundle) { b.Proof[1][0] ^= 1 },
		"a shorter proof":              func(l *ledger, b *Bundle) { b.Proof = b.Proof[1:] },
		"an untrusted key":             func(l *ledger, b *Bundle) { l.verifier = stranger },
		"another value":                func(l *ledger, b *Bundle) { b.Fields[0].Value = []byte(`"admin"`) },
		"a value that is no JSON":      func(l *ledger, b *Bundle) { b.Fields[0].Value = []byte(`admin`) },
		"another salt":                 func(l *ledger, b *Bundle) { b.Fields[0].Salt[0] ^= 1 },
		"a field twice":                func(l *ledger, b *Bundle) { b.Fields = append(b.Fields, b.Fields[0]) },
		"a field under another name":   func(l *ledger, b *Bundle) { b.Fields[0].Name = "level" },
		"a field nobody committed to":  func(l *ledger, b *Bundle) { b.Fields[0].Name = "mark" },
	} {
		l, b := bundled(t, "role")
		change(l, &b)
		if p, err := b.Verify(l.verifier); err == nil {
			t.Errorf("%s: it proves %+v", what, p)
		}
	}
}

func TestABundleIsNotMadeOfWhatIsNotThere(t *testing.T) {
	l := newLedger(t)
	l.fill(3)
	l.erase("person-1", "email")
	proof, err := ProveInclusion(4, 1, l)
	l.must(err)
	for _, name := range []string{"email", "nonsense"} {
		if _, err := NewBundle(l.read(l.rows[1], &l.key), l.checkpoint(), proof, name); !fault.Is(err, fault.NotFound) {
			t.Errorf("revealing %s: %v", name, err)
		}
	}
	if _, err := NewBundle(l.read(l.rows[1], nil), l.checkpoint(), proof, "name"); !fault.Is(err, fault.NotFound) {
		t.Errorf("revealing a value without its key: %v", err)
	}
	l.rows[1].seed[0] ^= 1
	if _, err := NewBundle(l.read(l.rows[1], &l.key), l.checkpoint(), proof); !fault.Is(err, fault.Invalid) {
		t.Errorf("of an entry that does not fit: %v", err)
	}
	l.rows[1].envelope = nil
	if _, err := NewBundle(l.read(l.rows[1], &l.key), l.checkpoint(), proof); !fault.Is(err, fault.Malformed) {
		t.Errorf("of an entry without envelope: %v", err)
	}
}

func TestABundleOutOfFormIsRefused(t *testing.T) {
	_, b := bundled(t, "role")
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for what, c := range map[string]struct {
		text string
		kind fault.Kind
	}{
		"nothing":            {"", fault.Malformed},
		"the beginning":      {text[:100], fault.Malformed},
		"something after it": {text + "{}", fault.Malformed},
		"an unknown member":  {strings.Replace(text, `"format"`, `"extra":1,"format"`, 1), fault.Malformed},
		"a member twice":     {strings.Replace(text, `"format": 1`, `"format":1,"format": 1`, 1), fault.Malformed},
		"no format":          {strings.Replace(text, `"format": 1,`, ``, 1), fault.Malformed},
		"a later format":     {strings.Replace(text, `"format": 1`, `"format": 2`, 1), fault.Unsupported},
		"a salt too short":   {strings.Replace(text, `"salt": "`, `"salt": "A`, 1), fault.Malformed},
		"a wrong type":       {strings.Replace(text, `"format": 1`, `"format": "1"`, 1), fault.Malformed},
	} {
		if _, err := DecodeBundle([]byte(c.text)); !fault.Is(err, c.kind) {
			t.Errorf("%s: got %v, want it refused as %s", what, err, c.kind)
		}
	}
	if _, err := DecodeBundle(make([]byte, maxBundle+1)); !fault.Is(err, fault.TooLarge) {
		t.Errorf("too many bytes: %v", err)
	}
}

func TestAnyChangedByteOfABundleIsRefusedOrChangesNothing(t *testing.T) {
	l, b := bundled(t, "tags", "email")
	whole, err := b.Verify(l.verifier)
	l.must(err)
	data, err := b.Encode()
	l.must(err)
	rapid.Check(t, func(rt *rapid.T) {
		altered := append([]byte(nil), data...)
		altered[rapid.IntRange(0, len(data)-1).Draw(rt, "at")] ^= byte(rapid.IntRange(1, 255).Draw(rt, "change"))
		read, err := DecodeBundle(altered)
		if err != nil {
			return
		}
		if p, err := read.Verify(l.verifier); err == nil && cmp.Diff(whole, p) != "" {
			rt.Fatalf("%s proves something else: %s", altered, cmp.Diff(whole, p))
		}
	})
}

func FuzzDecodeBundle(f *testing.F) {
	l, b := bundled(f, "tags", "email")
	data, err := b.Encode()
	l.must(err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := DecodeBundle(data)
		if err != nil {
			return
		}
		p, err := read.Verify(l.verifier)
		if err == nil && (p.Envelope.Sequence != 4 || p.Checkpoint.Root != l.root) {
			t.Fatalf("%s proves %+v", data, p)
		}
	})
}
