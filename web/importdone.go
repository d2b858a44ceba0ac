package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"surety/app"
	"surety/language"
	"surety/record"
)

// mostListed is how many records of a sort the page after an import names.
const mostListed = 150

// doneView is the page after an import.
type doneView struct {
	Kind                        *record.Kind
	File                        string
	Created, Updated, Unchanged int
	Made, Changed, Beside       []*record.Record // the first of them
}

// sendToDone goes to the page that says what an import has made. Its address
// names the records, so that one can come back to it from them.
func sendToDone(w http.ResponseWriter, v visit, kind *record.Kind, file string, p *ImportPlan) {
	var made, changed, beside []string
	for _, row := range p.Rows {
		switch row.Action {
		case "create":
			made = append(made, row.Key)
		case "update":
			changed = append(changed, row.Key)
		}
	}
	for _, n := range p.New {
		beside = append(beside, n.Key)
	}
	query := url.Values{"kind": {kind.Name}, "file": {file}}
	for name, keys := range map[string][]string{"made": made, "changed": changed, "beside": beside} {
		query.Set(name, strings.Join(keys[:min(len(keys), mostListed)], ","))
	}
	for name, n := range map[string]int{"created": p.Create, "updated": p.Update, "unchanged": p.Unchanged} {
		query.Set(name, strconv.Itoa(n))
	}
	http.Redirect(w, v.Request, "/import/done?"+query.Encode(), http.StatusSeeOther)
}

// importDone says what an import has made, with links to it.
func (s *server) importDone(w http.ResponseWriter, v visit) error {
	query := v.URL.Query()
	kind, err := s.app.Kind(query.Get("kind"))
	if err != nil {
		return err
	}
	done := doneView{Kind: kind, File: query.Get("file")}
	for name, n := range map[string]*int{"created": &done.Created, "updated": &done.Updated, "unchanged": &done.Unchanged} {
		*n, _ = strconv.Atoi(query.Get(name)) // a number that isn't one counts nothing
	}
	for name, records := range map[string]*[]*record.Record{"made": &done.Made, "changed": &done.Changed, "beside": &done.Beside} {
		if *records, err = s.keyed(v, query.Get(name)); err != nil {
			return err
		}
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Imported"), donePage(done))
}

// keyed are the records of a list of keys that the visitor may see, kind by kind.
func (s *server) keyed(v visit, list string) ([]*record.Record, error) {
	byKind := map[*record.Kind][]string{}
	var kinds []*record.Kind
	for i, key := range strings.Split(list, ",") {
		kind := s.app.Catalogue().OfKey(key)
		if kind == nil || i >= mostListed {
			continue
		}
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		byKind[kind] = append(byKind[kind], key)
	}
	var records []*record.Record
	for _, kind := range kinds {
		listing, err := s.app.List(v.Context(), v.Actor, app.Query{
			Kind: kind.Name, Sort: "key", Limit: mostListed, IncludeEnded: true,
			Filters: []app.Filter{{Field: "key", Op: "in", Values: byKind[kind]}},
		})
		if err != nil {
			return nil, err
		}
		records = append(records, listing.Records...)
	}
	return records, nil
}

// notListed says how many of those that were made the page doesn't name.
func notListed(r language.Reader, n, listed int) string {
	if n > mostListed && listed > 0 {
		return r.Say("The first %d of %d.", listed, n)
	}
	return ""
}
