package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// referrers reads, as they were, the records that ever referred to others; those
// of one kind and field where they are named.
func (v *View) referrers(ctx context.Context, c *conn, to []record.ID, kind, field string) ([]past, error) {
	var nums []int64
	err := chunks(to, batched, func(part []record.ID) error {
		var a arguments
		text := "SELECT l.from_num FROM record t CROSS JOIN link l WHERE t.org = " + a.add(c.org) + " AND t.id " + in(&a, texts(part)) + " AND l.to_num = t.num"
		if kind != "" {
			text += " AND l.kind = " + a.add(kind) + " AND l.field = " + a.add(field)
		}
		list, err := collect(ctx, c, scanNumber, text, a.values...)
		nums = append(nums, list...)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(nums)
	var all []past
	err = chunks(slices.Compact(nums), batched, func(part []int64) error {
		found, err := v.read(ctx, c, func(a *arguments) string { return "r.num " + in(a, part) })
		all = append(all, found...)
		return err
	})
	slices.SortFunc(all, func(a, b past) int { return cmp.Compare(a.num, b.num) })
	return all, err
}

// Back lists who referred to records; see [Reader].
func (v *View) Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error) {
	back := make(map[record.ID][]record.ID, len(to))
	err := v.org.with(ctx, need{}, func(c *conn) error {
		found, err := v.referrers(ctx, c, to, kind, field)
		for _, p := range found {
			if p.rec == nil {
				continue
			}
			for _, ref := range v.org.store.layouts[p.kind].describe(p.rec).links {
				if target := record.ID(ref.to); ref.field == field && slices.Contains(to, target) {
					back[target] = append(back[target], p.rec.ID)
				}
			}
		}
		return err
	})
	return back, fault.Wrap(err, "read who referred to records")
}

// Links lists a record's references both ways as they were; see [Reader].
func (v *View) Links(ctx context.Context, id record.ID) (out, in []Link, err error) {
	found, err := v.Get(ctx, id)
	if err != nil || found[id] == nil {
		return nil, nil, err
	}
	refs := v.org.store.layouts[found[id].Kind.Name].describe(found[id]).links
	targets := make([]record.ID, len(refs))
	for i, ref := range refs {
		targets[i] = record.ID(ref.to)
	}
	entries, err := v.Entries(ctx, targets...)
	if err != nil {
		return nil, nil, err
	}
	for _, ref := range refs {
		if e, ok := entries[record.ID(ref.to)]; ok {
			out = append(out, Link{ref.field, e})
		}
	}
	err = v.org.with(ctx, need{}, func(c *conn) error {
		found, err := v.referrers(ctx, c, []record.ID{id}, "", "")
		for _, p := range found {
			e, ok := v.entry(p)
			if !ok {
				continue
			}
			for _, ref := range v.org.store.layouts[p.kind].describe(p.rec).links {
				if ref.to == string(id) {
					in = append(in, Link{ref.field, e})
				}
			}
		}
		return err
	})
	sortLinks(out)
	sortLinks(in)
	return out[:min(len(out), MostLinks)], in[:min(len(in), MostLinks)], fault.Wrap(err, "read a record's links as they were")
}

func sortLinks(list []Link) {
	slices.SortStableFunc(list, func(a, b Link) int {
		return cmp.Or(strings.Compare(a.Entry.Kind, b.Entry.Kind), strings.Compare(a.Field, b.Field), cmp.Compare(a.Entry.num, b.Entry.num))
	})
}

// History lists a record's revisions up to the view's position; see [Reader].
func (v *View) History(ctx context.Context, id record.ID, before, limit int) ([]Revision, error) {
	number, err := v.org.store.number(ctx, v.org.id)
	if err != nil {
		return nil, err
	}
	return v.org.history(ctx, id, before, limit, v.end(number))
}

// Changes lists changes up to the view's position; see [Reader].
func (v *View) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	number, err := v.org.store.number(ctx, v.org.id)
	if err != nil {
		return nil, err
	}
	return v.org.changes(ctx, after, limit, v.end(number))
}

// Position is the view's position, or that of the log where it is not so long.
func (v *View) Position(ctx context.Context) (int64, error) {
	size, err := v.org.Position(ctx)
	return min(size, max(v.at, 0)), err
}

// AccountNames names accounts as they are called now; see [Reader].
func (v *View) AccountNames(ctx context.Context, accounts ...string) (map[string]string, error) {
	return v.org.AccountNames(ctx, accounts...)
}
