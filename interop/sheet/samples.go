package sheet

import (
	"slices"
	"strings"
)

const (
	sampledRows  = 40 // are looked at for samples
	mostSamples  = 3  // of a column
	longestShown = 40 // letters of a sample
)

// samples are the first different texts under each heading, for a person who
// is to say what a column is.
func (t *table) samples() map[string][]string {
	samples := map[string][]string{}
	for _, row := range t.rows[:min(len(t.rows), sampledRows)] {
		for i, header := range t.headers {
			text := clip(strings.Join(strings.Fields(row.At(i).Text), " "), longestShown)
			if known := samples[header]; header != "" && text != "" && len(known) < mostSamples && !isSection(row) && !slices.Contains(known, text) {
				samples[header] = append(known, text)
			}
		}
	}
	return samples
}
