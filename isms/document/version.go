package document

import (
	"regexp"
	"strconv"

	"surety/record"
)

// StateApproved is the state of a document whose text as it stands is in force.
const StateApproved = "approved"

// number keeps the version in force apart from the one that is being written: what
// differs from the version in force is another version, and gets the next number
// where it was given none.
func (d *Document) number(p record.Preparation) {
	d.InForce = d.inForce(p)
	before, ok := p.Before.(*Document)
	if !ok || p.Record.State == StateApproved || d.InForce == "" || d.Version != d.InForce {
		return
	}
	if kind := p.Record.Kind; kind.ContentDigest(d) != kind.ContentDigest(before) {
		d.Version = nextVersion(d.InForce)
	}
}

// inForce is the version that holds: the text as it stands once it is approved, and
// through all edits after that the one approved last, until its approval is revoked
// or the document ends.
func (d *Document) inForce(p record.Preparation) string {
	if p.Record == nil || p.Record.Ended() {
		return ""
	}
	kind := p.Record.Kind
	if p.Record.State == StateApproved && len(kind.Approvals(d)) > 0 {
		return d.Version
	}
	before, ok := p.Before.(*Document)
	if !ok {
		return ""
	}
	if p.Was != StateApproved {
		return before.InForce
	}
	if p.Record.State != StateApproved && kind.ContentDigest(d) == kind.ContentDigest(before) {
		return "" // revoked
	}
	if len(kind.Approvals(before)) > 0 {
		return before.Version
	}
	return before.InForce
}

var lastNumber = regexp.MustCompile(`^(.*?)(\d{1,9})$`)

// nextVersion counts a version up in its last place: 3.0 becomes 3.1, B becomes B.1.
func nextVersion(version string) string {
	if m := lastNumber.FindStringSubmatch(version); m != nil {
		if n, err := strconv.Atoi(m[2]); err == nil {
			return m[1] + strconv.Itoa(n+1)
		}
	}
	const longest = 20
	return version[:min(len(version), longest-2)] + ".1"
}
