package record

import "unicode"

// longestLine is up to how many characters a text is written in one line; what
// may be longer is written in several.
const longestLine = 400

// OneLine tells that the field holds a text of one line, such as a title.
func (f *Field) OneLine() bool { return f.Type == TypeText && f.Max <= longestLine }

// IsBlank tells that a text shows nothing: it is empty, or holds only blanks and
// signs that are never seen. Nobody recognizes a record by such a title.
func IsBlank(text string) bool {
	for _, r := range text {
		if !isUnseen(r) {
			return false
		}
	}
	return true
}

// isUnseen tells blanks, control and format characters, fillers and selectors.
func isUnseen(r rune) bool {
	const brailleBlank = '\u2800'
	return unicode.IsSpace(r) || r == brailleBlank ||
		unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// saysNothing tells that the field is not set in a body, or only with blanks.
func (f *Field) saysNothing(body any) bool {
	switch value := f.Get(body).(type) {
	case string:
		return IsBlank(value)
	case Markdown:
		return IsBlank(string(value))
	case []string:
		for _, text := range value {
			if !IsBlank(text) {
				return false
			}
		}
		return true
	}
	return !f.IsSet(body)
}
