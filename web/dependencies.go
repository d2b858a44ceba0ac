package web

import (
	"net/http"

	"surety/picture"
	"surety/report"
)

// mostUncovered bounds what a page lists of what is uncovered.
const mostUncovered = 50

// dependencies is the page on which assets depend on each other.
func (s *server) dependencies(w http.ResponseWriter, v visit) error {
	graph, err := report.Dependencies(v.Context(), s.app, v.Actor, v.URL.Query().Get("asset"))
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("What depends on what"), dependenciesPage(graph))
}

// graphOf is the graph in both widths.
func graphOf(g *report.AssetGraph) inBoth {
	return both([]picture.Picture{g.Picture(wideMap)}, []picture.Picture{g.Picture(narrowMap)})[0]
}
