package app

import (
	"context"
	"slices"

	"surety/record"
)

// mostPagesOfHistory bounds in how many pages of a history the changes of one
// field are looked for at once.
const mostPagesOfHistory = 10

// FieldHistory reads of a record's history, before a revision number (0: from the
// newest), the revisions that changed one field, each with that change alone, and
// the one that made the record. Older is where the rest begins; 0: there is none.
func (a *App) FieldHistory(ctx context.Context, actor Actor, rec *record.Record, field string, before int) (entries []Entry, older int, err error) {
	older = before
	for page := 0; page < mostPagesOfHistory && len(entries) < historyPage; page++ {
		found, err := a.History(ctx, actor, rec, older)
		if err != nil || len(found) == 0 {
			return entries, 0, err
		}
		for _, entry := range found {
			entry.Changes = slices.DeleteFunc(entry.Changes, func(c FieldChange) bool { return c.Field.Name != field })
			if len(entry.Changes) > 0 || entry.Revision.Revision == 1 {
				entries = append(entries, entry)
			}
		}
		if older = found[len(found)-1].Revision.Revision; older == 1 {
			return entries, 0, nil
		}
	}
	return entries, older, nil
}
