package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

// amountForm is digits with what stands before and after them.
var amountForm = regexp.MustCompile(`^([^\d(+−–-]*)([(+−–-]?\s*\d[\d.,'’\x{00a0}\x{202f}\x{2009} ]*\)?)([^\d]*)$`)

// splitAmount separates the number of an amount from its currency and factor:
// "1.234,56 €", "EUR 1,200", "CHF 1'200.50", "-5 T€", "1,5 Mio. EUR".
func splitAmount(text string) (digits, currency string, factor int64, err error) {
	text = strings.TrimSpace(text)
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok { // a sign before the currency: -€5
		text, sign = strings.TrimSpace(rest), "-"
	}
	parts := amountForm.FindStringSubmatch(text)
	if parts == nil {
		return "", "", 0, notAmount(text)
	}
	factor = 1
	for _, word := range append(strings.Fields(parts[1]), splitTail(parts[2], parts[3])...) {
		lower := strings.ToLower(word)
		code, times, ok := amountUnit(lower)
		switch {
		case ok && currency == "":
			currency = code
			factor *= times
		case currencyForm.MatchString(word) && currency == "":
			currency = word
		case factors[lower] != 0 && factor == 1:
			factor = factors[lower]
		default:
			return "", "", 0, notAmount(text)
		}
	}
	return sign + strings.TrimSpace(parts[2]), currency, factor, nil
}

// splitTail splits what follows the digits of an amount, without the dash that
// some write in place of no cents: 1.200,- €.
func splitTail(digits, tail string) []string {
	if strings.HasSuffix(digits, ",") || strings.HasSuffix(digits, ".") {
		tail = strings.TrimLeft(tail, "-–— ")
	}
	return strings.Fields(tail)
}

func notAmount(text string) error {
	return fault.New(fault.Invalid, "%q is no amount: expected a form such as 1.234,56 € or 1200 EUR", text)
}

// parseMoney reads an amount; in gives currency and factor where the cell
// names none.
func parseMoney(c workbook.Cell, decimal string, in unit) (record.Money, error) {
	if c.Kind == workbook.Number {
		if c.Unit != "" && c.Unit != "%" {
			return moneyOfNumber(c.Number, c.Unit, 1)
		}
		if in.currency == "" {
			return record.Money{}, noCurrency(c.Text)
		}
		return moneyOfNumber(c.Number, in.currency, in.factor)
	}
	if m, err := record.ParseMoney(strings.TrimSpace(c.Text)); err == nil {
		return m, nil
	}
	digits, currency, factor, err := splitAmount(c.Text)
	if err != nil {
		return record.Money{}, err
	}
	if currency == "" {
		if in.currency == "" {
			return record.Money{}, noCurrency(c.Text)
		}
		currency, factor = in.currency, factor*in.factor
	}
	plain, err := plainNumber(digits, decimal)
	if err != nil {
		return record.Money{}, err
	}
	return money(c.Text, plain, currency, factor)
}

func noCurrency(text string) error {
	return fault.New(fault.Invalid, "%q names no currency: give the column's unit in the mapping, such as EUR", text)
}

// moneyOfNumber rounds a number to cents, as its cell shows it.
func moneyOfNumber(n float64, currency string, factor int64) (record.Money, error) {
	m := record.Money{Currency: currency}
	minor := math.Round(n * float64(factor) * math.Pow10(m.Decimals()))
	if math.Abs(minor) > 1<<53 {
		return record.Money{}, fault.New(fault.Invalid, "%v is too large an amount to be kept to the cent", n)
	}
	m.Minor = int64(minor)
	return m, nil
}

// money makes an amount of a plain number, without a detour over floats.
func money(text, plain, currency string, factor int64) (record.Money, error) {
	whole, cents, _ := strings.Cut(strings.TrimPrefix(plain, "-"), ".")
	m := record.Money{Currency: currency}
	places := m.Decimals()
	for f := factor; f > 1; f /= 10 {
		places++
	}
	if len(strings.TrimRight(cents, "0")) > places {
		return record.Money{}, fault.New(fault.Invalid, "%q has more decimals than %s", text, currency)
	}
	cents = (cents + strings.Repeat("0", places))[:places]
	minor, err := strconv.ParseInt(whole+cents, 10, 64)
	if err != nil || minor > 1<<53 {
		return record.Money{}, fault.New(fault.Invalid, "%q is too large an amount", text)
	}
	if strings.HasPrefix(plain, "-") {
		minor = -minor
	}
	m.Minor = minor
	return m, nil
}
