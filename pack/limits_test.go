package pack

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"surety/fault"
)

// problemsOf are the lines that a pack's file x.yaml gives rise to.
func problemsOf(t *testing.T, file string) []string {
	t.Helper()
	_, problems := load(folderOf(nil), folderOf(map[string]string{"acme/pack.yaml": wholeHeader, "acme/x.yaml": file}), nil)
	return strings.Split(strings.ReplaceAll(problems.String(), "acme/x.yaml:", ""), "\n")
}

func TestNothingThatIsTooLargeIsRead(t *testing.T) {
	many := func(n int, each string) string { return strings.Repeat(each, n) }
	var deep strings.Builder
	for i := range maxDepth + 1 {
		fmt.Fprintf(&deep, "- {id: e%d, parent: e%d, type: clause, force: information, title: T}\n", i+1, i)
	}
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x, x]\n")
	for i := range 40 {
		fmt.Fprintf(&laughs, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i)
	}
	for _, test := range []struct{ name, file, want string }{
		{"a file", "# " + many(maxFileSize, "x"), " the file is too large: at most 1048576 bytes are read"},
		{"a text", entryWith("why: " + many(maxText+1, "x")), "3:8: the text is too long: 20001 bytes, at most 20000 are read"},
		{"an expression", checksWith("{id: c, shape: count, of: risk, holds: " + many(maxExpression+1, "x") + ", reason: R, mend: M}"),
			"4:44: the text is too long: 4001 bytes, at most 4000 are read"},
		{"a list", entryWith("evidence: [" + many(maxList+1, "x,") + "]"), "3:414: the list is too long: at most 200 items are read"},
		{"a list of entries", "entries:\n" + many(maxEntries+1, "- {}\n"), "10002:3: the list is too long: at most 10000 items are read"},
		{"nesting", "entries: " + many(100_000, "["), "1:34: no YAML: exceeded max depth of 24, while increasing flow level"},
		{"a tree of entries", "entries:\n- {id: e0, type: clause, force: information, title: T}\n" + deep.String(),
			`14:21: the entry "e12" stands too deep: at most 12 levels are read`},
		{"a billion laughs", laughs.String(),
			"1:1: a file of a pack has no key \"a0\"; expected one of pack, edition, designation, title, text, language, status, replaces, sources, source, holds, attributes, parts, entries, terms, edges"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := problemsOf(t, test.file)
			if got[0] != test.want {
				t.Errorf("first of %d problems\n%s\nwanted\n%s", len(got), got[0], test.want)
			}
		})
	}
}

func TestAPackOfTooManyFilesOrBytesIsRefused(t *testing.T) {
	for _, test := range []struct {
		name  string
		files int
		text  string
		want  string
	}{
		{"files", maxFiles + 1, "entries: []\n", "acme: the pack has too many files: at most 100 are read"},
		{"bytes", 9, "# " + strings.Repeat("x", maxFileSize-10), "acme: the pack is too large: at most 8388608 bytes of files are read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{"acme/pack.yaml": wholeHeader}
			for i := range test.files {
				files[fmt.Sprintf("acme/%03d.yaml", i)] = test.text
			}
			set, problems := load(folderOf(nil), folderOf(files), nil)
			if len(set.Packs()) > 0 || len(problems) == 0 || problems[0].String() != test.want {
				t.Errorf("packs %v, problems\n%s", refsOf(set), problems)
			}
		})
	}
}

func TestEntriesAndTermsOfAllFilesTogetherAreBounded(t *testing.T) {
	var one, two strings.Builder
	for i := range maxEntries/2 + 1 {
		fmt.Fprintf(&one, "- {id: a%d, type: clause, force: information, title: T}\n", i)
		fmt.Fprintf(&two, "- {id: b%d, type: clause, force: information, title: T}\n", i)
	}
	_, problems := load(folderOf(nil), folderOf(map[string]string{"acme/pack.yaml": wholeHeader,
		"acme/1.yaml": "entries:\n" + one.String(), "acme/2.yaml": "entries:\n" + two.String()}), nil)
	want := "acme/2.yaml:5001:3: the pack has too many entries: at most 10000 are read"
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("problems\n%s\nwanted\n%s", problems, want)
	}
}

func TestOnlySoManyProblemsAreListedAndTheRestCounted(t *testing.T) {
	got := problemsOf(t, "terms:\n"+strings.Repeat("- {id: a, term: t}\n", maxProblems+7))
	if last := got[len(got)-1]; len(got) != maxProblems+1 || !strings.HasPrefix(last, "acme: ") || !strings.HasSuffix(last, " more problems are not listed") {
		t.Errorf("%d lines, the last: %s", len(got), last)
	}
}

func TestWhatCompilingRefusesIsToldAtTheExpression(t *testing.T) {
	file := checksWith(
		"id: one\n    shape: each\n    of: rsk\n    holds: 'true'\n    reason: R\n    mend: M",
		"id: two\n    shape: each\n    of: risk\n    where: risk.a\n    holds: >-\n      risk.b\n    reason: R\n    mend: M",
		"id: three\n    shape: count\n    of: risk\n    holds: count\n    reason: R\n    mend: M",
	) + "  occasion: {of: change, where: change.d}\n"
	compile := func(c Check) error {
		switch c.ID {
		case "one":
			return fault.At(fault.Invalid, "", "of", "there is no kind %q", c.Of)
		case "two":
			return fault.List{fault.At(fault.Invalid, "", "where", "there is no field a"), fault.At(fault.Invalid, "", "holds", "there is no field b")}
		case "three":
			return errors.New("count is no bool")
		case "occasion":
			return fault.At(fault.Invalid, "", "where", "%s has no field d (%s)", c.Of, c.Holds)
		}
		return nil
	}
	_, problems := load(folderOf(nil), folderOf(map[string]string{"acme/pack.yaml": wholeHeader, "acme/x.yaml": file}), compile)
	want := `acme/x.yaml:6:9: there is no kind "rsk"
acme/x.yaml:13:12: there is no field a
acme/x.yaml:14:12: there is no field b
acme/x.yaml:21:12: count is no bool
acme/x.yaml:28:33: change has no field d (count >= 1)`
	if got := problems.String(); got != want {
		t.Errorf("problems\n%s\nwanted\n%s", got, want)
	}
}
