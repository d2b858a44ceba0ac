package journal

import (
	"strings"
	"testing"
	"time"

	"surety/fault"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func sampleEnvelope() Envelope {
	return Envelope{
		Organization: testOrganization, Sequence: 7, Time: time.Date(2026, 11, 24, 20, 3, 0, 120000, time.UTC),
		Actor: "account-7", Operation: "update", Kind: "risk", Schema: 2, Record: "0192d3a0-0000-7000-8000-000000000002",
		Revision: 3, Request: "r-1", Fields: []FieldCommitment{{"level", Commitment{1}}, {"title", Commitment{2}}},
	}
}

func drawEnvelope(rt *rapid.T) Envelope {
	token := rapid.StringMatching(`[A-Za-z0-9._~:/@#-]{1,20}`)
	names := rapid.SliceOfNDistinct(token, 0, 6, rapid.ID).Draw(rt, "names")
	var fields []Field
	for _, name := range names {
		fields = append(fields, Field{Name: name, Value: []byte(`1`)})
	}
	e := Envelope{
		Organization: token.Draw(rt, "organization"), Sequence: rapid.Int64Range(0, maxInteger).Draw(rt, "sequence"),
		Time:  time.UnixMicro(rapid.Int64Range(0, 250000000000000000).Draw(rt, "time")).UTC(),
		Actor: token.Draw(rt, "actor"), Operation: token.Draw(rt, "operation"), Kind: token.Draw(rt, "kind"),
		Schema: rapid.Int64Range(1, maxInteger).Draw(rt, "schema"), Record: token.Draw(rt, "record"),
		Revision: rapid.Int64Range(1, maxInteger).Draw(rt, "revision"), Request: rapid.OneOf(rapid.Just(""), token).Draw(rt, "request"),
	}
	if len(fields) > 0 {
		e.Fields = Commitments(fields)
	}
	if rapid.Bool().Draw(rt, "erase") {
		e.Operation, e.Erased = OperationErase, []string{"email", "name"}
	}
	return e
}

func TestAnEnvelopeIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := drawEnvelope(rt)
		data, err := e.Encode()
		if err != nil {
			rt.Fatal(err)
		}
		got, err := DecodeEnvelope(data)
		if err != nil {
			rt.Fatalf("%s: %v", data, err)
		}
		if diff := cmp.Diff(e, got); diff != "" {
			rt.Fatal(diff)
		}
		canonical, err := Canonical(data)
		if err != nil || string(canonical) != string(data) {
			rt.Fatalf("the encoding %s is not canonical JSON: %s (%v)", data, canonical, err)
		}
	})
}

func TestAnEncodingWithAnyByteChangedIsRefusedOrAnotherEnvelope(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := drawEnvelope(rt)
		data, err := e.Encode()
		if err != nil {
			rt.Fatal(err)
		}
		data[rapid.IntRange(0, len(data)-1).Draw(rt, "at")] ^= byte(rapid.IntRange(1, 255).Draw(rt, "change"))
		got, err := DecodeEnvelope(data)
		if err == nil && cmp.Equal(e, got) {
			rt.Fatalf("%s is read as the same envelope", data)
		}
	})
}

func TestAnEnvelopeOutOfBoundsIsNotWritten(t *testing.T) {
	long := strings.Repeat("x", maxToken+1)
	for what, change := range map[string]func(*Envelope){
		"no organization":                 func(e *Envelope) { e.Organization = "" },
		"an organization with a plus":     func(e *Envelope) { e.Organization = "a+b" },
		"no actor":                        func(e *Envelope) { e.Actor = "" },
		"an actor with a space":           func(e *Envelope) { e.Actor = "Anna Muster" },
		"an operation with a quote":       func(e *Envelope) { e.Operation = `a"b` },
		"a kind with a backslash":         func(e *Envelope) { e.Kind = `a\b` },
		"a record beyond ASCII":           func(e *Envelope) { e.Record = "Risiko-ä" },
		"a record with a newline":         func(e *Envelope) { e.Record = "a\nb" },
		"a request too long":              func(e *Envelope) { e.Request = long },
		"a negative sequence":             func(e *Envelope) { e.Sequence = -1 },
		"a sequence too large":            func(e *Envelope) { e.Sequence = maxInteger + 1 },
		"schema zero":                     func(e *Envelope) { e.Schema = 0 },
		"revision zero":                   func(e *Envelope) { e.Revision = 0 },
		"no time":                         func(e *Envelope) { e.Time = time.Time{} },
		"a time with nanoseconds":         func(e *Envelope) { e.Time = e.Time.Add(1) },
		"a time in five digits of year":   func(e *Envelope) { e.Time = e.Time.AddDate(9000, 0, 0) },
		"fields out of order":             func(e *Envelope) { e.Fields[0].Name = "z" },
		"a field twice":                   func(e *Envelope) { e.Fields[1].Name = "level" },
		"a field without name":            func(e *Envelope) { e.Fields[0].Name = "" },
		"an erasure that names nothing":   func(e *Envelope) { e.Operation = OperationErase },
		"erased fields of an update":      func(e *Envelope) { e.Erased = []string{"a"} },
		"an erased field twice":           func(e *Envelope) { e.Operation, e.Erased = OperationErase, []string{"a", "a"} },
		"an erased field without a name":  func(e *Envelope) { e.Operation, e.Erased = OperationErase, []string{""} },
		"erased fields not in the format": func(e *Envelope) { e.Operation, e.Erased = OperationErase, []string{"b", "a"} },
	} {
		e := sampleEnvelope()
		change(&e)
		if _, err := e.Encode(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want it refused as invalid", what, err)
		}
	}
	e := sampleEnvelope()
	e.Fields = nil
	for i := range 800 {
		e.Fields = append(e.Fields, FieldCommitment{Name: long[:40] + string(rune('a'+i/26/26)) + string(rune('a'+i/26%26)) + string(rune('a'+i%26))})
	}
	if _, err := e.Encode(); !fault.Is(err, fault.TooLarge) {
		t.Errorf("an envelope of 800 long fields: got %v, want it refused as too large", err)
	}
}

