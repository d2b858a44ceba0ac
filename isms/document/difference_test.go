package document_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/document"
	"surety/record"
)

func TestTwoTextsStandSideBySideWordByWord(t *testing.T) {
	before := "## Rule\n\nRights end on the last working day.\n\n- One\n- Two\n"
	after := "## Rule\n\nRights end at once on the last day.\n\n- One\n- Zero\n- Two\n\nAll of this is new.\n"
	var got []string
	for _, row := range document.Differences(record.Markdown(before), record.Markdown(after)) {
		got = append(got, shown(row.Before)+" → "+shown(row.After))
	}
	want := []string{
		"## Rule → ## Rule",
		"Rights end on the last[ working] day. → Rights end [at once ]on the last day.",
		"- One → - One", " → [- Zero]", "- Two → - Two", " → [All of this is new.]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func shown(words []document.Words) string {
	var b strings.Builder
	for _, w := range words {
		if w.Only {
			b.WriteString("[" + w.Text + "]")
		} else {
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

func TestEachSideOfADifferenceIsItsTextWhole(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "bc", "- d", "## e", "| f |", "1. g", "\n", "\n\n", "ä,ö"}), 0, 30)
	rapid.Check(t, func(t *rapid.T) {
		before, after := record.Markdown(strings.Join(words.Draw(t, "before"), " ")), record.Markdown(strings.Join(words.Draw(t, "after"), " "))
		var left, right strings.Builder
		changed := false
		for _, row := range document.Differences(before, after) {
			changed = changed || !row.Same
			for _, w := range row.Before {
				left.WriteString(w.Text)
			}
			for _, w := range row.After {
				right.WriteString(w.Text)
			}
		}
		if squeezed(left.String()) != plainly(before) || squeezed(right.String()) != plainly(after) {
			t.Fatalf("%q is not %q, or %q not %q", left.String(), before, right.String(), after)
		}
		if before == after && changed {
			t.Fatal("a text differs from itself")
		}
	})
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// plainly is a text without spaces and the rules below the heads of tables, which
// say nothing.
func plainly(text record.Markdown) string {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		if strings.Trim(strings.Join(strings.Fields(line), " "), "|-: ") != "" {
			b.WriteString(squeezed(line))
		}
	}
	return b.String()
}
