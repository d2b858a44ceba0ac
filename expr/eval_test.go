package expr_test

import (
	"testing"
	"time"

	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/document"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

// world is a small management system in which most of the language can be said.
func world(t testing.TB) *records {
	r := newRecords(t)
	r.put("s1", "management_system", &org.ManagementSystem{Name: "ISMS", Review: "P12M", MostUnread: 1})
	r.put("p1", "person", &org.Person{Name: "Ada", InScope: true, Joined: "2020-01-01"})
	r.put("p2", "person", &org.Person{Name: "Bob"}, "left")
	r.put("p3", "person", &org.Person{Name: "Cleo"})
	r.put("role1", "role", &org.Role{Name: "Managing director", Duty: "top_management"})
	r.put("as1", "assignment", &org.Assignment{Role: "role1", Person: "p1", From: "2025-01-01", Until: "2026-12-31"})
	r.put("as3", "assignment", &org.Assignment{Role: "role1", Person: "p3", From: "2026-12-01"})
	r.put("a1", "asset", &asset.Asset{Name: "Meter data", Owner: "p1", Confidentiality: 3})
	r.put("a2", "asset", &asset.Asset{Name: "Old server"}, record.StateRetired)
	r.put("i1", "issue", &org.Issue{Title: "Heat", Reviewed: "2026-01-15", Owner: "p1"})
	r.put("m1", "risk_method", &risk.Method{Title: "Method", Version: "1", Levels: []risk.Level{{Name: "low", Rank: 1, AcceptedBy: "role1"}}})
	r.put("r1", "risk", &risk.Risk{Title: "Flood", Owner: "p1", Assets: []record.Ref{"a1", "a2"}, Effects: []string{"availability"}, Method: "m1", Consequence: 4, ResidualLevel: "low"})
	r.put("r2", "risk", &risk.Risk{Title: "Nobody's"})
	r.put("t1", "treatment", &risk.Treatment{Risk: "r1", Option: "modify", Owner: "p2", Due: "2026-11-23", Cost: record.Money{Minor: 120050, Currency: "EUR"},
		Actions: []risk.Action{{What: "Pump", Owner: "p1", Due: "2026-10-01", Done: "2026-10-02"}, {What: "Wall", Owner: "p2", Due: "2026-12-01"}}})
	r.put("t2", "treatment", &risk.Treatment{Risk: "r1", Option: "avoid"}, record.StateRetired)
	r.put("acc1", "acceptance", &risk.Acceptance{Risk: "r1", By: "p1", Level: "low", At: time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)})
	doc := &document.Document{Title: "Policy", Type: "security_policy", Version: "2", Owner: "p1", Language: " ", Text: "one two  three"}
	rec := r.put("d1", "document", doc, "approved")
	doc.Approvals = []record.Approval{{By: "p1", Basis: rec.Kind.ContentDigest(doc), Version: "2"}, {By: "p3", Basis: "stale"}}
	r.put("d2", "document", &document.Document{Title: "Draft", Type: "procedure", Approvals: []record.Approval{{By: "p1", Asserted: true}}})
	r.put("e1", "evidence", &assess.Evidence{Title: "Export", About: []record.Ref{"r1", "d1"}, File: record.Attachment{Digest: "ab", Name: "x.csv", Size: 7}})
	r.byID["r1"].Custom = map[string]any{"cost_centre": "4711"}
	return r
}

