package web

import (
	"testing"

	"pgregory.net/rapid"

	"surety/language"
	"surety/record"
)

func TestAmountsAreReadAsTheirReadersWriteThem(t *testing.T) {
	english, german := language.For(language.English, nil), language.For(language.German, nil)
	for _, c := range []struct {
		reader language.Reader
		text   string
		want   record.Money
	}{
		{german, "1234,50 EUR", record.Money{Minor: 123450, Currency: "EUR"}},
		{german, "EUR 1.234,50", record.Money{Minor: 123450, Currency: "EUR"}},
		{german, "1.234 €", record.Money{Minor: 123400, Currency: "EUR"}},
		{german, "1234.50 EUR", record.Money{Minor: 123450, Currency: "EUR"}},
		{german, "-€ 5", record.Money{Minor: -500, Currency: "EUR"}},
		{german, "1.234 JPY", record.Money{Minor: 1234, Currency: "JPY"}},
		{german, "1,234 kwd", record.Money{Minor: 1234, Currency: "KWD"}},
		{german, "CHF 1'234.50", record.Money{Minor: 123450, Currency: "CHF"}},
		{english, "1,234.50 €", record.Money{Minor: 123450, Currency: "EUR"}},
		{english, "1,234 €", record.Money{Minor: 123400, Currency: "EUR"}},
		{english, "1234,50 EUR", record.Money{Minor: 123450, Currency: "EUR"}},
		{english, "1 234 567.5 usd", record.Money{Minor: 123456750, Currency: "USD"}},
		{english, " ", record.Money{}},
	} {
		if got, err := parseAmount(c.reader, c.text); err != nil || got != c.want {
			t.Errorf("%q was read as %v, %v; expected %v", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"1234", "EUR", "1.2.3 EUR", "EUR 5 USD", "12.345 EUR", "0.5 JPY", "5 euros and more"} {
		if got, err := parseAmount(english, text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestAnAmountIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := language.For(rapid.SampledFrom([]string{language.English, language.German}).Draw(t, "language"), nil)
		m := record.Money{Minor: rapid.Int64Range(-1e12, 1e12).Draw(t, "minor"), Currency: rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "CHF"}).Draw(t, "currency")}
		text := r.Decimal(m.Amount(), uint64(m.Decimals())) + " " + m.Currency
		if got, err := parseAmount(r, text); err != nil || got != m {
			t.Fatalf("%v was written %q and read as %v, %v", m, text, got, err)
		}
	})
}
