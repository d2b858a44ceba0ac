package sheet

import (
	"encoding/json"
	"slices"
	"strings"
)

// splitEntries splits the text of a cell that holds several entries: at line
// ends and semicolons, else at commas where commas says so. A JSON list is
// taken as it is; entries that hold such signs are written that way.
func splitEntries(text string, commas bool) []string {
	if entries, ok := jsonEntries(text); ok {
		return entries
	}
	entries := splitAt(text, ";\n\r")
	if len(entries) == 1 && commas {
		entries = splitAt(text, ",")
	}
	for i, e := range entries {
		entries[i] = strings.TrimSpace(strings.TrimLeft(e, "•·▪")) // bullets
	}
	return entries
}

func splitAt(text, signs string) []string {
	var entries []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(signs, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			entries = append(entries, part)
		}
	}
	return entries
}

func jsonEntries(text string) ([]string, bool) {
	if text = strings.TrimSpace(text); !strings.HasPrefix(text, "[") {
		return nil, false
	}
	var entries []string
	if err := json.Unmarshal([]byte(text), &entries); err != nil {
		return nil, false
	}
	return entries, true
}

// joinEntries writes a list so that splitEntries reads it again, whether it
// splits at commas or not.
func joinEntries(entries []string) string {
	joined := strings.Join(entries, "; ")
	if slices.Equal(splitEntries(joined, false), entries) && (len(entries) > 1 || !strings.Contains(joined, ",")) {
		return joined
	}
	data, err := json.Marshal(entries)
	if err != nil {
		return joined // strings always encode
	}
	return string(data)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cleanText is a text as an import keeps it: line ends of one kind, no blanks
// around it. Texts that are the same when cleaned count as unchanged.
func cleanText(text string) string {
	return strings.TrimSpace(lineEnds.Replace(text))
}

func cleanTexts(texts []string) []string {
	cleaned := make([]string, 0, len(texts))
	for _, t := range texts {
		if t = cleanText(t); t != "" {
			cleaned = append(cleaned, t)
		}
	}
	return cleaned
}

// saysNothing tells the signs and words that people put into a cell that has
// no value.
func saysNothing(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .\u00a0\t")) {
	case "", "-", "–", "—", "--", "---", "/", "n/a", "n.a", "na", "k.a", "k. a", "keine angabe", "none", "keine", "keiner", "tbd", "t.b.d", "offen?", "?", "#n/a", "./":
		return true
	}
	return strings.Trim(text, "? ") == ""
}
