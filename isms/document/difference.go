package document

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"surety/record"
)

// Words are some words of a text, and whether the other text has them too.
type Words struct {
	Text string
	Only bool // in this text only
}

// Beside are a passage of one text and what stands in its place in another; nil
// where the other has nothing there.
type Beside struct {
	Before, After []Words
	Same          bool
}

// Differences puts two texts side by side, passage by passage, and marks word by
// word what differs.
func Differences(before, after record.Markdown) []Beside {
	var rows []Beside
	var gone, come []string
	flush := func() {
		rows = append(rows, pair(gone, come)...)
		gone, come = nil, nil
	}
	for _, edit := range compare(passages(before), passages(after)) {
		switch edit.op {
		case diffmatchpatch.DiffDelete:
			gone = append(gone, edit.parts...)
		case diffmatchpatch.DiffInsert:
			come = append(come, edit.parts...)
		default:
			flush()
			for _, part := range edit.parts {
				rows = append(rows, Beside{Before: []Words{{Text: part}}, After: []Words{{Text: part}}, Same: true})
			}
		}
	}
	flush()
	return rows
}

// pair puts passages that were taken out beside those that came in their place:
// each with the next that is like it, the rest alone.
func pair(gone, come []string) []Beside {
	var rows []Beside
	for _, g := range gone {
		at := -1
		for i, c := range come {
			if alike(g, c) >= likeEnough {
				at = i
				break
			}
		}
		if at < 0 {
			rows = append(rows, Beside{Before: []Words{{Text: g, Only: true}}})
			continue
		}
		for _, c := range come[:at] {
			rows = append(rows, Beside{After: []Words{{Text: c, Only: true}}})
		}
		rows = append(rows, wordByWord(g, come[at]))
		come = come[at+1:]
	}
	for _, c := range come {
		rows = append(rows, Beside{After: []Words{{Text: c, Only: true}}})
	}
	return rows
}

// wordByWord compares two passages that are alike.
func wordByWord(before, after string) Beside {
	var row Beside
	for _, edit := range compare(splitWords(before), splitWords(after)) {
		text := strings.Join(edit.parts, "")
		switch edit.op {
		case diffmatchpatch.DiffDelete:
			row.Before = append(row.Before, Words{text, true})
		case diffmatchpatch.DiffInsert:
			row.After = append(row.After, Words{text, true})
		default:
			row.Before, row.After = append(row.Before, Words{text, false}), append(row.After, Words{text, false})
		}
	}
	return row
}

// likeEnough is which share of their words two passages have in common that are
// versions of each other.
const likeEnough = 0.4

// alike is the share of words that two passages have in common.
func alike(a, b string) float64 {
	first, second := onlyWords(a), onlyWords(b)
	if len(first)+len(second) == 0 {
		return 1
	}
	common := 0
	for _, edit := range compare(first, second) {
		if edit.op == diffmatchpatch.DiffEqual {
			common += len(edit.parts)
		}
	}
	return 2 * float64(common) / float64(len(first)+len(second))
}

func onlyWords(passage string) []string {
	return strings.FieldsFunc(passage, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// edit is a run of parts that two lists share, or that one of them has alone.
type edit struct {
	op    diffmatchpatch.Operation
	parts []string
}

// compare compares two lists, of passages or of words. The library compares signs:
// each different part is one.
func compare(before, after []string) []edit {
	signs, parts := map[string]rune{}, map[rune]string{}
	written := func(list []string) []rune {
		var text []rune
		for _, part := range list {
			sign, ok := signs[part]
			if !ok {
				sign = firstSign + rune(len(signs))
				signs[part], parts[sign] = sign, part
			}
			text = append(text, sign)
		}
		return text
	}
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // the same answer on every machine
	var edits []edit
	for _, d := range differ.DiffMainRunes(written(before), written(after), false) {
		e := edit{op: d.Type}
		for _, sign := range d.Text {
			e.parts = append(e.parts, parts[sign])
		}
		edits = append(edits, e)
	}
	return edits
}

// firstSign begins the planes of signs above those that have a meaning in UTF-16,
// with room for a million different parts.
const firstSign rune = 0x10000

// passages are the blocks of a text as they were written, each an item, a row, a
// heading or a paragraph.
func passages(text record.Markdown) []string {
	var list, lines []string
	end := func() {
		if len(lines) > 0 {
			list = append(list, strings.Join(lines, " "))
		}
		lines = nil
	}
	for line := range strings.Lines(string(text)) {
		line = strings.Join(strings.Fields(line), " ")
		switch {
		case line == "" || strings.Trim(line, "|-: ") == "":
			end()
		case begins.MatchString(line), strings.HasPrefix(line, "#"):
			end()
			lines = []string{line}
		default:
			lines = append(lines, line)
		}
	}
	end()
	return list
}

// splitWords splits a passage into words, spaces and signs.
func splitWords(passage string) []string {
	var list []string
	var word strings.Builder
	for _, r := range passage {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			word.WriteRune(r)
			continue
		}
		if word.Len() > 0 {
			list = append(list, word.String())
			word.Reset()
		}
		list = append(list, string(r))
	}
	if word.Len() > 0 {
		list = append(list, word.String())
	}
	return list
}
