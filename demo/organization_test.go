package demo_test

import (
	"maps"
	"slices"
	"testing"
)

func TestX(t *testing.T) {
	l := tell(t, today)
	f := l.failures(t, today)
	for _, id := range slices.Sorted(maps.Keys(f)) {
		t.Log(id, f[id])
	}
}
