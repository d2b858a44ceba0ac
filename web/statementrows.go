package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"surety/app"
	"surety/isms/control"
	"surety/language"
	"surety/pack"
	"surety/record"
	"surety/web/components"
)

// comparison says how the rows compare with the controls of each edition that
// apply (27001 6.1.3 c).
func (v statementView) comparison(r language.Reader) string {
	var sentences []string
	for _, edition := range v.Unknown {
		sentences = append(sentences, r.Say("%s is not loaded here, so the rows can't be compared with it.", edition))
	}
	for _, p := range v.Standards {
		var lacks []string
		for _, m := range v.Lacks {
			if m.Entry.Pack == p {
				lacks = append(lacks, m.Control)
			}
		}
		if len(lacks) > 0 {
			sentences = append(sentences, r.Say("Without a row, against %s: %s.", p.Designation, strings.Join(lacks, ", ")))
			continue
		}
		sentences = append(sentences, r.Say("Each of the %d controls of %s has its row.", len(app.Applicable(p, v.Roles)), p.Designation))
	}
	return strings.Join(sentences, " ")
}

const ownTheme = "own"

// themeOf is the id of the group that a row's control belongs to.
func (v statementView) themeOf(row app.StatementRow) string {
	if row.Body.Own {
		return ownTheme
	}
	if e := v.Entry(v.Place(row.Body)); e != nil && e.Parent != nil {
		return e.Parent.ID
	}
	return ""
}

// Packs are the editions that rows can be filtered by, where there are several.
func (v statementView) Packs() []components.Link {
	if len(v.Standards) < 2 {
		return nil
	}
	var list []components.Link
	for _, p := range v.Standards {
		list = append(list, components.Link{Label: p.Designation, URL: "of-" + p.Ref().String()})
	}
	return list
}

// newer is an edition of the statement, and the one that takes its place.
type newer struct{ From, To *pack.Header }

// Newer are the editions of the statement of which there are newer ones.
func (v statementView) Newer() []newer {
	var list []newer
	for _, p := range v.Standards {
		if to := v.packs.SuccessorOf(p.Ref()); to != nil {
			list = append(list, newer{&p.Header, to})
		}
	}
	return list
}

// chosen tells whether an edition is the one that is looked at, or a theme of it is.
func (v statementView) chosen(only string) bool {
	edition, _ := v.edition(v.Only)
	return edition != "" && only == "of-"+edition
}

// Themes are the groups that rows can be filtered by: of a single edition, or of
// the one that is chosen.
func (v statementView) Themes(r language.Reader) []components.Link {
	var list []components.Link
	seen := map[string]bool{"": true}
	chosen, _ := v.edition(v.Only)
	if chosen == "" && len(v.Standards) < 2 {
		chosen = v.Body.Editions()[0]
	}
	for _, row := range v.Rows {
		theme := v.themeOf(row)
		if seen[theme] || theme != ownTheme && v.Place(row.Body).Standard != chosen {
			continue
		}
		seen[theme] = true
		if theme == ownTheme {
			list = append(list, components.Link{Label: r.Say("Own controls"), URL: "theme-" + ownTheme})
			continue
		}
		list = append(list, components.Link{Label: v.Entry(v.Place(row.Body)).Parent.Title.In(r.Tag()), URL: "theme-" + chosen + ":" + theme})
	}
	return list
}

// edition is what a filter names: an edition, and a theme of it where it names one.
func (v statementView) edition(only string) (edition, theme string) {
	if of, ok := strings.CutPrefix(only, "of-"); ok {
		return of, ""
	}
	in, _ := strings.CutPrefix(only, "theme-")
	edition, theme, _ = strings.Cut(in, ":")
	if theme == "" {
		return "", ""
	}
	return edition, theme
}

// keeps tells whether a filter leaves a row.
func (v statementView) keeps(row app.StatementRow, only string) bool {
	switch only {
	case "open":
		return row.Problem() != ""
	case "claimed":
		return row.Found == control.Claimed
	case "changed":
		_, changed := v.Changed[v.Place(row.Body)]
		return changed
	case "excluded":
		return row.Body.Included == "no"
	}
	if only == "theme-"+ownTheme {
		return row.Body.Own
	}
	edition, theme := v.edition(only)
	return edition == "" || v.Place(row.Body).Standard == edition && (theme == "" || v.themeOf(row) == theme)
}

// Shown are the rows that the filter leaves.
func (v statementView) Shown() []app.StatementRow {
	var rows []app.StatementRow
	for _, row := range v.Rows {
		if v.keeps(row, v.Only) && v.has(row, v.Attribute) {
			rows = append(rows, row)
		}
	}
	return rows
}

// Count counts the rows that a filter would leave.
func (v statementView) Count(only string) int {
	n := 0
	for _, row := range v.Rows {
		if v.keeps(row, only) {
			n++
		}
	}
	return n
}

// URL is the page with another filter.
func (v statementView) URL(only string) string {
	return v.filtered(only, v.Attribute)
}

