package app

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"surety/isms/control"
	"surety/isms/risk"
	"surety/isms/way"
	"surety/language"
	"surety/record"
)

// WayOffer is an offer with the record that would come of it.
type WayOffer struct {
	way.Offer
	Kind   *record.Kind
	Title  string
	Body   any            // what would be recorded; references that are not there yet are left out
	Target *record.Record // the record that it adds to; nil where it makes a new one
	Waits  string         // the name of what has to be taken before; empty: nothing
	Names  Names          // of what the body refers to
	Said   []string       // the fields that the offer fills
}

// offers are all that are not decided on and that can be.
func (r *wayReader) offers() ([]way.Offer, error) {
	tag := language.From(r.ctx).Tag()
	all, err := r.thoughtOf(tag)
	if err != nil {
		return nil, err
	}
	rows, err := r.rows(tag)
	if err != nil {
		return nil, err
	}
	groups := map[string]bool{} // of which one was taken
	for _, o := range all {
		if _, taken := r.way.taken[o.ID]; taken && o.Group != "" {
			groups[o.Group] = true
		}
	}
	var open []way.Offer
	for _, o := range append(all, rows...) {
		if r.way.decided[o.ID] != nil || groups[o.Group] {
			continue
		}
		if o.Of != "" && o.Kind != "soa_row" {
			due, err := r.addsTo(o)
			if err != nil {
				return nil, err
			}
			if !due {
				continue
			}
		}
		open = append(open, o)
	}
	return open, nil
}

// addsTo tells whether what an offer adds to is there and lacks what it adds.
func (r *wayReader) addsTo(o way.Offer) (bool, error) {
	target, err := r.target(o)
	if err != nil || target == nil {
		return false, err
	}
	for name := range o.Body {
		if target.Kind.Field(name).IsSet(target.Body) {
			return false, nil
		}
	}
	return true, nil
}

// target is the record that an offer adds to.
func (r *wayReader) target(o way.Offer) (*record.Record, error) {
	if o.Of == "" {
		return nil, nil
	}
	if o.Kind != "soa_row" {
		came, err := r.became()
		return came[r.way.taken[o.Of]], err
	}
	rows, err := r.live(o.Kind)
	if at := slices.IndexFunc(rows, func(rec *record.Record) bool { return rec.ID == record.ID(o.Of) }); at >= 0 {
		return rows[at], err
	}
	return nil, err
}

// undecided counts, for each step, the offers that nobody has decided on.
func (r *wayReader) undecided() (map[string]int, error) {
	offers, err := r.offers()
	counts := map[string]int{}
	for _, o := range offers {
		counts[o.Step]++
	}
	return counts, err
}

// readMethod finds how many steps the scales of the risk method have.
func (r *wayReader) readMethod() error {
	methods, err := r.live("risk_method")
	if err != nil || len(methods) == 0 {
		return err
	}
	body := methods[0].Body.(*risk.Method)
	r.way.facts.Consequence, r.way.facts.Likelihood = len(body.Consequence), len(body.Likelihood)
	return nil
}

// rows are the offers for the undecided rows of the Statement of Applicability.
func (r *wayReader) rows(tag string) ([]way.Offer, error) {
	rows, err := r.live("soa_row")
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	undecided := map[string]string{}
	for _, rec := range rows {
		if body := rec.Body.(*control.Row); body.Included == "undecided" && !body.Own && ofAnnexA(body) {
			undecided[body.Control] = string(rec.ID)
		}
	}
	if len(undecided) == 0 {
		return nil, nil
	}
	drivers, err := r.drivers()
	if err != nil {
		return nil, err
	}
	return way.Rows(r.way.facts, tag, undecided, drivers, func(offer string) (string, bool) {
		id, ok := r.way.taken[offer]
		return string(id), ok
	}), nil
}

// ofAnnexA tells the rows of ISO/IEC 27001's controls: for those of no other
// standard anything is proposed.
func ofAnnexA(row *control.Row) bool {
	return row.Standard == "" || strings.HasPrefix(row.Standard, "iso27001@")
}

