package app

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"surety/fault"
)

// Parameters of Argon2id (RFC 9106) for interactive sign-in: the least that
// OWASP's password storage guidance recommends.
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// Bounds of a password (NIST SP 800-63B: length, not composition).
const (
	shortestPassword = 12
	longestPassword  = 200
)

// hashPassword makes a hash in the PHC string format.
func hashPassword(random io.Reader, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < shortestPassword || len(password) > longestPassword {
		return "", fault.At(fault.Invalid, "", "password", "a password has at least %d characters and at most %d bytes", shortestPassword, longestPassword)
	}
	salt := make([]byte, argonSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// checkPassword tells whether the password has the hash. Whoever has no hash
// costs the same time, so that answers don't tell which logins exist.
func checkPassword(password, hash string) bool {
	if len(password) > longestPassword {
		return false
	}
	version, memory, passes, threads := 0, uint32(0), uint32(0), uint8(0)
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		argon2.IDKey([]byte(password), make([]byte, argonSalt), argonTime, argonMemory, argonThreads, argonKey)
		return false
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &threads); err != nil || version != argon2.Version {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// newSecret draws a secret of 256 bits, as text that fits in an address.
func newSecret(random io.Reader) (string, error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", fmt.Errorf("draw a secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(secret), nil
}

// secretHash is what is kept of a secret: SHA-256 is enough for 256 random bits.
func secretHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