// AttributeURL is the page with another attribute of the controls.
func (v statementView) AttributeURL(attribute string) string { return v.filtered(v.Only, attribute) }

func (v statementView) filtered(only, attribute string) string {
	values := url.Values{}
	for name, value := range map[string]string{"only": only, "attribute": attribute} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if len(values) == 0 {
		return recordURL(v.Record.Key)
	}
	return recordURL(v.Record.Key) + "?" + values.Encode()
}

// attributeFilter is one attribute of controls with its values (ISO/IEC 27002, 4.2).
type attributeFilter struct {
	pack.Attribute
	Chosen string
}

// Attributes are what the controls can be filtered by: the attributes that the
// standard's controls have, themselves or as their counterpart in ISO/IEC 27002 has.
func (v statementView) Attributes() []attributeFilter {
	for _, row := range v.Rows {
		e := v.described(row)
		if e == nil {
			continue
		}
		var list []attributeFilter
		for _, a := range e.Pack.Attributes {
			f := attributeFilter{Attribute: a}
			if value, ok := strings.CutPrefix(v.Attribute, a.ID+":"); ok {
				f.Chosen = value
			}
			list = append(list, f)
		}
		return list
	}
	return nil
}

// Title is what a row's control is called: a standard's in the reader's language,
// unless somebody has put it into words of their own.
func (v statementView) Title(r language.Reader, row app.StatementRow) string {
	e := v.Entry(v.Place(row.Body))
	if e == nil {
		return row.Body.Title
	}
	return e.Title.Reworded(row.Body.Title, r.Tag())
}

// Whose names the standard of a row's control where the statement decides on
// those of several.
func (v statementView) Whose(row app.StatementRow) string {
	if e := v.Entry(v.Place(row.Body)); e != nil && len(v.Standards) > 1 {
		return e.Pack.Designation
	}
	return ""
}

// described is the entry that carries the attributes of a row's control: its own,
// or the one that is the same in another pack.
func (v statementView) described(row app.StatementRow) *pack.Entry {
	e := v.Entry(v.Place(row.Body))
	if e == nil || len(e.Attributes) > 0 {
		return e
	}
	for _, link := range v.packs.Links(e.Ref(), 1) {
		if link.Entry != nil && len(link.Entry.Attributes) > 0 && link.Path[0].Edge.Relation == pack.RelationSame {
			return link.Entry
		}
	}
	return nil
}

// has tells whether a row's control has an attribute's value; all have none.
func (v statementView) has(row app.StatementRow, attribute string) bool {
	id, value, ok := strings.Cut(attribute, ":")
	if !ok {
		return true
	}
	e := v.described(row)
	return e != nil && slices.Contains(e.Attributes[id], value)
}

// editing marks a cell that can be edited in its place.
func (v statementView) editing(row app.StatementRow, fields string) templ.Attributes {
	if !v.MayEdit {
		return nil
	}
	return templ.Attributes{"data-cell": cellURL(row.Record.Key, fields, asStatement)}
}

// ProofURL is the form for evidence of a row's control, which leads back to the row.
func (v statementView) ProofURL(row app.StatementRow) string {
	return "/new/evidence?about=" + row.Record.Key + "&to=" + queryEscape(v.URL(v.Only)+"#"+row.Record.Key)
}

// EditURL is the form of a row, which leads back to the row.
func (v statementView) EditURL(row app.StatementRow) string {
	return recordURL(row.Record.Key) + "/edit?to=" + queryEscape(v.URL(v.Only)+"#"+row.Record.Key)
}

// OwnURL is the form of a row for a control of the organization's own.
func (v statementView) OwnURL() string {
	return fmt.Sprintf("/new/soa_row?soa=%s&own=yes&included=yes&to=%s", v.Record.Key, queryEscape(v.URL("theme-"+ownTheme)))
}

// Fields says what differs in a row, and what was released.
func (v statementView) Fields(r language.Reader, d control.Difference) string {
	if d.Before == nil || d.After == nil {
		return strings.Join(saidAll(r, d.Fields), ", ")
	}
	fields := make([]string, len(d.Fields))
	for i, field := range d.Fields {
		was := d.Before.Said(field)
		if option, ok := v.status.Option(was); ok && field == "declared status" {
			was = r.Say(option.Label)
		}
		if was == "" {
			was = r.Say("empty")
		}
		fields[i] = r.Say("%s, which was: %s", r.Say(field), was)
	}
	return strings.Join(fields, "; ")
}

// Drivers are what a row is included for.
func (v statementView) Drivers(row app.StatementRow) []record.Ref {
	return append(append([]record.Ref{}, row.Risks...), row.Body.Requirements...)
}

// Gone are the rows of the release that the draft has no more.
func (v statementView) Gone() []control.Difference {
	var list []control.Difference
	for _, d := range v.Differences {
		if d.After == nil {
			list = append(list, d)
		}
	}
	return list
}

// because are the fields that say why a control is in, or out.
func (v statementView) because(row app.StatementRow) string {
	if row.Body.Included == "no" {
		return "exclusion_reason"
	}
	return "risks,requirements,reason"
}
