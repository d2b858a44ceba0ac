package document

import (
	"regexp"
	"slices"
	"strings"

	"surety/record"
)

// mostlyUnchanged is up to which share of own paragraphs a document counts as
// left as its template was.
const mostlyUnchanged record.Percent = 10

// OwnShare is how much of a text an organization has written itself, by
// paragraph, against the template that it began with: 0 where only facts and open
// places were filled in, 100 where nothing of the template is left. Paragraphs
// taken out count as much as paragraphs put in (Dice's coefficient).
func OwnShare(t Template, text record.Markdown) record.Percent {
	begun, stands := paragraphs(t.Text), paragraphs(string(text))
	if len(begun)+len(stands) == 0 {
		return 0
	}
	kept, used := 0, make([]bool, len(stands))
	for _, b := range begun {
		form := formOf(b)
		for i, s := range stands {
			if !used[i] && form.MatchString(s) {
				kept, used[i] = kept+1, true
				break
			}
		}
	}
	share := 100 - 200*float64(kept)/float64(len(begun)+len(stands))
	return record.Percent(int(share + 0.5))
}

// MostlyUnchanged tells a document that began with a template and was left
// nearly as it was.
func (d *Document) MostlyUnchanged() bool {
	return d.Template != "" && d.Text != "" && d.OwnWords <= mostlyUnchanged
}

// blank is what is filled in when a template becomes a text.
var blank = regexp.MustCompile(`\{[a-z_]+\}|\[\[[^\[\]\n]+\]\]`)

// formOf matches a template's paragraph with whatever its blanks were filled.
func formOf(paragraph string) *regexp.Regexp {
	var form strings.Builder
	form.WriteString("^")
	from := 0
	for _, at := range blank.FindAllStringIndex(paragraph, -1) {
		form.WriteString(regexp.QuoteMeta(paragraph[from:at[0]]))
		form.WriteString(".*")
		from = at[1]
	}
	form.WriteString(regexp.QuoteMeta(paragraph[from:]) + "$")
	return regexp.MustCompile(form.String()) // the text is quoted
}

// paragraphs are the passages of a text but for its headings.
func paragraphs(text string) []string {
	return slices.DeleteFunc(passages(record.Markdown(text)), func(p string) bool { return strings.HasPrefix(p, "#") })
}

// begins matches a line that begins an item of a list or a row of a table.
var begins = regexp.MustCompile(`^([-*+]|\d+[.)]|\|) ?`)
