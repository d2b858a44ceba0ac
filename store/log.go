package store

import (
	"context"
	"math"
	"strings"
	"time"

	"surety/fault"
	"surety/journal"
)

// head is where an organization's log stands, as a transaction that has locked
// it knows it.
type head struct {
	frontier journal.Frontier
	time     time.Time // of the last entry
	signed   int64     // size of the newest checkpoint kept
}

// readHead reads the head; locked, no other transaction appends until this ends.
func readHead(ctx context.Context, c *conn, lock string) (*head, error) {
	var size, micro, signed int64
	var root, peaks []byte
	found, err := c.one(ctx, []any{&size, &root, &peaks, &micro, &signed}, "SELECT size, root, peaks, time, signed FROM log_head WHERE org = $1"+lock, c.org)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.New(fault.Internal, "the organization has no log")
	}
	h := &head{signed: signed}
	if micro != 0 {
		h.time = instant(micro)
	}
	h.frontier, err = edge(ctx, c, size, root, peaks)
	return h, err
}

func joinHashes(hashes []journal.Hash) []byte {
	joined := make([]byte, 0, len(hashes)*len(journal.Hash{}))
	for _, h := range hashes {
		joined = append(joined, h[:]...)
	}
	return joined
}

func splitHashes(joined []byte) ([]journal.Hash, error) {
	const size = len(journal.Hash{})
	if len(joined)%size != 0 {
		return nil, fault.New(fault.Malformed, "%d bytes of stored hashes, expected a multiple of %d", len(joined), size)
	}
	hashes := make([]journal.Hash, len(joined)/size)
	for i := range hashes {
		copy(hashes[i][:], joined[i*size:])
	}
	return hashes, nil
}

// appendLog gives a batch's changes their places in the log. It takes the lock on
// the log's head, so it comes last; only writes of very many records take it
// earlier and go on.
func (s *scribe) appendLog(ctx context.Context, b *batch) (err error) {
	if len(b.changes) == 0 {
		return nil
	}
	if s.head == nil {
		if s.head, err = readHead(ctx, s.c, s.c.d.lock); err != nil {
			return err
		}
	}
	for _, ch := range b.changes {
		if err := s.appendOne(ctx, &b.staged, ch); err != nil {
			return err
		}
	}
	for _, ch := range b.changes { // only now is it known which of them another superseded
		kind := ch.layout.kind
		b.staged.add(&revisionTarget, ch.position, s.c.org, ch.num, int64(ch.revision), ch.until, ch.entered.UnixMicro(), kind.Name, int64(kind.Schema), ch.op,
			ch.author.Actor, ch.author.Request, ch.seed[:], ch.committed.body)
	}
	return b.staged.flush(ctx, s.c, &s.store.inserts)
}

// appendOne appends a change to the tree and ends the revision before it.
func (s *scribe) appendOne(ctx context.Context, staged *stage, ch *change) error {
	h := s.head
	h.time = journal.NextTime(ch.made, h.time)
	ch.entered = h.time
	envelope := journal.Envelope{
		Organization: s.id, Sequence: h.frontier.Size(), Time: h.time, Actor: ch.author.Actor, Operation: ch.op, Kind: ch.layout.kind.Name, Schema: int64(ch.layout.kind.Schema),
		Record: string(ch.id), Revision: int64(ch.revision), Request: ch.author.Request, Fields: ch.commitments, Erased: ch.erased,
	}
	data, err := envelope.Encode()
	if err != nil {
		return fault.Wrap(err, "put "+ch.key+" into the log")
	}
	ch.position = position(s.c.org, h.frontier.Size())
	s.hashes = h.frontier.Append(s.hashes[:0], journal.LeafHash(data))
	staged.add(&leafTarget, ch.position, s.c.org, data, joinHashes(s.hashes))
	if len(ch.erased) > 0 {
		if _, err := s.c.exec(ctx, "INSERT INTO erasure (pos, org, num, field) VALUES ($1, $2, $3, $4)", ch.position, s.c.org, ch.num, strings.Join(ch.erased, ",")); err != nil {
			return err
		}
	}
	if err := s.settleTime(ctx, ch); err != nil {
		return err
	}
	if ch.revision == 1 {
		return nil
	}
	if ch.before != nil {
		ch.before.until = ch.position
		return nil
	}
	_, err = s.c.exec(ctx, "UPDATE revision SET until_pos = $1 WHERE num = $2 AND revision = $3", ch.position, ch.num, int64(ch.revision-1))
	return err
}

// settleTime makes the record's time in its table that of its entry. They differ
// only where the clock ran backwards or another node's write came between.
func (s *scribe) settleTime(ctx context.Context, ch *change) error {
	if ch.made.Equal(ch.entered) {
		return nil
	}
	set := "changed = $1"
	if ch.revision == 1 {
		set += ", created = $1"
	}
	_, err := s.c.exec(ctx, "UPDATE "+ch.layout.table+" SET "+set+" WHERE num = $2", ch.entered.UnixMicro(), ch.num)
	return err
}

// checkpointEvery is after how many entries a write signs a checkpoint by itself.
const checkpointEvery = 1024

// closeLog writes the head back.
func (s *scribe) closeLog(ctx context.Context) error {
	if s.head == nil {
		return nil
	}
	h := s.head
	size, root := h.frontier.Size(), h.frontier.Root()
	if size-h.signed >= checkpointEvery {
		// A lost key must not stop writes; it is told by who asks for a checkpoint.
		if _, err := s.store.sign(ctx, s.c, s.id, h); err != nil && !fault.Is(err, fault.Unavailable) {
			return err
		}
	}
	_, err := s.c.exec(ctx, "UPDATE log_head SET size = $1, root = $2, peaks = $3, time = $4, signed = $5 WHERE org = $6",
		size, root[:], joinHashes(h.frontier.Peaks()), h.time.UnixMicro(), h.signed, s.c.org)
	return err
}

// sign signs and keeps a checkpoint of the head.
func (s *Store) sign(ctx context.Context, c *conn, organization string, h *head) ([]byte, error) {
	origin, err := journal.Origin(organization)
	if err != nil {
		return nil, err
	}
	signer, err := s.keys.signer(organization)
	if err != nil {
		return nil, err
	}
	note, err := journal.Checkpoint{Origin: origin, Size: h.frontier.Size(), Root: h.frontier.Root()}.Sign(signer)
	if err != nil {
		return nil, err
	}
	h.signed = h.frontier.Size()
	_, err = c.exec(ctx, "INSERT INTO checkpoint (org, size, note) VALUES ($1, $2, $3) ON CONFLICT (org, size) DO NOTHING", c.org, h.signed, note)
	return note, err
}

// forever is where a revision that stands ends.
const forever = math.MaxInt64

// position is where a sequence of the log lies.
func position(org, sequence int64) int64 { return first(org) + sequence }
