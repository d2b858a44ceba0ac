package api

import (
	"net/http"

	"surety/app"
	"surety/fault"
)

// confirm makes an imported approval count: shown by evidence or, without,
// confirmed by the person whom it names. As long as tokens are programs' and no
// person's, they are refused the second. What is confirmed must have been
// looked at, so the revision has to be sent.
func (s *server) confirm(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	rec, err := s.record(r, actor)
	if err != nil {
		return err
	}
	var body struct {
		Revision *int   `json:"revision"`
		Approval int    `json:"approval"`
		Evidence string `json:"evidence"`
		Note     string `json:"note"`
	}
	if _, err := decode(r, &body); err != nil {
		return fault.Wrap(err, "read {revision, approval, evidence, note}")
	}
	command := app.Confirm{ID: rec.ID, Approval: body.Approval, Note: body.Note}
	if command.Base, err = s.base(r, envelope{Rev: body.Revision}); err != nil {
		return err
	}
	if body.Evidence != "" {
		evidence, err := s.app.Get(r.Context(), actor, body.Evidence)
		if err != nil {
			return err
		}
		command.Evidence = evidence.ID
	}
	done, err := s.app.Do(r.Context(), actor, request(r), command)
	if err != nil {
		return err
	}
	return s.answer(w, r, actor, http.StatusOK, done[0])
}
