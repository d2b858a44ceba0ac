package app

import (
	"encoding/json"
	"maps"

	"surety/fault"
	"surety/isms/document"
	"surety/isms/way"
	"surety/language"
	"surety/record"
)

// thoughtOf are all offers, whatever was decided on them; documents begin with their
// templates, filled with the organization's own facts.
func (r *wayReader) thoughtOf(tag string) ([]way.Offer, error) {
	if r.thought != nil {
		return r.thought, nil
	}
	facts, _, err := r.app.documentFacts(r.ctx, r.actor, language.From(r.ctx))
	if err != nil {
		return nil, err
	}
	documents, err := r.live("document")
	if err != nil {
		return nil, err
	}
	begun := map[string]bool{} // by themselves or by an offer
	for _, rec := range documents {
		begun[rec.Body.(*document.Document).Template] = true
	}
	var list []way.Offer
	for _, o := range way.Offers(r.way.facts, tag) {
		if o.Template != "" {
			if begun[o.Template] && r.way.decided[o.ID] == nil {
				continue
			}
			if err := r.fromTemplate(&o, tag, facts); err != nil {
				return nil, err
			}
		}
		list = append(list, o)
	}
	r.thought = list
	return list, nil
}

// fromTemplate adds to an offer what its template says; its author is who takes it.
func (r *wayReader) fromTemplate(o *way.Offer, tag string, facts map[string]string) error {
	template, ok := document.FindTemplate(o.Template, tag)
	if !ok {
		return fault.New(fault.NotFound, "there is no template %s in this language", o.Template)
	}
	begun, err := template.Begin(facts)
	if err != nil {
		return err
	}
	begun.Systems = []record.Ref{record.Ref(r.way.System.ID)}
	if r.actor.Person != "" { // who confirms it as their text does not approve it alone
		begun.Authors = []record.Ref{record.Ref(r.actor.Person)}
	}
	data, err := r.app.catalogue.Kind(o.Kind).Encode(begun)
	if err != nil {
		return err
	}
	body := map[string]any{}
	if err := json.Unmarshal(data, &body); err != nil {
		return err
	}
	maps.Copy(body, o.Body)
	o.Body = body
	return nil
}