// drivers gathers, for each control of the standard, the controls that carry it
// out and the risks that these treat.
func (r *wayReader) drivers() (map[string]way.Driver, error) {
	controls, err := r.live("control")
	if err != nil {
		return nil, err
	}
	treatments, err := r.live("treatment")
	if err != nil {
		return nil, err
	}
	drivers := map[string]way.Driver{}
	for _, rec := range controls {
		body := rec.Body.(*control.Control)
		if body.Standard == "" {
			continue
		}
		d := drivers[body.Standard]
		d.Controls, d.Status = append(d.Controls, string(rec.ID)), body.Status
		for _, t := range treatments {
			treatment := t.Body.(*risk.Treatment)
			if treatment.Option == "modify" && slices.Contains(treatment.Controls, record.Ref(rec.ID)) && !slices.Contains(d.Risks, string(treatment.Risk)) {
				d.Risks = append(d.Risks, string(treatment.Risk))
			}
		}
		drivers[body.Standard] = d
	}
	return drivers, nil
}

// resolved is an offer's body as JSON has it, with ids in the place of what it
// refers to. Ids of records that are made together are given; waits names an
// offer that has to be taken first.
func (r *wayReader) resolved(o way.Offer, together map[string]record.ID) (body map[string]any, waits string, err error) {
	kind := r.app.catalogue.Kind(o.Kind)
	body = maps.Clone(o.Body)
	for name, value := range body {
		field := kind.Field(name)
		switch {
		case field == nil:
		case field.Type == record.TypeRef:
			ids, err := r.ids(value, together)
			if err != nil {
				return nil, "", err
			}
			if len(ids) == 0 {
				waits = strings.TrimPrefix(value.(string), "@")
				delete(body, name)
				continue
			}
			body[name] = ids[0]
		case field.Type == record.TypeRefs:
			ids, err := r.ids(value, together)
			if err != nil {
				return nil, "", err
			}
			body[name] = ids
		}
	}
	return body, waits, nil
}

// ids are the ids that references stand for.
func (r *wayReader) ids(value any, together map[string]record.ID) ([]string, error) {
	ids := []string{}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			more, err := r.ids(v, together)
			if err != nil {
				return nil, err
			}
			ids = append(ids, more...)
		}
	case []string:
		return value, nil
	case string:
		name, isName := strings.CutPrefix(value, "@")
		if !isName {
			return append(ids, value), nil
		}
		if kind, ok := strings.CutPrefix(name, "each:"); ok {
			return r.idsOf(kind, false)
		}
		if kind, ok := strings.CutPrefix(name, "first:"); ok {
			return r.idsOf(kind, true)
		}
		if id, ok := together[name]; ok {
			return append(ids, string(id)), nil
		}
		if id, ok := r.way.taken[name]; ok {
			return append(ids, string(id)), nil
		}
	}
	return ids, nil
}

func (r *wayReader) idsOf(kind string, first bool) ([]string, error) {
	list, err := r.live(kind)
	ids := []string{}
	for _, rec := range list {
		ids = append(ids, string(rec.ID))
	}
	if first && len(ids) > 1 {
		ids = ids[:1]
	}
	return ids, err
}

// worked makes the record that an offer would become.
func (r *wayReader) worked(o way.Offer, together map[string]record.ID) (WayOffer, error) {
	w := WayOffer{Offer: o, Kind: r.app.catalogue.Kind(o.Kind), Said: slices.Sorted(maps.Keys(o.Body))}
	fields, waits, err := r.resolved(o, together)
	if err != nil {
		return w, err
	}
	w.Waits = waits
	data, err := json.Marshal(fields)
	if err != nil {
		return w, err
	}
	body, err := w.Kind.Decode(data, w.Kind.Schema)
	if err != nil {
		return w, err
	}
	if w.Target, err = r.target(o); err != nil {
		return w, err
	}
	if w.Target != nil {
		changed := w.Kind.Clone(w.Target.Body)
		for name := range fields {
			f := w.Kind.Field(name)
			if err := f.Set(changed, f.Get(body)); err != nil {
				return w, err
			}
		}
		body = changed
	}
	w.Body, w.Title = body, w.Kind.Title(body)
	return w, nil
}
