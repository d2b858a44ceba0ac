package pack

import (
	"strings"
	"testing"
)

// FuzzLoad gives the loader files of a user's pack. Whatever they hold, the
// packs of the program load, each problem has a place in a file, and a pack
// either loads or is told to be wrong.
func FuzzLoad(f *testing.F) {
	for _, m := range mistakes {
		f.Add(wholeHeader, m.file)
	}
	f.Add(headerOf("s", "2")+"replaces: [{pack: s, edition: '1'}]\n", edition("3", []string{"x"}, edge("x", "same", "2", "1")))
	f.Add(wholeHeader, "entries: [{? [a], : {}}]\nterms: {<<: *x}\n")
	f.Add(wholeHeader, entryWith("depends:", "occasion: 7", "checks: [x, {of: y}]", "attributes: {[a]: b}"))
	f.Add(wholeHeader, "edges: [{to: x}, {to: {id: 1}}, {from: a}]\nreplaces: [3]\nsources: 4\n")
	program := folderOf(map[string]string{"std/pack.yaml": headerOf("std", "1"), "std/x.yaml": glossary["g/x.yaml"]})
	f.Fuzz(func(t *testing.T, header, file string) {
		set, problems := load(program, folderOf(map[string]string{"user/pack.yaml": header, "user/x.yaml": file}), func(Check) error { return nil })
		if set.Pack(Ref{Pack: "std", Edition: "1"}) == nil {
			t.Fatalf("the pack of the program is gone: %s", problems)
		}
		if loaded := len(set.Packs()) > 1; loaded && len(problems) > 0 {
			t.Errorf("the pack loads and has problems: %s", problems)
		}
		for _, p := range problems {
			text := map[string]string{"user/pack.yaml": header, "user/x.yaml": file}[p.File]
			most, _ := position([]byte(text), len(text))
			if !strings.HasPrefix(p.File, "user") || p.Reason == "" || p.Line > most || (p.Line == 0) != (p.Column == 0) {
				t.Errorf("the problem %+v has no place", p)
			}
		}
		for _, p := range set.Packs() {
			for _, e := range p.Tree() {
				set.Links(e.Ref(), 2)
			}
		}
	})
}
