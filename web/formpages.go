package web

import (
	"maps"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

func (s *server) newForm(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	if begins := newURL(kind); begins != v.URL.Path { // not with a form
		http.Redirect(w, v.Request, begins, http.StatusSeeOther)
		return nil
	}
	if err := app.CheckCreate(v.Actor, kind); err != nil {
		return err
	}
	f := newForm(kind)
	f.Once = string(s.app.NewID())
	for _, start := range kind.Starts {
		if start.Name == v.URL.Query().Get("start") {
			f.fill(v.reader(), &record.Record{Kind: kind, Body: start.Body}, nil)
			f.translate(v.reader())
			f.Start = start.Name
		}
	}
	if err := s.fillOffer(v, f); err != nil {
		return err
	}
	for name, list := range v.URL.Query() { // a link may fill in what is known
		if f.Offer == "" || name == "to" {
			f.Texts[name] = list[0]
		}
	}
	f.To = f.Texts["to"]
	return s.showForm(w, v, http.StatusOK, f)
}

// translate puts what a start is filled with into the reader's language, texts of
// rows included. What the language has no words for, such as a formula, stays; and
// what refers to another text by its words, as a matrix to levels, still does.
func (f *form) translate(r language.Reader) {
	for _, field := range f.Fields() {
		f.translateIn(r, field, field.Name)
		if field.Type != record.TypeRows {
			continue
		}
		for _, i := range f.Rows(field) {
			for _, rf := range field.Row {
				f.translateIn(r, rf, rowName(field, i, rf))
			}
		}
	}
}

func (f *form) translateIn(r language.Reader, field *record.Field, name string) {
	text := f.Texts[name]
	switch {
	case text == "":
	case field.Type == record.TypeText || field.Type == record.TypeMarkdown:
		f.Texts[name] = r.Say(text)
	case field.Type == record.TypeTexts:
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			lines[i] = r.Say(line)
		}
		f.Texts[name] = strings.Join(lines, "\n")
	}
}

func (s *server) showForm(w http.ResponseWriter, v visit, status int, f *form) error {
	var err error
	if f.Custom, err = s.app.CustomFields(v.Context(), v.Actor, f.Kind); err != nil {
		return err
	}
	title := v.reader().Say("New: %s", v.reader().Say(f.Kind.Label))
	if f.Key != "" {
		title = v.reader().Say("Edit %s", f.Key)
	}
	return s.show(w, v, status, title, formPage(f, title, v.Actor.Has(app.Manager)))
}

func (s *server) editForm(w http.ResponseWriter, v visit) error {
	f, rec, err := s.formOf(v)
	if err != nil {
		return err
	}
	if err := app.CheckEdit(v.Actor, rec); err != nil {
		return err
	}
	f.To = v.URL.Query().Get("to")
	if err := s.restore(v, f, rec); err != nil {
		return err
	}
	return s.showForm(w, v, http.StatusOK, f)
}

// restore puts the value that a field had in an earlier revision into the form.
// Nothing is saved by that: a restored value is a new revision, like any other.
func (s *server) restore(v visit, f *form, rec *record.Record) error {
	field := rec.Kind.Field(v.URL.Query().Get("field"))
	revision, err := strconv.Atoi(v.URL.Query().Get("restore"))
	if err != nil || field == nil || field.Is(record.MarkComputed) {
		return nil
	}
	entries, err := s.app.History(v.Context(), v.Actor, rec, revision+1)
	if err != nil {
		return err
	}
	if len(entries) == 0 || entries[0].Revision.Revision != revision || entries[0].Record == nil {
		return fault.New(fault.NotFound, "%s has no revision %d", rec.Key, revision)
	}
	names, err := s.app.NamesOf(v.Context(), v.Actor, entries[0].Record)
	if err != nil {
		return err
	}
	old := newForm(rec.Kind)
	old.fill(v.reader(), entries[0].Record, names)
	f.restoreFrom(old, field)
	f.Restored = v.reader().Say("“%s” is filled in as it was in revision %d. Save to make it so again.", v.reader().Say(field.Label), revision)
	return nil
}

