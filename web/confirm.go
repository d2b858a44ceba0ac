package web

import (
	"net/http"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// confirm makes an imported approval count: confirmed by the person named, or
// shown by the evidence that the form names.
func (s *server) confirm(w http.ResponseWriter, v visit) error {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	command := app.Confirm{ID: rec.ID, Note: v.PostFormValue("note")}
	if command.Base, err = baseOf(v); err != nil {
		return err
	}
	if command.Approval, err = strconv.Atoi(v.PathValue("approval")); err != nil || command.Approval < 1 {
		return fault.New(fault.NotFound, "%s has no approval %q", rec.Key, v.PathValue("approval"))
	}
	notice := v.reader().Say("You have confirmed the approval. It counts while %s stays as it is.", rec.Key)
	if v.PostForm.Has("evidence") {
		key := strings.TrimSpace(v.PostFormValue("evidence"))
		if key == "" {
			return &fault.Error{Kind: fault.Invalid, Record: rec.Key, Field: "evidence", Message: "it is not said which evidence shows the approval", Mend: "give the key of evidence with a file"}
		}
		evidence, err := s.app.Get(v.Context(), v.Actor, key)
		if err != nil {
			return err
		}
		command.Evidence = evidence.ID
		notice = v.reader().Say("The approval counts as asserted, with evidence, while %s stays as it is.", rec.Key)
	}
	if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, command); err != nil {
		return err
	}
	setNotice(w, notice)
	http.Redirect(w, v.Request, recordURL(rec.Key), http.StatusSeeOther)
	return nil
}

// Shown are the approvals that count though an import only asserts them, for
// evidence shows them.
func (d detailView) Shown() []record.Approval {
	var list []record.Approval
	for _, a := range d.Record.Kind.Approvals(d.Record.Body) {
		if a.Asserted {
			list = append(list, a)
		}
	}
	return list
}
