package demo_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"surety/conform"
	"surety/demo"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/record"
)

// days on which the demonstration is told: ordinary ones, the end of a leap
// day, the turn of a year.
var days = []record.Date{today, "2027-11-24", "2028-02-29", "2026-12-31", "2027-03-31"}

func TestTheVerdictFindsTheGapsAndNothingElse(t *testing.T) {
	want := map[string][]string{}
	for _, gap := range demo.Gaps() {
		if !isRow(gap.Requirement) {
			want[gap.Requirement] = append(want[gap.Requirement], gap.Records...)
		}
	}
	for _, names := range want {
		slices.Sort(names)
	}
	for _, day := range days {
		l := tell(t, day)
		if diff := cmp.Diff(want, l.failures(l.judge(t, day)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("on %s (-gaps +failures):\n%s", day, diff)
		}
	}
}

// isRow tells that a gap is a row of the Statement of Applicability, and no
// requirement: what nothing shows fails nothing.
func isRow(requirement string) bool {
	return strings.HasPrefix(requirement, "A.") && !strings.Contains(requirement, "-")
}

func TestTheSameThingsAreOverWhateverTheDay(t *testing.T) {
	want := tell(t, days[0]).over(days[0])
	if len(want) == 0 {
		t.Fatal("nothing has a date behind it")
	}
	for _, day := range days[1:] {
		if diff := cmp.Diff(want, tell(t, day).over(day)); diff != "" {
			t.Errorf("on %s (-on %s):\n%s", day, days[0], diff)
		}
	}
}

// over are the dates that lie before a day, by record and field.
func (l told) over(today record.Date) []string {
	var over []string
	note := func(name string, fields []*record.Field, body any) {
		for _, f := range fields {
			if date, ok := f.Get(body).(record.Date); ok && date != "" && date < today {
				over = append(over, name+"."+f.Name)
			}
		}
	}
	for _, id := range l.order {
		rec := l.byID[id]
		note(l.names[id], rec.Kind.Fields, rec.Body)
		for _, f := range rec.Kind.Fields {
			if f.Type == record.TypeRows {
				for _, row := range f.Rows(rec.Body) {
					note(l.names[id]+"."+f.Name, f.Row, row)
				}
			}
		}
	}
	return over
}

func TestWhatPeopleHaveJudgedCountsUntilItLapses(t *testing.T) {
	report := tell(t, today).judge(t, today)
	for id, want := range map[string]conform.Verdict{"4.4-2": conform.Holds, "6.1.2-4": conform.Holds, "6.1.3-2": conform.NeedsPerson, "5.1-5": conform.NeedsPerson} {
		r := report.Find(id)
		if r == nil || r.Verdict != want || r.Judgement == nil || (r.Judgement.Lapsed == "") != (want == conform.Holds) {
			t.Errorf("%s: expected %s by a judgement, got %+v", id, want, r)
		}
	}
	for _, r := range report.Requirements {
		if r.Judgement != nil && r.Judgement.Mend != "" {
			t.Errorf("%s is judged by somebody who is not entitled: %s", r.ID, r.Judgement.Lapsed)
		}
	}
}

func TestOneControlIsDeclaredAndShownByNothingInDate(t *testing.T) {
	want := []string{}
	for _, gap := range demo.Gaps() {
		if isRow(gap.Requirement) {
			want = append(want, gap.Requirement)
		}
	}
	for _, day := range days {
		if diff := cmp.Diff(want, tell(t, day).claimed(day)); diff != "" {
			t.Errorf("on %s (-gaps +claimed):\n%s", day, diff)
		}
	}
}

// claimed are the rows that are declared implemented without evidence in date,
// and a control of such a row that has some is no reason for it.
func (l told) claimed(today record.Date) []string {
	rows := []string{}
	for _, rec := range l.records("soa_row") {
		row := rec.Body.(*control.Row)
		proofs := l.proofs("rows", rec.ID)
		for _, c := range row.Controls {
			own := l.proofs("controls", c.ID())
			proofs = append(proofs, own...)
			if status := l.byID[c.ID()].Body.(*control.Control).Status; control.FoundStatus(status, own, today) == control.Claimed && !slices.Contains(rows, row.Control) {
				rows = append(rows, row.Control)
			}
		}
		if control.FoundStatus(row.Status, proofs, today) == control.Claimed && !slices.Contains(rows, row.Control) {
			rows = append(rows, row.Control)
		}
	}
	return rows
}

func (l told) proofs(field string, to record.ID) []control.Proof {
	var proofs []control.Proof
	for _, rec := range l.referring("evidence", field, to) {
		e := rec.Body.(*assess.Evidence)
		proofs = append(proofs, control.Proof{Collected: e.Collected, Expires: e.Expires, Ended: rec.Ended()})
	}
	return proofs
}

func TestEveryGapNamesRecordsThatAreThere(t *testing.T) {
	l := tell(t, today)
	there := slices.Collect(maps.Values(l.names))
	gaps := demo.Gaps()
	if len(gaps) < 8 || len(gaps) > 24 {
		t.Errorf("%d gaps: expected some, among many that conform", len(gaps))
	}
	for _, gap := range gaps {
		if gap.Wrong == "" {
			t.Errorf("%+v does not say what is wrong", gap)
		}
		for _, name := range gap.Records {
			if !slices.Contains(there, name) {
				t.Errorf("%s: there is no %s", gap.Requirement, name)
			}
		}
	}
}
