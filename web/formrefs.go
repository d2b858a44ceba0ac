package web

import (
	"context"
	"slices"
	"strings"

	"surety/language"
	"surety/record"
)

// firstWord takes the key from "RISK-0042 its title".
func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return word
}

// refTexts takes apart what stands in a reference field: between semicolons or line
// ends, each a key, a key with its title, or words. A comma separates too where what
// follows is a key; else it is part of a title.
func refTexts(text string) []string {
	var list []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		begun := ""
		for piece := range strings.SplitSeq(part, ",") {
			switch {
			case begun == "":
				begun = piece
			case isKey(firstWord(piece)):
				list, begun = appendText(list, begun), piece
			default:
				begun += "," + piece
			}
		}
		list = appendText(list, begun)
	}
	return list
}

func appendText(list []string, text string) []string {
	if text = strings.Trim(text, ", \t"); text != "" {
		list = append(list, text)
	}
	return list
}

// isKey tells what looks like a record's key, RISK-0042, or its id.
func isKey(word string) bool {
	prefix, number, found := strings.Cut(word, "-")
	if !found || prefix == "" || number == "" {
		return false
	}
	if strings.Count(word, "-") == 4 && len(word) == 36 {
		return true
	}
	return strings.ToUpper(prefix) == prefix && strings.Trim(number, "0123456789") == ""
}

// parseRefs are the references that a text names, each by its first word.
func parseRefs(text string) []record.Ref {
	var refs []record.Ref
	for _, part := range refTexts(text) {
		refs = append(refs, record.Ref(firstWord(part)))
	}
	return refs
}

// called is a key with the title of what it names, where that is known.
func (f *form) called(key string) string {
	if title := f.Titles[firstWord(key)]; title != "" {
		return firstWord(key) + " " + title
	}
	return key
}

// chosen are the records that a field of several references names.
func (f *form) chosen(name string) []string {
	return slices.DeleteFunc(refTexts(f.Texts[name]), func(text string) bool { return !isKey(firstWord(text)) })
}

// shown is what the input of a reference shows: the one that it holds, or, beside
// several that are chosen, words that name none yet.
func (f *form) shown(field *record.Field, name string) string {
	if field.Type == record.TypeRef {
		return f.called(f.Texts[name])
	}
	return strings.Join(slices.DeleteFunc(refTexts(f.Texts[name]), func(text string) bool { return isKey(firstWord(text)) }), "; ")
}

func refHint(ctx context.Context, field *record.Field, set bool) string {
	if field.Type == record.TypeRefs && set {
		return language.Say(ctx, "One more: words of it, or its key")
	}
	return language.Say(ctx, "Words of it, or its key")
}

// findTyped looks up the words that stand where a reference is expected. What fits
// one record is taken; what fits none or several is told at its input.
func (s *server) findTyped(v visit, f *form) error {
	for _, field := range f.Fields() {
		if err := s.findIn(v, f, field, field.Name); err != nil {
			return err
		}
		for _, i := range f.Rows(field) {
			for _, rf := range field.Row {
				if err := s.findIn(v, f, rf, rowName(field, i, rf)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *server) findIn(v visit, f *form, field *record.Field, name string) error {
	if len(field.To) == 0 {
		return nil
	}
	texts := refTexts(f.Texts[name])
	if field.Type == record.TypeRef && len(texts) > 1 { // one record, whose title holds what separates several
		texts = []string{strings.TrimSpace(f.Texts[name])}
	}
	for i, text := range texts {
		if isKey(firstWord(text)) {
			continue
		}
		keys, remark, err := s.keysOf(v, field, text)
		if err != nil {
			return err
		}
		switch {
		case remark.LeftOut:
			f.Faults[name] = v.reader().Say("nothing that can stand here is called “%s”: choose from what is offered as you type", clipText(text, 80))
		case len(keys) > 1:
			f.Faults[name] = v.reader().Say("“%s” fits several: %s", clipText(text, 80), strings.Join(remark.Called, ", "))
		default:
			texts[i] = keys[0]
			f.Titles[keys[0]] = strings.TrimPrefix(strings.Join(remark.Called, ""), keys[0]+" ")
		}
	}
	if f.Faults[name] == "" {
		f.Texts[name] = strings.Join(texts, "\n")
	}
	return nil
}
