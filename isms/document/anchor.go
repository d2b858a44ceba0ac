package document

import (
	"strings"

	"surety/record"
)

// Blocks are the parts of a text that a comment can be made on: what empty lines
// part, as it was written. A block of code is one, whatever is in it.
func Blocks(text record.Markdown) []string {
	var list []string
	var block strings.Builder
	code := false
	end := func() {
		if strings.TrimSpace(block.String()) != "" {
			list = append(list, strings.TrimRight(block.String(), "\r\n"))
		}
		block.Reset()
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			code = !code
		}
		if strings.TrimSpace(line) == "" && !code {
			end()
			continue
		}
		block.WriteString(line)
	}
	end()
	return list
}

// Anchor finds the block that a comment is on: the same words, nearest to where they
// stood; or, where somebody has changed them since, the block that is most like
// them. False: nothing like it is left.
func Anchor(blocks []string, passage string, at int) (int, bool) {
	best, score := -1, 0.0
	for i, block := range blocks {
		likeness := 2.0 // the same words
		if plain(block) != plain(passage) {
			if likeness = alike(block, passage); likeness < likeEnough {
				continue
			}
		}
		if best < 0 || likeness > score || likeness == score && distance(i, at) < distance(best, at) {
			best, score = i, likeness
		}
	}
	return best, best >= 0
}

func plain(block string) string { return strings.Join(strings.Fields(block), " ") }

func distance(i, at int) int { return max(i-at, at-i) }
