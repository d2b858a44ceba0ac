package pack

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
)

// folderOf makes a folder of packs from paths and the text of their files.
func folderOf(files map[string]string) fs.FS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

// headerOf is the least that a pack's header needs.
func headerOf(pack, edition string) string {
	return fmt.Sprintf("pack: %s\nedition: %q\ndesignation: D\ntitle: T\nlanguage: en\nstatus: current\nsources: [{id: own, name: Our own}]\n", pack, edition)
}

// requirement is an entry that a person judges, in one line.
func requirement(id string) string {
	return fmt.Sprintf("- {id: %q, type: requirement, force: requirement, title: T, text: Do it., judge: risk owner, questions: [Done?]}\n", id)
}

// mustLoad loads packs that have no problem, beside no others.
func mustLoad(t testing.TB, files map[string]string) *Set {
	t.Helper()
	set, problems := load(folderOf(files), nil, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return set
}

func refsOf(s *Set) []string {
	var refs []string
	for _, p := range s.Packs() {
		refs = append(refs, p.Ref().String())
	}
	return refs
}

func TestThePacksOfAUserLoadBesideThoseOfTheProgram(t *testing.T) {
	program := folderOf(map[string]string{"std-1/pack.yaml": headerOf("std", "1") + "entries:\n" + requirement("5.1")})
	user := folderOf(map[string]string{
		"acme/pack.yaml":    headerOf("acme", "2026"),
		"acme/10-a.yaml":    "entries:\n" + requirement("a"),
		"acme/20-b.yml":     "entries:\n" + requirement("b") + "edges: [{from: b, to: {pack: std, edition: \"1\", id: \"5.1\"}, relation: same}]",
		"acme/README.md":    "not of the pack",
		"acme/.draft.yaml":  "neither: this",
		".git/config.yaml":  "nor: that",
		"letter.txt":        "nor this",
		"acme/old/all.yaml": "deeper: folders are left alone",
	})
	set, problems := load(program, user, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"acme@2026", "std@1"}, refsOf(set)); diff != "" {
		t.Errorf("packs (-want +got):\n%s", diff)
	}
	acme := set.Pack(Ref{Pack: "acme", Edition: "2026"})
	if acme.BuiltIn || !set.Pack(Ref{Pack: "std", Edition: "1"}).BuiltIn {
		t.Error("which pack comes with the program is not told rightly")
	}
	var ids []string
	for _, e := range acme.Entries {
		ids = append(ids, e.Ref().String())
	}
	if diff := cmp.Diff([]string{"acme@2026:a", "acme@2026:b"}, ids); diff != "" {
		t.Errorf("entries in the order of the files (-want +got):\n%s", diff)
	}
}

