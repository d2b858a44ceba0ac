package demo_test

import (
	"maps"
	"slices"
	"testing"

	"surety/demo"
)

func TestX(t *testing.T) {
	l := tell(t, today)
	f := l.failures(t, today)
	for _, id := range slices.Sorted(maps.Keys(f)) {
		t.Log(id, f[id])
	}
}

func TestY(t *testing.T) {
	for _, n := range []int{0, 1, 5, 20, 100, 999, 1000, 1500, 20000} {
		l := loaded(t, demo.Size(n, 7, today))
		t.Log(n, len(l.order), l.sittings)
	}
	l := loaded(t, demo.Size(20000, 7, today))
	f := told{ledger: l}.failures(t, today)
	for _, id := range slices.Sorted(maps.Keys(f)) {
		t.Log(id, len(f[id]), f[id][0])
	}
}
