package workbook

import "strings"

// separators that are tried, the likelier first where two fit as well.
var separators = [...]rune{'\t', ';', '|', ','}

// namedSeparator reads the line "sep=;" that spreadsheet programs understand.
func namedSeparator(text string) (rune, bool) {
	line, _, _ := strings.Cut(text, "\n")
	named, ok := strings.CutPrefix(strings.TrimSuffix(line, "\r"), "sep=")
	for _, s := range separators {
		if ok && named == string(s) {
			return s, true
		}
	}
	return 0, false
}

// detectSeparator chooses the separator that splits the first rows into the
// most even number of fields; a comma when none splits any.
func detectSeparator(text string) rune {
	best, evenness := ',', 0.0
	for _, s := range separators {
		if e := evennessOf(text, s); e > evenness {
			best, evenness = s, e
		}
	}
	return best
}

// evennessOf is the share of the first rows that have the commonest number of
// fields over one, weighted a little by that number; 0 when no row is split.
func evennessOf(text string, separator rune) float64 {
	const sample = 60
	counts, rows := map[int]int{}, 0
	fields := &fieldReader{rest: text, separator: separator, row: 1}
	for rows < sample && fields.rest != "" {
		record, err := fields.record()
		if err != nil {
			break // quotes that only another separator makes sense of
		}
		if strings.Join(record, "") == "" {
			continue
		}
		rows++
		counts[len(record)]++
	}
	most := 0
	for n, count := range counts {
		if n > 1 && (count > counts[most] || count == counts[most] && n > most) {
			most = n
		}
	}
	if most == 0 {
		return 0
	}
	return float64(counts[most])/float64(rows) + 0.02*float64(min(most, 10))
}
