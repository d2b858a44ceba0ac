package expr_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"surety/expr"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

// timed are expressions over the dates of one treatment; of the sharp ones the
// next day is not only one on which the answer may change, but does.
var timed = []struct {
	text  string
	sharp bool
}{
	{`clock.past(treatment.due)`, true},
	{`clock.reached(treatment.due)`, true},
	{`clock.ahead(treatment.due)`, true},
	{`clock.within(treatment.done, system.review_interval)`, true},
	{`clock.within(treatment.done, "P1M14D")`, true},
	{`!clock.past(treatment.due) || clock.within(treatment.done, system.review_interval)`, false},
	{`treatment.actions.exists(a, clock.past(a.due) && !clock.within(a.done, "P2M"))`, false},
	{`treatment.actions.all(a, has(a.done) || clock.ahead(a.due))`, false},
	{`today > treatment.due && treatment.due.plus("P1M") > today`, false},
	{`has(treatment.due) && day(today) == treatment.due`, false},
}

func someDate(t *rapid.T, name string) record.Date {
	days := rapid.IntRange(-3, 60).Draw(t, name)
	if days < 0 {
		return ""
	}
	return record.Date("2026-02-01").AddDays(days)
}

func TestAnAnswerStandsUntilItsNextDay(t *testing.T) {
	r := world(t)
	env := newEnvironment(t, r)
	programs := make([]*expr.Program, len(timed))
	for i, test := range timed {
		program, err := env.Filter("treatment", test.text)
		if err != nil {
			t.Fatal(err)
		}
		programs[i] = program
	}
	rapid.Check(t, func(t *rapid.T) {
		body := &risk.Treatment{Due: someDate(t, "due"), Done: someDate(t, "done")}
		for i := range rapid.IntRange(0, 3).Draw(t, "actions") {
			body.Actions = append(body.Actions, risk.Action{Due: someDate(t, fmt.Sprint("due ", i)), Done: someDate(t, fmt.Sprint("done ", i))})
		}
		rec := r.put("tx", "treatment", body)
		r.put("s1", "management_system", &org.ManagementSystem{Review: rapid.SampledFrom([]record.Period{"", "P7D", "P1M", "P3M"}).Draw(t, "interval")})
		n := rapid.IntRange(0, len(timed)-1).Draw(t, "expression")
		on := func(day expr.Day) expr.Answer {
			answer, err := programs[n].Ask(env.Session(r, expr.Moment{Today: day, System: "s1"}), rec, 0)
			if err != nil {
				t.Fatal(err)
			}
			return answer
		}
		first := expr.DayOf("2026-02-01") + expr.Day(rapid.IntRange(-10, 90).Draw(t, "today"))
		answer := on(first)
		for day := first; day < first+200; day++ {
			later := on(day)
			if answer.Next != 0 && day >= answer.Next {
				if timed[n].sharp && later.Holds == answer.Holds {
					t.Fatalf("%s is still %v on %s", timed[n].text, later.Holds, day.Date())
				}
				return
			}
			if later.Holds != answer.Holds {
				t.Fatalf("%s is %v on %s and %v on %s, before %s", timed[n].text, answer.Holds, first.Date(), later.Holds, day.Date(), answer.Next.Date())
			}
		}
	})
}

func TestTheDayIsThatOfTheOrganizationsZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := world(t) // the acceptance was given at 23:30 UTC on the 23rd, half past midnight of the 24th in Berlin
	env := newEnvironment(t, r)
	now := time.Date(2026, 11, 23, 23, 45, 0, 0, time.UTC)
	for _, test := range []struct {
		zone  *time.Location
		kind  string
		about record.ID
		text  string
		want  bool
	}{
		{nil, "acceptance", "acc1", `day(acceptance.at) == today && today == date("2026-11-23")`, true},
		{berlin, "acceptance", "acc1", `day(acceptance.at) == today && today == date("2026-11-24")`, true},
		{nil, "treatment", "t1", `clock.past(treatment.due)`, false},
		{berlin, "treatment", "t1", `clock.past(treatment.due)`, true},
	} {
		program, err := env.Filter(test.kind, test.text)
		if err != nil {
			t.Fatal(err)
		}
		got, err := program.Ask(env.Session(r, expr.At(now, test.zone, "s1")), r.byID[test.about], 0)
		if err != nil || got.Holds != test.want {
			t.Errorf("%s in %v is %v, %v", test.text, test.zone, got.Holds, err)
		}
	}
}

func TestDaysAndDatesAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := expr.Day(rapid.Int32Range(1, 3_652_058).Draw(t, "day"))
		if again := expr.DayOf(day.Date()); again != day {
			t.Fatalf("%d is %s, which is %d", day, day.Date(), again)
		}
		if next := day.Date().AddDays(1); next != (day + 1).Date() {
			t.Fatalf("after %s comes %s, not %s", day.Date(), next, (day + 1).Date())
		}
	})
	if expr.DayOf("") != 0 || expr.Day(0).Date() != "" {
		t.Error("no date is no day")
	}
}
