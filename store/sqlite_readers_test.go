package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

	"surety/fault"
)

func TestAConnectionThatReadsIsOpenedWhenAllOthersAreInUse(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	engine := f.store.engine.(*sqliteEngine)
	open := func() int { return engine.db.Stats().OpenConnections }
	for range 2 * sqliteReaders {
		if _, err := f.Position(f.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if n := open(); n != 2 {
		t.Errorf("reads one after the other opened %d connections, expected one beside the writer's", n)
	}

	var reads, begun sync.WaitGroup
	end := make(chan struct{})
	begun.Add(sqliteReaders)
	for range sqliteReaders {
		reads.Go(func() {
			err := engine.read(f.ctx, 0, func(*conn) error {
				begun.Done()
				<-end
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	begun.Wait()
	if n := open(); n != sqliteReaders+1 {
		t.Errorf("%d reads at once opened %d connections, expected one each beside the writer's", sqliteReaders, n)
	}
	waiting, cancel := context.WithCancel(f.ctx)
	cancel()
	if err := engine.read(waiting, 0, func(*conn) error { return nil }); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a read that finds none free and is given up gives %v", err)
	}
	close(end)
	reads.Wait()
	if _, err := f.Position(f.ctx); err != nil {
		t.Errorf("a read after them: %v", err)
	}
}
