package pack

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"
)

// isHead tells the files of a pack of the program that are read at once. The
// others hold entries alone, and are read when the first of them is asked for:
// all of them together take longer than the program takes to start.
func (d *document) isHead() bool {
	name := strings.TrimSuffix(path.Base(d.name), ".yaml")
	return name == "pack" || strings.Contains(name, "edges") || strings.Contains(name, "terms")
}

// borrow makes a set of packs that are opened when they are asked for. That
// they have no problem, and that each file holds what its name tells, is held
// by the tests: they read all at once.
func borrow(fsys fs.FS) *Set {
	folders, _ := readFolders(fsys, true, false)
	heads := make([]*folder, len(folders))
	for i, f := range folders {
		heads[i] = &folder{name: f.name, builtIn: true, translations: f.translations, documents: slices.DeleteFunc(slices.Clone(f.documents), func(d *document) bool { return !d.isHead() })}
	}
	parseAll(heads)
	shelf := make([]*volume, len(folders))
	for i, f := range folders {
		shelf[i] = &volume{heads[i].head(), sync.OnceValue(func() *Pack {
			parseAll([]*folder{f})
			return f.decode(nil).Pack
		})}
	}
	return newSet(shelf)
}

// head is what the files at the head of a pack say: its header, terms and edges.
func (f *folder) head() *Pack {
	r := &reader{file: f.name, language: f.language(), header: map[string]origin{}, origins: map[any]origin{}}
	p := &Pack{Header: Header{BuiltIn: f.builtIn}}
	f.each(r, func(root *yaml.Node) { object(r, root, "a file of a pack", packFields, p) })
	r.checkHeader(p)
	r.indexTerms(p)
	r.checkTerms(p)
	r.checkEdges(p)
	p.translate(f.translations)
	return p
}
