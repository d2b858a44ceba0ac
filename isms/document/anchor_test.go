package document_test

import (
	"testing"

	"surety/isms/document"
)

func TestACommentStaysAtItsPassageWhateverOthersChange(t *testing.T) {
	text := document.Blocks("## Rule\n\nRights end on the last working day.\n\n- One\n- Two\n\n```\na\n\nb\n```\n\nThe same.\n\nThe same.\n")
	if len(text) != 6 {
		t.Fatalf("%d blocks: %q", len(text), text)
	}
	for _, test := range []struct {
		what, passage string
		at, want      int
	}{
		{"the same words", "Rights end on the\nlast working day.", 1, 1},
		{"moved down by what others wrote above", "- One\n- Two", 0, 2},
		{"changed by others", "Rights end on the last day, without exception.", 4, 1},
		{"twice there: the nearer", "The same.", 5, 5},
		{"gone", "Nothing like this is anywhere.", 1, -1},
	} {
		got, found := document.Anchor(text, test.passage, test.at)
		if got != test.want || found != (test.want >= 0) {
			t.Errorf("%s: block %d, not %d", test.what, got, test.want)
		}
	}
}
