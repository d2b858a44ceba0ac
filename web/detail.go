package web

import (
	"net/http"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

func (s *server) detail(w http.ResponseWriter, v visit) error {
	d, err := s.app.Detail(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	if d.Record.Kind.Name == "soa" {
		return s.statement(w, v, d)
	}
	if readersOnly(d) {
		return s.readDocument(w, v)
	}
	view, err := s.detailView(v, d)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, d.Record.Key+" "+d.Record.Title(), detailPage(view))
}

func (s *server) move(w http.ResponseWriter, v visit) error {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	base, err := baseOf(v)
	if err != nil {
		return err
	}
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Move{ID: rec.ID, Base: base, Transition: v.PathValue("transition"), Note: v.PostFormValue("note")})
	if err != nil && onBoard(v, rec) && !fault.Is(err, fault.Internal) {
		return s.refuseMove(w, v, rec, err)
	}
	if fault.Is(err, fault.Invalid) {
		refused := &refusedMove{rec, refusals(v.reader(), rec, err)}
		return s.show(w, v, fault.Invalid.Status(), headline(v.reader(), fault.Invalid), refusedPage(refused))
	}
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Say("%s is now: %s.", rec.Key, v.reader().Say(stateLabel(done[0]))))
	http.Redirect(w, v.Request, afterMove(v, rec), http.StatusSeeOther)
	return nil
}

func (s *server) erase(w http.ResponseWriter, v visit) error {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Erase{ID: rec.ID, Field: v.PathValue("field"), Note: v.PostFormValue("note")}); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("Erased, in history too. The log still verifies."))
	http.Redirect(w, v.Request, recordURL(rec.Key), http.StatusSeeOther)
	return nil
}

// baseOf is the revision that a form was made from.
func baseOf(v visit) (int, error) {
	base, err := strconv.Atoi(v.PostFormValue("base"))
	if err != nil {
		return 0, fault.New(fault.Malformed, "the form does not say which revision it was made from")
	}
	return base, nil
}

func nameOf(names app.Names, ref record.Ref) app.Name {
	if n, ok := names[ref.ID()]; ok {
		return n
	}
	return app.Name{Title: string(ref)}
}

// apart names a record that refers to another by its key where both have the same
// title, as an assignment has that of its role.
func apart(from *record.Record, n app.Name) app.Name {
	if n.Title == from.Title() && n.Key != "" {
		n.Title = n.Key
	}
	return n
}

func requirementURL(standard, requirement string) string {
	return "/conformity/" + standard + "/" + requirement
}

// mendURL is the very field of the form where something is mended.
func mendURL(key, field string) string {
	url := recordURL(key) + "/edit"
	if field != "" {
		url += "#" + field
	}
	return url
}

// actWords says in the past what a revision did.
func actWords(r language.Reader, rec *record.Record, op string) string {
	switch op {
	case "create":
		return r.Say("created it")
	case "update":
		return r.Say("changed it")
	case "confirm":
		return r.Say("made an imported approval count")
	case "erase":
		if !rec.Kind.Personal {
			return r.Say("destroyed what was disposed of")
		}
		return r.Say("erased personal data")
	}
	for _, t := range rec.Kind.Lifecycle.Transitions {
		if t.Name == op {
			return r.Say("chose “%s”", r.Say(t.Label))
		}
	}
	return r.Say("did: %s", strings.ReplaceAll(op, "_", " "))
}

func sizeWords(r language.Reader, n int64) string {
	switch {
	case n >= 1<<20:
		return r.Decimal(float64(n)/(1<<20), 1) + " MB"
	case n >= 1<<10:
		return r.Number(int(n>>10)) + " kB"
	}
	return r.Count(int(n), "%d byte", "%d bytes")
}

// attachment sends an attached file, never to be shown inside the page.
func (s *server) attachment(w http.ResponseWriter, v visit) error {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	f := rec.Kind.Field(v.PathValue("field"))
	i, err := strconv.Atoi(v.PathValue("index"))
	if f == nil || err != nil || i < 0 || i >= len(f.Attachments(rec.Body)) {
		return fault.New(fault.NotFound, "there is no such file at %s", rec.Key)
	}
	a := f.Attachments(rec.Body)[i]
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+strings.ReplaceAll(queryEscape(a.Name), "+", "%20"))
	return s.app.ReadAttachment(v.Context(), v.Actor, a, w)
}
