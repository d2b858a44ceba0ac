package report

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
	"surety/isms/control"
)

// Disclaimer is what every paper says of itself.
const Disclaimer = "Computed from records; not a statement of conformity."

// SoA is the content of a paper of a Statement of Applicability.
type SoA struct {
	Organization string
	Title        string
	Key          string
	Version      string
	Standard     string   // "ISO/IEC 27001:2022 with Amd 1:2024"
	Released     bool     // made from the release in force, not from the draft
	On           string   // day of the release, or of the draft
	Approvers    []string // names and days
	Printed      time.Time
	Rows         []control.ReleasedRow
	Missing      []string // controls of the standard that have no row
	Differences  []control.Difference
	Against      string // version of the release that the differences are to
}

// ReadSoA works out the paper: of the release in force, or of the draft.
func ReadSoA(ctx context.Context, a *app.App, actor app.Actor, idOrKey string, draft bool) (*SoA, error) {
	s, err := a.Statement(ctx, actor, idOrKey)
	if err != nil {
		return nil, err
	}
	organization, err := a.OrganizationName(ctx, actor)
	if err != nil {
		return nil, err
	}
	paper := &SoA{
		Organization: organization, Title: s.Body.Title, Key: s.Record.Key, Version: s.Body.Version,
		Standard: s.Body.Pack + " " + s.Body.Edition, On: string(s.Today), Printed: a.Now(), Rows: s.Words(), Differences: s.Differences,
	}
	if s.Release != nil {
		paper.Against = s.Release.Body.(*control.Release).Version
	}
	if s.Release != nil && !draft {
		paper.useRelease(s)
	}
	if err := paper.useLabels(a); err != nil {
		return nil, err
	}
	if p, err := a.Packs().Find(s.Body.Pack + "@" + s.Body.Edition); err == nil {
		paper.Standard = p.Designation
		paper.Missing = missing(paper.Rows, app.Controls(p))
	}
	return paper, nil
}

func (p *SoA) useRelease(s *app.Statement) {
	release := s.Release.Body.(*control.Release)
	p.Released, p.Version, p.On, p.Rows, p.Differences = true, release.Version, string(release.On), release.Rows, nil
	for _, approval := range s.Release.Kind.Approvals(release) {
		p.Approvers = append(p.Approvers, fmt.Sprintf("%s, %s", s.Names[approval.By.ID()].Title, approval.At.Format("2006-01-02")))
		p.On = approval.At.Format("2006-01-02")
	}
}

// useLabels writes declared statuses as the statement's form names them.
func (p *SoA) useLabels(a *app.App) error {
	kind, err := a.Kind("soa_row")
	if err != nil {
		return err
	}
	status := kind.Field("status")
	in := func(row control.ReleasedRow) control.ReleasedRow {
		if option, ok := status.Option(row.Declared); ok {
			row.Declared = option.Label
		}
		return row
	}
	p.Rows = slices.Clone(p.Rows) // a release's are the record's own
	for i, row := range p.Rows {
		p.Rows[i] = in(row)
	}
	for i := range p.Differences {
		d := &p.Differences[i]
		for _, side := range []**control.ReleasedRow{&d.Before, &d.After} {
			if *side != nil {
				row := in(**side)
				*side = &row
			}
		}
	}
	return nil
}

func missing(rows []control.ReleasedRow, expected []string) []string {
	there := map[string]bool{}
	for _, row := range rows {
		there[row.Control] = true
	}
	var list []string
	for _, id := range expected {
		if !there[id] {
			list = append(list, id)
		}
	}
	return list
}

// Status says in words whether this is the release or a draft.
func (p *SoA) Status() string {
	switch {
	case p.Released:
		return "Released " + p.On
	case p.Against == "":
		return "Draft, never released"
	case len(p.Differences) == 0:
		return "Draft, equal to released " + p.Against
	}
	return fmt.Sprintf("Draft, differs from released %s in %d rows", p.Against, len(p.Differences))
}

// Comparison says how the rows compare with the standard's list of controls
// (27001 6.1.3 c).
func (p *SoA) Comparison() string {
	in, out, undecided, own := 0, 0, 0, 0
	for _, row := range p.Rows {
		switch {
		case row.Own:
			own++
		case row.Included == "yes":
			in++
		case row.Included == "no":
			out++
		default:
			undecided++
		}
	}
	text := fmt.Sprintf("Of the %d controls of Annex A %d are included and %d left out", in+out+undecided+len(p.Missing), in, out)
	if undecided > 0 {
		text += fmt.Sprintf(", %d %s undecided", undecided, plural(undecided, "is", "are"))
	}
	if len(p.Missing) > 0 {
		text += fmt.Sprintf(", %d %s no row (%s)", len(p.Missing), plural(len(p.Missing), "has", "have"), strings.Join(p.Missing, ", "))
	}
	return text + fmt.Sprintf("; %d %s the organization's own.", own, plural(own, "control is", "controls are"))
}

func plural(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// Because is the reason of a row: its drivers, then its words.
func Because(row control.ReleasedRow) string {
	parts := append([]string{}, row.Drivers...)
	if row.Reason != "" {
		parts = append(parts, row.Reason)
	}
	if len(parts) == 0 {
		return "no reason given"
	}
	return strings.Join(parts, "; ")
}

// Declared is the declared status in words.
func Declared(row control.ReleasedRow) string {
	if row.Declared == "" {
		return "–"
	}
	return row.Declared
}

// Found is the found status in words.
func Found(row control.ReleasedRow) string {
	switch control.Found(row.Found) {
	case control.InDate:
		return "Evidence in date"
	case control.Claimed:
		return "Claimed only"
	}
	return "–"
}

// Included is the decision in words.
func Included(row control.ReleasedRow) string {
	switch row.Included {
	case "yes":
		return "Yes"
	case "no":
		return "No"
	}
	return "Undecided"
}

// columns are the table's columns, the same in every format.
var columns = []struct {
	head  string
	width float64 // share of the page's width
	text  func(control.ReleasedRow) string
}{
	{"Control", 0.06, func(r control.ReleasedRow) string { return r.Control }},
	{"Title", 0.17, func(r control.ReleasedRow) string { return r.Title }},
	{"Included", 0.06, Included},
	{"Because", 0.28, Because},
	{"Declared", 0.09, Declared},
	{"Found", 0.09, Found},
	{"Owner", 0.10, func(r control.ReleasedRow) string { return r.Owner }},
	{"Evidence", 0.15, func(r control.ReleasedRow) string { return strings.Join(r.Evidence, "; ") }},
}

// Write writes the paper in a format: pdf, xlsx or md.
func (p *SoA) Write(w io.Writer, format string) error {
	switch format {
	case "pdf":
		return p.PDF(w)
	case "xlsx":
		return p.XLSX(w)
	case "md":
		return p.Markdown(w)
	}
	return fault.New(fault.Malformed, "%q is no format of this paper: expected pdf, xlsx or md", format)
}
