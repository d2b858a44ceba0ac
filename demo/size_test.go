package demo_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/demo"
	"surety/record"
)

func TestASizeHasAsManyRecordsAsAskedFor(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 100, 109, 999, 1000, 1105, 5000} {
		if got := len(loaded(t, demo.Size(n, 7, today)).order); got != n {
			t.Errorf("%d records where %d were asked for", got, n)
		}
	}
}

func TestASizeHasARealisticMix(t *testing.T) {
	l := loaded(t, demo.Size(10_000, 7, today))
	for kind, percent := range map[string][2]int{
		"asset": {27, 33}, "risk": {13, 17}, "treatment": {8, 12}, "acceptance": {11, 16}, "control": {4, 6}, "evidence": {8, 12}, "document": {2, 4},
		"person": {2, 4}, "acknowledgement": {3, 5}, "supplier": {1, 3}, "requirement": {1, 3}, "task": {1, 3},
	} {
		if n := len(l.records(kind)); n < percent[0]*100 || n > percent[1]*100 {
			t.Errorf("%d of 10,000 are of kind %s: expected %d to %d in a hundred", n, kind, percent[0], percent[1])
		}
	}
	if n := len(l.records("soa_row")); n != 93 {
		t.Errorf("the statement has %d rows", n)
	}
}

func TestASizeIsMostlyInOrder(t *testing.T) {
	l := told{ledger: loaded(t, demo.Size(5000, 7, today))}
	failing := l.judge(t, today).Find("6.1.3-11")
	if risks := len(l.records("risk")); failing.Total > risks/5 || len(failing.Records) == 0 {
		t.Errorf("%d of %d risks are not accepted: expected some few", len(failing.Records), risks)
	}
}

func TestASizeIsTheSameForTheSameSeed(t *testing.T) {
	one, two, three := slices.Collect(demo.Size(1500, 7, today)), slices.Collect(demo.Size(1500, 7, today)), slices.Collect(demo.Size(1500, 8, today))
	if diff := cmp.Diff(one, two); diff != "" {
		t.Errorf("the same seed gives something else:\n%s", diff)
	}
	if cmp.Equal(one, three) {
		t.Error("another seed gives the same")
	}
}

func TestASizeIsMadeAsItIsTaken(t *testing.T) {
	taken := 0
	for item := range demo.Size(1_000_000_000, 7, today) {
		if taken++; taken == 5000 {
			break
		}
		if item.Do == demo.Create && item.Body == nil {
			t.Fatalf("%s is made of nothing", item.Name)
		}
	}
}

func TestRecordsOfASizeAreKeptApartByName(t *testing.T) {
	made := map[string]bool{}
	for item := range demo.Size(3000, 7, today) {
		if item.Do == demo.Create && item.Name != "" {
			if made[item.Name] {
				t.Fatalf("%s is made twice", item.Name)
			}
			made[item.Name] = true
		}
	}
	if !made[string(record.Ref("asset:0"))] {
		t.Error("no asset has a name")
	}
}

func BenchmarkSize(b *testing.B) {
	for b.Loop() {
		n := 0
		for range demo.Size(100_000, 7, today) {
			n++
		}
		if n < 100_000 {
			b.Fatal(n)
		}
	}
}
