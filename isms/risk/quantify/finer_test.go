package quantify

import "testing"

// ExactWith reckons on more points than is usual.
func ExactWith(t *testing.T, scenarios []Scenario, points int) *Year {
	t.Helper()
	year, err := exact(scenarios, points)
	if err != nil {
		t.Fatal(err)
	}
	return year
}
