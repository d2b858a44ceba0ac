package agenda

import (
	"strings"

	"surety/isms/org"
	"surety/record"
)

// issues drafts what changed outside and inside (9.3.2 b), climate among it.
func (d *drafting) issues(t *text) error {
	rows, err := d.changes("issue", func(rec *record.Record) []string {
		return []string{d.value(rec, "topic"), d.value(rec, "determination")}
	})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		t.say(d.Say("No issue was entered, changed or looked at again in this time."))
	}
	t.table([]string{d.Say("Issue"), d.Say("What changed"), d.Say("On"), d.Say("Topic"), d.Say("Does it matter?")}, rows, "/list/issue?sort=-changed")
	climate, err := d.all("issue", climateChange)
	if err != nil {
		return err
	}
	var list []string
	for _, rec := range climate {
		if !rec.Ended() {
			list = append(list, d.link(rec)+": "+d.value(rec, "determination"))
		}
	}
	if len(list) == 0 {
		t.say(d.Say("Whether climate change matters is entered nowhere."))
		return nil
	}
	t.say(d.Say("On climate change stands: %s.", strings.Join(list, "; ")))
	return nil
}

// needs drafts what interested parties need now that they did not before (9.3.2 c).
func (d *drafting) needs(t *text) error {
	parties, err := d.changes("interested_party", func(rec *record.Record) []string { return []string{d.value(rec, "category")} })
	if err != nil {
		return err
	}
	requirements, err := d.changes("requirement", func(rec *record.Record) []string {
		return []string{d.named(rec.Body.(*org.Requirement).Party), d.value(rec, "addressed")}
	})
	if err != nil {
		return err
	}
	if len(parties)+len(requirements) == 0 {
		t.say(d.Say("Nothing was entered, changed or looked at again of what interested parties need."))
	}
	t.table([]string{d.Say("Requirement"), d.Say("What changed"), d.Say("On"), d.Say("Required by"), d.Say("Addressed?")}, requirements, "/list/requirement?sort=-changed")
	t.table([]string{d.Say("Party"), d.Say("What changed"), d.Say("On"), d.Say("Category")}, parties, "/list/interested_party?sort=-changed")
	return nil
}

// changes are rows of what changed within the period in the records of a kind, held
// against what stood at its beginning.
func (d *drafting) changes(kind string, more func(*record.Record) []string) ([][]string, error) {
	changed, _, err := d.changedSince(kind)
	if err != nil || len(changed) == 0 {
		return nil, err
	}
	before, err := d.before(changed)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for _, rec := range changed {
		if d.on(rec.Created) > d.period.to {
			continue
		}
		what := d.change(before[rec.ID], rec)
		rows = append(rows, append([]string{d.link(rec), what, d.day(d.on(rec.Changed))}, more(rec)...))
	}
	return rows, nil
}

// change says what became of a record.
func (d *drafting) change(before, now *record.Record) string {
	if before == nil {
		return d.Say("new")
	}
	var fields []string
	looked := false
	for _, f := range now.Kind.Fields {
		switch {
		case f.Is(record.MarkComputed) || f.Text(before.Body) == f.Text(now.Body):
		case f.Name == "reviewed" || f.Name == "next_review":
			looked = true
		default:
			fields = append(fields, d.Say(f.Label))
		}
	}
	switch {
	case now.Ended() && !before.Ended():
		return d.Say("no longer counts")
	case len(fields) > 0:
		return escape(strings.Join(fields, ", "))
	case looked:
		return d.Say("looked at again, unchanged")
	}
	return d.Say("unchanged in what it says")
}
