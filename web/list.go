package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"surety/app"
	"surety/record"
)

// listView is what the page of a list shows.
type listView struct {
	*app.Listing
	Words     string
	MayCreate bool
	MayChange bool
	Ticks     bool // rows can be chosen, to change many at once
	Filtered  bool
	Importer  bool           // spreadsheets can be read and written
	Counts    map[string]int // by state, of all that the actor may see
	Groups    []listGroup
	Before    []*record.Kind // what a record of the kind can't be without, and isn't there yet, of an empty list
	Offer     offer          // of the demonstration, of an empty list
	taste     app.ListTaste
	values    url.Values
	remarks   []remark
}

func (s *server) listRoutes(mux *http.ServeMux) {
	mux.Handle("GET /list/{kind}", s.page(s.list))
	mux.Handle("GET /list/{kind}/filter/{field}", s.page(s.filterChoices))
	mux.Handle("GET /list/{kind}/group/{field}", s.page(s.groupRows))
	mux.Handle("POST /list/{kind}/columns", s.page(s.chooseColumns))
	mux.Handle("POST /list/{kind}/views", s.page(s.keepView))
	mux.Handle("POST /list/{kind}/views/{index}/forget", s.page(s.forgetView))
	mux.Handle("GET /list/{kind}/change", s.page(s.changeForm))
	mux.Handle("POST /list/{kind}/change", s.page(s.changeMany))
	mux.Handle("GET /place/{place}", s.page(s.place))
	mux.Handle("GET /search", s.page(s.search))
	mux.Handle("GET /palette", s.page(s.palette))
	mux.Handle("GET /choose", s.page(s.choose))
	mux.Handle("POST /preview", s.page(s.preview))
	mux.Handle("GET /new/{kind}", s.page(s.newForm))
	mux.Handle("POST /new/{kind}", s.page(s.create))
	mux.Handle("GET /begin-soa", s.page(s.beginForm))
	mux.Handle("POST /begin-soa", s.page(s.begin))
}

func (s *server) recordRoutes(mux *http.ServeMux) {
	mux.Handle("GET /{key}", s.page(s.detail))
	mux.Handle("GET /{key}/edit", s.page(s.editForm))
	mux.Handle("POST /{key}/edit", s.page(s.edit))
	mux.Handle("GET /{key}/cell/{field}", s.page(s.cell))
	mux.Handle("POST /{key}/cell/{field}", s.page(s.changeCell))
	mux.Handle("GET /{key}/history", s.page(s.history))
	mux.Handle("POST /{key}/move/{transition}", s.page(s.move))
	mux.Handle("POST /{key}/confirm/{approval}", s.page(s.confirm))
	mux.Handle("POST /{key}/erase/{field}", s.page(s.erase))
	mux.Handle("GET /{key}/file/{field}/{index}", s.page(s.attachment))
}

func (s *server) list(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	view := listView{Words: v.URL.Query().Get("q"), MayCreate: app.MayCreate(v.Actor, kind), MayChange: app.MayEdit(v.Actor, kind), Ticks: app.MayEdit(v.Actor, kind), Importer: s.importer != nil && app.MayEdit(v.Actor, kind),
		taste: v.Actor.Preferences.Lists[kind.Name], values: given(v.URL.Query())}
	asked := view.selection()
	if view.Listing, view.remarks, err = s.listed(v, kind, asked); err != nil {
		return err
	}
	if view.Counts, err = s.app.Count(v.Context(), v.Actor, app.Query{Kind: kind.Name, IncludeEnded: true}, "state"); err != nil {
		return err
	}
	for name := range asked {
		view.Filtered = view.Filtered || name != "sort" && name != "after" && name != "limit"
	}
	if view.Empty() {
		if err := s.teach(v, &view); err != nil {
			return err
		}
	}
	if by := view.GroupedBy(); by != nil {
		if view.Groups, err = s.groups(v, view, by); err != nil {
			return err
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say(kind.Plural), listPage(view))
}

// given are the values of an address without the empty ones, which forms send too.
func given(values url.Values) url.Values {
	for name, list := range values {
		if values[name] = slices.DeleteFunc(list, func(text string) bool { return strings.TrimSpace(text) == "" }); len(values[name]) == 0 {
			delete(values, name)
		}
	}
	return values
}

// selection is the part of the address that says which records are listed; how
// they are shown is left out.
func (l listView) selection() url.Values {
	values := maps.Clone(l.values)
	delete(values, "group")
	return values
}

func (s *server) kindOf(v visit) (*record.Kind, error) {
	return s.app.Kind(v.PathValue("kind"))
}

// Columns are the fields that the list shows: those that the person has chosen,
// or those that the kind shows without being asked.
func (l listView) Columns() []*record.Field {
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		chosen := f.Is(record.MarkTitle) || f.Is(record.MarkList)
		if len(l.taste.Columns) > 0 {
			chosen = f.Is(record.MarkTitle) || slices.Contains(l.taste.Columns, f.Name)
		}
		if chosen {
			fields = append(fields, f)
		}
	}
	return fields
}