// expressions cover the language, each with its answer about a record of the world.
var expressions = []struct {
	about record.ID
	text  string
	want  bool
}{
	{"r1", `has(risk.owner)`, true},
	{"r2", `has(risk.owner)`, false},
	{"r1", `risk.owner.state == "active"`, true},
	{"r2", `risk.owner.state == ""`, true},
	{"r2", `risk.owner.manager.manager.name == "" && size(risk.owner.risks) == 0`, true},
	{"r2", `risk.method.levels.exists(l, true)`, false},
	{"r1", `risk.method.levels.exists(l, l.accepted_by.duty == "top_management")`, true},
	{"r1", `risk.method.levels[0].rank == 1`, true},
	{"r1", `has(risk.consequence) && !has(risk.likelihood) && risk.consequence * 2 == 8`, true},
	{"r1", `"availability" in risk.effects && size(risk.effects) == 1`, true},
	{"r1", `size(risk.assets) == 2 && risk.assets.exists(a, a.ended())`, true},
	{"r1", `size(risk.treatments) == 1`, true},
	{"r1", `has(risk.treatments) && !has(risk.changes)`, true},
	{"r1", `risk.acceptances.exists(a, a.by == risk.owner && a.level == risk.residual_level)`, true},
	{"r1", `risk.acceptances[0].risk == risk`, true},
	{"a1", `asset in asset.risks.map(r, r.assets[0])`, true},
	{"a1", `asset.risks.filter(r, r.consequence > 3).exists_one(r, r.title.startsWith("Fl"))`, true},
	{"r1", `risk.title_ == "Flood" && risk.key == "RISK-r1" && risk.kind == "risk" && risk.id == "r1" && risk.revision == 1`, true},
	{"r1", `risk.custom.cost_centre == "4711" && has(risk.custom.cost_centre) && !has(risk.custom.other)`, true},
	{"r2", `has(risk.custom.cost_centre)`, false},
	{"r1", `risk.mark == "" && risk.created < risk.changed`, true},
	{"t1", `treatment.cost.minor == 120050 && treatment.cost.currency == "EUR"`, true},
	{"t2", `treatment.cost.minor == 0 && treatment.cost.currency == ""`, true},
	{"t2", `has(treatment.cost)`, false},
	{"t1", `treatment.actions.all(a, has(a.done) || a.due > date("2026-11-01")) && treatment.actions[1].owner.state == "left"`, true},
	{"t1", `treatment.owner.ended() && !live(treatment.owner) && live(treatment.risk.owner)`, true},
	{"t2", `treatment.ended() && !live(treatment.owner) && !ended(treatment.owner)`, true},
	{"e1", `evidence.file.digest == "ab" && evidence.file.size == 7 && has(evidence.file)`, true},
	{"e1", `evidence.about.exists(x, x.kind == "risk" && x.title == "Flood") && evidence.about.exists(x, x.version == "2")`, true},
	{"e1", `evidence.about.all(x, x.owner.live()) && evidence.about.exists(x, has(x.consequence))`, true},
	{"r1", `risk.evidence.exists(e, e.title == "Export")`, true},
	{"d1", `approved(document) && document.approved() && size(document.approvals()) == 1 && size(document.approvals) == 2`, true},
	{"d1", `document.approvals().all(a, a.by.top_management() && a.by == document.owner)`, true},
	{"d2", `approved(document) || size(approvals(document)) > 0`, false},
	{"d1", `words(document.text) == 3 && !filled(document.language) && document.title.filled()`, true},
	{"d1", `filled("-") || filled("?!") || filled(" … ") || filled("\u200b") || words("- – . …") > 0`, false},
	{"d1", `filled("§ 8a") && filled("Öl") && filled("水") && filled("5") && words("risk – of – fire") == 3`, true},
	{"p1", `top_management(person) && person.has_duty("top_management") && !has_duty(person, "audit")`, true},
	{"p3", `person.top_management()`, false},
	{"p1", `person.documents.exists(d, d.owner == person)`, true},
	{"i1", `clock.within(issue.reviewed, system.review_interval)`, true},
	{"i1", `clock.within(issue.reviewed, "P10M")`, false},
	{"i1", `issue.reviewed.plus("P10M") == date("2026-11-15") && plus(issue.reviewed, "P1D") < today`, true},
	{"t1", `clock.past(treatment.due) && clock.reached(treatment.due) && !clock.ahead(treatment.due)`, true},
	{"t1", `clock.past(treatment.done) || clock.reached(treatment.done) || clock.ahead(treatment.done) || clock.within(treatment.done, "P1Y")`, false},
	{"acc1", `day(acceptance.at) == date("2026-11-23") && acceptance.at.day() < today`, true},
	{"r1", `risk == risk.treatments[0].risk ? risk.owner.in_scope : false`, true},
	{"p1", `person.assignments.map(a, a.role).exists(x, x.duty == "top_management")`, true},
}

func TestExpressionsReadRecordsAsTheLanguageSays(t *testing.T) {
	r := world(t)
	for _, test := range expressions {
		got, err := ask(t, r, test.about, test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
		} else if got.Holds != test.want {
			t.Errorf("%s of %s is %v, want %v", test.text, test.about, got.Holds, test.want)
		}
	}
}
