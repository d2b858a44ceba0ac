package report

import (
	"context"
	"maps"
	"slices"
	"strings"

	"surety/app"
	"surety/isms/document"
	"surety/record"
)

// Policies makes one paper of all policies in force, with contents: the information
// security policy first, then those of topics (ISO/IEC 27001 5.2, A.5.1).
func Policies(ctx context.Context, a *app.App, actor app.Actor) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		s := &sheet{Paper: p, ctx: ctx, app: a, actor: actor, names: app.Names{}}
		records, err := s.fitting(app.Query{Kind: "document", Sort: "title", Filters: []app.Filter{
			{Field: "type", Op: "in", Values: []string{"security_policy", "topic_policy"}},
		}})
		if err == nil {
			records, err = s.standing(records)
		}
		if err != nil {
			return err
		}
		slices.SortStableFunc(records, func(a, b *record.Record) int { return first(a) - first(b) })
		r := p.reader
		p.Name, p.Formats, p.Title = "policies", []string{PDF, Markdown}, r.Say("Policies")
		p.Standing = r.Count(len(records), "%d policy in force", "%d policies in force")
		p.Facts = []Fact{{Label: r.Say("Policies"), Value: r.Number(len(records))}}
		if len(records) == 0 {
			p.add(paragraph(r.Say("No policy is in force.")))
			return nil
		}
		p.add(contents{})
		for _, rec := range records {
			s.chapter(rec)
		}
		return nil
	})
}

// standing are the documents in force, each as it was approved: where the next version
// is being written, its release.
func (s *sheet) standing(documents []*record.Record) ([]*record.Record, error) {
	var list []*record.Record
	for _, rec := range documents {
		if body := rec.Body.(*document.Document); rec.State != document.StateApproved && body.InForce != "" {
			versions, err := s.app.Versions(s.ctx, s.actor, rec)
			if err != nil {
				return nil, err
			}
			if release := app.InForce(versions); release != nil {
				names, err := s.app.NamesOf(s.ctx, s.actor, release)
				if err != nil {
					return nil, err
				}
				maps.Copy(s.names, names)
				list = append(list, release)
			}
		} else if rec.State == document.StateApproved {
			list = append(list, rec)
		}
	}
	return list, nil
}

// first puts the information security policy before all others.
func first(rec *record.Record) int {
	if documentBody(rec).Type == "security_policy" {
		return 0
	}
	return 1
}

// chapter adds one policy, on a page of its own.
func (s *sheet) chapter(rec *record.Record) {
	r := s.reader
	body := documentBody(rec)
	facts := filled(rec.Key, r.Say("Version %s", body.Version), s.of(rec, "classification").text())
	if rec.Kind.Field("owner") != nil {
		facts = append(facts, s.of(rec, "owner").text())
	}
	if approvals := s.approvers(rec, s.names); len(approvals) > 0 {
		facts = append(facts, r.Say("approved by %s", strings.Join(approvals, "; ")))
	}
	s.add(chapter{title: body.Title, facts: strings.Join(facts, " · ")})
	switch {
	case body.Text != "":
		s.add(prose(withoutTitle(string(body.Text), body.Title)))
	case body.File.Name != "":
		s.add(paragraph(r.Say("The text of this document is the file %s (%s bytes, SHA-256 %s). It is kept with the record and is not part of this paper.", body.File.Name, r.Number(int(body.File.Size)), body.File.Digest)))
	default:
		s.add(paragraph(r.Say("The text of this document is kept elsewhere: %s", body.Location)))
	}
}
