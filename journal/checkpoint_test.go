package journal

import (
	"strings"
	"testing"
	"time"

	"surety/fault"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
)

// keyPair makes a key of an organization's log; other seeds make other keys.
func keyPair(t testing.TB, organization string, seed uint64) (Signer, Verifier) {
	t.Helper()
	signing, verifying, err := GenerateKey(&sequenceReader{seed}, organization)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSigner(signing + "\n")
	if err != nil {
		t.Fatal(err)
	}
	v, err := ParseVerifier(verifying + "\n")
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

func sampleCheckpoint() Checkpoint {
	return Checkpoint{"surety/org", 5, Hash{1, 2, 3}, time.Date(2026, 11, 24, 20, 3, 0, 0, time.UTC)}
}

func TestACheckpointIsReadBackAsItWasSigned(t *testing.T) {
	oldSigner, oldVerifier := keyPair(t, "org", 1)
	newSigner, newVerifier := keyPair(t, "org", 2)
	timeless := sampleCheckpoint()
	timeless.Time = time.Time{}
	for _, c := range []Checkpoint{sampleCheckpoint(), timeless, {Origin: "surety/org", Root: emptyRoot()}} {
		signed, err := c.Sign(oldSigner, newSigner)
		if err != nil {
			t.Fatal(err)
		}
		for _, trusted := range [][]Verifier{{oldVerifier}, {newVerifier}, {oldVerifier, newVerifier}} {
			got, err := OpenCheckpoint(signed, "org", trusted...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c, got); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestACheckpointHasTheFormOfC2SP(t *testing.T) {
	signer, _ := keyPair(t, "org", 1)
	signed, err := sampleCheckpoint().Sign(signer)
	if err != nil {
		t.Fatal(err)
	}
	want := "surety/org\n5\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 2026-11-24T20:03:00.000000Z\n\n— surety/org "
	if !strings.HasPrefix(string(signed), want) {
		t.Errorf("the checkpoint is\n%s", signed)
	}
}

func TestACheckpointThatIsNotToBeTrustedIsRefused(t *testing.T) {
	signer, verifier := keyPair(t, "org", 1)
	_, stranger := keyPair(t, "org", 2)
	otherSigner, otherVerifier := keyPair(t, "other", 3)
	signed, err := sampleCheckpoint().Sign(signer)
	if err != nil {
		t.Fatal(err)
	}
	foreign := sampleCheckpoint()
	foreign.Origin = "surety/other"
	signedForeign, err := foreign.Sign(otherSigner)
	if err != nil {
		t.Fatal(err)
	}
	text := string(signed)
	for what, c := range map[string]struct {
		signed  string
		trusted []Verifier
		kind    fault.Kind
	}{
		"no trusted key":              {text, nil, fault.Invalid},
		"another key of the log":      {text, []Verifier{stranger}, fault.Invalid},
		"another log":                 {string(signedForeign), []Verifier{verifier, otherVerifier}, fault.Invalid},
		"another log's key alone":     {string(signedForeign), []Verifier{verifier}, fault.Invalid},
		"an altered size":             {strings.Replace(text, "\n5\n", "\n6\n", 1), []Verifier{verifier}, fault.Invalid},
		"an altered root":             {strings.Replace(text, "AQID", "AQIE", 1), []Verifier{verifier}, fault.Invalid},
		"an altered time":             {strings.Replace(text, "20:03", "20:04", 1), []Verifier{verifier}, fault.Invalid},
		"no signature":                {text[:strings.Index(text, "—")], []Verifier{verifier}, fault.Malformed},
		"loose bits in the signature": {loosen(text), []Verifier{verifier}, fault.Malformed},
		"nothing":                     {"", []Verifier{verifier}, fault.Malformed},
		"too many bytes":              {strings.Repeat("a", maxCheckpoint+1), []Verifier{verifier}, fault.TooLarge},
	} {
		if got, err := OpenCheckpoint([]byte(c.signed), "org", c.trusted...); !fault.Is(err, c.kind) {
			t.Errorf("%s: got %+v and error %v, want it refused as %s", what, got, err, c.kind)
		}
	}
	if _, err := OpenCheckpoint(signed, "an org", verifier); !fault.Is(err, fault.Invalid) {
		t.Errorf("an organization's id that is none: %v", err)
	}
}

func TestALogsKeyUnderAnotherTextMakesNoCheckpointOfTheLog(t *testing.T) {
	signer, verifier := keyPair(t, "org", 1)
	const root = "AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	for text, kind := range map[string]fault.Kind{
		"surety/other\n5\n" + root: fault.Invalid,
		"I owe you nothing.\n":     fault.Malformed,
	} {
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := OpenCheckpoint(signed, "org", verifier); !fault.Is(err, kind) {
			t.Errorf("%q: got %+v and error %v, want it refused as %s", text, got, err, kind)
		}
	}
}

// loosen alters the last character before the padding of a signature so that
// lenient readers see the same bytes.
func loosen(text string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	i := strings.LastIndexByte(text, '=') - 1
	return text[:i] + string(alphabet[strings.IndexByte(alphabet, text[i])|1]) + text[i+1:]
}

func TestACheckpointTextOutOfFormIsRefused(t *testing.T) {
	const root = "AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	for what, text := range map[string]string{
		"two lines":              "surety/org\n5\n",
		"no newline at the end":  "surety/org\n5\n" + strings.TrimSpace(root),
		"an empty origin":        "\n5\n" + root,
		"an empty extension":     "surety/org\n5\n" + root + "\n" + "x\n",
		"a leading zero":         "surety/org\n05\n" + root,
		"a sign":                 "surety/org\n+5\n" + root,
		"a negative size":        "surety/org\n-5\n" + root,
		"a huge size":            "surety/org\n9007199254740992\n" + root,
		"no size":                "surety/org\nfive\n" + root,
		"a short root":           "surety/org\n5\nAQID\n",
		"a root with loose bits": "surety/org\n5\n" + strings.Replace(root, "AAA=", "AAB=", 1),
		"a time out of form":     "surety/org\n5\n" + root + "time yesterday\n",
	} {
		if got, err := parseCheckpoint(text); !fault.Is(err, fault.Malformed) {
			t.Errorf("%s: got %+v and error %v, want it refused as malformed", what, got, err)
		}
	}
	if c, err := parseCheckpoint("surety/org\n5\n" + root + "anything else\n"); err != nil || c.Size != 5 {
		t.Errorf("an unknown extension line: %+v (%v), want it ignored", c, err)
	}
}

func TestACheckpointThatNobodyCouldReadIsNotSigned(t *testing.T) {
	signer, _ := keyPair(t, "org", 1)
	other, _ := keyPair(t, "other", 1)
	for what, change := range map[string]func(*Checkpoint){
		"a negative size":            func(c *Checkpoint) { c.Size = -1 },
		"an origin that is none":     func(c *Checkpoint) { c.Origin = "org" },
		"an origin with a newline":   func(c *Checkpoint) { c.Origin = "surety/a\n9" },
		"a time with nanoseconds":    func(c *Checkpoint) { c.Time = c.Time.Add(1) },
		"an origin that differs":     func(c *Checkpoint) { c.Origin = "surety/other" },
		"an origin without identity": func(c *Checkpoint) { c.Origin = "surety/" },
	} {
		c := sampleCheckpoint()
		change(&c)
		if _, err := c.Sign(signer); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want it refused as invalid", what, err)
		}
	}
	if _, err := sampleCheckpoint().Sign(); !fault.Is(err, fault.Invalid) {
		t.Errorf("no signer: %v", err)
	}
	if _, err := sampleCheckpoint().Sign(signer, other); !fault.Is(err, fault.Invalid) {
		t.Errorf("another log's key among them: %v", err)
	}
}

func TestAKeyThatIsNoneIsRefusedWithoutShowingIt(t *testing.T) {
	signing, verifying, err := GenerateKey(&sequenceReader{1}, "org")
	if err != nil {
		t.Fatal(err)
	}
	secret := signing[len(signing)-20:]
	if _, err := ParseSigner(signing[:30] + "x" + signing[30:]); !fault.Is(err, fault.Malformed) || strings.Contains(err.Error(), secret) {
		t.Errorf("a broken signing key: %v", err)
	}
	if _, err := ParseVerifier(verifying[:len(verifying)-4]); !fault.Is(err, fault.Malformed) {
		t.Errorf("a broken verifying key: %v", err)
	}
	if _, _, err := GenerateKey(&sequenceReader{1}, "my org"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a key for an organization's id that is none: %v", err)
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	text, err := sampleCheckpoint().text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(strings.Join(strings.SplitAfter(text, "\n")[:3], ""))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseCheckpoint(text)
		if err != nil {
			return
		}
		c.Time = time.Time{}
		head, err := c.text()
		if err == nil && !strings.HasPrefix(text, head) {
			t.Fatalf("%q is read as %+v, whose lines are %q", text, c, head)
		}
	})
}
