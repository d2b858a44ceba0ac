package pack

import (
	"cmp"
	"regexp"
	"strings"
)

// Ref names a pack, an edition of it, or an entry of that edition.
type Ref struct {
	Pack    string // "iso27002"
	Edition string // "2022"; empty where any edition may be meant
	ID      string // "5.7"; empty where the pack itself is meant
}

var refForm = regexp.MustCompile(`^([a-z0-9][a-z0-9-]*)(?:@([A-Za-z0-9][A-Za-z0-9._-]*))?(?::([A-Za-z0-9][A-Za-z0-9._-]*))?$`)

// ParseRef reads what String writes: "iso27002", "iso27002@2022",
// "iso27002@2022:5.7". It tells false for any other form.
func ParseRef(text string) (Ref, bool) {
	groups := refForm.FindStringSubmatch(text)
	if groups == nil {
		return Ref{}, false
	}
	return Ref{Pack: groups[1], Edition: groups[2], ID: groups[3]}, true
}

// String writes the reference as people and command lines do.
func (r Ref) String() string {
	text := r.Pack
	if r.Edition != "" {
		text += "@" + r.Edition
	}
	if r.ID != "" {
		text += ":" + r.ID
	}
	return text
}

// Whole is the edition that the entry stands in.
func (r Ref) Whole() Ref { return Ref{Pack: r.Pack, Edition: r.Edition} }

func (r Ref) compare(other Ref) int {
	return cmp.Or(cmp.Compare(r.Pack, other.Pack), compareNatural(r.Edition, other.Edition), compareNatural(r.ID, other.ID))
}

// CompareIDs orders identifiers of entries and editions as people count: 5.9 before
// 5.10.
func CompareIDs(a, b string) int { return compareNatural(a, b) }

// compareNatural orders identifiers as people count: 5.9 before 5.10, 2013
// before 2022.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		numberA, restA := leadingNumber(a)
		numberB, restB := leadingNumber(b)
		if numberA == "" || numberB == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		if c := cmp.Or(cmp.Compare(len(numberA), len(numberB)), cmp.Compare(numberA, numberB)); c != 0 {
			return c
		}
		a, b = restA, restB
	}
	return cmp.Compare(a, b)
}

// leadingNumber splits the digits at the start off, without leading zeros.
func leadingNumber(s string) (number, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	digits := s[:len(s)-len(rest)]
	if number = strings.TrimLeft(digits, "0"); number == "" && digits != "" {
		number = "0"
	}
	return number, rest
}
