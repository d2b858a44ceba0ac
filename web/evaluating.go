package web

import (
	"net/http"
	"time"
)

// patience is how long a page waits for the first evaluation before it shows how far
// that is.
const patience = 2 * time.Second

// evaluating shows how far the first evaluation is where there are no verdicts yet. It
// tells whether it has answered. The page asks again by itself; without a script, by
// its link.
func (s *server) evaluating(w http.ResponseWriter, v visit, sc scope) (bool, error) {
	progress, err := s.app.Evaluated(v.Context(), v.Actor, sc.Query, patience)
	if progress == nil || err != nil {
		return false, err
	}
	w.Header().Set("Cache-Control", "no-store")
	return true, s.show(w, v, http.StatusAccepted, v.reader().Say("The first look at all records"), evaluatingPage(v.URL.RequestURI(), *progress))
}
