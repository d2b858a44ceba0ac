package journal

import (
	"encoding/json"
	"strconv"
	"time"

	"surety/fault"
)

// DecodeEnvelope reads the bytes of an envelope. Whatever [Envelope.Encode]
// would not have written in exactly these bytes is refused as malformed; one of
// a later format as unsupported.
func DecodeEnvelope(data []byte) (Envelope, error) {
	if len(data) > MaxEnvelope {
		return Envelope{}, fault.New(fault.TooLarge, "an envelope has %d bytes, expected at most %d", len(data), MaxEnvelope)
	}
	c := cursor{data: data}
	e := c.envelope()
	if c.err != nil {
		return Envelope{}, explainFormat(data, c.err)
	}
	if err := e.check(); err != nil {
		return Envelope{}, &fault.Error{Kind: fault.Malformed, Op: "read envelope", Err: err}
	}
	return e, nil
}

// explainFormat tells an envelope that a newer program made from a broken one.
func explainFormat(data []byte, err error) error {
	var head struct{ Format int64 }
	if json.Unmarshal(data, &head) == nil && head.Format > Format {
		return fault.New(fault.Unsupported, "an envelope has format %d, this program reads format %d: a newer program wrote it", head.Format, Format)
	}
	return err
}

// cursor walks the one canonical encoding. Its first error stays.
type cursor struct {
	data []byte
	at   int
	err  error
}

func (c *cursor) envelope() Envelope {
	var e Envelope
	c.expect(`{"actor":`)
	e.Actor = c.text()
	if c.next(`,"erased":[`) {
		e.Erased = c.erased()
	}
	c.expect(`,"fields":{`)
	e.Fields = c.fields()
	c.expect(`,"format":1,"kind":`)
	e.Kind = c.text()
	c.expect(`,"operation":`)
	e.Operation = c.text()
	c.expect(`,"organization":`)
	e.Organization = c.text()
	c.expect(`,"record":`)
	e.Record = c.text()
	if c.next(`,"request":`) {
		e.Request = c.text()
	}
	c.expect(`,"revision":`)
	e.Revision = c.integer()
	c.expect(`,"schema":`)
	e.Schema = c.integer()
	c.expect(`,"sequence":`)
	e.Sequence = c.integer()
	c.expect(`,"time":`)
	e.Time = c.time()
	c.expect(`}`)
	if c.err == nil && c.at != len(c.data) {
		c.fail("its end")
	}
	return e
}

func (c *cursor) fields() []FieldCommitment {
	var fields []FieldCommitment
	for c.err == nil && !c.next("}") {
		if len(fields) > 0 {
			c.expect(",")
		}
		f := FieldCommitment{Name: c.text()}
		c.expect(`:"`)
		f.Commitment = c.commitment()
		c.expect(`"`)
		fields = append(fields, f)
	}
	return fields
}

func (c *cursor) erased() []string {
	names := []string{c.text()}
	for c.err == nil && !c.next("]") {
		c.expect(",")
		names = append(names, c.text())
	}
	return names
}

func (c *cursor) commitment() Commitment {
	if c.err != nil {
		return Commitment{}
	}
	end := min(c.at+base64Length, len(c.data))
	commitment, err := parse32(c.data[c.at:end])
	if err != nil {
		c.fail("a commitment, 32 bytes in padded base64")
		return Commitment{}
	}
	c.at = end
	return commitment
}

// text reads a quoted, non-empty token.
func (c *cursor) text() string {
	c.expect(`"`)
	start := c.at
	for c.at < len(c.data) && isTokenByte(c.data[c.at]) {
		c.at++
	}
	end := c.at
	if c.err == nil && end == start {
		c.fail("an identifier or name")
	}
	c.expect(`"`)
	if c.err != nil {
		return ""
	}
	return string(c.data[start:end])
}

// integer reads a decimal of at most 16 digits, without leading zero or sign.
func (c *cursor) integer() int64 {
	if c.err != nil {
		return 0
	}
	start := c.at
	for c.at < len(c.data) && c.at-start < 17 && '0' <= c.data[c.at] && c.data[c.at] <= '9' {
		c.at++
	}
	digits := string(c.data[start:c.at])
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || digits != strconv.FormatInt(n, 10) {
		c.at = start
		c.fail("an integer")
		return 0
	}
	return n
}

func (c *cursor) time() time.Time {
	text := c.text()
	if c.err != nil {
		return time.Time{}
	}
	t, err := parseTime(text)
	if err != nil {
		c.fail("a time such as " + timeLayout)
	}
	return t
}

// parseTime reads the one way to write a time in the format.
func parseTime(text string) (time.Time, error) {
	t, err := time.Parse(timeLayout, text)
	if err != nil || t.Format(timeLayout) != text {
		return time.Time{}, fault.New(fault.Malformed, "%q is not a time such as %s", text, timeLayout)
	}
	return t, nil
}

// next consumes the literal if it comes next.
func (c *cursor) next(literal string) bool {
	end := c.at + len(literal)
	if c.err != nil || end > len(c.data) || string(c.data[c.at:end]) != literal {
		return false
	}
	c.at = end
	return true
}

func (c *cursor) expect(literal string) {
	if !c.next(literal) {
		c.fail(literal)
	}
}

func (c *cursor) fail(expected string) {
	if c.err == nil {
		c.err = fault.New(fault.Malformed, "an envelope is not canonical at byte %d: expected %s", c.at, expected)
	}
}
