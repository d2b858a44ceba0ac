package demo

import (
	"strings"

	"surety/isms/asset"
)

// rightsReview is one review of rights, so many days ago: how many were seen, and those
// that did not stay: "who: right".
type rightsReview struct {
	asset, what, by string
	days, seen      int
	changed         string
	removed         string
}

var rightsReviews = []rightsReview{
	{"scada", "Operators and maintenance", "henrik", 70, 61, "", "Kay Thode: operator, since he drives the substation van"},
	{"load-shed", "All", "henrik", 70, 9, "", ""},
	{"jump-host", "Who may open the door, and who comes in", "oke", 67, 34, "Renate Thomsen: opens for Schleswig too", "Two engineers of Havstrøm: sessions"},
	{"gwadmin", "Administrators and auditors", "birgit", 76, 12, "", ""},
	{"headend", "All", "birgit", 76, 28, "", "Trainee of last year: read"},
	{"ca-software", "Operators, registration and witnesses", "wiebke", 64, 14, "", ""},
	{"directory", "Who may publish", "emil", 64, 5, "", ""},
	{"cloud-account", "Rights by the hour and the two sealed ones", "can", 88, 17, "", "Standing right of the migration: administrator"},
	{"cloud-cluster", "Developers and robots", "can", 88, 43, "Robot of the pipeline: one name space instead of all", ""},
	{"cloud-db", "Who may read readings", "can", 88, 11, "", ""},
	{"cloud-vault", "Who may use which key", "can", 88, 9, "", ""},
	{"pipeline", "Who may release", "freja", 83, 12, "", "Kodekontor, second project: merge"},
	{"portal", "Support and administrators", "freja", 231, 25, "", ""}, // overdue, on purpose
	{"identity", "Administrators, quarter", "svenja", 63, 312, "", "Campaign of the quarter: 312 rights, of which 41 nobody answered for"},
	{"siem", "Analysts here and at Wachturm", "nils", 61, 19, "", ""},
	{"backup-it", "Own accounts of the backup", "svenja", 63, 4, "", ""},
	{"hr-system", "All", "katrin", 92, 22, "", "Head of a unit, moved: files of the old one"},
	{"erp", "Billing runs and master data", "merle", 70, 38, "", "Three clerks: approval, which they no longer need"},
}

func (s *story) accessReviews() {
	s.sit(31, "mara")
	for _, l := range rightsReviews {
		body := &asset.Review{Asset: ref("asset", l.asset), Title: l.what, Reviewer: ref("person", l.by), On: s.ago(l.days), Due: s.ago(l.days - 7), Seen: l.seen}
		for _, r := range []struct{ text, decision string }{{l.changed, "change"}, {l.removed, "remove"}} {
			if who, right, there := strings.Cut(r.text, ": "); there {
				body.Rights = append(body.Rights, asset.Right{Who: who, Right: right, Decision: r.decision, Done: s.ago(l.days - 1)})
			}
		}
		if l.asset == "identity" {
			body.Evidence = refs("evidence", "recertification")
		}
		s.create("access_review", l.asset, body)
		s.move("access_review", l.asset, "finish")
	}
	s.create("access_review", "portal-next", &asset.Review{Asset: ref("asset", "portal"), Title: "Support and administrators", Reviewer: ref("person", "freja"), Due: s.in(12)})
}
