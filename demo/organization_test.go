package demo_test

import (
	"maps"
	"slices"
	"testing"
)

func TestX(t *testing.T) {
	l := tell(t, today)
	r := l.judge(t, today)
	f := l.failures(r)
	for _, id := range slices.Sorted(maps.Keys(f)) {
		t.Log(id, f[id])
	}
	for _, q := range r.Requirements {
		t.Log(q.ID, q.Verdict, q.Basis, q.Reason)
	}
	t.Log(r.Summary)
}
