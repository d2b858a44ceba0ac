package web

import (
	"fmt"
	"slices"
	"sort"
	"unicode/utf8"

	"surety/app"
	"surety/isms/audit"
	"surety/isms/measure"
	"surety/language"
	"surety/picture"
	"surety/record"
	"surety/report"
	"surety/web/components"
)

// detailView is the page of any record.
type detailView struct {
	*app.Detail
	Manager bool
	Custom  []customValue
	Adds    []components.Link // what can be added that refers to it
	Pages   []components.Link // of its concern
	Trend   *picture.Picture  // of its results; nil where there is none
	Papers  []components.Link // that can be had of it
	Gantt   *picture.Picture  // of what belongs to a plan; nil where there is none
	Carries bool              // a task can be made of it
	Gone    *app.Gone         // how it was disposed of; nil where it was not, or that is not to be seen
}

// ganttWidth is the width of a plan along the days in a page.
const ganttWidth = 640

type customValue struct{ Label, Value string }

func (s *server) detailView(v visit, d *app.Detail) (detailView, error) {
	view := detailView{Detail: d, Manager: v.Actor.Has(app.Manager), Adds: s.adds(v.reader(), v.Actor, d.Record), Papers: paperLinks(v, d), Pages: slices.Concat(riskPages(v.reader(), d), reviewPages(v, d), simulationPages(v, d), documentPages(v.reader(), d)), Trend: trendOf(v.reader(), d.Record)}
	var err error
	if view.Gone, err = s.app.DisposedOf(v.Context(), v.Actor, d.Record); err != nil {
		return view, err
	}
	if view.Gantt, err = report.Gantt(v.Context(), s.app, v.Actor, d.Record, ganttWidth, true); err != nil {
		return view, err
	}
	if line := riskLine(v.reader(), d); line != nil {
		view.Trend = line
	}
	if decision, ok := d.Record.Body.(*audit.Decision); ok {
		view.Carries = d.MayEdit && !d.Record.Ended() && !decision.Nothing && len(decision.CarriedBy) == 0 && app.MayCreate(v.Actor, s.app.Catalogue().Kind("task"))
	}
	if m, ok := d.Record.Body.(*measure.Measure); ok {
		if view.Trend, err = s.series(v, d.Record.Key, m); err != nil {
			return view, err
		}
	}
	if len(d.Record.Custom) == 0 {
		return view, nil
	}
	fields, err := s.app.CustomFields(v.Context(), v.Actor, d.Record.Kind)
	if err != nil {
		return view, err
	}
	view.Custom = customValues(d.Record, fields)
	return view, nil
}

// customValues are the organization's own fields of a record, under the names
// that they have now, or had.
func customValues(r *record.Record, fields []app.CustomField) []customValue {
	labels := map[string]string{}
	for _, f := range fields {
		labels[f.Name] = f.Label
	}
	var list []customValue
	for name, value := range r.Custom {
		label := labels[name]
		if label == "" {
			label = record.Words(name)
		}
		list = append(list, customValue{label, fmt.Sprint(value)})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Label < list[j].Label })
	return list
}

// adds lists the kinds that can be added with a reference to a record, each
// by the first of its fields that can hold one.
func (s *server) adds(reader language.Reader, actor app.Actor, r *record.Record) []components.Link {
	if r.Ended() {
		return nil
	}
	var list []components.Link
	for _, kind := range s.app.Catalogue().Kinds() {
		if kind.Place == "" || kind.Name == "judgement" || kind.Name == "soa" || !app.MayCreate(actor, kind) {
			continue
		}
		for _, f := range kind.Fields {
			if !f.Is(record.MarkComputed) && f.Back != "" && slices.Contains(f.To, r.Kind.Name) {
				list = append(list, components.Link{Label: reader.Say(kind.Label), URL: newURL(kind) + "?" + f.Name + "=" + r.Key + "&to=" + queryEscape(recordURL(r.Key))})
				break
			}
		}
	}
	return list
}

// next is the transition that the record waits for: one that approves it, once
// nothing stands in the way. Empty: none, and editing is the next act.
func (d detailView) next() string {
	if len(d.Failures) > 0 {
		return ""
	}
	for _, t := range d.Moves {
		if t.Approves {
			return t.Name
		}
	}
	return ""
}

// factLength is how many characters a text may have to stand among the facts.
const factLength = 48

// isFact tells whether a field's value is short: it stands at the side, where
// the eye finds it.
func (d detailView) isFact(f *record.Field) bool {
	switch f.Type {
	case record.TypeMarkdown, record.TypeRows, record.TypeRefs, record.TypeTexts, record.TypeAttachment, record.TypeAttachments:
		return false
	case record.TypeRef:
		return true
	}
	return utf8.RuneCountInString(d.Names.Text(f, d.Record.Body)) <= factLength
}

// Facts are the short fields: those that lists show, computed ones among them,
// then the rest of what people have given.
func (d detailView) Facts() []*record.Field {
	return append(d.fields(func(f *record.Field) bool { return d.isFact(f) && f.Is(record.MarkList) }),
		d.fields(func(f *record.Field) bool {
			return d.isFact(f) && !f.Is(record.MarkList) && !f.Is(record.MarkComputed)
		})...)
}

// WorkedOut are the computed fields that lists do not show.
func (d detailView) WorkedOut() []*record.Field {
	return d.fields(func(f *record.Field) bool {
		return d.isFact(f) && !f.Is(record.MarkList) && f.Is(record.MarkComputed)
	})
}

// Long are the fields that need room.
func (d detailView) Long() []*record.Field {
	return d.fields(func(f *record.Field) bool { return !d.isFact(f) })
}

// fields lists the fields that are set and wanted.
func (d detailView) fields(wanted func(*record.Field) bool) []*record.Field {
	var list []*record.Field
	for _, f := range d.Record.Kind.Fields {
		if !f.Is(record.MarkTitle) && f.IsSet(d.Record.Body) && wanted(f) {
			list = append(list, f)
		}
	}
	return list
}

// asks tells whether a transition is asked about once more: where it can't be
// taken back, or ends the record.
func asks(r *record.Record, t record.Transition) bool {
	to, _ := r.Kind.Lifecycle.State(t.To)
	return t.Consequence != "" || to.Ended
}

// mostRelated is how many records of one relation the page shows.
const mostRelated = 6

// relatedURL is the list of all records of a relation; empty where it can't be
// filtered so.
func relatedURL(r *record.Record, relation app.Relation) string {
	if relation.Field == nil || !relation.Field.Is(record.MarkIndex) {
		return ""
	}
	return listURL(relation.Kind) + "?" + relation.Field.Name + "=" + r.Key
}

// shownColumns are the columns of a field's rows in which something stands;
// digests are for machines.
func shownColumns(f *record.Field, rows []any) []*record.Field {
	var list []*record.Field
	for _, rf := range f.Row {
		if rf.Name != "basis" && slices.ContainsFunc(rows, rf.IsSet) {
			list = append(list, rf)
		}
	}
	return list
}

// referringWords names a relation: the kind that refers, and by which field.
func referringWords(r language.Reader, relation app.Relation) string {
	if relation.Field == nil {
		return r.Say(relation.Kind.Plural)
	}
	return r.Say(relation.Kind.Plural) + " · " + r.Say(relation.Field.Label)
}
