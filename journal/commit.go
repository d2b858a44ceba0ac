package journal

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"hash"
	"io"
	"slices"
	"strings"

	"surety/fault"
)

// Commitment is HMAC-SHA-256 (RFC 2104) of a value's canonical bytes under a
// salt. It tells nothing of the value to who doesn't have the salt, however few
// values are likely, and nobody can find two values for one commitment.
type Commitment [32]byte

// Commit commits to the canonical bytes of a value (see [Canonical]).
func Commit(salt Salt, value []byte) Commitment {
	mac := hmac.New(sha256.New, salt[:])
	mac.Write(value)
	var c Commitment
	mac.Sum(c[:0])
	return c
}

// Opens tells whether a revealed salt and value are those committed to.
func (c Commitment) Opens(salt Salt, value []byte) bool {
	again := Commit(salt, value)
	return subtle.ConstantTimeCompare(again[:], c[:]) == 1
}

// Salt is the secret of one commitment: 256 random bits, or as good as random.
type Salt [32]byte

// NewSalt reads the salt of a personal field, which is its alone so that it can
// be destroyed alone.
func NewSalt(random io.Reader) (Salt, error) {
	var s Salt
	return s, readRandom(random, s[:])
}

// MarshalText writes the salt in padded base64, for bundles.
func (s Salt) MarshalText() ([]byte, error) { return append32(nil, (*[32]byte)(&s)), nil }

// UnmarshalText reads what MarshalText writes and nothing else.
func (s *Salt) UnmarshalText(text []byte) error {
	b, err := parse32(text)
	*s = b
	return err
}

// Seed is the secret from which the salts of a revision's ordinary fields are
// derived: one per revision, 256 random bits. To reveal one field, reveal its
// salt, never the seed; to destroy the whole revision, destroy seed and body.
type Seed [32]byte

// NewSeed reads the seed of one revision.
func NewSeed(random io.Reader) (Seed, error) {
	var s Seed
	return s, readRandom(random, s[:])
}

func readRandom(random io.Reader, b []byte) error {
	if _, err := io.ReadFull(random, b); err != nil {
		return &fault.Error{Kind: fault.Unavailable, Op: "read random bytes", Err: err}
	}
	return nil
}

// saltLabel separates salts from whatever else a seed might be used for.
const saltLabel = "surety field salt 1\n"

// Salt derives the salt of the ordinary field of that name: HKDF-Expand with
// SHA-256 (RFC 5869 section 2.3), the seed as pseudorandom key, saltLabel and
// the name as info, 32 bytes.
func (s Seed) Salt(name string) Salt { return s.salter()(name) }

// salter derives salts with one set-up of the key. HKDF-Expand of one block is
// HMAC(seed, info || 0x01).
func (s Seed) salter() func(name string) Salt {
	var mac hash.Hash = hmac.New(sha256.New, s[:])
	info := []byte(saltLabel)
	return func(name string) (salt Salt) {
		info = append(append(info[:len(saltLabel)], name...), 1)
		mac.Reset()
		mac.Write(info)
		mac.Sum(salt[:0])
		return salt
	}
}

// Field is one field of a revision with what opens its commitment.
type Field struct {
	Name  string          `json:"name"`
	Salt  Salt            `json:"salt"`
	Value json.RawMessage `json:"value"` // canonical bytes
}

// Fields splits the canonical body of a revision, a JSON object, into its
// members, each with its salt from the seed, ascending by name. Personal fields
// must not be in the body. A body in other than canonical form is refused as
// malformed: its bytes are what is proved. The values are slices of one copy.
func Fields(seed Seed, body []byte) ([]Field, error) {
	c := canonicalizer{src: body, dst: make([]byte, 0, len(body))}
	var members []member
	err := c.document(func() (err error) {
		if c.peek() != '{' {
			return c.malformed("expected an object of fields")
		}
		members, err = c.object()
		return err
	})
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(c.dst, body) {
		return nil, fault.New(fault.Malformed, "a body is not in canonical form (RFC 8785)")
	}
	salt := seed.salter()
	fields := make([]Field, len(members))
	for i, m := range members {
		fields[i] = Field{m.name, salt(m.name), c.dst[m.value:m.to:m.to]}
	}
	return fields, nil
}

// Commitments commits to fields, ordinary and personal, and gives the
// commitments ascending by name, as an envelope has them.
func Commitments(fields []Field) []FieldCommitment {
	out := make([]FieldCommitment, len(fields))
	for i, f := range fields {
		out[i] = FieldCommitment{f.Name, Commit(f.Salt, f.Value)}
	}
	slices.SortFunc(out, func(a, b FieldCommitment) int { return strings.Compare(a.Name, b.Name) })
	return out
}
