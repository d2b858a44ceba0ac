package web

import (
	"slices"

	"surety/language"
	"surety/record"
)

// sampleURL is the address of a file to begin an import of the kind with.
func sampleURL(kind *record.Kind) string { return "/import/sample/" + kind.Name + ".xlsx" }

// askedBy says which clause asks for records of the kind; empty where none does.
func askedBy(r language.Reader, kind *record.Kind) string {
	if kind.Clause == "" {
		return ""
	}
	return " " + r.Say("ISO/IEC %s asks for it.", kind.Clause)
}

// Empty tells a list that holds nothing, not even what no filter shows.
func (l listView) Empty() bool { return len(l.Records) == 0 && !l.Filtered }

// teach finds what comes before the first record of a list's kind, and where one
// is to be seen.
func (s *server) teach(v visit, l *listView) error {
	around, err := s.app.Frame(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	l.Before = missing(s.app.Catalogue(), l.Kind, around.Uses)
	l.Offer, err = s.offers(v)
	return err
}

// missing are the kinds that a record of a kind must refer to and of which there
// is none.
func missing(catalogue *record.Catalogue, kind *record.Kind, uses map[string]bool) []*record.Kind {
	var first []*record.Kind
	for _, f := range kind.Fields {
		if !f.Is(record.MarkRequired) || len(f.To) == 0 || slices.ContainsFunc(f.To, func(to string) bool { return uses[to] || to == kind.Name }) {
			continue
		}
		if to := catalogue.Kind(f.To[0]); !slices.Contains(first, to) {
			first = append(first, to)
		}
	}
	return first
}
