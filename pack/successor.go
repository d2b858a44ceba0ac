package pack

import "slices"

// SuccessorOf is what the newest edition of the same pack that takes an edition's place
// says of itself; nil where none is loaded that does. Entries are not read.
func (s *Set) SuccessorOf(edition Ref) *Header {
	var newest *Header
	for _, h := range s.Headers() {
		if h.ID == edition.Pack && slices.Contains(h.Replaces, edition.Whole()) {
			newest = h // headers go from old to new
		}
	}
	return newest
}
