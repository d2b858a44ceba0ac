package document

import (
	"testing"

	"surety/record"
)

func TestWhatHasEndedIsKeptAsLongAsItsRuleSays(t *testing.T) {
	for _, c := range []struct {
		ended record.Date
		kept  record.Period
		want  record.Date
	}{
		{"2026-01-15", "P1M", "2026-02-15"}, {"2026-03-01", "P10Y", "2036-03-01"}, {"", "P1Y", ""}, {"2026-03-01", "", ""},
	} {
		if got := disposeFrom(c.ended, c.kept); got != c.want {
			t.Errorf("ended on %q and kept for %q it is due from %q, not %q", c.ended, c.kept, got, c.want)
		}
	}
}
