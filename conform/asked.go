package conform

import (
	"context"

	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Asked names records that a check was asked of, up to so many: those that fail
// it, or those that pass it (of a count: that are counted). So whatever holds
// can be explained too. Records that the reader may not see are left out.
func (e *Engine) Asked(ctx context.Context, r Reader, entry, check string, fails bool, most int, sight store.Sight) ([]Named, error) {
	asked, err := e.plan.find(entry, check)
	if err != nil || asked.inquiry == nil {
		return nil, err
	}
	n := &names{catalogue: e.plan.env.Catalogue(), words: language.From(ctx), sight: sight}
	ids := e.asked(asked, fails)
	var named []Named
	for len(ids) > 0 && len(named) < most {
		some := ids[:min(len(ids), mostAtOnce)]
		ids = ids[len(some):]
		wanted := map[record.ID]bool{}
		note(wanted, some)
		if err := n.learn(ctx, r, wanted); err != nil {
			return nil, err
		}
		for _, id := range some {
			if one := n.named(id, asked.check.Of); one.Key != "" && len(named) < most {
				named = append(named, one)
			}
		}
	}
	return named, nil
}

// asked lists the records to which a check gave an answer, in the order in
// which they came to be known.
func (e *Engine) asked(q *question, fails bool) []record.ID {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.state == nil || fails && q.check.Shape == pack.ShapeCount {
		return nil
	}
	status := holding
	if fails {
		status = failing
	}
	register := e.state.registers[q.inquiry.kind.Name]
	var ids []record.ID
	for _, place := range register.tallies[q.at].with(status, mostRecords) {
		ids = append(ids, register.ids[place])
	}
	return ids
}
