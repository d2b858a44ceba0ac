package web

import (
	"net/http"
	"strings"

	"surety/app"
	"surety/record"
)

// disposalView is the page of what has been kept long enough.
type disposalView struct {
	Due     []app.Disposable
	More    bool
	Kind    *record.Kind // of the minutes
	MayTell bool
}

func (s *server) dueForDisposal(w http.ResponseWriter, v visit) error {
	var view disposalView
	var err error
	if view.Kind, err = s.app.Kind("disposal"); err != nil {
		return err
	}
	if view.Due, view.More, err = s.app.DueForDisposal(v.Context(), v.Actor); err != nil {
		return err
	}
	view.MayTell = app.MayCreate(v.Actor, view.Kind)
	return s.show(w, v, http.StatusOK, v.reader().Say("Due for disposal"), disposalPage(view))
}

// minutesURL leads to new minutes of the disposal of all that is listed.
func (d disposalView) minutesURL() string {
	keys := make([]string, len(d.Due))
	for i, due := range d.Due {
		keys[i] = due.Record.Key
	}
	return newURL(d.Kind) + "?documents=" + queryEscape(strings.Join(keys, "; "))
}
