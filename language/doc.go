// Package language says what the program says in the language of its reader, and
// writes days, numbers and money as that reader does.
//
// Main words: a message is an English sentence as it stands in the code, which is
// also its key; a catalogue holds the same sentences in another language; a Reader
// is one person's language and time zone. A message that a catalogue lacks is said
// in English, and a test names it.
//
// The calendar, the separators and the plural rules are those of Unicode's CLDR
// (github.com/go-playground/locales).
package language
