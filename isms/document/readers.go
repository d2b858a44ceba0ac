package document

import (
	"slices"
	"strings"

	"surety/record"
)

// Reader is somebody who may have to read a document: what decides that.
type Reader struct {
	Person  record.Ref
	InScope bool
	Unit    string
	Roles   []record.Ref // held today
}

// Asks tells whether a document is for a reader: for everybody in scope, for those of
// a unit, or for those who hold a role. One that names none of these asks nobody.
func (d *Document) Asks(r Reader) bool {
	switch {
	case d.MustRead && r.InScope:
		return true
	case r.InScope && slices.ContainsFunc(d.ReaderUnits, func(unit string) bool { return strings.EqualFold(strings.TrimSpace(unit), r.Unit) }):
		return true
	}
	return slices.ContainsFunc(d.ReaderRoles, func(role record.Ref) bool { return slices.Contains(r.Roles, role) })
}

// Standing is the version that readers acknowledge: the one in force, or that of an
// approved document from before releases were kept; empty: none yet.
func (d *Document) Standing(state string) string {
	if d.InForce == "" && state == StateApproved {
		return d.Version
	}
	return d.InForce
}

// Unread lists who of some readers is asked to read a version of the document and has
// not said yet to have done so.
func (d *Document) Unread(version string, readers []Reader, said []*Acknowledgement) []record.Ref {
	read := map[record.Ref]bool{}
	for _, a := range said {
		if a.Version == version {
			read[a.Person] = true
		}
	}
	var list []record.Ref
	for _, r := range readers {
		if version != "" && d.Asks(r) && !read[r.Person] {
			list = append(list, r.Person)
		}
	}
	return list
}