// restoreFrom takes over what another form says in a field.
func (f *form) restoreFrom(old *form, field *record.Field) {
	maps.Copy(f.Titles, old.Titles)
	f.Texts[field.Name] = old.Texts[field.Name]
	if field.Type != record.TypeRows {
		return
	}
	f.Counts[field.Name] = old.Counts[field.Name]
	for _, i := range old.Rows(field) {
		for _, rf := range field.Row {
			f.Texts[rowName(field, i, rf)] = old.Texts[rowName(field, i, rf)]
		}
	}
}

// formOf is the form of a record as it stands.
func (s *server) formOf(v visit) (*form, *record.Record, error) {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return nil, nil, err
	}
	names, err := s.app.NamesOf(v.Context(), v.Actor, rec)
	if err != nil {
		return nil, nil, err
	}
	f := newForm(rec.Kind)
	f.fill(v.reader(), rec, names)
	return f, rec, nil
}

// readForm reads a form that was sent, with its uploads.
func (s *server) readForm(v visit, f *form) (rowButton bool, err error) {
	if v.MultipartForm == nil {
		return f.read(v.PostForm), nil
	}
	rowButton = f.read(v.MultipartForm.Value)
	for name, uploads := range v.MultipartForm.File {
		for _, upload := range uploads {
			line, err := s.keep(v, f.Kind, upload)
			if err != nil {
				return rowButton, err
			}
			name := strings.TrimPrefix(name, "upload.")
			if field := f.Kind.Field(name); field != nil && field.Type == record.TypeAttachments {
				line = strings.TrimSpace(f.Texts[name] + "\n" + line)
			}
			f.Texts[name] = line
		}
	}
	return rowButton, nil
}

func (s *server) create(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	f := newForm(kind)
	if f.Custom, err = s.app.CustomFields(v.Context(), v.Actor, kind); err != nil {
		return err
	}
	if again, err := s.readForm(v, f); err != nil || again {
		return s.showOr(w, v, http.StatusOK, f, err)
	}
	if err := s.findTyped(v, f); err != nil {
		return err
	}
	body := f.body(v.reader())
	if len(f.Faults) > 0 {
		return s.showForm(w, v, http.StatusUnprocessableEntity, f)
	}
	made, err := s.made(v, f, app.Create{Kind: kind.Name, Body: body, Mark: f.Texts["mark"], Readers: f.readers(), Custom: f.custom()})
	if err != nil {
		if f.take(v.reader(), err) {
			return s.showForm(w, v, http.StatusUnprocessableEntity, f)
		}
		return err
	}
	setNotice(w, v.reader().Say("%s is there.", made.Key))
	http.Redirect(w, v.Request, f.leads(made.Key), http.StatusSeeOther)
	return nil
}

// leads is where saving leads: where one came from, or to the record.
func (f *form) leads(key string) string {
	if f.To == "" {
		return recordURL(key)
	}
	return inHouse(f.To)
}

func (s *server) showOr(w http.ResponseWriter, v visit, status int, f *form, err error) error {
	if err != nil {
		return err
	}
	return s.showForm(w, v, status, f)
}

