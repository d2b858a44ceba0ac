package store

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"unicode/utf8"

	"surety/fault"
)

// cursor is where a page ended: the last record's value of the column that is
// sorted by, and its number. As text: base64url of the query's fingerprint
// (8 bytes), the number (8), and the value, i, f or s and its bytes.
type cursor struct {
	value any // int64, float64 or string
	num   int64
}

// longestCursor is the most characters of a cursor.
const longestCursor = 4096

func (c cursor) text(digest [8]byte) string {
	data := binary.BigEndian.AppendUint64(digest[:], uint64(c.num))
	switch value := c.value.(type) {
	case int64:
		data = binary.BigEndian.AppendUint64(append(data, 'i'), uint64(value))
	case float64:
		data = binary.BigEndian.AppendUint64(append(data, 'f'), math.Float64bits(value))
	case string:
		data = append(append(data, 's'), value...)
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// parseCursor reads a cursor of the query with that fingerprint.
func parseCursor(text string, digest [8]byte) (*cursor, error) {
	if len(text) > longestCursor {
		return nil, fault.New(fault.Malformed, "a cursor of %d characters: expected at most %d", len(text), longestCursor)
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(data) < 17 {
		return nil, &fault.Error{Kind: fault.Malformed, Message: "this is no cursor of a list", Mend: "use the one that came with the page before, unchanged"}
	}
	if [8]byte(data) != digest {
		return nil, errForeignCursor()
	}
	c := &cursor{num: int64(binary.BigEndian.Uint64(data[8:]))}
	value := data[17:]
	switch {
	case data[16] == 'i' && len(value) == 8:
		c.value = int64(binary.BigEndian.Uint64(value))
	case data[16] == 'f' && len(value) == 8:
		c.value = finite(math.Float64frombits(binary.BigEndian.Uint64(value)))
	case data[16] == 's' && len(value) <= longestKey+longestColumn+1 && utf8.Valid(value):
		c.value = string(value)
	default:
		return nil, errForeignCursor()
	}
	return c, nil
}

func errForeignCursor() error {
	return &fault.Error{Kind: fault.Malformed, Message: "this cursor belongs to another query", Mend: "ask for the first page again"}
}
