package agenda

import (
	"surety/app"
	"surety/isms/audit"
	"surety/isms/document"
	"surety/isms/incident"
	"surety/record"
)

// feedback drafts what interested parties said, as far as it is on record (9.3.2 e).
func (d *drafting) feedback(t *text) error {
	heard, err := d.heard(d.period)
	if err != nil {
		return err
	}
	before, err := d.heard(d.period.before())
	if err != nil {
		return err
	}
	t.table(d.comparedHead(), [][]string{
		d.compared(d.Say("Complaints"), heard.complaints, before.complaints),
		d.compared(d.Say("Told by suppliers"), heard.suppliers, before.suppliers),
		d.compared(d.Say("Ideas of colleagues"), heard.colleagues, before.colleagues),
		d.compared(d.Say("Ideas from outside"), heard.outside, before.outside),
		d.compared(d.Say("Events that people reported"), heard.reported, before.reported),
	}, "")
	t.table([]string{d.Say("Heard"), d.Say("On"), d.Say("From"), d.Say("State")}, heard.rows, "/list/nonconformity")
	return d.acknowledgements(t)
}

// voices is what was heard within a time.
type voices struct {
	complaints, suppliers, colleagues, outside, reported int
	rows                                                 [][]string
}

func (d *drafting) heard(within span) (voices, error) {
	var v voices
	failures, err := d.all("nonconformity", heardOutside)
	if err != nil {
		return v, err
	}
	for _, rec := range failures {
		n := rec.Body.(*audit.Nonconformity)
		if !within.holds(n.Found) {
			continue
		}
		if n.Source == "complaint" {
			v.complaints++
		} else {
			v.suppliers++
		}
		v.rows = append(v.rows, []string{d.link(rec), d.day(n.Found), d.value(rec, "source"), d.state(rec)})
	}
	told, err := d.all("improvement", ideas)
	if err != nil {
		return v, err
	}
	for _, rec := range told {
		if !within.holds(d.on(rec.Created)) {
			continue
		}
		if rec.Body.(*audit.Improvement).Source == "outside" {
			v.outside++
		} else {
			v.colleagues++
		}
		v.rows = append(v.rows, []string{d.link(rec), d.day(d.on(rec.Created)), d.value(rec, "source"), d.state(rec)})
	}
	events, err := d.all("security_event", reportedByPeople)
	if err != nil {
		return v, err
	}
	for _, rec := range events {
		if within.holds(d.on(rec.Body.(*incident.Event).Noticed)) {
			v.reported++
		}
	}
	return v, nil
}

// acknowledgements says how far people have read what everybody has to.
func (d *drafting) acknowledgements(t *text) error {
	page, err := d.list(mustRead)
	if err != nil {
		return err
	}
	queries := make([]app.Query, len(page.Records))
	for i, rec := range page.Records {
		queries[i] = app.Query{Kind: "acknowledgement", Limit: app.MostLimit, Filters: []app.Filter{is("document", string(rec.ID))}}
	}
	read, err := d.app.Lists(d.ctx, d.actor, queries...)
	if err != nil {
		return err
	}
	var rows [][]string
	for i, rec := range page.Records {
		body := rec.Body.(*document.Document)
		people := map[record.Ref]bool{}
		for _, ack := range read[i].Records {
			if a := ack.Body.(*document.Acknowledgement); a.Version == body.Version {
				people[a.Person] = true
			}
		}
		rows = append(rows, []string{d.link(rec), escape(body.Version), d.Number(len(people))})
	}
	t.table([]string{d.Say("Everybody acknowledges"), d.Say("Version"), d.Say("Acknowledged by people")}, rows, "/list/acknowledgement")
	return nil
}
