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

// compare holds the rows against the standard's controls (27001 6.1.3 c).
func (v *statementView) compare() {
	there := map[string]bool{}
	for _, row := range v.Rows {
		there[row.Body.Control] = true
	}
	for _, id := range app.Controls(v.Standard) {
		if !there[id] {
			v.Missing = append(v.Missing, id)
		}
	}
}

// comparison says how the rows compare with the standard's list.
func (v statementView) comparison(r language.Reader) string {
	switch {
	case v.Standard == nil:
		return r.Say("%s %s is not loaded here, so the rows can't be compared with it.", v.Body.Pack, v.Body.Edition)
	case len(v.Missing) == 0:
		return r.Say("Each of the %d controls of %s has its row.", len(app.Controls(v.Standard)), v.Standard.Designation)
	}
	return r.Say("Without a row, against %s: %s.", v.Standard.Designation, strings.Join(v.Missing, ", "))
}

const ownTheme = "own"

// themeOf is the id of the group that a row's control belongs to.
func (v statementView) themeOf(row app.StatementRow) string {
	if row.Body.Own {
		return ownTheme
	}
	if v.Standard != nil {
		if e := v.Standard.Entry(row.Body.Control); e != nil && e.Parent != nil {
			return e.Parent.ID
		}
	}
	return ""
}

// Themes are the groups that rows can be filtered by.
func (v statementView) Themes(r language.Reader) []components.Link {
	var list []components.Link
	seen := map[string]bool{"": true}
	for _, row := range v.Rows {
		theme := v.themeOf(row)
		if seen[theme] {
			continue
		}
		seen[theme] = true
		label := r.Say("Own controls")
		if theme != ownTheme {
			label = v.Standard.Entry(theme).Title.In(r.Tag())
		}
		list = append(list, components.Link{Label: label, URL: "theme-" + theme})
	}
	return list
}

// keeps tells whether a filter leaves a row.
func (v statementView) keeps(row app.StatementRow, only string) bool {
	switch only {
	case "open":
		return row.Problem() != ""
	case "claimed":
		return row.Found == control.Claimed
	case "changed":
		_, changed := v.Changed[row.Body.Control]
		return changed
	case "excluded":
		return row.Body.Included == "no"
	}
	theme, byTheme := strings.CutPrefix(only, "theme-")
	return !byTheme || v.themeOf(row) == theme
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
	if v.Standard == nil || v.Standard.Entry(row.Body.Control) == nil {
		return row.Body.Title
	}
	return v.Standard.Entry(row.Body.Control).Title.Reworded(row.Body.Title, r.Tag())
}

// described is the entry that carries the attributes of a row's control: its own,
// or the one that is the same in another pack.
func (v statementView) described(row app.StatementRow) *pack.Entry {
	if v.Standard == nil {
		return nil
	}
	e := v.Standard.Entry(row.Body.Control)
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
