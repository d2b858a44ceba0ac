package document

import (
	"regexp"

	"surety/fault"
	"surety/record"
)

// place is an open place: what a person has yet to say, in double brackets.
var place = regexp.MustCompile(`\[\[([^\[\]\n]+)\]\]`)

// OpenPlaces lists what a text leaves open, in its order.
func OpenPlaces(text record.Markdown) []string {
	var asked []string
	for _, found := range place.FindAllStringSubmatch(string(text), -1) {
		asked = append(asked, found[1])
	}
	return asked
}

// filledIn refuses the approval of a text that leaves places open: a rule with a
// blank in it binds nobody.
func filledIn(d *Document) error {
	open := OpenPlaces(d.Text)
	if len(open) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "%d places of its text are still open, the first: %s", len(open), open[0]).
		Mending("say in the text what stands in double brackets there, or take the sentence out")
}
