package sheet

import (
	"slices"

	"surety/language"
	"surety/record"
)

// said are the forms of a message in the languages of the program, English first:
// a file may have been written for a reader of any of them.
func said(message string) []string {
	forms := []string{message}
	for _, name := range language.Names() {
		if form := language.For(name.Tag, nil).Say(message); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}

// names tells that a text, in the form in which texts are compared, is an option's
// value or its label in some language.
func names(o record.Option, text string, form func(string) string) bool {
	if text == "" {
		return false
	}
	return form(o.Value) == text || slices.ContainsFunc(said(o.Label), func(label string) bool { return form(label) == text })
}
