package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/record"
)

// listView is what the page of a list shows.
type listView struct {
	*app.Listing
	Words     string
	MayCreate bool
	Filtered  bool
	Importer  bool // spreadsheets can be read and written
	Counts    map[string]int
	values    url.Values
	remarks   []remark
}

func (s *server) listRoutes(mux *http.ServeMux) {
	mux.Handle("GET /list/{kind}", s.page(s.list))
	mux.Handle("GET /search", s.page(s.search))
	mux.Handle("GET /palette", s.page(s.palette))
	mux.Handle("GET /choose", s.page(s.choose))
	mux.Handle("GET /new/{kind}", s.page(s.newForm))
	mux.Handle("POST /new/{kind}", s.page(s.create))
	mux.Handle("GET /begin-soa", s.page(s.beginForm))
	mux.Handle("POST /begin-soa", s.page(s.begin))
}

func (s *server) recordRoutes(mux *http.ServeMux) {
	mux.Handle("GET /{key}", s.page(s.detail))
	mux.Handle("GET /{key}/edit", s.page(s.editForm))
	mux.Handle("POST /{key}/edit", s.page(s.edit))
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
	values := given(v.URL.Query())
	view := listView{Words: values.Get("q"), MayCreate: app.MayCreate(v.Actor, kind), Importer: s.importer != nil, values: values}
	if view.Listing, view.remarks, err = s.listed(v, kind, values); err != nil {
		return err
	}
	if view.Counts, err = s.app.Count(v.Context(), v.Actor, app.Query{Kind: kind.Name, IncludeEnded: true}, "state"); err != nil {
		return err
	}
	for name := range values {
		view.Filtered = view.Filtered || name != "sort" && name != "after" && name != "limit"
	}
	return s.show(w, v, http.StatusOK, kind.Plural, listPage(view))
}

// given are the values of an address that say something; a form sends its empty
// fields too.
func given(values url.Values) url.Values {
	for name, list := range values {
		if values[name] = slices.DeleteFunc(list, func(text string) bool { return strings.TrimSpace(text) == "" }); len(values[name]) == 0 {
			delete(values, name)
		}
	}
	return values
}

func (s *server) kindOf(v visit) (*record.Kind, error) {
	return s.app.Kind(v.PathValue("kind"))
}

// Columns are the fields that a list shows without being asked.
func (l listView) Columns() []*record.Field {
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		if f.Is(record.MarkTitle) || f.Is(record.MarkList) {
			fields = append(fields, f)
		}
	}
	return fields
}

// FilterFields are the fields that a list offers to filter by.
func (l listView) FilterFields() []*record.Field {
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		if f.Is(record.MarkIndex) && f.Type == record.TypeEnum && len(fields) < 4 {
			fields = append(fields, f)
		}
	}
	return fields
}

// Chosen is the value of a filter.
func (l listView) Chosen(name string) string { return l.values.Get(name) }

// Remarks are those on the parts of the address that a filter has sent.
func (l listView) Remarks(parts ...string) []remark {
	return slices.DeleteFunc(slices.Clone(l.remarks), func(r remark) bool { return !slices.Contains(parts, r.Part) })
}

// Unplaced are the remarks on what no filter of the page has sent.
func (l listView) Unplaced() []remark {
	placed := []string{"state"}
	for _, f := range slices.Concat(l.FilterFields(), l.MoreFilters()) {
		if placed = append(placed, f.Name); f.Type == record.TypeDate {
			placed = append(placed, f.Name+".ge", f.Name+".le")
		}
	}
	return slices.DeleteFunc(slices.Clone(l.remarks), func(r remark) bool { return slices.Contains(placed, r.Part) })
}

// CountOf is how many records a state has, in brackets.
func (l listView) CountOf(state string) string {
	return " (" + strconv.Itoa(l.Counts[state]) + ")"
}

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

// MoreFilters are the dates and references that a list can be filtered by.
func (l listView) MoreFilters() []*record.Field {
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		if f.Is(record.MarkIndex) && (f.Type == record.TypeDate || f.Type == record.TypeRef || f.Type == record.TypeBool) && f.Name != "system" {
			fields = append(fields, f)
		}
	}
	return fields
}

// MoreChosen tells whether one of those filters is set.
func (l listView) MoreChosen() bool {
	for _, f := range l.MoreFilters() {
		if l.Chosen(f.Name) != "" || l.Chosen(f.Name+".ge") != "" || l.Chosen(f.Name+".le") != "" {
			return true
		}
	}
	return false
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

// NextURL is the address of the next page.
func (l listView) NextURL() string { return l.with("after", l.Next) }

func (l listView) with(name, value string, without ...string) string {
	values := url.Values{}
	for k, v := range l.values {
		values[k] = v
	}
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
	if f.Type == record.TypeEnum || f.Type == record.TypePeriod {
		return "short"
	}
	return numeric(f)
}
