package fault

import "fmt"

// Sentence is what a pure package finds out and people read: English by itself, and
// said in another language as errors are.
type Sentence struct{ words }

// Sentencef makes a sentence of a message and what fills it.
func Sentencef(format string, args ...any) Sentence { return Sentence{words{format, args}} }

// String is the sentence in English.
func (s Sentence) String() string {
	if len(s.args) == 0 {
		return s.format
	}
	return fmt.Sprintf(s.format, s.args...)
}

// Said is the sentence as say says it.
func (s Sentence) Said(say Say) string { return s.said(say, s.String()) }

// MarshalText writes it in English, as files and interfaces hold it.
func (s Sentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
