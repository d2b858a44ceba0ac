package demo

import (
	"slices"

	"surety/isms/document"
)

// unread have not acknowledged the policy in its present version, on purpose:
// more than the management system allows.
var unread = []string{"renate", "bjarne", "sami", "pia", "jan", "merle", "can"}

// readings are acknowledged by everybody in scope, each in their own name.
func (s *story) readings() {
	place := 0
	for _, m := range staff {
		if !m.is(inScope) {
			continue
		}
		s.sit(33-place/2, m.name)
		place++
		if !slices.Contains(unread, m.name) {
			s.read("policy", m.name)
		}
		s.read("acceptable-use", m.name)
	}
}

func (s *story) read(paper, person string) {
	version := ""
	for _, p := range papers {
		if p.name == paper {
			version = p.version
		}
	}
	s.create("acknowledgement", paper+"-"+person, &document.Acknowledgement{
		Document: ref("document", paper), Person: ref("person", person), Version: version, On: s.now(),
	})
}
