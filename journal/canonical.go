package journal

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"surety/fault"
)

// maxDepth is how deeply arrays and objects of a value may be nested.
const maxDepth = 64

// Canonical gives the one canonical form of a JSON text (RFC 8785, JSON
// Canonicalization Scheme): the bytes that a commitment commits to.
//
// It is one to one: two texts have the same canonical form only when they hold
// the same strings, decimal numbers, names and order. So it refuses what RFC
// 8785 would fold together or leave open: a number that a 64-bit float can't
// hold to its last digit (write it as a string), a name that stands twice in an
// object, a lone surrogate, invalid UTF-8, and nesting deeper than 64.
func Canonical(src []byte) ([]byte, error) {
	c := canonicalizer{src: src, dst: make([]byte, 0, len(src))}
	if err := c.document(c.value); err != nil {
		return nil, err
	}
	return c.dst, nil
}

// canonicalizer reads src and writes dst in one pass.
type canonicalizer struct {
	src   []byte
	at    int
	dst   []byte
	depth int
}

// document reads one value and nothing else.
func (c *canonicalizer) document(value func() error) error {
	if !utf8.Valid(c.src) {
		return c.malformed("the text is not valid UTF-8")
	}
	if err := value(); err != nil {
		return err
	}
	if c.space(); c.at != len(c.src) {
		return c.malformed("something follows the value")
	}
	return nil
}

func (c *canonicalizer) value() error {
	c.space()
	switch b := c.peek(); {
	case b == '{':
		_, err := c.object()
		return err
	case b == '[':
		return c.array()
	case b == '"':
		text, err := c.text()
		if err != nil {
			return err
		}
		c.dst = appendString(c.dst, text)
		return nil
	case b == '-' || '0' <= b && b <= '9':
		return c.number()
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if bytes.HasPrefix(c.src[c.at:], []byte(word)) {
			c.at += len(word)
			c.dst = append(c.dst, word...)
			return nil
		}
	}
	return c.malformed("expected a value")
}

func (c *canonicalizer) array() error {
	if err := c.enter('['); err != nil {
		return err
	}
	for first := true; ; first = false {
		more, err := c.more(']', first)
		if err != nil || !more {
			return err
		}
		if err := c.value(); err != nil {
			return err
		}
	}
}

// member is one member of an object: its name and where dst holds it.
type member struct {
	name            string
	from, value, to int
}

// object gives its members as they stand in dst, ascending by name.
func (c *canonicalizer) object() ([]member, error) {
	if err := c.enter('{'); err != nil {
		return nil, err
	}
	start := len(c.dst)
	var members []member
	for first := true; ; first = false {
		more, err := c.more('}', first)
		if err != nil {
			return nil, err
		}
		if !more {
			return c.order(members, start)
		}
		m, err := c.member()
		if err != nil {
			return nil, err
		}
		members = append(members, m)
	}
}

func (c *canonicalizer) member() (member, error) {
	c.space()
	if c.peek() != '"' {
		return member{}, c.malformed("expected a name in quotes")
	}
	name, err := c.text()
	if err != nil {
		return member{}, err
	}
	m := member{name: string(name), from: len(c.dst)}
	c.dst = append(appendString(c.dst, name), ':')
	c.space()
	if c.peek() != ':' {
		return member{}, c.malformed("expected a colon")
	}
	c.at++
	m.value = len(c.dst)
	err = c.value()
	m.to = len(c.dst)
	return m, err
}

// order puts the members, which begin at start of dst, into the order of RFC
// 8785 section 3.2.3 when they don't stand in it yet.
func (c *canonicalizer) order(members []member, start int) ([]member, error) {
	byName := func(a, b member) int { return compareNames(a.name, b.name) }
	if !slices.IsSortedFunc(members, byName) {
		slices.SortFunc(members, byName)
		unordered := slices.Clone(c.dst[start:])
		c.dst = c.dst[:start]
		for i, m := range members {
			if i > 0 {
				c.dst = append(c.dst, ',')
			}
			shift := len(c.dst) - m.from
			c.dst = append(c.dst, unordered[m.from-start:m.to-start]...)
			members[i] = member{m.name, m.from + shift, m.value + shift, m.to + shift}
		}
		c.dst = append(c.dst, '}')
	}
	for i := 1; i < len(members); i++ {
		if members[i-1].name == members[i].name {
			return nil, c.malformed("the name " + members[i].name + " stands twice in an object")
		}
	}
	return members, nil
}

func (c *canonicalizer) enter(open byte) error {
	if c.depth++; c.depth > maxDepth {
		return fault.New(fault.TooLarge, "a JSON text is nested deeper than %d", maxDepth)
	}
	c.at++
	c.dst = append(c.dst, open)
	return nil
}

// more reads what stands between two items of an array or object, or its end.
func (c *canonicalizer) more(end byte, first bool) (bool, error) {
	c.space()
	switch b := c.peek(); {
	case b == end:
		c.at++
		c.depth--
		c.dst = append(c.dst, end)
		return false, nil
	case first:
		return true, nil
	case b == ',':
		c.at++
		c.dst = append(c.dst, ',')
		return true, nil
	}
	return false, c.malformed("expected a comma or " + string(end))
}

func (c *canonicalizer) space() {
	for c.at < len(c.src) {
		switch c.src[c.at] {
		case ' ', '\t', '\n', '\r':
			c.at++
		default:
			return
		}
	}
}

// peek is the next byte, 0 at the end.
func (c *canonicalizer) peek() byte {
	if c.at == len(c.src) {
		return 0
	}
	return c.src[c.at]
}

func (c *canonicalizer) malformed(what string) error {
	return fault.New(fault.Malformed, "a JSON text is refused at byte %d: %s", c.at, what)
}
