package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// Choosable are the fields that can be columns.
func (l listView) Choosable() []*record.Field {
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		switch f.Type {
		case record.TypeRows, record.TypeAttachment, record.TypeAttachments:
			continue
		}
		if !f.Is(record.MarkTitle) {
			fields = append(fields, f)
		}
	}
	return fields
}

// Shown tells whether a field is a column now.
func (l listView) Shown(f *record.Field) bool { return slices.Contains(l.Columns(), f) }

// chooseColumns keeps which columns the person wants to see; none is those that
// the kind shows without being asked.
func (s *server) chooseColumns(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	return s.keepTaste(w, v, kind, func(taste *app.ListTaste) {
		taste.Columns = nil
		if v.PostFormValue("usual") != "" {
			return
		}
		for _, name := range v.PostForm["column"] {
			if kind.Field(name) != nil {
				taste.Columns = append(taste.Columns, name)
			}
		}
	})
}

// keepView gives the present selection a name.
func (s *server) keepView(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	return s.keepTaste(w, v, kind, func(taste *app.ListTaste) {
		view := app.SavedView{Name: strings.TrimSpace(v.PostFormValue("name")), Query: savedQuery(v.PostFormValue("query"))}
		same := slices.IndexFunc(taste.Views, func(old app.SavedView) bool { return old.Name == view.Name })
		if same >= 0 {
			taste.Views[same] = view
		} else {
			taste.Views = append(taste.Views, view)
		}
	})
}

// forgetView removes a saved view.
func (s *server) forgetView(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	i, err := strconv.Atoi(v.PathValue("index"))
	if err != nil || i < 0 || i >= len(v.Actor.Preferences.Lists[kind.Name].Views) {
		return fault.New(fault.NotFound, "there is no such saved view")
	}
	return s.keepTaste(w, v, kind, func(taste *app.ListTaste) { taste.Views = slices.Delete(taste.Views, i, i+1) })
}

// keepTaste keeps how the person likes a list, and shows the list again.
func (s *server) keepTaste(w http.ResponseWriter, v visit, kind *record.Kind, change func(*app.ListTaste)) error {
	if err := v.ParseForm(); err != nil {
		return fault.New(fault.Malformed, "the form can't be read: %w", err)
	}
	wanted := v.Actor.Preferences
	wanted.Lists = maps.Clone(wanted.Lists)
	if wanted.Lists == nil {
		wanted.Lists = map[string]app.ListTaste{}
	}
	taste := wanted.Lists[kind.Name]
	taste.Views = slices.Clone(taste.Views)
	change(&taste)
	wanted.Lists[kind.Name] = taste
	if err := s.app.KeepPreferences(v.Context(), v.Actor, wanted); err != nil {
		return err
	}
	http.Redirect(w, v.Request, listURL(kind)+"?"+savedQuery(v.PostFormValue("query")), http.StatusSeeOther)
	return nil
}

// savedQuery is a selection without its page; what can't be read is none.
func savedQuery(text string) string {
	values, err := url.ParseQuery(text)
	if err != nil {
		return ""
	}
	values.Del("after")
	return given(values).Encode()
}

// Views are the person's saved views of the list.
func (l listView) Views() []savedView {
	var list []savedView
	for i, view := range l.taste.Views {
		list = append(list, savedView{view.Name, listURL(l.Kind) + "?" + view.Query, view.Query == l.Query(), listURL(l.Kind) + "/views/" + strconv.Itoa(i) + "/forget"})
	}
	return list
}

// savedView is a saved view as a link.
type savedView struct {
	Name    string
	URL     string
	Current bool
	Forget  string
}

// Query is the present selection as it would be saved.
func (l listView) Query() string { return savedQuery(l.values.Encode()) }

// InView tells whether the present selection is one that was saved.
func (l listView) InView() bool {
	return slices.ContainsFunc(l.Views(), func(v savedView) bool { return v.Current })
}
