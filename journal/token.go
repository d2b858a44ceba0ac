package journal

import (
	"encoding/base64"

	"surety/fault"
)

// maxToken is the most bytes of an identifier or name in an envelope.
const maxToken = 128

// maxInteger is the largest integer in an envelope, 2^53-1: every JSON reader
// keeps it exactly (RFC 8785, appendix D). It bounds sequences and tree sizes.
const maxInteger = 1<<53 - 1

// checkToken refuses what could not stand in an envelope unescaped: the
// alphabet is chosen so that no JSON writer, URL or note ever escapes it.
func checkToken(what, s string) error {
	if s == "" || len(s) > maxToken {
		return fault.New(fault.Invalid, "%s has %d characters, expected 1 to %d", what, len(s), maxToken)
	}
	for i := range len(s) {
		if !isTokenByte(s[i]) {
			return fault.New(fault.Invalid, "%s %q holds %q, expected only ASCII letters, digits and . _ ~ : / @ # -", what, s, s[i])
		}
	}
	return nil
}

func isTokenByte(b byte) bool {
	switch {
	case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9':
		return true
	}
	switch b {
	case '.', '_', '~', ':', '/', '@', '#', '-':
		return true
	}
	return false
}

// checkInteger refuses an integer outside lowest to 2^53-1.
func checkInteger(what string, n, lowest int64) error {
	if n < lowest || n > maxInteger {
		return fault.New(fault.Invalid, "%s is %d, expected %d to %d", what, n, lowest, int64(maxInteger))
	}
	return nil
}

// base64Length is the length of 32 bytes in padded base64.
const base64Length = 44

// append32 writes 32 bytes in base64 (RFC 4648 section 4, padded).
func append32(dst []byte, b *[32]byte) []byte {
	return base64.StdEncoding.AppendEncode(dst, b[:])
}

// parse32 reads 32 bytes in base64. Of the ways to write them it takes only
// the one that append32 writes.
func parse32(text []byte) (out [32]byte, err error) {
	var raw [33]byte
	var again [base64Length]byte
	if len(text) == base64Length {
		n, err := base64.StdEncoding.Strict().Decode(raw[:], text)
		out = [32]byte(raw[:32])
		if err == nil && n == 32 && string(append32(again[:0], &out)) == string(text) {
			return out, nil
		}
	}
	return [32]byte{}, fault.New(fault.Malformed, "expected 32 bytes in padded base64 (%d characters)", base64Length)
}
