package web

import (
	"net/http"
	"slices"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/record"
)

// proofs is the name of the cell in which the evidence of a statement's row is
// chosen. No field of the row holds it: evidence itself names the rows that it shows.
const proofs = "proofs"

// proofsForm answers the inputs for the evidence of a row, in its place.
func (s *server) proofsForm(w http.ResponseWriter, v visit) error {
	c, _, err := s.proofsCell(v)
	if err != nil {
		return err
	}
	return s.part(w, v, cellForm(c))
}

// proofsCell is the form of a row's evidence as it stands, and that evidence. What
// shows the row by way of a control that carries it out is not chosen here.
func (s *server) proofsCell(v visit) (cellView, []*record.Record, error) {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return cellView{}, nil, err
	}
	body, ok := rec.Body.(*control.Row)
	if !ok {
		return cellView{}, nil, fault.New(fault.NotFound, "%s is no row of a Statement of Applicability", rec.Key)
	}
	statement, err := s.app.Statement(v.Context(), v.Actor, string(body.Statement))
	if err != nil {
		return cellView{}, nil, err
	}
	field := &record.Field{Name: proofs, Label: "Evidence", Type: record.TypeRefs, To: []string{"evidence"}}
	c := cellView{form: newForm(rec.Kind), Names: proofs, Edits: []*record.Field{field}, As: asStatement}
	c.Key, c.Base = rec.Key, rec.Revision
	var chosen []*record.Record
	var keys []string
	for _, row := range statement.Rows {
		if row.Record.ID != rec.ID {
			continue
		}
		for _, proof := range row.Proofs {
			if showsRow(proof, rec.ID) {
				chosen, keys = append(chosen, proof), append(keys, proof.Key)
				c.Titles[proof.Key] = proof.Title()
			}
		}
	}
	c.Texts[proofs] = strings.Join(keys, "\n")
	c.Was = c.Texts[proofs]
	return c, chosen, app.CheckEdit(v.Actor, rec)
}

func showsRow(proof *record.Record, row record.ID) bool {
	return slices.Contains(proof.Body.(*assess.Evidence).Rows, record.Ref(row))
}

// chooseProofs lets what was chosen name the row, and what was chosen no more name
// it no more, in one step.
func (s *server) chooseProofs(w http.ResponseWriter, v visit) error {
	c, before, err := s.proofsCell(v)
	if err != nil {
		return err
	}
	row, err := s.app.Get(v.Context(), v.Actor, c.Key)
	if err != nil {
		return err
	}
	field := c.Edits[0]
	c.take1(field, v.PostForm)
	if err := s.findIn(v, c.form, field, field.Name); err != nil {
		return err
	}
	if len(c.Faults) > 0 {
		return s.refuseCell(w, v, http.StatusUnprocessableEntity, c)
	}
	var commands []app.Command
	kept := map[record.ID]bool{}
	for _, ref := range parseRefs(c.Texts[proofs]) {
		proof, err := s.app.Get(v.Context(), v.Actor, string(ref))
		if err == nil && proof.Kind.Name != "evidence" {
			err = fault.New(fault.NotFound, "%s is no evidence", proof.Key)
		}
		if err != nil {
			c.Faults[proofs] = plain(v.reader(), err)
			return s.refuseCell(w, v, http.StatusUnprocessableEntity, c)
		}
		if kept[proof.ID] = true; !showsRow(proof, row.ID) {
			commands = append(commands, showing(proof, append(slices.Clone(proof.Body.(*assess.Evidence).Rows), record.Ref(row.ID))))
		}
	}
	was := refTexts(v.PostFormValue("was"))
	for _, proof := range before {
		if !kept[proof.ID] && slices.Contains(was, proof.Key) { // not what came in the meantime
			others := slices.DeleteFunc(slices.Clone(proof.Body.(*assess.Evidence).Rows), func(ref record.Ref) bool { return ref.ID() == row.ID })
			commands = append(commands, showing(proof, others))
		}
	}
	if len(commands) > 0 {
		_, err = s.app.Do(v.Context(), v.Actor, app.Request{}, commands...)
	}
	switch {
	case err != nil && c.take(v.reader(), err):
		c.tellAll(v.reader())
		return s.refuseCell(w, v, http.StatusUnprocessableEntity, c)
	case err != nil:
		return err
	}
	return s.showStatementRow(w, v, row)
}

// showing is the change of evidence to the rows that it shows.
func showing(proof *record.Record, rows []record.Ref) app.Edit {
	ids := make([]string, len(rows))
	for i, ref := range rows {
		ids[i] = string(ref)
	}
	return app.Edit{ID: proof.ID, Base: proof.Revision, Set: map[string]string{"rows": strings.Join(ids, "; ")}}
}
