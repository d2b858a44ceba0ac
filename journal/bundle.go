package journal

import (
	"bytes"
	"encoding/json"
	"slices"

	"surety/fault"
)

// BundleFormat is the number of the bundle's format.
const BundleFormat = 1

// maxBundle is the most bytes of an encoded bundle.
const maxBundle = 64 << 20

// Bundle proves, without the log and offline, that one entry stands in the log
// at a checkpoint, and reveals those of its fields that were chosen.
type Bundle struct {
	Format     int     `json:"format"`
	Checkpoint string  `json:"checkpoint"` // signed note
	Envelope   string  `json:"envelope"`   // encoded envelope
	Proof      []Hash  `json:"proof"`      // inclusion, from the leaf's sibling to the root's child
	Fields     []Field `json:"fields"`     // revealed fields
}

// NewBundle makes the bundle of an entry. The inclusion proof must be for the
// size of the signed checkpoint. Of the values it reveals the named ones, which
// must be stored, readable and in accord with their commitments.
func NewBundle(entry Entry, checkpoint []byte, inclusion []Hash, reveal ...string) (Bundle, error) {
	envelope, err := DecodeEnvelope(entry.Envelope)
	if err != nil {
		return Bundle{}, err
	}
	if _, err := entry.check(&envelope); err != nil {
		return Bundle{}, err
	}
	fields, _, err := entry.open(&envelope)
	if err != nil {
		return Bundle{}, err
	}
	b := Bundle{
		Format: BundleFormat, Envelope: string(entry.Envelope), Checkpoint: string(checkpoint),
		Proof: append([]Hash{}, inclusion...), Fields: []Field{},
	}
	for _, name := range reveal {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		if i < 0 {
			return Bundle{}, fault.At(fault.NotFound, envelope.Record, name, "the value is not stored or can't be read, so it can't be revealed")
		}
		b.Fields = append(b.Fields, fields[i])
	}
	return b, nil
}

// Encode writes the bundle as indented JSON.
func (b Bundle) Encode() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(b); err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Op: "write bundle", Err: err}
	}
	return out.Bytes(), nil
}

// DecodeBundle reads a bundle. Unknown or repeated names, and a later format,
// are refused; whether it proves anything is for [Bundle.Verify] to say.
func DecodeBundle(data []byte) (Bundle, error) {
	if len(data) > maxBundle {
		return Bundle{}, fault.New(fault.TooLarge, "a bundle has %d bytes, expected at most %d", len(data), maxBundle)
	}
	canonical, err := Canonical(data) // no name stands twice, nothing follows
	if err != nil {
		return Bundle{}, &fault.Error{Kind: fault.KindOf(err), Op: "read bundle", Err: err}
	}
	var head struct{ Format int }
	if json.Unmarshal(canonical, &head) == nil && head.Format > BundleFormat {
		return Bundle{}, fault.New(fault.Unsupported, "the bundle has format %d, this program reads format %d: a newer program wrote it", head.Format, BundleFormat)
	}
	var b Bundle
	decoder := json.NewDecoder(bytes.NewReader(canonical))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&b); err != nil {
		return Bundle{}, &fault.Error{Kind: fault.Malformed, Op: "read bundle", Err: err}
	}
	if b.Format != BundleFormat {
		return Bundle{}, fault.New(fault.Malformed, "the bundle has format %d, expected %d", b.Format, BundleFormat)
	}
	return b, nil
}

// Proven is what a bundle proves.
type Proven struct {
	Envelope   Envelope
	Checkpoint Checkpoint
	// Fields are the revealed fields, their values in canonical form.
	Fields []Field
	// Hidden names the fields that are committed to but not revealed.
	Hidden []string
}

// Verify checks the bundle with keys that the caller trusts, and nothing else:
// the checkpoint's signature, that the entry is in the log under its root, and
// each revealed value against its commitment.
func (b Bundle) Verify(trusted ...Verifier) (Proven, error) {
	envelope, err := DecodeEnvelope([]byte(b.Envelope))
	if err != nil {
		return Proven{}, err
	}
	checkpoint, err := OpenCheckpoint([]byte(b.Checkpoint), envelope.Organization, trusted...)
	if err != nil {
		return Proven{}, err
	}
	leaf := LeafHash([]byte(b.Envelope))
	if err := CheckInclusion(b.Proof, checkpoint.Size, checkpoint.Root, envelope.Sequence, leaf); err != nil {
		return Proven{}, err
	}
	p := Proven{Envelope: envelope, Checkpoint: checkpoint}
	revealed := map[string]bool{}
	for _, f := range b.Fields {
		value, err := Canonical(f.Value)
		if err != nil {
			return Proven{}, err
		}
		commitment, committed := envelope.Field(f.Name)
		if !committed || revealed[f.Name] || !commitment.Opens(f.Salt, value) {
			return Proven{}, fault.At(fault.Invalid, envelope.Record, clip(f.Name), "the revealed value is not the one that the log commits to")
		}
		revealed[f.Name] = true
		p.Fields = append(p.Fields, Field{f.Name, f.Salt, value})
	}
	for _, f := range envelope.Fields {
		if !revealed[f.Name] {
			p.Hidden = append(p.Hidden, f.Name)
		}
	}
	return p, nil
}
