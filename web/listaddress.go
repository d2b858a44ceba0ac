package web

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

// mostMeant bounds the records that the words of one filter can mean.
const mostMeant = 20

// remark says how a part of a list's address was read, or why it was left out.
type remark struct {
	Part    string // such as owner or collected.ge
	Text    string
	LeftOut bool
	Called  []string // what a text fits, each by key and title
}

// listed reads a list by the parts of its address. A part that can't be read is
// left out and remarked on, so that the list still stands.
func (s *server) listed(v visit, kind *record.Kind, values url.Values) (*app.Listing, []remark, error) {
	parts, remarks, err := s.meant(v, kind, values)
	for err == nil {
		var listing *app.Listing
		var query app.Query
		if query, err = app.ParseQuery(kind, parts); err == nil {
			listing, err = s.app.List(v.Context(), v.Actor, query)
		}
		part := partAtFault(err, parts)
		if part == "" {
			return listing, remarks, err
		}
		remarks, err = append(remarks, leftOut(v.reader(), part, parts[part], told(err))), nil
		delete(parts, part)
	}
	return nil, nil, err
}

// meant are the parts of an address with keys in the place of what people wrote
// to name records.
func (s *server) meant(v visit, kind *record.Kind, values url.Values) (url.Values, []remark, error) {
	parts := url.Values{}
	var remarks []remark
	for _, part := range slices.Sorted(maps.Keys(values)) {
		f, texts := kind.Field(part), values[part]
		if f == nil || len(f.To) == 0 {
			parts[part] = texts
			continue
		}
		for _, text := range texts {
			keys, remark, err := s.keysOf(v, f, text)
			if err != nil {
				return nil, nil, err
			}
			if parts[part] = append(parts[part], keys...); remark.Text != "" {
				remarks = append(remarks, remark)
			}
		}
		if len(parts[part]) == 0 {
			delete(parts, part)
		}
	}
	return parts, remarks, nil
}

// keysOf are the keys of what a text names that can stand in a field: a key, a
// title, or words that some records hold.
func (s *server) keysOf(v visit, f *record.Field, text string) ([]string, remark, error) {
	rec, err := s.app.Get(v.Context(), v.Actor, text)
	switch {
	case err == nil && slices.Contains(f.To, rec.Kind.Name):
		return []string{rec.Key}, remark{}, nil
	case err != nil && !fault.Is(err, fault.NotFound):
		return nil, remark{}, err
	}
	names, err := s.app.Search(v.Context(), v.Actor, text, f.To, mostMeant+1)
	if err != nil {
		return nil, remark{}, err
	}
	same := slices.DeleteFunc(slices.Clone(names), func(n app.Name) bool { return !strings.EqualFold(n.Title, strings.TrimSpace(text)) })
	if len(same) > 0 {
		names = same
	}
	switch {
	case len(names) == 0:
		return nil, remark{Part: f.Name, Text: v.reader().Say("Nothing that you may see and that can stand here is called “%s”. This filter was left out.", clipText(text, 80)), LeftOut: true}, nil
	case len(names) > mostMeant:
		return nil, remark{Part: f.Name, Text: v.reader().Say("“%s” fits more than %d records: say more of the name. This filter was left out.", clipText(text, 80), mostMeant), LeftOut: true}, nil
	}
	var keys, called []string
	for _, n := range names {
		keys, called = append(keys, n.Key), append(called, n.Key+" "+n.Title)
	}
	return keys, remark{Part: f.Name, Text: v.reader().Say("Read as %s.", strings.Join(called, ", ")), Called: called}, nil
}

// partAtFault is the part of an address that an error is about; empty: none.
func partAtFault(err error, parts url.Values) string {
	e := told(err)
	if e == nil || e.Kind != fault.Invalid && e.Kind != fault.Malformed {
		return ""
	}
	if e.Field == "" && parts.Has("after") { // only a page's place has no field
		return "after"
	}
	about := ""
	for part, texts := range parts {
		switch {
		case part == e.Field:
			return part
		case part == "sort" && strings.TrimPrefix(texts[0], "-") == e.Field,
			strings.HasPrefix(part, e.Field+".") && (about == "" || strings.Contains(e.Message, texts[0])):
			about = part
		}
	}
	return about
}

// leftOut remarks on a part that can't be read.
func leftOut(r language.Reader, part string, texts []string, e *fault.Error) remark {
	return remark{Part: part, Text: r.Say("“%s=%s” was left out: %s. %s", part, clipText(strings.Join(texts, ", "), 80), strings.TrimSuffix(e.Said(r.Say), "."), sentence(e.SaidMend(r.Say))), LeftOut: true}
}
