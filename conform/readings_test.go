package conform

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/measure"
	"surety/pack"
	"surety/record"
)

// The pack says in its own language when a reading is missing, and the measure
// says it in Go: both must say the same.
func TestReadingsAreCompleteInTheVerdictWhenNoneIsMissingByTheSchedule(t *testing.T) {
	env := environment(t)
	_, checks := readStandard(t, env)
	var asked []*pack.Check
	for _, name := range []string{"9.1-7/current", "9.1-7/begun", "9.1-7/complete"} {
		asked = append(asked, checks[name])
	}
	today := record.DateOf(fixtureNow)
	rapid.Check(t, func(rt *rapid.T) {
		s := measure.Schedule{
			Since:     today.AddDays(-rapid.IntRange(0, 200).Draw(rt, "begun days ago")),
			Every:     rapid.SampledFrom([]record.Period{"P1M", "P3W", "P13W"}).Draw(rt, "every"),
			Allowance: rapid.SampledFrom([]record.Period{"", "P7D"}).Draw(rt, "allowance"),
		}
		drafts := []draft{
			{"management_system", fixtureSystem, map[string]any{"review_interval": "P1Y"}},
			{"measure", "m", map[string]any{"state": "active", "since": s.Since, "every": s.Every, "allowance": s.Allowance}},
		}
		var read []measure.Span
		for day, n := s.Since, 0; day <= today; n++ {
			period, _ := s.Period(day)
			if rapid.IntRange(0, 9).Draw(rt, "read") > 1 {
				read = append(read, period)
				drafts = append(drafts, draft{"reading", fmt.Sprintf("r%d", n), map[string]any{"measure": "m", "period_from": period.From, "on": period.Until, "value": "1"}})
			}
			day = period.Until.AddDays(1)
		}
		missing := s.Missing(read, today)
		records := buildRecords(t, env.Catalogue(), drafts)
		holds := !slices.ContainsFunc(asked, func(check *pack.Check) bool { return judge(t, env, check, records).Verdict == Fails })
		if holds != (len(missing) == 0) {
			rt.Fatalf("%+v with %v read: complete is %v, missing are %v", s, read, holds, missing)
		}
	})
}
