package journal

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a quoted string and gives its characters. Without escapes they are
// a slice of the source.
func (c *canonicalizer) text() ([]byte, error) {
	c.at++
	start := c.at
	for ; c.at < len(c.src); c.at++ {
		switch b := c.src[c.at]; {
		case b == '"':
			c.at++
			return c.src[start : c.at-1], nil
		case b == '\\':
			return c.escaped(append([]byte(nil), c.src[start:c.at]...))
		case b < 0x20:
			return nil, c.malformed("a control character stands in a string without escape")
		}
	}
	return nil, c.malformed("a string has no end")
}

// escaped reads the rest of a string from its first escape on.
func (c *canonicalizer) escaped(out []byte) ([]byte, error) {
	for c.at < len(c.src) {
		switch b := c.src[c.at]; {
		case b == '"':
			c.at++
			return out, nil
		case b == '\\':
			r, err := c.escape()
			if err != nil {
				return nil, err
			}
			out = utf8.AppendRune(out, r)
		case b < 0x20:
			return nil, c.malformed("a control character stands in a string without escape")
		default:
			out = append(out, b)
			c.at++
		}
	}
	return nil, c.malformed("a string has no end")
}

const (
	escapeLetters = `"\/bfnrt`
	escapeMeaning = "\"\\/\b\f\n\r\t"
)

func (c *canonicalizer) escape() (rune, error) {
	if c.at+1 < len(c.src) {
		if i := strings.IndexByte(escapeLetters, c.src[c.at+1]); i >= 0 {
			c.at += 2
			return rune(escapeMeaning[i]), nil
		}
	}
	r, ok := c.unit()
	if !ok {
		return 0, c.malformed("an escape is none that JSON has")
	}
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	low, ok := c.unit()
	pair := utf16.DecodeRune(r, low)
	if !ok || pair == utf8.RuneError {
		return 0, c.malformed("a surrogate stands without its other half")
	}
	return pair, nil
}

// unit reads one \uXXXX.
func (c *canonicalizer) unit() (rune, bool) {
	if c.at+6 > len(c.src) || c.src[c.at] != '\\' || c.src[c.at+1] != 'u' {
		return 0, false
	}
	digits := string(c.src[c.at+2 : c.at+6])
	n, err := strconv.ParseUint(digits, 16, 16)
	if err != nil {
		return 0, false
	}
	c.at += 6
	return rune(n), true
}

// appendString writes a string by RFC 8785 section 3.2.2.2: the shortest
// escape for control characters, quote and backslash, all else as it is.
func appendString[T string | []byte](dst []byte, s T) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := range len(s) {
		b := s[i]
		switch {
		case b >= 0x20 && b != '"' && b != '\\':
			dst = append(dst, b)
		case strings.IndexByte(escapeMeaning, b) >= 0:
			dst = append(dst, '\\', escapeLetters[strings.IndexByte(escapeMeaning, b)])
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
		}
	}
	return append(dst, '"')
}

// compareNames orders valid UTF-8 by UTF-16 code units (RFC 8785 section
// 3.2.3). That is the order of bytes but for one pair of ranges: characters
// beyond U+FFFF, whose code units are surrogates, stand before U+E000 to U+FFFF.
func compareNames(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] == b[i] {
			continue
		}
		if a[i] >= 0xEE && b[i] >= 0xEE && (a[i] >= 0xF0) != (b[i] >= 0xF0) {
			return cmp.Compare(b[i], a[i])
		}
		return cmp.Compare(a[i], b[i])
	}
	return cmp.Compare(len(a), len(b))
}
