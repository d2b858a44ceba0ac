package web

import (
	"regexp"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// amountForm is a number with what stands before and after it.
var amountForm = regexp.MustCompile(`^([^\d]*?)([-−]?\s*\d[\d.,'’\s\x{00a0}\x{202f}\x{2009}]*)([^\d]*)$`)

// parseAmount reads an amount of money as its reader writes it, with the currency's
// code or sign before or behind: "1.234,50 €", "EUR 1,234.50". The form that scripts
// write is read too.
func parseAmount(r language.Reader, text string) (record.Money, error) {
	text = strings.TrimSpace(text)
	parts := amountForm.FindStringSubmatch(text)
	if parts == nil {
		return record.ParseMoney(text) // nothing, or what it says of it
	}
	before, after := strings.TrimSpace(parts[1]), strings.TrimSpace(parts[3])
	if rest, negative := strings.CutPrefix(before, "-"); negative { // -€5
		before, parts[2] = strings.TrimSpace(rest), "-"+parts[2]
	}
	number, understood := r.Plain(parts[2])
	code, known := record.Currency(before + after)
	if !known {
		code = strings.ToUpper(before + after)
	}
	if !understood || len(code) != 3 || before != "" && after != "" {
		return record.Money{}, fault.New(fault.Invalid, "%q is no amount: expected a form such as 1234.50 EUR", text)
	}
	return record.ParseMoney(number + " " + code)
}
