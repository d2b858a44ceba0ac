package journal

import (
	"math"
	"strconv"
	"strings"
)

// number reads a JSON number and writes it as ECMAScript does (RFC 8785 section
// 3.2.2.3). It refuses one whose last digits a 64-bit float would lose: else two
// different stored numbers could have one commitment.
func (c *canonicalizer) number() error {
	literal, ok := c.literal()
	if !ok {
		return c.malformed("a number is not written as JSON has it")
	}
	if len(literal) <= 15 && !strings.ContainsAny(literal, ".eE") && literal != "-0" {
		c.dst = append(c.dst, literal...) // a small integer is its own canonical form
		return nil
	}
	f, err := strconv.ParseFloat(literal, 64)
	start := len(c.dst)
	if err == nil {
		c.dst = appendNumber(c.dst, f)
	}
	if err != nil || !sameDecimal(literal, string(c.dst[start:])) {
		return c.malformed("the number " + clip(literal) + " has more digits than a 64-bit float keeps; write it as a string")
	}
	return nil
}

// literal reads the grammar of RFC 8259 section 6.
func (c *canonicalizer) literal() (string, bool) {
	start := c.at
	if c.peek() == '-' {
		c.at++
	}
	if c.peek() == '0' {
		c.at++
	} else if !c.digits() {
		return "", false
	}
	if c.peek() == '.' {
		c.at++
		if !c.digits() {
			return "", false
		}
	}
	if b := c.peek(); b == 'e' || b == 'E' {
		c.at++
		if s := c.peek(); s == '+' || s == '-' {
			c.at++
		}
		if !c.digits() {
			return "", false
		}
	}
	return string(c.src[start:c.at]), true
}

func (c *canonicalizer) digits() bool {
	start := c.at
	for b := c.peek(); '0' <= b && b <= '9'; b = c.peek() {
		c.at++
	}
	return c.at > start
}

// appendNumber writes a finite number by ECMA-262 Number::toString: the
// shortest digits that give it back, with an exponent below 1e-6 and from 1e21.
func appendNumber(dst []byte, f float64) []byte {
	if f == 0 {
		return append(dst, '0') // minus zero too
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	dst = strconv.AppendFloat(dst, f, 'e', -1, 64)
	if n := len(dst); dst[n-4] == 'e' && dst[n-2] == '0' { // e-07 is written e-7
		dst = append(dst[:n-2], dst[n-1])
	}
	return dst
}

// sameDecimal tells whether two literals are the same decimal number.
func sameDecimal(a, b string) bool {
	digitsA, exponentA, okA := decimal(a)
	digitsB, exponentB, okB := decimal(b)
	return okA && okB && digitsA == digitsB && exponentA == exponentB
}

// decimal gives a literal as 0.digits × 10^exponent, digits without zeros at
// either end; zero is no digits and exponent 0. The sign is a rounding's to keep.
func decimal(literal string) (digits string, exponent int, ok bool) {
	mantissa, power, scaled := strings.Cut(strings.ToLower(strings.TrimPrefix(literal, "-")), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits = strings.TrimLeft(whole+fraction, "0")
	leading := len(whole) + len(fraction) - len(digits)
	digits = strings.TrimRight(digits, "0")
	if digits == "" {
		return "", 0, true
	}
	if scaled {
		n, err := strconv.Atoi(power)
		if err != nil || n > math.MaxInt32 || n < math.MinInt32 {
			return "", 0, false
		}
		exponent = n
	}
	return digits, exponent + len(whole) - leading, true
}

// clip shortens a text for a message.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
