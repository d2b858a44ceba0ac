package app

import (
	"context"
	"encoding/json"

	"surety/fault"
)

// WorkSettings are how an organization lets work come to people.
type WorkSettings struct {
	// NoFigures hides from line managers how much of their people's is overdue.
	NoFigures bool `json:"no_figures,omitempty"`
}

const workSetting = "work"

func (a *App) workSettings(ctx context.Context, organization string) (s WorkSettings, err error) {
	text, err := a.store.In(organization).Setting(ctx, workSetting)
	if err != nil || text == nil {
		return s, err
	}
	return s, fault.Wrap(json.Unmarshal(text, &s), "read how work comes to people")
}

// WorkSettings reads how work comes to people.
func (a *App) WorkSettings(ctx context.Context, actor Actor) (WorkSettings, error) {
	if err := mayRead(actor); err != nil {
		return WorkSettings{}, err
	}
	return a.workSettings(ctx, actor.Organization)
}

// KeepWorkSettings changes how work comes to people.
func (a *App) KeepWorkSettings(ctx context.Context, actor Actor, s WorkSettings) error {
	if err := onlyManager(actor, "change how work comes to people"); err != nil {
		return err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return fault.Wrap(err, "write how work comes to people")
	}
	return a.store.In(actor.Organization).PutSetting(ctx, workSetting, text)
}
