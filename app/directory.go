package app

import (
	"context"
	"sync"

	"surety/record"
	"surety/store"
)

// mostNames bounds the directory entries kept of one organization: some 8 MB.
const mostNames = 50_000

// directory keeps the directory entries that were read last, per organization,
// for as long as nothing is written there: what the log's position says. Most of
// what a page shows beside its records are the names of the same few hundred.
type directory struct {
	mu    sync.Mutex
	known map[string]*known // by organization
	// ids are the identities of keys by organization: a key never names another record.
	ids map[string]map[string]record.ID
}

type known struct {
	position int64
	entries  map[record.ID]store.Entry
}

func newDirectory() *directory {
	return &directory{known: map[string]*known{}, ids: map[string]map[string]record.ID{}}
}

// entries reads directory entries as they stand where the reader looks.
func (d *directory) entries(ctx context.Context, organization string, reader store.Reader, ids []record.ID) (map[record.ID]store.Entry, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	position, err := position(ctx, organization, reader)
	if err != nil {
		return nil, err
	}
	found, missing := d.recall(organization, position, ids)
	if len(missing) == 0 {
		return found, nil
	}
	read, err := reader.Entries(ctx, missing...)
	if err != nil {
		return nil, err
	}
	d.keep(organization, position, read)
	for id, entry := range read {
		found[id] = entry
	}
	return found, nil
}

// recall gives what is known as of a position, and which entries aren't. At a
// later position all is forgotten; a reader of the past finds nothing.
func (d *directory) recall(organization string, position int64, ids []record.ID) (found map[record.ID]store.Entry, missing []record.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k := d.known[organization]
	if k == nil || k.position < position {
		k = &known{position: position, entries: map[record.ID]store.Entry{}}
		d.known[organization] = k
	}
	found = make(map[record.ID]store.Entry, len(ids))
	if k.position != position {
		return found, ids
	}
	for _, id := range ids {
		if entry, ok := k.entries[id]; ok {
			found[id] = entry
			continue
		}
		missing = append(missing, id)
	}
	return found, missing
}

// keep remembers entries, unless something was written since.
func (d *directory) keep(organization string, position int64, entries map[record.ID]store.Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k := d.known[organization]
	if k.position != position {
		return
	}
	if len(k.entries)+len(entries) > mostNames {
		clear(k.entries)
	}
	for id, entry := range entries {
		k.entries[id] = entry
	}
}

// idsOf gives the identities of keys that were asked for before, by key, and which
// keys are not known.
func (d *directory) idsOf(organization string, keys []string) (found map[string]record.ID, missing []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	found = map[string]record.ID{}
	for _, key := range keys {
		if id, ok := d.ids[organization][key]; ok {
			found[key] = id
		} else {
			missing = append(missing, key)
		}
	}
	return found, missing
}

// learn remembers the identities of records by their keys.
func (d *directory) learn(organization string, records map[string]*record.Record) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.ids[organization])+len(records) > mostNames {
		delete(d.ids, organization)
	}
	if d.ids[organization] == nil {
		d.ids[organization] = map[string]record.ID{}
	}
	for key, rec := range records {
		d.ids[organization][key] = rec.ID
	}
}
