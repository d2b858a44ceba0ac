package web

import (
	"regexp"
	"strings"

	"surety/fault"
	"surety/record"
)

// wordedPeriod is a part of a period in words, English or German: "12 months", "12 Monate".
var wordedPeriod = regexp.MustCompile(`(?i)^(\d{1,5})\s*(years?|y|jahre?n?|months?|monate?n?|weeks?|w|wochen?|days?|d|tage?n?)\b[\s,]*(?:(?:and|und)\s+)?`)

// periodUnit is the letter of a unit in English or German.
func periodUnit(word string) string {
	switch letter := strings.ToUpper(word[:1]); letter {
	case "J":
		return "Y"
	case "T":
		return "D"
	default:
		return letter
	}
}

// periodUnits are the letters of ISO 8601 in their order.
const periodUnits = "YMWD"

// parsePeriod reads a period in words, such as "12 months" or "1 year and 6
// months", or in the form of ISO 8601.
func parsePeriod(text string) (record.Period, error) {
	text = strings.TrimSpace(text)
	if p, err := record.ParsePeriod(strings.ToUpper(text)); err == nil {
		return p, nil
	}
	form, last := "P", -1
	for rest := text; rest != ""; {
		m := wordedPeriod.FindStringSubmatch(rest)
		if m == nil {
			return "", fault.New(fault.Invalid, "%q is no period: expected words such as 12 months, 2 weeks, 1 year", text)
		}
		unit := periodUnit(m[2])
		at := strings.Index(periodUnits, unit)
		if at <= last {
			return "", fault.New(fault.Invalid, "%q: years come first, then months, weeks and days, each once", text)
		}
		form, last, rest = form+m[1]+unit, at, rest[len(m[0]):]
	}
	return record.ParsePeriod(form)
}
