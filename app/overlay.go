package app

import (
	"context"
	"encoding/json"
	"time"

	"surety/fault"
	"surety/isms/org"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// Licensed text is kept as settings of the organization, apart from packs and
// records: one that says what there is of an edition, and one for each entry. So it is
// in no record, revision, search entry or report, and no door but the page of the entry
// asks for it.
const (
	overlaySetting     = "overlay:"
	overlayTextSetting = "overlaid:"
)

// KeptOverlay tells what licensed text is kept of an edition, without the text.
type KeptOverlay struct {
	Edition string    `json:"edition"` // iso27001@2022
	Licence string    `json:"licence,omitzero"`
	Entries []string  `json:"entries"`
	Digest  string    `json:"digest"` // over the texts
	Added   time.Time `json:"added"`
	By      string    `json:"by"` // account
}

// AddOverlay keeps the licensed text of an edition, in place of what was kept of it.
func (a *App) AddOverlay(ctx context.Context, actor Actor, o *pack.Overlay) error {
	if err := mayOverlay(actor); err != nil {
		return err
	}
	edition := o.Ref().String()
	settings, err := a.overlaidTexts(ctx, actor, edition)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	kept := KeptOverlay{Edition: edition, Licence: o.Licence, Entries: o.IDs, Digest: o.Digest(), Added: a.clock(), By: actor.Account}
	index, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	settings = append(settings, store.Setting{Name: overlaySetting + edition, Value: index})
	for _, id := range o.IDs {
		settings = append(settings, store.Setting{Name: overlaidName(edition, id), Value: []byte(o.Texts[id])})
	}
	return a.store.In(actor.Organization).PutSettings(ctx, settings...)
}

// RemoveOverlay destroys the licensed text that is kept of an edition.
func (a *App) RemoveOverlay(ctx context.Context, actor Actor, edition string) error {
	if err := mayOverlay(actor); err != nil {
		return err
	}
	settings, err := a.overlaidTexts(ctx, actor, edition)
	if err != nil {
		return err
	}
	return a.store.In(actor.Organization).PutSettings(ctx, append(settings, store.Setting{Name: overlaySetting + edition})...)
}

// Overlays tells of which editions licensed text is kept.
func (a *App) Overlays(ctx context.Context, actor Actor) ([]KeptOverlay, error) {
	if err := mayOverlay(actor); err != nil {
		return nil, err
	}
	settings, err := a.store.In(actor.Organization).Settings(ctx, overlaySetting)
	if err != nil {
		return nil, err
	}
	list := make([]KeptOverlay, len(settings))
	for i, s := range settings {
		if err := json.Unmarshal(s.Value, &list[i]); err != nil {
			return nil, fault.Wrap(err, "read what is kept as "+s.Name)
		}
	}
	return list, nil
}

// LicensedText is what the organization's licensed copy says of an entry, for a
// person of the organization who reads it in a browser. To scripts, to people from
// outside and to whoever is nobody it is empty: the licence doesn't cover them.
func (a *App) LicensedText(ctx context.Context, actor Actor, entry pack.Ref) (string, error) {
	if err := mayRead(actor); err != nil {
		return "", err
	}
	if actor.Origin != FromBrowser || actor.Person == "" {
		return "", nil
	}
	text, err := a.store.In(actor.Organization).Setting(ctx, overlaidName(entry.Whole().String(), entry.ID))
	if err != nil || text == nil {
		return "", err
	}
	found, err := a.store.In(actor.Organization).Get(ctx, actor.Person)
	if err != nil {
		return "", err
	}
	if covered(found[actor.Person]) {
		return string(text), nil
	}
	return "", nil
}

// covered tells whether the organization's licence covers a person: one of its own.
func covered(rec *record.Record) bool {
	if rec == nil || rec.Ended() {
		return false
	}
	person, ok := rec.Body.(*org.Person)
	return ok && !person.External
}

// overlaidTexts are the texts that are kept of an edition, as settings to be removed.
func (a *App) overlaidTexts(ctx context.Context, actor Actor, edition string) ([]store.Setting, error) {
	value, err := a.store.In(actor.Organization).Setting(ctx, overlaySetting+edition)
	if err != nil {
		return nil, err
	}
	if value == nil {
		return nil, fault.New(fault.NotFound, "no licensed text of %s is kept", edition)
	}
	var kept KeptOverlay
	if err := json.Unmarshal(value, &kept); err != nil {
		return nil, fault.Wrap(err, "read what is kept of "+edition)
	}
	settings := make([]store.Setting, len(kept.Entries))
	for i, id := range kept.Entries {
		settings[i].Name = overlaidName(edition, id)
	}
	return settings, nil
}

func overlaidName(edition, id string) string { return overlayTextSetting + edition + ":" + id }

func mayOverlay(actor Actor) error {
	if err := mayRead(actor); err != nil {
		return err
	}
	if actor.Has(Manager) && actor.Origin != FromAPI {
		return nil
	}
	return &fault.Error{Kind: fault.Forbidden, Message: "a manager keeps the organization's licensed texts", Mend: "ask a manager"}
}
