package measure_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/measure"
	"surety/record"
)

const begin = record.Date("2024-01-31")

func schedules(t *rapid.T) measure.Schedule {
	return measure.Schedule{
		Since:     begin.AddDays(rapid.IntRange(0, 400).Draw(t, "since")),
		Every:     rapid.SampledFrom([]record.Period{"P1D", "P1W", "P1M", "P3M", "P1Y", "P1M14D"}).Draw(t, "every"),
		Allowance: rapid.SampledFrom([]record.Period{"", "P7D", "P1M"}).Draw(t, "allowance"),
	}
}

func TestEachDayFromTheFirstOnLiesInOnePeriodAndPeriodsFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := schedules(t)
		day := s.Since.AddDays(rapid.IntRange(0, 2000).Draw(t, "day"))
		period, ok := s.Period(day)
		if !ok || day < period.From || day > period.Until {
			t.Fatalf("%s lies in %v, %v", day, period, ok)
		}
		next, ok := s.Period(period.Until.AddDays(1))
		if !ok || next.From != period.Until.AddDays(1) {
			t.Fatalf("%v is followed by %v, %v", period, next, ok)
		}
		if last, ok := s.Last(next.From); !ok || last != period {
			t.Fatalf("on %s the last period over is %v, %v: expected %v", next.From, last, ok, period)
		}
	})
}

func TestAPeriodIsMissingWhileItIsDueAndNobodyHasReadIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := schedules(t)
		today := s.Since.AddDays(rapid.IntRange(0, 1200).Draw(t, "today"))
		due := s.Missing(nil, today)
		var read, unread []measure.Span
		for _, period := range due {
			if s.Due(period) >= today {
				t.Fatalf("%v is missing on %s, before it is late", period, today)
			}
			if rapid.Bool().Draw(t, "read") {
				read = append(read, period)
			} else {
				unread = append(unread, period)
			}
		}
		if got := s.Missing(read, today); !slices.Equal(got, unread) {
			t.Fatalf("missing are %v: expected %v", got, unread)
		}
		if last, ok := s.Last(today); ok && s.Due(last) < today && !slices.Contains(due, last) {
			t.Fatalf("%v is late on %s and not among %v", last, today, due)
		}
	})
}

func TestMonthsThatBeginOnTheThirtyFirstComeBackToIt(t *testing.T) {
	s := measure.Schedule{Since: "2026-01-31", Every: "P1M"}
	if period, _ := s.Period("2026-04-01"); period.From != "2026-03-31" {
		t.Errorf("1 April lies in %v", period)
	}
}

func TestWithoutARhythmNothingIsDue(t *testing.T) {
	for _, s := range []measure.Schedule{{}, {Since: begin}, {Every: "P1M"}, {Since: begin, Every: "P0D"}} {
		if _, ok := s.Period(begin); ok || len(s.Missing(nil, "2030-01-01")) > 0 {
			t.Errorf("%+v has periods", s)
		}
	}
}

func TestPeriodsEndBeforeTheCalendarDoes(t *testing.T) {
	s := measure.Schedule{Since: "2026-01-01", Every: "P900Y"}
	if period, ok := s.Period("9999-12-01"); !ok || period.From != "9226-01-01" {
		t.Errorf("the last period is %v, %v", period, ok)
	}
}
