package pack

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// annexed is a set with one pack, whose entries are 5.1 and 5.2.
func annexed(t testing.TB) *Set {
	t.Helper()
	file := "entries:\n"
	for _, id := range []string{"5.1", "5.2"} {
		file += "  - {id: \"" + id + "\", type: control, force: guidance, title: A control, text: What it wants.}\n"
	}
	set, problems := load(fstest.MapFS{"std/pack.yaml": {Data: []byte(headerOf("std", "1"))}, "std/x.yaml": {Data: []byte(file)}}, nil, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return set
}

func overlayFolder(files map[string]string) fstest.MapFS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

func TestAnOverlayGivesTextsByEntryAndFilesOfOneEditionAreJoined(t *testing.T) {
	set := annexed(t)
	first := "pack: std\nedition: \"1\"\nlicence: Licensed to Acme, order 4711\nentries:\n  \"5.1\": |\n    The first sentence.\n    The second.\n"
	second := "pack: std\nedition: \"1\"\nentries: {\"5.2\": Another sentence.}\n"
	list, problems := set.Overlays(overlayFolder(map[string]string{"a.yaml": first, "b.yml": second, ".hidden.yaml": "x", "notes.txt": "y"}))
	if len(problems) > 0 || len(list) != 1 {
		t.Fatalf("%d overlays, %s", len(list), problems)
	}
	o := list[0]
	if diff := cmp.Diff(map[string]string{"5.1": "The first sentence.\nThe second.", "5.2": "Another sentence."}, o.Texts); diff != "" {
		t.Error(diff)
	}
	if strings.Join(o.IDs, " ") != "5.1 5.2" || o.Licence != "Licensed to Acme, order 4711" || o.Ref().String() != "std@1" {
		t.Errorf("%+v", o)
	}
	again, _ := set.Overlays(overlayFolder(map[string]string{"z.yaml": second, "zz.yaml": first}))
	if len(o.Digest()) != 64 || again[0].Digest() != o.Digest() {
		t.Error("the digest depends on the order of the files")
	}
	alone, problems := set.Overlays(overlayFolder(map[string]string{"a.yaml": first, "b.yaml": "nonsense"}), "a.yaml")
	if len(problems) > 0 || len(alone[0].IDs) != 1 || alone[0].Digest() == o.Digest() {
		t.Errorf("one file alone: %v, %s", alone, problems)
	}
}

func TestWhatIsWrongWithAnOverlayIsToldWithItsPlace(t *testing.T) {
	set := annexed(t)
	head := "pack: std\nedition: \"1\"\n"
	for _, test := range []struct{ name, file, want string }{
		{"an unknown entry", head + "entries:\n  \"9.9\": Text.\n", "a.yaml:4:3: std@1 has no entry 9.9"},
		{"a number", head + "entries:\n  5.1: Text.\n", "a.yaml:4:3: 5.1 is no text to YAML; expected \"5.1\" in quotes"},
		{"an entry twice", head + "entries:\n  \"5.1\": Text.\n  \"5.1\": Text.\n", "a.yaml:5:3: "},
		{"no text", head + "entries:\n  \"5.1\":\n", "a.yaml:4:9: nothing stands here"},
		{"a list", head + "entries: [Text]\n", "a.yaml:3:10: a list stands here"},
		{"nothing", head + "entries: {}\n", "a.yaml:3:10: no entry stands here"},
		{"an unknown pack", "pack: none\nedition: \"1\"\nentries: {\"5.1\": Text.}\n", "a.yaml:1:7: there is no pack none@1"},
		{"an unknown key", head + "texts: {}\nentries: {\"5.1\": Text.}\n", "an overlay has no key \"texts\""},
		{"a missing key", head, "an overlay lacks the key \"entries\""},
		{"an alias", head + "entries: {\"5.1\": &x Text., \"5.2\": *x}\n", "the anchor &x is of no use"},
		{"too long", head + "entries: {\"5.1\": " + strings.Repeat("x", maxText+1) + "}\n", "the text is too long"},
		{"too large", head + "entries: {\"5.1\": Text.}\n#" + strings.Repeat("x", maxFileSize), "the file is too large"},
		{"no YAML", head + "entries: {\"5.1\": ", "a.yaml:"},
		{"no UTF-8", head + "entries: {\"5.1\": \xff}\n", "the file is no UTF-8 text"},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, problems := set.Overlays(overlayFolder(map[string]string{"a.yaml": test.file}))
			if len(list) > 0 || !strings.Contains(problems.String(), test.want) {
				t.Errorf("%d overlays and\n%s", len(list), problems)
			}
		})
	}
	twice := head + "entries: {\"5.1\": Text.}\n"
	if _, problems := set.Overlays(overlayFolder(map[string]string{"a.yaml": twice, "b.yaml": twice})); !strings.Contains(problems.String(), "b.yaml:3:11: the text of 5.1 stands in a.yaml at line 3 already") {
		t.Error(problems)
	}
	if _, problems := set.Overlays(overlayFolder(nil)); !strings.Contains(problems.String(), "there is no overlay here") {
		t.Error(problems)
	}
	if _, problems := set.Overlays(overlayFolder(nil), "gone.yaml"); !strings.Contains(problems.String(), "gone.yaml: it can't be read") {
		t.Error(problems)
	}
}

// FuzzOverlays gives the reader files of an overlay. Whatever they hold, each problem
// has a place, and either texts of known entries are given or problems are told.
func FuzzOverlays(f *testing.F) {
	f.Add("pack: std\nedition: \"1\"\nentries: {\"5.1\": Text.}\n", "pack: std\nedition: \"1\"\nentries: {\"5.2\": Text.}\n")
	f.Add("pack: std\nedition: 1\nentries: [{? [a], : {}}]\n", "pack: std\nedition: \"1\"\nlicence: {}\nentries: {<<: *x, [a]: b}\n")
	f.Add("entries: 7", "pack: std\nedition: \"1\"\nentries: {\"5.1\": &a x, \"5.2\": *a}\n")
	set := annexed(f)
	f.Fuzz(func(t *testing.T, first, second string) {
		list, problems := set.Overlays(overlayFolder(map[string]string{"a.yaml": first, "b.yaml": second}))
		if (len(list) > 0) == (len(problems) > 0) {
			t.Errorf("%d overlays and %d problems", len(list), len(problems))
		}
		for _, p := range problems {
			text := map[string]string{"a.yaml": first, "b.yaml": second}[p.File]
			most, _ := position([]byte(text), len(text))
			if p.Reason == "" || p.Line > most || (p.Line == 0) != (p.Column == 0) {
				t.Errorf("the problem %+v has no place", p)
			}
		}
		for _, o := range list {
			for _, id := range o.IDs {
				if set.Entry(Ref{Pack: o.Pack, Edition: o.Edition, ID: id}) == nil || strings.TrimSpace(o.Texts[id]) == "" {
					t.Errorf("%s has no entry or no text", id)
				}
			}
		}
	})
}
