package web

import (
	"context"
	"net/http"

	"surety/app"
	"surety/report"
	"surety/web/components"
)

// recordPapers are the papers of a record by the name of their file and its kind.
func (s *server) recordPaper(ctx context.Context, v visit, key, name string) (*report.Paper, error) {
	switch name {
	case "released", "draft":
		return report.SoA(ctx, s.app, v.Actor, key, name == "draft")
	case "document":
		return report.Document(ctx, s.app, v.Actor, key)
	case "minutes":
		return report.Minutes(ctx, s.app, v.Actor, key)
	case "audit-report":
		return report.Audit(ctx, s.app, v.Actor, key)
	case "nonconformity":
		return report.Nonconformity(ctx, s.app, v.Actor, key)
	case "plan":
		return report.Plan(ctx, s.app, v.Actor, key)
	}
	return nil, noPaper()
}

// paperLinks lead from a record's page to its papers.
func paperLinks(v visit, d *app.Detail) []components.Link {
	r := v.reader()
	file := map[string]string{"document": "document", "management_review": "minutes", "audit": "audit-report", "nonconformity": "nonconformity", "treatment_plan": "plan"}[d.Record.Kind.Name]
	if file == "" {
		return nil
	}
	address := recordURL(d.Record.Key) + "/paper/" + file
	links := []components.Link{{Label: r.Say("PDF"), URL: address + ".pdf"}}
	switch file {
	case "document", "minutes", "audit-report", "nonconformity":
		links = append(links, components.Link{Label: r.Say("Word"), URL: address + ".docx"})
	case "plan":
		links = append(links, components.Link{Label: r.Say("Spreadsheet"), URL: address + ".xlsx"})
	}
	return links
}

// policySet sends all policies in force as one paper.
func (s *server) policySet(w http.ResponseWriter, v visit) error {
	return s.sendPaper(w, v, func(ctx context.Context, name string) (*report.Paper, error) {
		if name != "policies" {
			return nil, noPaper()
		}
		return report.Policies(ctx, s.app, v.Actor)
	})
}
