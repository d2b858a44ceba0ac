package web

import (
	"encoding/json"
	"maps"
	"net/url"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"surety/record"
)

func TestPeriodsAreReadInWords(t *testing.T) {
	for text, want := range map[string]record.Period{
		"": "", "12 months": "P12M", "1 year": "P1Y", "1 Year, 6 Months": "P1Y6M", "1 year and 6 months": "P1Y6M", "2 weeks": "P2W", "14d": "P14D", "p12m": "P12M", " 3 days ": "P3D",
	} {
		if got, err := parsePeriod(text); err != nil || got != want {
			t.Errorf("%q was read as %q, %v; expected %q", text, got, err, want)
		}
	}
	for _, text := range []string{"soon", "12", "months", "6 months 1 year", "1 month 1 month", "-1 day", "12 monthsx"} {
		if got, err := parsePeriod(text); err == nil {
			t.Errorf("%q was read as %q", text, got)
		}
	}
}

func TestAPeriodInWordsIsReadAsTheSamePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		years, months, days := rapid.IntRange(0, 99).Draw(t, "years"), rapid.IntRange(0, 99).Draw(t, "months"), rapid.IntRange(1, 999).Draw(t, "days")
		start := record.Date("2026-03-01")
		p, err := parsePeriod(isoPeriod(years, months, days).Words())
		if err != nil || start.Add(p) != start.Add(isoPeriod(years, months, days)) {
			t.Fatalf("%d years, %d months, %d days came back as %q, %v", years, months, days, p, err)
		}
	})
}

func isoPeriod(years, months, days int) record.Period {
	p := record.Period("P")
	for _, part := range []struct {
		n    int
		unit record.Period
	}{{years, "Y"}, {months, "M"}, {days, "D"}} {
		if part.n > 0 {
			p += record.Period(strconv.Itoa(part.n)) + part.unit
		}
	}
	return p
}

func TestOnlyAColumnWhoseFieldWasChangedIsReadAnew(t *testing.T) {
	mapping := `{"kind":"asset","columns":[{"header":"A <&>","field":"name","values":{"x":"y"}},{"header":"B","field":"type","values":{"hw":"hardware"}}]}`
	got, err := remap(mapping, choicesIn(url.Values{"at": {"column/0", "column/1", "word/1/hw"}, "was": {"name", "type", "hardware"}, "is": {"name", "owner", "software"}}))
	want := `{
  "columns": [
    {
      "field": "name",
      "header": "A <&>",
      "values": {
        "x": "y"
      }
    },
    {
      "field": "owner",
      "header": "B"
    }
  ],
  "kind": "asset"
}
`
	if err != nil || got != want {
		t.Errorf("the mapping is %s, %v", got, err)
	}
	if _, err := remap("{", []choice{{"key", "", "name"}}); err == nil {
		t.Error("a broken mapping was taken")
	}
	if got, err := remap(mapping, choicesIn(url.Values{"at": {"key"}, "was": {"name"}, "is": {"name"}})); err != nil || got != mapping {
		t.Errorf("what was not changed made it %s, %v", got, err)
	}
}

func TestAMappingIsSaidInControls(t *testing.T) {
	got, err := remap(`{"fixed":{"type":"site"},"columns":[{"header":"B","field":"type","values":{"hw":""}}]}`, choicesIn(url.Values{
		"at":  {"key", "blank", "word/0/hw", "word/7/x", "fixed/owner", "fixed/type"},
		"was": {"", "", "", "", "", "site"},
		"is":  {"name", "clear", "hardware", "y", "Mara Lind", ""},
		"fix": {"primary"}, "fix-value": {"yes"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Key, Blank string
		Fixed      map[string]string
		Columns    []struct{ Values map[string]string }
	}
	if err := json.Unmarshal([]byte(got), &m); err != nil {
		t.Fatal(err)
	}
	if m.Key != "name" || m.Blank != "clear" || m.Columns[0].Values["hw"] != "hardware" || !maps.Equal(m.Fixed, map[string]string{"owner": "Mara Lind", "primary": "yes"}) {
		t.Errorf("the mapping is %s", got)
	}
}

func TestASentenceBeginsBigInAnyLanguage(t *testing.T) {
	for text, want := range map[string]string{"": "", "ärger": "Ärger", "“so”": "“so”", "a": "A"} {
		if got := capital(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzAPeriodThatIsReadCanBeWritten(f *testing.F) {
	for _, text := range []string{"12 months", "P1Y2M", "1 year and 6 months", "9 weeks", "x"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parsePeriod(text)
		if err != nil {
			return
		}
		if again, err := record.ParsePeriod(string(p)); err != nil || again != p {
			t.Errorf("%q was read as %q, which is none: %v", text, p, err)
		}
	})
}
