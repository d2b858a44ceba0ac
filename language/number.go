package language

import (
	"regexp"
	"strings"
)

// withoutSpaces leaves out what stands between groups of digits beside the comma and
// the point, and makes of a typographer's minus that of a keyboard.
var withoutSpaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "", "−", "-")

// numberForms are numbers by their decimal sign.
var numberForms = map[string]*regexp.Regexp{
	".": regexp.MustCompile(`^-?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$`),
	",": regexp.MustCompile(`^-?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$`),
}

// Plain is a number that the reader has written, as programs write it: "1.234,50" of
// a German is 1234.50. What can only be meant in the other way, with comma and point
// exchanged, is read so.
func (r Reader) Plain(text string) (plain string, ok bool) {
	text = withoutSpaces.Replace(text)
	own := strings.Trim(r.Decimal(1.5, 1), "15")
	for _, decimal := range [...]string{own, strings.Trim(",.", own)} {
		if numberForms[decimal].MatchString(text) {
			group := strings.Trim(",.", decimal)
			return strings.Replace(strings.ReplaceAll(text, group, ""), decimal, ".", 1), true
		}
	}
	return "", false
}