func (s *server) edit(w http.ResponseWriter, v visit) error {
	f, rec, err := s.formOf(v)
	if err != nil {
		return err
	}
	if f.Custom, err = s.app.CustomFields(v.Context(), v.Actor, rec.Kind); err != nil {
		return err
	}
	if again, err := s.readForm(v, f); err != nil || again {
		return s.showOr(w, v, http.StatusOK, f, err)
	}
	if f.Base, err = baseOf(v); err != nil {
		return err
	}
	if err := s.findTyped(v, f); err != nil {
		return err
	}
	body := f.body(v.reader())
	if len(f.Faults) > 0 {
		return s.showForm(w, v, http.StatusUnprocessableEntity, f)
	}
	if err := s.keepUntouched(v, rec, body); err != nil {
		return err
	}
	command := app.Edit{ID: rec.ID, Base: f.Base, Body: body, Custom: f.custom()}
	if v.Actor.Has(app.Manager) {
		mark, readers := f.Texts["mark"], f.readers()
		command.Mark, command.Readers = &mark, &readers
	}
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{}, command)
	switch {
	case err == nil:
		if done[0].Revision == f.Base {
			setNotice(w, v.reader().Say("Nothing was changed: %s stands as it was.", rec.Key))
		} else {
			setNotice(w, v.reader().Say("%s is saved.", rec.Key))
		}
		http.Redirect(w, v.Request, f.leads(rec.Key), http.StatusSeeOther)
		return nil
	case fault.Is(err, fault.Stale):
		return s.showStale(w, v, f, rec)
	case f.take(v.reader(), err):
		return s.showForm(w, v, http.StatusUnprocessableEntity, f)
	}
	return err
}

// keepUntouched leaves each field as it stands whose input came back as it was
// shown. A form can't show everything: blank lines at the end of a text are lost
// in it, and what is approved would thus change unseen.
func (s *server) keepUntouched(v visit, stands *record.Record, body any) error {
	names, err := s.app.NamesOf(v.Context(), v.Actor, stands)
	if err != nil {
		return err
	}
	shown := newForm(stands.Kind)
	shown.fill(v.reader(), stands, names)
	untouched := shown.body(v.reader())
	for _, field := range shown.Fields() {
		if !reflect.DeepEqual(field.Get(untouched), field.Get(body)) {
			continue
		}
		if err := field.Set(body, field.Get(stands.Body)); err != nil {
			return err
		}
	}
	return nil
}

// showStale puts both versions side by side; saving once more is then based on
// the version that stands.
func (s *server) showStale(w http.ResponseWriter, v visit, f *form, stands *record.Record) error {
	theirs := newForm(f.Kind)
	names, err := s.app.NamesOf(v.Context(), v.Actor, stands)
	if err != nil {
		return err
	}
	theirs.fill(v.reader(), stands, names)
	maps.Copy(f.Titles, theirs.Titles)
	maps.Copy(theirs.Titles, f.Titles)
	f.Stale = &staleView{Revision: stands.Revision}
	for _, field := range f.Fields() {
		if a, b := theirs.said(v.reader(), field), f.said(v.reader(), field); a != b {
			f.Stale.Changes = append(f.Stale.Changes, staleChange{v.reader().Say(field.Label), a, b})
		}
	}
	f.Base = stands.Revision
	return s.showForm(w, v, http.StatusConflict, f)
}

// said is what a form says in a field, its rows included, to be compared.
func (f *form) said(r language.Reader, field *record.Field) string {
	if field.Type != record.TypeRows {
		return f.saidIn(field, field.Name)
	}
	var lines []string
	for _, i := range f.Rows(field) {
		var parts []string
		for _, rf := range field.Row {
			if text := f.saidIn(rf, rowName(field, i, rf)); text != "" {
				parts = append(parts, r.Say(rf.Label)+": "+text)
			}
		}
		lines = append(lines, strings.Join(parts, ", "))
	}
	return strings.Join(lines, "\n")
}

// saidIn is what an input says; of references always their keys with their titles,
// since they come as keys alone, or as people have chosen them.
func (f *form) saidIn(field *record.Field, name string) string {
	switch field.Type {
	case record.TypeRef:
		return f.called(f.Texts[name])
	case record.TypeRefs:
		list := refTexts(f.Texts[name])
		for i, text := range list {
			list[i] = f.called(text)
		}
		return strings.Join(list, "\n")
	}
	return f.Texts[name]
}
