package record

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"surety/fault"
)

// Money is an amount in minor units of an ISO 4217 currency: cents of euros, whole
// yen, thousandths of Kuwaiti dinars.
type Money struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// IsZero tells that no amount is set.
func (m Money) IsZero() bool { return m == Money{} }

// Decimals is how many places the currency of an amount has: 2 where that is not known.
func (m Money) Decimals() int {
	unit, err := currency.ParseISO(m.Currency)
	if err != nil {
		return 2
	}
	places, _ := currency.Standard.Rounding(unit)
	return places
}

// Amount is the amount in whole units, for those who reckon or write with such.
func (m Money) Amount() float64 { return float64(m.Minor) / math.Pow10(m.Decimals()) }

// String writes the amount with as many decimals as its currency has: "1234.50 EUR",
// "1234 JPY".
func (m Money) String() string {
	if m.IsZero() {
		return ""
	}
	sign, minor := "", strconv.FormatInt(m.Minor, 10)
	if m.Minor < 0 {
		sign, minor = "-", minor[1:]
	}
	places := m.Decimals()
	minor = strings.Repeat("0", max(0, places+1-len(minor))) + minor
	whole, rest := minor[:len(minor)-places], minor[len(minor)-places:]
	if rest != "" {
		whole += "." + rest
	}
	return sign + whole + " " + m.Currency
}

var moneyForm = regexp.MustCompile(`^(-?)(\d{1,15})(?:\.(\d{1,9}))? ([A-Z]{3})$`)

// ParseMoney reads an amount such as "1234.50 EUR". It has no more decimals than its
// currency, but for noughts.
func ParseMoney(text string) (Money, error) {
	if text == "" {
		return Money{}, nil
	}
	groups := moneyForm.FindStringSubmatch(text)
	if groups == nil {
		return Money{}, fault.New(fault.Invalid, "%q is no amount: expected a form such as 1234.50 EUR", text)
	}
	m := Money{Currency: groups[4]}
	places, decimals := m.Decimals(), strings.TrimRight(groups[3], "0")
	if len(decimals) > places {
		return Money{}, fault.New(fault.Invalid, "%q has more decimals than %s: at most %d", text, m.Currency, places)
	}
	minor, err := strconv.ParseInt(groups[1]+groups[2]+decimals+strings.Repeat("0", places-len(decimals)), 10, 64)
	if err != nil {
		return Money{}, fault.New(fault.Invalid, "%q is no amount: %w", text, err)
	}
	m.Minor = minor
	return m, nil
}

// LiftMoney is an upcast for a field whose amounts were kept in hundredths whatever
// the currency.
func LiftMoney(field string) func(body map[string]any) error {
	return func(body map[string]any) error {
		amount, ok := body[field].(map[string]any)
		if !ok {
			return nil // not set
		}
		hundredths, number := amount["minor"].(float64)
		code, text := amount["currency"].(string)
		if !number || !text {
			return fmt.Errorf("%s is no amount: %v", field, amount)
		}
		amount["minor"] = math.Round(hundredths / 100 * math.Pow10(Money{Currency: code}.Decimals()))
		return nil
	}
}
