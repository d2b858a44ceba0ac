package language

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Order is the order of texts in lists: that of Unicode's CLDR for all languages,
// which is what English and German readers expect (DIN 5007-1: ä stands as a). It
// disregards capitals and accents, and sorts numbers by their size. It may be used
// by several goroutines.
type Order struct {
	collators sync.Pool
	common    []uint32              // weights that take one byte, ascending
	plain     [utf8.RuneSelf]string // the key of each character of ASCII
	digits    [10]string            // what each adds to the key of a number
	number    uint32                // the weight that begins a number; that of its length follows
}

// OrderVersion is that of the order: keys of different versions don't compare.
const OrderVersion = collate.CLDRVersion

// usual are the characters whose weights take one byte of a key; what stands
// between two of them takes more.
const usual = "abcdefghijklmnopqrstuvwxyz0123456789 -_.,:;'\"()/&%+#@*?"

// NewOrder makes the order.
func NewOrder() *Order {
	o := &Order{collators: sync.Pool{New: func() any {
		return &keyMaker{Collator: collate.New(language.Und, collate.Loose, collate.Numeric)}
	}}}
	for _, r := range usual {
		o.common = append(o.common, o.weights(string(r))...)
	}
	o.number = o.weights("1")[0]
	slices.Sort(o.common)
	o.common = slices.Compact(o.common)
	for c := range o.plain {
		o.plain[c] = o.written(o.weights(string(rune(c))))
	}
	for d := range o.digits {
		o.digits[d] = o.written(o.weights("1" + string(rune('0'+d)))[3:])
	}
	return o
}

// keyMaker serves one goroutine at a time.
type keyMaker struct {
	*collate.Collator
	buffer collate.Buffer
}

// Key is a text that compares with the keys of other texts, byte by byte, as these
// stand in the order. It is valid UTF-8, has no byte below 2, and of usual texts a
// byte a character. The key of a text's beginning is the beginning of its key, as
// long as that ends in no number and is ASCII.
func (o *Order) Key(text string) string {
	if !isPlain(text) {
		return o.written(o.weights(text))
	}
	var key strings.Builder // put together from what is known: the library takes a hundred times as long
	key.Grow(len(text) + 8)
	for i := 0; i < len(text); {
		length := len(text[i:]) - len(strings.TrimLeft(text[i:], "0123456789"))
		if length == 0 {
			key.WriteString(o.plain[text[i]])
			i++
			continue
		}
		o.writeNumber(&key, text[i:i+length])
		i += length
	}
	return key.String()
}

// writeNumber writes how long a number is, and then its digits.
func (o *Order) writeNumber(key *strings.Builder, number string) {
	number = strings.TrimLeft(number, "0")
	if number == "" {
		key.WriteString(o.plain['0'])
		return
	}
	key.WriteString(o.written([]uint32{o.number, uint32(len(number))}))
	for i := range len(number) {
		key.WriteString(o.digits[number[i]-'0'])
	}
}

func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// written are weights as text. One that is usual takes a byte, its place among
// them; there is room between each two for those that aren't.
func (o *Order) written(weights []uint32) string {
	key := make([]byte, 0, len(weights)+4)
	for _, weight := range weights {
		at, found := slices.BinarySearch(o.common, weight)
		if found {
			key = append(key, byte(2*at+3))
			continue
		}
		key = append(key, byte(2*at+2))
		key = utf8.AppendRune(key, rune(2+weight>>12)) // 21 bits, past what no rune may be
		key = utf8.AppendRune(key, rune(2+weight&0xfff))
	}
	return string(key)
}

// weights takes the library's key apart: two bytes a weight, or three where the
// first is above 0x7f.
func (o *Order) weights(text string) []uint32 {
	maker := o.collators.Get().(*keyMaker)
	defer o.collators.Put(maker)
	maker.buffer.Reset()
	var weights []uint32
	for raw := maker.KeyFromString(&maker.buffer, text); len(raw) >= 2; {
		if raw[0] >= 0x80 && len(raw) >= 3 {
			weights = append(weights, uint32(raw[0]&0x7f)<<16|uint32(binary.BigEndian.Uint16(raw[1:])))
			raw = raw[3:]
			continue
		}
		weights = append(weights, uint32(binary.BigEndian.Uint16(raw)))
		raw = raw[2:]
	}
	return weights
}