func TestAnEncodingThatIsNotCanonicalIsRefused(t *testing.T) {
	e := sampleEnvelope()
	data, err := e.Encode()
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for what, altered := range map[string]string{
		"nothing":                          "",
		"the beginning alone":              text[:len(text)/2],
		"a space":                          strings.Replace(text, ",", ", ", 1),
		"something after it":               text + "\n",
		"another order":                    strings.Replace(text, `"kind":"risk","operation":"update"`, `"operation":"update","kind":"risk"`, 1),
		"an unknown member":                strings.Replace(text, `,"time"`, `,"tide":1,"time"`, 1),
		"a missing member":                 strings.Replace(text, `"schema":2,`, ``, 1),
		"an empty request":                 strings.Replace(text, `"r-1"`, `""`, 1),
		"a null":                           strings.Replace(text, `"r-1"`, `null`, 1),
		"an escape":                        strings.Replace(text, `"r-1"`, `"\u0072-1"`, 1),
		"a leading zero":                   strings.Replace(text, `"sequence":7`, `"sequence":07`, 1),
		"a sign":                           strings.Replace(text, `"sequence":7`, `"sequence":-7`, 1),
		"a fraction":                       strings.Replace(text, `"sequence":7`, `"sequence":7.0`, 1),
		"an integer too large":             strings.Replace(text, `"sequence":7`, `"sequence":9007199254740992`, 1),
		"an integer far too large":         strings.Replace(text, `"sequence":7`, `"sequence":99999999999999999999`, 1),
		"a revision of zero":               strings.Replace(text, `"revision":3`, `"revision":0`, 1),
		"another zone":                     strings.Replace(text, `000120Z`, `000120+00:00`, 1),
		"a shorter fraction":               strings.Replace(text, `.000120Z`, `.00012Z`, 1),
		"a time with a comma":              strings.Replace(text, `.000120Z`, `,000120Z`, 1),
		"a day that is none":               strings.Replace(text, `2026-11-24`, `2026-11-31`, 1),
		"a leap second":                    strings.Replace(text, `20:03:00`, `20:03:60`, 1),
		"a time before 1970":               strings.Replace(text, `2026-11-24`, `1969-11-24`, 1),
		"fields out of order":              strings.Replace(text, `"level"`, `"z"`, 1),
		"a commitment with loose bits":     strings.Replace(text, `AAA="`, `AAB="`, 1),
		"a commitment without padding":     strings.Replace(text, `AAA="`, `AAA"`, 1),
		"an empty list of erased fields":   strings.Replace(text, `,"fields"`, `,"erased":[],"fields"`, 1),
		"erased fields of an update":       strings.Replace(text, `,"fields"`, `,"erased":["a"],"fields"`, 1),
		"an erasure that says not of what": strings.Replace(text, `"update"`, `"erase"`, 1),
		"an open list":                     strings.Replace(text, `,"fields"`, `,"erased":["a"`, 1),
	} {
		if altered == text {
			t.Fatalf("%s: nothing was altered", what)
		}
		if got, err := DecodeEnvelope([]byte(altered)); !fault.Is(err, fault.Malformed) {
			t.Errorf("%s: got %+v and error %v, want it refused as malformed", what, got, err)
		}
	}
	newer := strings.Replace(text, `"format":1`, `"format":2`, 1)
	if _, err := DecodeEnvelope([]byte(newer)); !fault.Is(err, fault.Unsupported) {
		t.Errorf("a newer format: got %v, want it refused as unsupported", err)
	}
	if _, err := DecodeEnvelope(make([]byte, MaxEnvelope+1)); !fault.Is(err, fault.TooLarge) {
		t.Errorf("too many bytes: got %v", err)
	}
}

func TestTimeNeverGoesBack(t *testing.T) {
	last := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	zone := time.FixedZone("", 3600)
	for now, want := range map[time.Time]time.Time{
		last.Add(-time.Hour):                    last,
		last.Add(1999 * time.Nanosecond):        last.Add(time.Microsecond),
		last.Add(time.Second).In(zone):          last.Add(time.Second),
		last.Add(-time.Nanosecond).In(zone):     last,
		last.Add(24 * time.Hour).Add(time.Hour): last.Add(25 * time.Hour),
	} {
		if got := NextTime(now, last); got != want {
			t.Errorf("after %s, at %s the time is %s, want %s", last, now, got, want)
		}
	}
}

func FuzzDecodeEnvelope(f *testing.F) {
	e := sampleEnvelope()
	for _, change := range []func(){func() {}, func() { e.Request = "" }, func() { e.Operation, e.Erased = OperationErase, []string{"a", "b"} }, func() { e.Fields = nil }} {
		change()
		data, err := e.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := DecodeEnvelope(data)
		if err != nil {
			return
		}
		again, err := e.Encode()
		if err != nil || string(again) != string(data) {
			t.Fatalf("%q is read, and written as %q (%v)", data, again, err)
		}
		if canonical, err := Canonical(data); err != nil || string(canonical) != string(data) {
			t.Fatalf("%q is read but is not canonical JSON: %q (%v)", data, canonical, err)
		}
	})
}
