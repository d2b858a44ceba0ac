package journal

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"surety/fault"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// vectors is testdata/vectors.json, which is published with FORMAT.md and never
// changes. Byte strings are base64.
type vectors struct {
	About     string            `json:"about"`
	Canonical []vectorCanonical `json:"canonical"`
	// NoValues are JSON texts that have no canonical form.
	NoValues     []string            `json:"no_values"`
	Organization string              `json:"organization"`
	PersonKey    []byte              `json:"person_key"`
	Entries      []vectorEntry       `json:"entries"`
	Roots        []Hash              `json:"roots"` // by size, from 0
	Inclusion    []vectorInclusion   `json:"inclusion"`
	Consistency  []vectorConsistency `json:"consistency"`
	Checkpoints  []vectorCheckpoint  `json:"checkpoints"`
	Bundle       Bundle              `json:"bundle"`
}

type vectorCanonical struct {
	Text      string `json:"text"`
	Canonical string `json:"canonical"`
}

type vectorEntry struct {
	Seed     []byte           `json:"seed"`
	Body     string           `json:"body"` // canonical
	Personal []vectorPersonal `json:"personal,omitempty"`
	Salts    []vectorSalt     `json:"salts"` // of the ordinary fields
	Envelope vectorEnvelope   `json:"envelope"`
	Bytes    string           `json:"bytes"`
	Leaf     Hash             `json:"leaf"`
	Stored   []Hash           `json:"stored"`
}

type vectorSalt struct {
	Name string `json:"name"`
	Salt Salt   `json:"salt"`
}

type vectorPersonal struct {
	Name   string `json:"name"`
	Salt   Salt   `json:"salt"`
	Value  string `json:"value"` // canonical
	Nonce  []byte `json:"nonce"`
	Sealed []byte `json:"sealed"`
}

// vectorEnvelope has the members of FORMAT.md section 4.
type vectorEnvelope struct {
	Actor        string          `json:"actor"`
	Erased       []string        `json:"erased,omitempty"`
	Fields       map[string]Hash `json:"fields"`
	Format       int             `json:"format"`
	Kind         string          `json:"kind"`
	Operation    string          `json:"operation"`
	Organization string          `json:"organization"`
	Record       string          `json:"record"`
	Request      string          `json:"request,omitempty"`
	Revision     int64           `json:"revision"`
	Schema       int64           `json:"schema"`
	Sequence     int64           `json:"sequence"`
	Time         string          `json:"time"`
}

type vectorInclusion struct {
	Size     int64  `json:"size"`
	Sequence int64  `json:"sequence"`
	Proof    []Hash `json:"proof"`
}

type vectorConsistency struct {
	Older int64  `json:"older"`
	Newer int64  `json:"newer"`
	Proof []Hash `json:"proof"`
}

type vectorCheckpoint struct {
	PrivateSeed  []byte `json:"private_seed"` // RFC 8032
	SigningKey   string `json:"signing_key"`
	VerifyingKey string `json:"verifying_key"`
	Size         int64  `json:"size"`
	Time         string `json:"time,omitempty"`
	Signed       string `json:"signed"`
}

func loadVectors(t testing.TB) vectors {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var v vectors
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if len(v.Entries) < 8 || len(v.Roots) != len(v.Entries)+1 {
		t.Fatalf("the vectors hold %d entries and %d roots", len(v.Entries), len(v.Roots))
	}
	return v
}

func TestTheVectorsOfCanonicalValuesAreRecomputed(t *testing.T) {
	v := loadVectors(t)
	for _, c := range v.Canonical {
		if got, err := Canonical([]byte(c.Text)); err != nil || string(got) != c.Canonical {
			t.Errorf("%s has the form %s (%v), want %s", c.Text, got, err, c.Canonical)
		}
	}
	for _, text := range v.NoValues {
		if got, err := Canonical([]byte(text)); !fault.Is(err, fault.Malformed) {
			t.Errorf("%s has the form %s (%v), want it refused", text, got, err)
		}
	}
}

// recompute makes an entry of the vectors from its seed, values and salts.
func (e *vectorEntry) recompute(t *testing.T, key Key) (Entry, Envelope) {
	t.Helper()
	entry := Entry{Seed: e.Seed, Body: []byte(e.Body)}
	fields, err := Fields(Seed(e.Seed), entry.Body)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range fields {
		if diff := cmp.Diff(e.Salts[i], vectorSalt{f.Name, f.Salt}); diff != "" {
			t.Error(diff)
		}
	}
	at := Place{e.Envelope.Organization, e.Envelope.Record, e.Envelope.Revision}
	for _, p := range e.Personal {
		f := Field{p.Name, p.Salt, []byte(p.Value)}
		sealed, err := Seal(bytes.NewReader(p.Nonce), key, at, f)
		if err != nil || !bytes.Equal(sealed, p.Sealed) {
			t.Errorf("%s is sealed as %x (%v)", p.Name, sealed, err)
		}
		fields = append(fields, f)
		entry.Personal = append(entry.Personal, Personal{Name: p.Name, Sealed: sealed, Key: &key})
	}
	when, err := time.Parse(time.RFC3339Nano, e.Envelope.Time)
	if err != nil {
		t.Fatal(err)
	}
	return entry, Envelope{
		Organization: e.Envelope.Organization, Sequence: e.Envelope.Sequence, Time: when, Actor: e.Envelope.Actor,
		Operation: e.Envelope.Operation, Kind: e.Envelope.Kind, Schema: e.Envelope.Schema, Record: e.Envelope.Record,
		Revision: e.Envelope.Revision, Request: e.Envelope.Request, Fields: Commitments(fields), Erased: e.Envelope.Erased,
	}
}