func TestAFolderOfUserPacksThatIsNotThereIsNoProblem(t *testing.T) {
	missing, err := fs.Sub(fstest.MapFS{}, "packs")
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := load(fstest.MapFS{}, missing, nil); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestABrokenPackIsLeftOutAndAllOthersLoad(t *testing.T) {
	program := map[string]string{"std-1/pack.yaml": headerOf("std", "1") + "entries:\n" + requirement("5.1")}
	good := map[string]string{"good/pack.yaml": headerOf("good", "1") + "entries:\n" + requirement("1")}
	for _, test := range []struct {
		name, folder string
		files        map[string]string
		want         []string
	}{
		{"a file that is no YAML", "bad", map[string]string{"pack.yaml": headerOf("bad", "1"), "x.yaml": "entries: [\n"},
			[]string{"bad/x.yaml:2:1: no YAML: did not find expected node content, while parsing a flow node"}},
		{"the id and edition of a built-in pack", "bad", map[string]string{"pack.yaml": headerOf("std", "1")},
			[]string{`bad/pack.yaml:2:10: std@1 comes with the program and is not replaced; expected another id, or an edition of your own as "1-own"`}},
		{"the id and edition of another pack of the user", "more", map[string]string{"pack.yaml": headerOf("good", "1")},
			[]string{"more/pack.yaml:2:10: good@1 stands in the folder good already; expected each edition of a pack once"}},
		{"an edge to an entry that a loaded pack lacks", "bad", map[string]string{"pack.yaml": headerOf("bad", "1") + "entries:\n" + requirement("1") +
			"edges:\n- {from: \"1\", to: {pack: std, edition: \"1\", id: \"5.2\"}, relation: same}\n"},
			[]string{`bad/pack.yaml:11:49: std@1 has no entry "5.2"; expected the id of one of its entries`}},
		{"a folder without files", "bad", map[string]string{"notes.txt": "x"},
			[]string{"bad: the folder holds no file of a pack; expected files that end in .yaml"}},
		{"a file beside the folders", ".", map[string]string{"loose.yaml": headerOf("bad", "1")},
			[]string{"loose.yaml: the file belongs to no pack; expected a folder for each pack, with its files in it"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			user := maps.Clone(good)
			for name, text := range test.files {
				user[strings.TrimPrefix(test.folder+"/"+name, "./")] = text
			}
			set, problems := load(folderOf(program), folderOf(user), nil)
			if diff := cmp.Diff(test.want, strings.Split(problems.String(), "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"good@1", "std@1"}, refsOf(set)); diff != "" {
				t.Errorf("packs that load (-want +got):\n%s", diff)
			}
			if !fault.Is(problems.Err(), fault.Invalid) {
				t.Errorf("as an error it is %v", problems.Err())
			}
		})
	}
}

func TestACopyOfABuiltInPackIsNeitherRefusedNorNeeded(t *testing.T) {
	program := map[string]string{"std-1/pack.yaml": headerOf("std", "1")}
	set, problems := load(folderOf(program), folderOf(map[string]string{"copy/pack.yaml": program["std-1/pack.yaml"]}), nil)
	if len(problems) > 0 || len(set.Packs()) != 1 || !set.Packs()[0].BuiltIn {
		t.Errorf("problems %v, packs %v", problems, refsOf(set))
	}
}

func TestEdgesToPacksThatAreNotThereLeadOutside(t *testing.T) {
	set := mustLoad(t, map[string]string{"a/pack.yaml": headerOf("a", "2") + "entries:\n" + requirement("1") +
		"edges: [{from: \"1\", to: {pack: a, edition: \"1\", id: \"9\"}, relation: same}]\n"})
	links := set.Links(Ref{"a", "2", "1"}, 1)
	if len(links) != 1 || links[0].To != (Ref{"a", "1", "9"}) || links[0].Entry != nil {
		t.Errorf("links %+v", links)
	}
}

// mapping is a pack whose one entry is mapped to that of another.
func mapping(from, to, more string) string {
	ref, _ := ParseRef(from)
	target, _ := ParseRef(to)
	return headerOf(ref.Pack, ref.Edition) + more + "entries:\n" + requirement("1") +
		fmt.Sprintf("edges:\n- {from: \"1\", to: {pack: %s, edition: %q, id: \"1\"}, relation: same}\n", target.Pack, target.Edition)
}

func TestAMappingThatGoesRoundIsRefused(t *testing.T) {
	set, problems := load(fstest.MapFS{}, folderOf(map[string]string{
		"one/pack.yaml":   mapping("s@1", "s@3", ""),
		"three/pack.yaml": mapping("s@3", "s@2", ""),
		"two/pack.yaml":   mapping("s@2", "s@1", ""),
	}), nil)
	want := []string{"two/pack.yaml:11:19: the mapping goes round: s@2:1 → s@1:1 → s@3:1 → s@2:1; expected edges that lead from newer to older alone"}
	if diff := cmp.Diff(want, strings.Split(problems.String(), "\n")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"s@1", "s@3"}, refsOf(set)); diff != "" {
		t.Errorf("packs that load (-want +got):\n%s", diff)
	}
}

func TestAPackThatReplacesItselfThroughOthersIsRefused(t *testing.T) {
	replacing := func(edition, other string) string {
		return headerOf("s", edition) + fmt.Sprintf("replaces:\n- {pack: s, edition: \"0\"}\n- {pack: s, edition: %q}\n", other)
	}
	_, problems := load(folderOf(map[string]string{"one/pack.yaml": replacing("1", "2")}),
		folderOf(map[string]string{"two/pack.yaml": replacing("2", "1"), "self/pack.yaml": replacing("3", "3")}), nil)
	want := []string{
		"self/pack.yaml:10:3: the pack replaces itself: s@3 → s@3; expected editions that are older",
		"two/pack.yaml:10:3: the pack replaces itself: s@2 → s@1 → s@2; expected editions that are older",
	}
	if diff := cmp.Diff(want, strings.Split(problems.String(), "\n")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestSupportsAndRelatedMayGoRound(t *testing.T) {
	edge := func(from, to, relation string) string {
		return fmt.Sprintf("- {from: %q, to: {pack: s, edition: \"1\", id: %q}, relation: %s, strength: 0.5}\n", from, to, relation)
	}
	mustLoad(t, map[string]string{"s/pack.yaml": headerOf("s", "1") + "entries:\n" + requirement("1") + requirement("2") +
		"edges:\n" + edge("1", "2", "supports") + edge("2", "1", "related")})
}

func TestLintTellsOfOnePackOrOfAFolderOfThem(t *testing.T) {
	broken := headerOf("acme", "1") + "entries: [{id: a}]\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"one pack", map[string]string{"pack.yaml": headerOf("acme", "1"), "more.yaml": "entries: [{id: a, type: clause, force: information}]"},
			[]string{`more.yaml:1:11: an entry lacks the key "title"`}},
		{"a folder", map[string]string{"x/pack.yaml": broken, "y/pack.yaml": headerOf("acme", "2")},
			[]string{`x/pack.yaml:8:11: an entry lacks the key "type"`, `x/pack.yaml:8:11: an entry lacks the key "force"`, `x/pack.yaml:8:11: an entry lacks the key "title"`}},
		{"nothing", map[string]string{"readme.txt": ""},
			[]string{".: there is no pack here; expected files that end in .yaml, or folders that hold such files"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strings.Split(Lint(folderOf(test.files), nil).String(), "\n")); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheDigestChangesWithEachByteAndNameAndNotWithTheFolder(t *testing.T) {
	digest := func(files map[string]string) string { return mustLoad(t, files).Packs()[0].Digest }
	digests := []string{
		digest(map[string]string{"a/pack.yaml": headerOf("s", "1")}),
		digest(map[string]string{"a/pack.yaml": headerOf("s", "1") + "\n"}),
		digest(map[string]string{"a/p.yaml": headerOf("s", "1")}),
		digest(map[string]string{"a/pack.yaml": headerOf("s", "1"), "a/x.yaml": "entries: []"}),
	}
	if len(slices.Compact(slices.Sorted(slices.Values(digests)))) != len(digests) {
		t.Errorf("digests are alike: %v", digests)
	}
	if again := digest(map[string]string{"b/pack.yaml": headerOf("s", "1")}); again != digests[0] || len(again) != 64 {
		t.Errorf("in another folder the digest is %s, not %s", again, digests[0])
	}
}
