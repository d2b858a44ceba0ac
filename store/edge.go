package store

import (
	"context"

	"surety/fault"
	"surety/journal"
)

// edge gives the frontier that a log goes on from. Its peaks are kept so that a
// write needs no other row; where they were damaged they are made anew from the
// entries, but only when these have the root that the head says.
func edge(ctx context.Context, c *conn, size int64, root, peaks []byte) (journal.Frontier, error) {
	fits := func(f journal.Frontier) bool {
		now := f.Root()
		return string(now[:]) == string(root)
	}
	if hashes, err := splitHashes(peaks); err == nil {
		if f, err := journal.NewFrontier(size, hashes); err == nil && fits(f) {
			return f, nil
		}
	}
	f, err := journal.ReadFrontier(size, hashReader(ctx, c))
	if err != nil {
		return f, fault.Wrap(err, "make the peaks of the log's head anew")
	}
	if !fits(f) {
		return f, &fault.Error{Kind: fault.Internal, Message: "the log's head has another root than its entries: it was altered, so nothing more is written",
			Mend: "see with log verify what does not fit, and restore the newest backup that verifies"}
	}
	return f, nil
}

// keptPeaks are stored peaks for a check. What are no hashes fits no tree.
func keptPeaks(joined []byte) []journal.Hash {
	hashes, err := splitHashes(joined)
	if err != nil {
		return []journal.Hash{}
	}
	return hashes
}
