package language_test

import (
	"testing"
	"time"

	"surety/language"
)

func TestEachLanguageWritesItsOwnDaysNumbersAndCounts(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 27, 23, 30, 0, 0, time.UTC)
	en, de := language.For(language.English, nil), language.For(language.German, berlin)
	for got, expected := range map[string]string{
		en.Day(at):                                    "27 Nov 2026",
		de.Day(at):                                    "27.11.2026",
		en.Instant(at):                                "27 Nov 2026, 23:30",
		de.Instant(at):                                "28.11.2026, 00:30",
		en.Number(1234567):                            "1,234,567",
		de.Number(1234567):                            "1.234.567",
		de.Decimal(1234.5, 2):                         "1.234,50",
		en.Until(at.AddDate(0, 0, 1), at):             "tomorrow",
		de.Until(at.AddDate(0, 0, -3), at):            "vor 3 Tagen",
		de.Until(at.AddDate(1, 0, 0), at):             "",
		en.Ago(at.Add(-90*time.Second), at):           "a minute ago",
		de.Ago(at.Add(-5*time.Hour), at):              "vor 5 Stunden",
		de.Ago(at.AddDate(0, -3, 0), at):              "28.08.2026",
		en.Day(time.Time{}) + en.Instant(time.Time{}): "",
		language.For("xx", nil).Say("today"):          "today",
	} {
		if got != expected {
			t.Errorf("got %q, expected %q", got, expected)
		}
	}
}

func TestTheBrowsersWishChoosesTheLanguage(t *testing.T) {
	for accepted, expected := range map[string]string{"de-AT,en;q=0.5": "de", "fr,en;q=0.5": "en", "": "en", "%%": "en", "fr": "en"} {
		if got := language.Match(accepted); got != expected {
			t.Errorf("%q leads to %s, expected %s", accepted, got, expected)
		}
	}
}
