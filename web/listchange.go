package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// mostAtOnce is how many records one form changes.
const mostAtOnce = app.MostLimit

// changeView is the change of one field in many records: first the value is
// chosen, then what it does to each record is shown, then it is done.
type changeView struct {
	*form
	Field   *record.Field // nil: not chosen yet
	Rows    []changeRow
	More    bool // the selection has more than can be changed at once
	Shown   bool // what the value does is shown
	Changes int  // how many records it changes
	Back    string
}

// changeRow is one record before and after.
type changeRow struct {
	Record *record.Record
	Now    string
	Then   string
	Fault  string
}

// changeable are the fields that can be changed in many records at once.
func changeable(kind *record.Kind) []*record.Field {
	var fields []*record.Field
	for _, f := range kind.Fields {
		if inCell(f) && !f.Is(record.MarkTitle) && !f.Is(record.MarkPersonal) {
			fields = append(fields, f)
		}
	}
	return fields
}

// changeForm asks which value a field of the chosen records is to have.
func (s *server) changeForm(w http.ResponseWriter, v visit) error {
	view, err := s.changeOf(v, v.URL.Query())
	if err != nil {
		return err
	}
	return s.showChange(w, v, http.StatusOK, view)
}

// changeOf reads which records and which field are meant. Records are named one by
// one, or all of a selection are.
func (s *server) changeOf(v visit, values url.Values) (*changeView, error) {
	kind, err := s.kindOf(v)
	if err != nil {
		return nil, err
	}
	if !app.MayEdit(v.Actor, kind) {
		return nil, fault.New(fault.Forbidden, "you may not change these: %s", fault.Word(kind.Plural))
	}
	view := &changeView{form: newForm(kind), Back: listURL(kind) + "?" + savedQuery(values.Get("query"))}
	records, names, err := s.chosen(v, view, values)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(changeable(kind), func(f *record.Field) bool { return f.Name == values.Get("field") }); i >= 0 {
		view.Field = changeable(kind)[i]
	}
	for _, rec := range records {
		row := changeRow{Record: rec}
		if view.Field != nil {
			row.Now = names.Said(v.reader(), view.Field, rec.Body)
		}
		view.Rows = append(view.Rows, row)
	}
	return view, nil
}

func (s *server) chosen(v visit, view *changeView, values url.Values) ([]*record.Record, app.Names, error) {
	if values.Get("all") != "" {
		selection, err := url.ParseQuery(values.Get("query"))
		if err != nil {
			return nil, nil, fault.New(fault.Malformed, "the selection can't be read: go back to the list and choose again")
		}
		selection.Set("limit", strconv.Itoa(mostAtOnce))
		delete(selection, "after")
		delete(selection, "group")
		listing, _, err := s.listed(v, view.Kind, given(selection))
		if err != nil {
			return nil, nil, err
		}
		view.More = listing.Next != ""
		return listing.Records, listing.Names, nil
	}
	keys := values["key"]
	if len(keys) > mostAtOnce {
		return nil, nil, fault.New(fault.TooLarge, "%d records were chosen: at most %d are changed at once", len(keys), mostAtOnce)
	}
	named, err := s.app.Named(v.Context(), v.Actor, keys...)
	if err != nil {
		return nil, nil, err
	}
	var records []*record.Record
	for _, rec := range named {
		if rec.Kind == view.Kind {
			records = append(records, rec)
		}
	}
	slices.SortFunc(records, func(a, b *record.Record) int { return cmp.Compare(a.Key, b.Key) })
	names, err := s.app.NamesOf(v.Context(), v.Actor, records...)
	return records, names, err
}

// changeMany shows what a value does to each of the records, and does it when it
// was shown before.
func (s *server) changeMany(w http.ResponseWriter, v visit) error {
	view, err := s.changeOf(v, v.PostForm)
	if err != nil {
		return err
	}
	if view.Field == nil || len(view.Rows) == 0 {
		return s.showChange(w, v, http.StatusOK, view)
	}
	view.take1(view.Field, v.PostForm)
	wanted := view.Kind.New()
	view.parse(v.reader(), view.Field, view.Field.Name, wanted)
	if len(view.Faults) > 0 {
		return s.showChange(w, v, http.StatusUnprocessableEntity, view)
	}
	commands := view.commands(view.Field.Text(wanted), v.PostForm)
	if v.PostFormValue("do") != "" {
		return s.doChange(w, v, view, commands)
	}
	return s.showEffect(w, v, view, commands)
}

// commands are the edits of all rows, each based on the revision that was shown.
func (c *changeView) commands(text string, sent url.Values) []app.Command {
	commands := make([]app.Command, len(c.Rows))
	for i, row := range c.Rows {
		base, err := strconv.Atoi(sent.Get("base." + row.Record.Key))
		if err != nil {
			base = row.Record.Revision
		}
		commands[i] = app.Edit{ID: row.Record.ID, Base: base, Set: map[string]string{c.Field.Name: text}}
	}
	return commands
}

func (s *server) showEffect(w http.ResponseWriter, v visit, view *changeView, commands []app.Command) error {
	then, err := s.app.Rehearse(v.Context(), v.Actor, commands...)
	if err != nil && !view.refuse(err) {
		return err
	}
	names, err := s.app.NamesOf(v.Context(), v.Actor, then...)
	if err != nil {
		return err
	}
	for i := range view.Rows {
		row := &view.Rows[i]
		for _, rec := range then {
			if rec.ID == row.Record.ID {
				row.Then = names.Said(v.reader(), view.Field, rec.Body)
			}
		}
		if row.Then != row.Now && row.Fault == "" {
			view.Changes++
		}
	}
	view.Shown = len(then) > 0
	return s.showChange(w, v, http.StatusOK, view)
}

// refuse puts what is wrong to the rows that it is about.
func (c *changeView) refuse(err error) bool {
	faults, ok := errors.AsType[fault.List](err)
	if !ok {
		one, ok := errors.AsType[*fault.Error](err)
		if !ok || one.Kind == fault.Internal {
			return false
		}
		faults = fault.List{one}
	}
	for _, e := range faults {
		i := slices.IndexFunc(c.Rows, func(row changeRow) bool { return row.Record.Key == e.Record })
		if i < 0 {
			c.Other = append(c.Other, e.Message)
			continue
		}
		c.Rows[i].Fault = e.Message
	}
	return true
}

func (s *server) doChange(w http.ResponseWriter, v visit, view *changeView, commands []app.Command) error {
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{ID: v.PostFormValue("once"), Note: v.PostFormValue("note")}, commands...)
	if err != nil {
		if !view.refuse(err) {
			return err
		}
		return s.showChange(w, v, http.StatusUnprocessableEntity, view)
	}
	setNotice(w, v.reader().Count(len(done), "A record is changed.", "%d records are changed."))
	http.Redirect(w, v.Request, view.Back, http.StatusSeeOther)
	return nil
}

func (s *server) showChange(w http.ResponseWriter, v visit, status int, view *changeView) error {
	view.Once = string(s.app.NewID())
	title := v.reader().Say("Change several: %s", v.reader().Say(view.Kind.Plural))
	return s.show(w, v, status, title, changePage(view, title, v.URL.Query()))
}

// take1 reads the texts that a form sent for one field.
func (f *form) take1(field *record.Field, sent url.Values) {
	f.Texts[field.Name] = strings.ReplaceAll(strings.Join(sent[field.Name], "\n"), "\r\n", "\n")
}
