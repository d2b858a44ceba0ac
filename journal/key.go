package journal

import (
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"surety/fault"
)

// Signer signs checkpoints with the log's private key.
type Signer = note.Signer

// Verifier checks the signatures of one key.
type Verifier = note.Verifier

// originPrefix begins every log's origin.
const originPrefix = "surety/"

// Origin is the name of an organization's log: the first line of its
// checkpoints and the name of its keys.
func Origin(organization string) (string, error) {
	if err := checkToken("an organization's id", organization); err != nil {
		return "", err
	}
	return originPrefix + organization, nil
}

// GenerateKey makes an Ed25519 key pair (RFC 8032) for an organization's log:
// signing begins with PRIVATE+KEY and is secret, verifying is to be given to
// everybody who shall check (C2SP signed-note).
func GenerateKey(random io.Reader, organization string) (signing, verifying string, err error) {
	origin, err := Origin(organization)
	if err != nil {
		return "", "", err
	}
	signing, verifying, err = note.GenerateKey(random, origin)
	if err != nil {
		return "", "", &fault.Error{Kind: fault.Unavailable, Op: "make a signing key", Err: err}
	}
	return signing, verifying, nil
}

// ParseSigner reads a signing key that [GenerateKey] made. The error never
// holds the key.
func ParseSigner(signing string) (Signer, error) {
	s, err := note.NewSigner(strings.TrimSpace(signing))
	if err != nil {
		return nil, fault.New(fault.Malformed, "this is not a signing key: expected PRIVATE+KEY+name+hash+key on one line")
	}
	return s, nil
}

// ParseVerifier reads a verifying key, as [GenerateKey] made it.
func ParseVerifier(verifying string) (Verifier, error) {
	v, err := note.NewVerifier(strings.TrimSpace(verifying))
	if err != nil {
		return nil, fault.New(fault.Malformed, "%q is not a verifying key: expected name+hash+key on one line", clip(verifying))
	}
	return v, nil
}
