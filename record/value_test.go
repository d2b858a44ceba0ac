package record_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"surety/record"
)

func TestDatesAndPeriodsFollowTheCalendar(t *testing.T) {
	for _, test := range []struct {
		from   record.Date
		period record.Period
		to     record.Date
		words  string
	}{
		{"2026-01-31", "P1D", "2026-02-01", "1 day"},
		{"2024-02-29", "P1Y", "2025-03-01", "1 year"},
		{"2026-11-24", "P12M", "2027-11-24", "12 months"},
		{"2026-11-24", "P2W", "2026-12-08", "14 days"},
		{"2026-11-24", "P1M14D", "2027-01-07", "1 month 14 days"},
		{"", "P1Y", "", "1 year"},
	} {
		if got := test.from.Add(test.period); got != test.to {
			t.Errorf("%s and %s is %s, expected %s", test.from, test.period, got, test.to)
		}
		if got := test.period.Words(); got != test.words {
			t.Errorf("%s reads %q, expected %q", test.period, got, test.words)
		}
	}
}

func TestWhatIsNoDatePeriodOrAmountIsRefused(t *testing.T) {
	for _, text := range []string{"2026-02-30", "24.11.2026", "2026-11-24T00:00:00Z", "tomorrow"} {
		if _, err := record.ParseDate(text); err == nil {
			t.Errorf("%q passes for a date", text)
		}
	}
	for _, text := range []string{"P", "12M", "P1H", "PT1H", "P-1D"} {
		if _, err := record.ParsePeriod(text); err == nil {
			t.Errorf("%q passes for a period", text)
		}
	}
	for _, text := range []string{"12", "12 euro", "1,5 EUR", "1.555 EUR", "99999999999999999999 EUR"} {
		if _, err := record.ParseMoney(text); err == nil {
			t.Errorf("%q passes for an amount", text)
		}
	}
}

func TestANumberThatIsTooLargeIsToldFromWhatIsNone(t *testing.T) {
	f := record.MustDefine[struct {
		Title string `json:"title" label:"Title" is:"required,title"`
		Size  int    `json:"size" label:"Size"`
	}](record.Spec{Name: "box", Prefix: "BOX", Label: "Box", Plural: "Boxes", Concern: "box", Place: "plan", Help: "A box.", Editors: []string{"contributor"}}).Field("size")
	for text, want := range map[string]string{"99999999999999999999": "larger than any number", "many": "is no number"} {
		if _, err := f.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestAnAmountReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := record.Money{Minor: rapid.Int64Range(-1e15, 1e15).Draw(t, "minor"), Currency: rapid.StringMatching(`[A-Z]{3}`).Draw(t, "currency")}
		back, err := record.ParseMoney(m.String())
		if err != nil || back != m {
			t.Fatalf("%v reads back as %v, %v", m, back, err)
		}
	})
}

func TestABodyDecodesToWhatWasEncoded(t *testing.T) {
	kind := bicycles(t)
	rapid.Check(t, func(t *rapid.T) {
		body := &bicycle{
			Name: rapid.String().Draw(t, "name"), Gears: rapid.Int().Draw(t, "gears"),
			Colour: rapid.SampledFrom([]string{"", "red", "blue"}).Draw(t, "colour"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			body.Parts = append(body.Parts, part{Name: rapid.String().Draw(t, "part")})
		}
		data, err := kind.Encode(body)
		if err != nil {
			t.Fatal(err)
		}
		back, err := kind.Decode(data, kind.Schema)
		if err != nil {
			t.Fatal(err)
		}
		if kind.ContentDigest(back) != kind.ContentDigest(kind.Clone(body)) {
			t.Fatalf("%s decodes to other content", data)
		}
	})
}

func FuzzDecode(f *testing.F) {
	kind := record.MustDefine[bicycle](spec("bicycle", "BIKE"))
	f.Add([]byte(`{"name":"Tandem","parts":[{"name":"bell"}]}`))
	f.Add([]byte(`{"name":1e999}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		body, err := kind.Decode(data, kind.Schema)
		if err != nil {
			return
		}
		kind.Validate(&record.Record{Kind: kind, State: kind.Lifecycle.Initial(), Body: body}) // never panics
		if _, err := kind.Encode(body); err != nil {
			t.Errorf("what decodes does not encode: %v", err)
		}
	})
}
