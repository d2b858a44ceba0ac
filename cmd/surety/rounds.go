package main

import (
	"context"
	"log/slog"
	"time"
)

// roundPause is how long the program waits before it looks again what a day has brought.
const roundPause = 10 * time.Minute

// goRound does what is due on a day by itself until the context ends; what it returns
// waits for the end.
func goRound(ctx context.Context, p *program, log *slog.Logger) (wait func()) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(roundPause)
		defer ticker.Stop()
		for {
			if err := p.PublishDue(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "a document was not published on its day", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
	}()
	return func() { <-ended }
}
