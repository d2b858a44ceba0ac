package asset

import (
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// mostWalked bounds how many assets are walked through when one is written.
const mostWalked = 10_000

// Prepare refuses a dependency that leads back to the asset itself: what each
// depends on has to end somewhere, or nothing could be inherited along it.
func (a *Asset) Prepare(p record.Preparation) error {
	if before, ok := p.Before.(*Asset); ok && slices.Equal(before.DependsOn, a.DependsOn) {
		return nil
	}
	w := walk{p: p, seen: map[record.Ref]bool{}}
	for _, on := range a.DependsOn {
		if circle, err := w.back(on); err != nil {
			return err
		} else if circle != nil {
			slices.Reverse(circle)
			return fault.At(fault.Invalid, p.Record.Name(), "depends_on", "the dependency goes in a circle: %s", strings.Join(append(append([]string{p.Record.Name()}, circle...), p.Record.Name()), " → ")).
				Mending("take one of these dependencies away")
		}
	}
	return nil
}

// walk goes along dependencies and looks for the asset that is written.
type walk struct {
	p    record.Preparation
	seen map[record.Ref]bool
}

// back returns the way from an asset to the one that is written, by keys and the
// last first; nil where none leads there.
func (w walk) back(ref record.Ref) ([]string, error) {
	if ref.ID() == w.p.Record.ID {
		return []string{}, nil
	}
	if w.seen[ref] || len(w.seen) >= mostWalked {
		return nil, nil
	}
	w.seen[ref] = true
	target, err := w.p.Lookup.Get(ref)
	if err != nil || target == nil {
		return nil, err
	}
	body, ok := target.Body.(*Asset)
	if !ok {
		return nil, nil
	}
	for _, on := range body.DependsOn {
		if way, err := w.back(on); err != nil || way != nil {
			return append(way, target.Name()), err
		}
	}
	return nil, nil
}

// Protection are the needs of confidentiality, integrity and availability; 0: not told.
type Protection [3]int

// Protection are an asset's own needs.
func (a *Asset) Protection() Protection {
	return Protection{a.Confidentiality, a.Integrity, a.Availability}
}

// Inherited are the needs of an asset with those of all that depends on it.
type Inherited struct {
	Needs Protection
	From  [3]record.Ref // whose need each is: the asset's own, or that of the dependent with the highest
}

// Inherit gives each asset the needs that it has because of what depends on it,
// directly or by way of others: the highest counts (the maximum principle; ISO/IEC
// 27005, A.2.4 has consequences follow the dependencies of primary on supporting
// assets). A circle, which can't be written, ends where it began.
func Inherit(assets map[record.Ref]*Asset) map[record.Ref]Inherited {
	dependents := map[record.Ref][]record.Ref{}
	for ref, a := range assets {
		for _, on := range a.DependsOn {
			dependents[on] = append(dependents[on], ref)
		}
	}
	done := map[record.Ref]Inherited{}
	open := map[record.Ref]bool{}
	var inherit func(ref record.Ref) Inherited
	inherit = func(ref record.Ref) Inherited {
		if got, ok := done[ref]; ok {
			return got
		}
		a := assets[ref]
		got := Inherited{Needs: a.Protection(), From: [3]record.Ref{ref, ref, ref}}
		if open[ref] {
			return got
		}
		open[ref] = true
		slices.Sort(dependents[ref])
		for _, dependent := range dependents[ref] {
			above := inherit(dependent)
			for i, need := range above.Needs {
				if need > got.Needs[i] {
					got.Needs[i], got.From[i] = need, above.From[i]
				}
			}
		}
		open[ref] = false
		done[ref] = got
		return got
	}
	for ref := range assets {
		inherit(ref)
	}
	return done
}
