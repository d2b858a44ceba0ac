package web

import (
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