// Remarks say how parts of the address were read, where not as they stand.
func (l listView) Remarks() []remark { return l.remarks }

// Live is how many records have not ended.
func (l listView) Live() int {
	n := 0
	for _, st := range l.Kind.Lifecycle.States {
		if !st.Ended {
			n += l.Counts[st.Name]
		}
	}
	return n
}

// Sortable tells whether a list can be sorted by a field.
func (l listView) Sortable(f *record.Field) bool {
	return f.Sortable() || f.Is(record.MarkTitle)
}

// SortURL sorts by a field; a second time, the other way round.
func (l listView) SortURL(name string) string {
	if f := l.Kind.Field(name); f != nil && f.Is(record.MarkTitle) {
		name = "title"
	}
	if l.values.Get("sort") == name {
		name = "-" + name
	}
	return l.with("sort", name, "after")
}

// Arrow shows which way a list is sorted.
func (l listView) Arrow(name string) string {
	switch l.values.Get("sort") {
	case name:
		return " ↑"
	case "-" + name:
		return " ↓"
	}
	return ""
}

// First is the address of the first page; empty on it.
func (l listView) First() string {
	if l.values.Get("after") == "" {
		return ""
	}
	return l.with("sort", l.values.Get("sort"), "after")
}

// Following is the address of the next page; empty on the last.
func (l listView) Following() string {
	if l.Next == "" {
		return ""
	}
	return l.with("after", l.Next)
}

func (l listView) with(name, value string, without ...string) string {
	values := maps.Clone(l.values)
	for _, k := range without {
		values.Del(k)
	}
	values.Set(name, value)
	return listURL(l.Kind) + "?" + values.Encode()
}

func numeric(f *record.Field) string {
	switch f.Type {
	case record.TypeInteger, record.TypeDecimal, record.TypePercent, record.TypeMoney, record.TypeDate, record.TypeInstant:
		return "n"
	}
	return ""
}

func stateLabel(r *record.Record) string {
	if st, ok := r.Kind.Lifecycle.State(r.State); ok {
		return st.Label
	}
	return r.State
}

// clipText shortens a text for a list.
func clipText(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// cellClass keeps short values on one line and numbers at the right.
func cellClass(f *record.Field) string {
	if f.Is(record.MarkTitle) {
		return "title"
	}
	if f.Type == record.TypeEnum || f.Type == record.TypePeriod {
		return "short"
	}
	return numeric(f)
}

// Sorted is the aria-sort of a column.
func (l listView) Sorted(name string) string {
	switch l.Arrow(name) {
	case " ↑":
		return "ascending"
	case " ↓":
		return "descending"
	}
	return "none"
}

// editing marks a cell that can be edited in its place, with where its input is had.
func (l listView) editing(r *record.Record, f *record.Field) templ.Attributes {
	state, _ := r.Kind.Lifecycle.State(r.State)
	if !l.MayChange || state.Frozen || !inCell(f) {
		return nil
	}
	return templ.Attributes{"data-cell": recordURL(r.Key) + "/cell/" + f.Name}
}
