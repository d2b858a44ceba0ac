package conform

import (
	"regexp"
	"strings"
	"testing"

	"surety/isms/org"
)

// celWords is what no reader should have to know.
var celWords = regexp.MustCompile(`==|!=|&&|\|\||>=|\b(live|has|approved|filled|words|size)\(|\b[a-z]+\.[a-z]+\b`)

func TestNoReasonShowsAReaderTheLanguageOfChecks(t *testing.T) {
	w := newWorld(t, "", func(o *Options) { o.Pack = iso27001(t) })
	w.add("s1", kindSystem, &org.ManagementSystem{Name: "Ours"})
	asked := 0
	for _, q := range w.report().Requirements {
		if found := celWords.FindString(q.Reason + " " + q.Mend); found != "" {
			t.Errorf("%s says %q: %s %s", q.ID, found, q.Reason, q.Mend)
		}
		if strings.Contains(q.Reason, "is recorded with this: “") {
			asked++
		}
	}
	if asked < 20 {
		t.Errorf("%d reasons say in the words of the form what was looked for", asked)
	}
}

func TestWhereTheLengthOfATextDecidesTheReasonSaysSo(t *testing.T) {
	bar := regexp.MustCompile(`words\([^)]*\) >= (\d+)`)
	found := 0
	for _, e := range iso27001(t).Entries {
		for _, c := range e.Checks {
			for _, m := range bar.FindAllStringSubmatch(c.Where+" "+c.Holds, -1) {
				found++
				if want := m[1] + " words"; !strings.Contains(c.Reason.String(), want) || !strings.Contains(c.Mend.String(), want) {
					t.Errorf("%s %s asks for %s and does not say so: %s %s", e.ID, c.ID, want, c.Reason, c.Mend)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no check asks for a length")
	}
}
