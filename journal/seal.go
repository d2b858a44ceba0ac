package journal

import (
	"crypto/aes"
	"crypto/cipher"
	"io"
	"strconv"

	"surety/fault"
)

// Key is the AES-256 key under which a person's values are sealed. Keys are
// kept outside the journal and outside backups; destroying one destroys, with
// every copy, what was sealed under it.
type Key [32]byte

// String hides the key from messages and logs.
func (Key) String() string { return "(key)" }

// NewKey reads a key.
func NewKey(random io.Reader) (Key, error) {
	var k Key
	return k, readRandom(random, k[:])
}

// Place is where a sealed value belongs. It is bound into the seal, so that a
// sealed value can't be put under another field, record or revision.
type Place struct {
	Organization string
	Record       string
	Revision     int64
}

const (
	sealVersion  = 1
	sealOverhead = 1 + 12 + 16 // version, nonce, tag
	sealLabel    = "surety sealed field 1"
)

// bound is the additional authenticated data: no part can hold a newline.
func (p Place) bound(field string) ([]byte, error) {
	parts := [...]struct{ what, text string }{{"organization", p.Organization}, {"record", p.Record}, {"field", field}}
	for _, part := range parts {
		if err := checkToken("a sealed value's "+part.what, part.text); err != nil {
			return nil, err
		}
	}
	return []byte(sealLabel + "\n" + p.Organization + "\n" + p.Record + "\n" + strconv.FormatInt(p.Revision, 10) + "\n" + field), nil
}

// Seal encrypts salt and value of a personal field together (AES-256-GCM, NIST
// SP 800-38D, with a random nonce of 96 bits: one key may seal 2^32 values):
// version, nonce, ciphertext of salt and value, tag.
func Seal(random io.Reader, key Key, at Place, f Field) ([]byte, error) {
	bound, err := at.bound(f.Name)
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	sealed := make([]byte, 1+aead.NonceSize(), sealOverhead+len(f.Salt)+len(f.Value))
	sealed[0] = sealVersion
	nonce := sealed[1:]
	if err := readRandom(random, nonce); err != nil {
		return nil, err
	}
	plain := append(append(make([]byte, 0, len(f.Salt)+len(f.Value)), f.Salt[:]...), f.Value...)
	return aead.Seal(sealed, nonce, plain, bound), nil
}

// Open decrypts what [Seal] sealed for the field of that name at that place.
// Anything else, and any other key, is refused.
func Open(key Key, at Place, name string, sealed []byte) (Field, error) {
	bound, err := at.bound(name)
	if err != nil {
		return Field{}, err
	}
	f := Field{Name: name}
	if len(sealed) < sealOverhead+len(f.Salt) {
		return Field{}, fault.New(fault.Malformed, "the sealed value of %s has %d bytes, expected at least %d", name, len(sealed), sealOverhead+len(f.Salt))
	}
	if sealed[0] != sealVersion {
		return Field{}, fault.New(fault.Unsupported, "the sealed value of %s has version %d, expected %d", name, sealed[0], sealVersion)
	}
	aead, err := newAEAD(key)
	if err != nil {
		return Field{}, err
	}
	nonce, ciphertext := sealed[1:1+aead.NonceSize()], sealed[1+aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, ciphertext, bound)
	if err != nil {
		return Field{}, fault.New(fault.Invalid, "the sealed value of %s does not open: it was altered, moved, or sealed under another key", name)
	}
	copy(f.Salt[:], plain)
	f.Value = plain[len(f.Salt):]
	return f, nil
}

func newAEAD(key Key) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
