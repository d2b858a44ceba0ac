package demo

import (
	"slices"
	"strings"

	"surety/isms/control"
	"surety/record"
)

// measure is one control. Status i implemented, y partly, p planned; after
// names the control of Annex A, or NW-… for one of our own.
type measure struct {
	name, after, title string
	status             string
	since              int // days ago
	owner              string
	documents          string
	assets             string
	suppliers          string
	how                record.Markdown
}

var statuses = map[string]string{"i": "implemented", "y": "partly", "p": "planned"}

// measures are all controls, in the order of Annex A, our own last.
func measures() []measure {
	return slices.Concat(organizational, peopleAndPlaces, technological, ownMeasures)
}

func (s *story) controls() {
	s.sit(46, "mara")
	for i, m := range measures() {
		body := &control.Control{
			Systems: refs("management_system", "isms"), Title: m.title, External: number("NW-C", i), How: m.how, Owner: ref("person", m.owner),
			Status: statuses[m.status], Documents: refs("document", m.documents), Assets: refs("asset", m.assets), Suppliers: refs("supplier", m.suppliers),
			Reviewed: s.ago(60 + i%100),
		}
		if m.annexA() {
			body.Standard = m.after
		}
		if m.status != "p" {
			body.Since = s.ago(m.since)
		}
		s.create("control", m.name, body)
	}
}

func (m measure) annexA() bool { return strings.HasPrefix(m.after, "A.") }