func TestTheVectorsOfEntriesAreRecomputedAndVerify(t *testing.T) {
	v := loadVectors(t)
	var f Frontier
	var entries []Entry
	for i := range v.Entries {
		e := &v.Entries[i]
		entry, envelope := e.recompute(t, Key(v.PersonKey))
		data, err := envelope.Encode()
		if err != nil || string(data) != e.Bytes {
			t.Fatalf("entry %d is encoded as\n%s (%v), want\n%s", i, data, err, e.Bytes)
		}
		read, err := DecodeEnvelope(data)
		if err != nil || !cmp.Equal(envelope, read, cmpopts.EquateEmpty()) {
			t.Errorf("entry %d is read as %+v (%v)", i, read, err)
		}
		if LeafHash(data) != e.Leaf {
			t.Errorf("the leaf hash of entry %d is %s, want %s", i, LeafHash(data), e.Leaf)
		}
		entry.Envelope, entry.Hashes = data, f.Append(nil, e.Leaf)
		if diff := cmp.Diff(e.Stored, entry.Hashes); diff != "" {
			t.Errorf("stored hashes of entry %d: %s", i, diff)
		}
		if f.Root() != v.Roots[i+1] {
			t.Errorf("the root of %d entries is %s, want %s", i+1, f.Root(), v.Roots[i+1])
		}
		entries = append(entries, entry)
	}
	against := Against{Organization: v.Organization, Head: Head{Size: f.Size(), Root: f.Root()}}
	for _, c := range v.Checkpoints {
		verifier, err := ParseVerifier(c.VerifyingKey)
		if err != nil {
			t.Fatal(err)
		}
		against.Trusted = append(against.Trusted, verifier)
		against.Outside = append(against.Outside, []byte(c.Signed))
	}
	report, err := Verify(func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}, against)
	if err != nil || !report.OK() || len(report.Outside) != len(v.Checkpoints) {
		t.Errorf("the log of the vectors: %+v (%v)", report, err)
	}
}

func TestTheVectorsOfProofsAreRecomputed(t *testing.T) {
	v := loadVectors(t)
	h := &hashes{}
	for _, e := range v.Entries {
		h.stored = append(h.stored, e.Stored...)
	}
	same := func(what string, want, got []Hash, err error) {
		t.Helper()
		if err != nil || !cmp.Equal(want, got, cmpopts.EquateEmpty()) {
			t.Errorf("%s is %v (%v), want %v", what, got, err, want)
		}
	}
	for _, p := range v.Inclusion {
		got, err := ProveInclusion(p.Size, p.Sequence, h)
		same("the inclusion proof", p.Proof, got, err)
		if err := CheckInclusion(p.Proof, p.Size, v.Roots[p.Size], p.Sequence, v.Entries[p.Sequence].Leaf); err != nil {
			t.Error(err)
		}
	}
	for _, p := range v.Consistency {
		got, err := ProveConsistency(p.Older, p.Newer, h)
		same("the consistency proof", p.Proof, got, err)
		if err := CheckConsistency(p.Proof, p.Older, v.Roots[p.Older], p.Newer, v.Roots[p.Newer]); err != nil {
			t.Error(err)
		}
	}
}

func TestTheVectorsOfCheckpointsAndTheBundleAreRecomputed(t *testing.T) {
	v := loadVectors(t)
	origin, err := Origin(v.Organization)
	if err != nil {
		t.Fatal(err)
	}
	var trusted []Verifier
	for _, c := range v.Checkpoints {
		signing, verifying, err := GenerateKey(bytes.NewReader(c.PrivateSeed), v.Organization)
		if err != nil || signing != c.SigningKey || verifying != c.VerifyingKey {
			t.Errorf("the keys are %s and %s (%v)", signing, verifying, err)
		}
		signer, err := ParseSigner(c.SigningKey)
		if err != nil {
			t.Fatal(err)
		}
		verifier, err := ParseVerifier(c.VerifyingKey)
		if err != nil {
			t.Fatal(err)
		}
		trusted = append(trusted, verifier)
		checkpoint := Checkpoint{Origin: origin, Size: c.Size, Root: v.Roots[c.Size]}
		if c.Time != "" {
			if checkpoint.Time, err = time.Parse(time.RFC3339Nano, c.Time); err != nil {
				t.Fatal(err)
			}
		}
		signed, err := checkpoint.Sign(signer)
		if err != nil || string(signed) != c.Signed {
			t.Errorf("the checkpoint of %d is\n%s (%v)", c.Size, signed, err)
		}
		if got, err := OpenCheckpoint([]byte(c.Signed), v.Organization, verifier); err != nil || !cmp.Equal(checkpoint, got) {
			t.Errorf("the checkpoint of %d is read as %+v (%v)", c.Size, got, err)
		}
	}
	p, err := v.Bundle.Verify(trusted...)
	if err != nil || len(p.Fields) != 2 || p.Envelope.Kind != "person" {
		t.Errorf("the bundle proves %+v (%v)", p, err)
	}
	entry, _ := v.Entries[p.Envelope.Sequence].recompute(t, Key(v.PersonKey))
	entry.Envelope = []byte(v.Bundle.Envelope)
	again, err := NewBundle(entry, []byte(v.Bundle.Checkpoint), v.Bundle.Proof, p.Fields[0].Name, p.Fields[1].Name)
	if err != nil || !cmp.Equal(v.Bundle, again) {
		t.Errorf("the bundle is made again as %+v (%v)", again, err)
	}
}
