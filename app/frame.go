package app

import (
	"context"
	"sync"

	"surety/store"
)

// Frame is what stands around everything that the actor reads.
type Frame struct {
	Organization string          // its name
	Uses         map[string]bool // the kinds of which there is a record that the actor may see
}

// mostFrames bounds the frames kept of one organization; there is one a person.
const mostFrames = 5_000

// frames keeps frames, per organization and for what an actor may see, for as
// long as nothing is written there: every page asks for one.
type frames struct {
	mu    sync.Mutex
	known map[string]*framesAt // by organization
}

type framesAt struct {
	position int64
	frames   map[store.Sight]Frame
}

func newFrames() *frames { return &frames{known: map[string]*framesAt{}} }

func (f *frames) recall(organization string, position int64, sight store.Sight) (Frame, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	known := f.known[organization]
	if known == nil || known.position != position {
		return Frame{}, false
	}
	frame, ok := known.frames[sight]
	return frame, ok
}

// keep remembers a frame, unless something was written since it was read.
func (f *frames) keep(organization string, position int64, sight store.Sight, frame Frame) {
	f.mu.Lock()
	defer f.mu.Unlock()
	known := f.known[organization]
	if known == nil || known.position < position || len(known.frames) >= mostFrames {
		known = &framesAt{position: position, frames: map[store.Sight]Frame{}}
		f.known[organization] = known
	}
	if known.position == position {
		known.frames[sight] = frame
	}
}

// Frame reads what stands around a page. Whoever may read nothing uses nothing.
func (a *App) Frame(ctx context.Context, actor Actor) (Frame, error) {
	org, sight := a.store.In(actor.Organization), actor.Sight()
	position, err := position(ctx, actor.Organization, org)
	if err != nil {
		return Frame{}, err
	}
	mayRead := mayRead(actor) == nil
	if frame, ok := a.frames.recall(actor.Organization, position, sight); ok && mayRead {
		return frame, nil
	}
	frame := Frame{}
	if frame.Organization, err = a.OrganizationName(ctx, actor); err != nil || !mayRead {
		return frame, err
	}
	if frame.Uses, err = org.Uses(ctx, sight); err != nil {
		return Frame{}, err
	}
	a.frames.keep(actor.Organization, position, sight, frame)
	return frame, nil
}
