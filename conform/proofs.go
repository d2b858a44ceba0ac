package conform

import (
	"context"

	"surety/language"
	"surety/record"
	"surety/store"
)

// spare is how many times as many records are looked at as are named, since the
// reader may not see some.
const spare = 3

// Proofs names records that passed the checks of each entry, by the entry's id, up to
// so many: what shows that it holds, or how much of it. Records that the reader may
// not see are left out.
func (e *Engine) Proofs(ctx context.Context, r Reader, most int, sight store.Sight) (map[string][]Named, error) {
	passed := map[string][]record.ID{}
	kinds := map[record.ID]string{}
	wanted := map[record.ID]bool{}
	for _, s := range e.plan.subjects {
		for _, q := range s.checks {
			if q.inquiry == nil {
				continue
			}
			ids := e.asked(q, false)
			for _, id := range ids[:min(len(ids), spare*most)] {
				passed[s.entry.ID] = append(passed[s.entry.ID], id)
				kinds[id], wanted[id] = q.check.Of, true
			}
		}
	}
	n := &names{catalogue: e.plan.env.Catalogue(), words: language.From(ctx), sight: sight}
	if err := n.learn(ctx, r, wanted); err != nil {
		return nil, err
	}
	proofs := map[string][]Named{}
	for entry, ids := range passed {
		seen := map[record.ID]bool{}
		for _, id := range ids {
			if one := n.named(id, kinds[id]); one.Key != "" && !seen[id] && len(proofs[entry]) < most {
				seen[id] = true
				proofs[entry] = append(proofs[entry], one)
			}
		}
	}
	return proofs, nil
}
