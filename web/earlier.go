package web

import (
	"surety/app"
	"surety/isms/assess"
	"surety/pack"
	"surety/record"
)

// earlier is a judgement by an older edition, of an entry that became this one.
type earlier struct {
	*assess.Judgement
	Key      string
	Judge    app.Name
	Relation pack.Relation
}

// mostEarlier bounds the judgements by older editions that a page shows.
const mostEarlier = 20

// earlier finds what was judged by older editions of what became a requirement, so that
// whoever judges it anew has the reasons of before side by side.
func (s *server) earlier(v visit, view *requirementView) ([]earlier, error) {
	relations := map[pack.Ref]pack.Relation{}
	var ids []string
	for _, link := range view.Links {
		if step := link.Path[0]; !step.Back && link.To.Pack == view.Entry.Pack.ID && step.Edge.Relation.IsLineage() {
			relations[link.To] = step.Edge.Relation
			ids = append(ids, link.To.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	given, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "judgement", Sort: "-judged", Limit: mostEarlier, Filters: []app.Filter{
		{Field: "standard", Values: []string{view.Entry.Pack.ID}}, {Field: "requirement", Op: "in", Values: ids},
	}})
	if err != nil {
		return nil, err
	}
	var list []earlier
	for _, rec := range given.Records {
		body := rec.Body.(*assess.Judgement)
		relation, of := relations[pack.Ref{Pack: body.Standard, Edition: body.Edition, ID: body.Requirement}]
		if of && !rec.Ended() && (view.Query.System == "" || s.isSystem(view, body.System)) {
			list = append(list, earlier{body, rec.Key, given.Names[body.Judge.ID()], relation})
		}
	}
	return list, nil
}

// isSystem tells whether a judgement is of the management system that is looked at.
func (s *server) isSystem(view *requirementView, system record.Ref) bool {
	for _, rec := range view.Systems {
		if rec.ID == system.ID() {
			return rec.Key == view.Query.System || string(rec.ID) == view.Query.System
		}
	}
	return false
}
