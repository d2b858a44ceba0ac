package web

import (
	"net/http"
	"strings"
)

// found is one line of a search.
type found struct {
	Key, Title, Kind string
}

const mostFound = 50

func (s *server) search(w http.ResponseWriter, v visit) error {
	words := strings.TrimSpace(v.URL.Query().Get("q"))
	if s.app.Catalogue().OfKey(words) != nil {
		if rec, err := s.app.Get(v.Context(), v.Actor, words); err == nil {
			http.Redirect(w, v.Request, recordURL(rec.Key), http.StatusSeeOther)
			return nil
		}
	}
	list, err := s.find(v, words, nil, mostFound)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Search"), searchPage(words, list))
}

func (s *server) find(v visit, words string, kinds []string, limit int) ([]found, error) {
	if words == "" {
		return nil, nil
	}
	names, err := s.app.Search(v.Context(), v.Actor, words, kinds, limit)
	if err != nil {
		return nil, err
	}
	list := make([]found, len(names))
	for i, n := range names {
		list[i] = found{n.Key, n.Title, v.reader().Say(n.Kind.Label)}
	}
	return list, nil
}

// choose answers a reference field's search as options of a datalist. A browser
// puts what one chooses in the place of all that stands in the input, so the
// references before the last are part of each option's value; and it offers only
// options that hold what was typed, so that is part of their words.
func (s *server) choose(w http.ResponseWriter, v visit) error {
	values := v.URL.Query()
	typed := values.Get(values.Get("field")) // the input is sent under its own name
	before := typed[:strings.LastIndexAny(typed, ";,")+1]
	list, err := s.find(v, strings.TrimSpace(typed[len(before):]), strings.Split(values.Get("kinds"), ","), 12)
	if err != nil {
		return err
	}
	for i, f := range list {
		if values.Get("named") != "" { // the input shows what was chosen by its title
			list[i].Key, list[i].Title = f.Key+" "+f.Title, f.Kind
		}
		if before != "" {
			list[i].Key, list[i].Title = before+" "+list[i].Key, typed+": "+list[i].Title
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return choices(list).Render(v.Context(), w)
}
