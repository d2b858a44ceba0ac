package sheet

import (
	"regexp"
	"strings"

	"surety/fault"
	"surety/record"
)

// unit is what the numbers of a column are in where the cells don't say.
type unit struct {
	currency string // ISO 4217
	factor   int64  // 1, 1000 or 1,000,000 of it
	period   byte   // Y, M, W or D
	fraction bool   // 0.5 means 50 %
}

// periods are the words for spans of the calendar.
var periods = map[string]byte{
	"year": 'Y', "years": 'Y', "jahr": 'Y', "jahre": 'Y', "jahren": 'Y', "y": 'Y', "yr": 'Y', "yrs": 'Y', "j": 'Y', "a": 'Y',
	"month": 'M', "months": 'M', "monat": 'M', "monate": 'M', "monaten": 'M', "mon": 'M', "mo": 'M', "m": 'M',
	"week": 'W', "weeks": 'W', "woche": 'W', "wochen": 'W', "w": 'W', "kw": 'W',
	"day": 'D', "days": 'D', "tag": 'D', "tage": 'D', "tagen": 'D', "d": 'D', "t": 'D',
}

// factors are the words and signs for thousands and millions.
var factors = map[string]int64{
	"t": 1000, "k": 1000, "tsd": 1000, "tsd.": 1000, "thousand": 1000, "tausend": 1000,
	"m": 1_000_000, "mio": 1_000_000, "mio.": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000, "mn": 1_000_000,
}

// parseUnit reads a unit as a mapping names it or a heading carries it: "EUR",
// "T€", "thousand EUR", "months", "fraction". Empty is none.
func parseUnit(text string) (unit, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	if lower == "" {
		return unit{factor: 1}, nil
	}
	if lower == "fraction" {
		return unit{factor: 1, fraction: true}, nil
	}
	if p, ok := periods[lower]; ok && len(lower) > 1 {
		return unit{factor: 1, period: p}, nil
	}
	if code, factor, ok := amountUnit(lower); ok {
		return unit{currency: code, factor: factor}, nil
	}
	if currencyForm.MatchString(text) {
		return unit{currency: text, factor: 1}, nil
	}
	return unit{factor: 1}, fault.New(fault.Invalid, "%q is no unit: expected a currency such as EUR, thousand EUR, days, weeks, months, years or fraction", text)
}

// currencyForm is the form of every ISO 4217 code, of which the reader of
// workbooks knows the common ones.
var currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)

// amountUnit reads a currency with or without a word for thousands before it.
func amountUnit(lower string) (code string, factor int64, ok bool) {
	if code, ok := currencyCode(lower); ok {
		return code, 1, true
	}
	for word, factor := range factors {
		if rest, found := strings.CutPrefix(lower, word); found {
			if code, ok := currencyCode(rest); ok {
				return code, factor, true
			}
		}
	}
	return "", 1, false
}

// currencyCode reads a currency's sign or code.
func currencyCode(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if code, ok := record.Currency(text); ok {
		return code, true
	}
	return "", false
}

// splitUnit takes a unit in brackets off a heading: "Cost (T€)", "Interval [months]".
// What stands in other brackets, such as "(1-5)", is taken off too.
func splitUnit(header string) (bare, inBrackets string) {
	open := strings.IndexAny(header, "([")
	if open <= 0 {
		if before, after, ok := strings.Cut(header, " in "); ok {
			if _, err := parseUnit(after); err == nil {
				return before, after
			}
		}
		return header, ""
	}
	inside := header[open+1:]
	end := strings.IndexAny(inside, ")]")
	if end < 0 {
		return header, ""
	}
	return strings.TrimSpace(header[:open] + " " + inside[end+1:]), strings.TrimSpace(inside[:end])
}
