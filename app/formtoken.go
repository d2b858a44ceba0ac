package app

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
)

// maskFormToken hides a session's form token under a pad of the same length
// that is drawn anew for every answer. Pages are compressed, and what repeats in
// compressed pages can be guessed from their length; a masked token never
// repeats (BREACH, Gluck, Harris and Prado 2013).
func maskFormToken(random io.Reader, token string) (string, error) {
	masked := make([]byte, 2*len(token))
	pad, hidden := masked[:len(token)], masked[len(token):]
	if _, err := io.ReadFull(random, pad); err != nil {
		return "", fmt.Errorf("draw a pad: %w", err)
	}
	subtle.XORBytes(hidden, pad, []byte(token))
	return base64.RawURLEncoding.EncodeToString(masked), nil
}

// SameFormToken tells whether two masked form tokens are of the same session.
func SameFormToken(a, b string) bool {
	first, second := unmaskFormToken(a), unmaskFormToken(b)
	return len(first) > 0 && subtle.ConstantTimeCompare(first, second) == 1
}

// unmaskFormToken is the token under its pad; nothing where it is no masked one.
func unmaskFormToken(masked string) []byte {
	both, err := base64.RawURLEncoding.DecodeString(masked)
	if err != nil || len(both)%2 != 0 {
		return nil
	}
	token := make([]byte, len(both)/2)
	subtle.XORBytes(token, both[:len(token)], both[len(token):])
	return token
}
