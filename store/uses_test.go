package store

import (
	"testing"

	"surety/record"
)

func TestUsesTellsTheKindsOfWhichARecordMayBeSeen(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		person := f.person("Reader")
		f.put("create", person)
		hidden := f.asset(&testAsset{Name: "Vault"})
		hidden.Mark, hidden.Readers = record.MarkRestricted, []record.Ref{record.Ref(person.ID)}
		f.put("create", hidden)
		for sight, sees := range map[Sight]bool{{All: true}: true, {Person: person.ID}: true, {Person: "another"}: false, {}: false} {
			used, err := f.Uses(f.ctx, sight)
			if err != nil || used[hidden.Kind.Name] != sees || !used[person.Kind.Name] || len(used) > 2 {
				t.Errorf("with %+v: %v, %v", sight, used, err)
			}
		}
	})
}
