package app

import (
	"slices"

	"surety/language"
)

// What the program notes of acts of its own; all other notes are people's.
const (
	NoteSetUp    = "set up"
	NoteImported = "imported"
	NoteBegun    = "begin the statement"
	NoteForward  = "put forward for release"
	NoteEdition  = "change to a newer edition"
)

// NoteSaid is why something was done: the program's own words in the reader's
// language, a person's as they stand.
func (e Entry) NoteSaid(r language.Reader) string {
	if slices.Contains([]string{NoteSetUp, NoteImported, NoteBegun, NoteForward, NoteEdition}, e.Note) {
		return r.Say(e.Note)
	}
	return e.Note
}
