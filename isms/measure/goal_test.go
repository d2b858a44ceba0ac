package measure_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/measure"
)

var rank = map[string]int{measure.Alarm: 0, measure.OffTarget: 1, measure.OnTarget: 2}

func TestABetterValueNeverStandsWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := func(name string) int { return rapid.IntRange(-50, 50).Draw(t, name) }
		target, worse := value("target"), rapid.IntRange(1, 20).Draw(t, "alarm below the target")
		g := measure.Goal{LessIsBetter: rapid.Bool().Draw(t, "less is better"), Target: strconv.Itoa(target)}
		sign := 1
		if g.LessIsBetter {
			sign = -1
		}
		g.Alarm = strconv.Itoa(target - sign*worse)
		a, b := value("a"), value("b")
		if sign*a < sign*b {
			a, b = b, a
		}
		better, other := g.Standing(strconv.Itoa(a)), g.Standing(strconv.Itoa(b))
		if rank[better] < rank[other] {
			t.Fatalf("%d is %s, %d is %s", a, better, b, other)
		}
		if at := g.Standing(g.Target); at != measure.OnTarget {
			t.Fatalf("the target itself is %s", at)
		}
		if at := g.Standing(g.Alarm); at != measure.Alarm {
			t.Fatalf("the value of the alarm is %s", at)
		}
	})
}

func TestAValueStandsByWhatWasSet(t *testing.T) {
	for _, c := range []struct {
		goal  measure.Goal
		value string
		want  string
	}{
		{measure.Goal{Target: "95", Alarm: "80"}, "95.0", measure.OnTarget},
		{measure.Goal{Target: "95", Alarm: "80"}, "94.9", measure.OffTarget},
		{measure.Goal{Target: "95", Alarm: "80"}, "80", measure.Alarm},
		{measure.Goal{LessIsBetter: true, Target: "0"}, "0", measure.OnTarget},
		{measure.Goal{LessIsBetter: true, Target: "0"}, "1", measure.OffTarget},
		{measure.Goal{LessIsBetter: true, Alarm: "3"}, "1", ""},
		{measure.Goal{LessIsBetter: true, Alarm: "3"}, "3", measure.Alarm},
		{measure.Goal{}, "7", ""},
		{measure.Goal{Target: "95"}, "", ""},
		{measure.Goal{Target: "95"}, "many", ""},
	} {
		if got := c.goal.Standing(c.value); got != c.want {
			t.Errorf("%s against %+v stands as %q: expected %q", c.value, c.goal, got, c.want)
		}
	}
}
