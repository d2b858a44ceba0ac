package record

import "strings"

// currencies are the signs and short forms that people write for a currency,
// and the codes (ISO 4217) that registers commonly use.
var currencies = map[string]string{
	"€": "EUR", "euro": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "¥": "JPY", "fr.": "CHF", "sfr": "CHF", "sfr.": "CHF", "zł": "PLN", "kč": "CZK", "₹": "INR",
	"eur": "EUR", "usd": "USD", "gbp": "GBP", "jpy": "JPY", "chf": "CHF", "pln": "PLN", "czk": "CZK", "inr": "INR", "sek": "SEK", "nok": "NOK",
	"dkk": "DKK", "huf": "HUF", "ron": "RON", "bgn": "BGN", "cad": "CAD", "aud": "AUD", "nzd": "NZD", "cny": "CNY", "sgd": "SGD", "hkd": "HKD",
	"brl": "BRL", "mxn": "MXN", "zar": "ZAR", "try": "TRY", "aed": "AED", "isk": "ISK", "ils": "ILS", "krw": "KRW", "thb": "THB",
}

// Currency finds the ISO 4217 code for a sign or short form: "€" is EUR.
func Currency(sign string) (code string, ok bool) {
	code, ok = currencies[strings.ToLower(strings.TrimSpace(sign))]
	return code, ok
}
