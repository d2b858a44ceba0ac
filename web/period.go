package web

import (
	"fmt"
	"regexp"
	"strings"

	"surety/record"
)

// wordedPeriod is a part of a period in words: "12 months".
var wordedPeriod = regexp.MustCompile(`(?i)^(\d{1,5})\s*(years?|y|months?|weeks?|w|days?|d)\b[\s,]*(?:and\s+)?`)

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
			return "", fmt.Errorf("%q is no period: expected words such as 12 months, 2 weeks, 1 year", text)
		}
		unit := strings.ToUpper(m[2][:1])
		at := strings.Index(periodUnits, unit)
		if at <= last {
			return "", fmt.Errorf("%q: years come first, then months, weeks and days, each once", text)
		}
		form, last, rest = form+m[1]+unit, at, rest[len(m[0]):]
	}
	return record.ParsePeriod(form)
}
