package pack

import (
	"embed"
	"io/fs"
	"slices"
	"strconv"

	yaml "go.yaml.in/yaml/v4"
)

//go:embed packs
var embedded embed.FS

// Load loads the packs that come with the program and those of a user's
// folder, which may be nil or not be there. compile type-checks the expressions of
// a user's packs; without one they are taken as they are. Those of the program
// are held by its tests.
//
// All that is wrong is told. A pack with a problem is left out and everything
// else loads, so the set is of use whatever the problems.
func Load(user fs.FS, compile Compile) (*Set, Problems) {
	return borrow(builtIn()).with(user, compile)
}

// load reads all packs at once, and tells all that is wrong with any of them.
func load(builtIn, user fs.FS, compile Compile) (*Set, Problems) {
	folders, problems := readFolders(builtIn, true, false)
	set, refused := newSet(nil).admit(folders, nil)
	set, found := set.with(user, compile)
	return set, slices.Concat(problems, refused, found)
}

// with adds the packs of a user's folder to a set.
func (s *Set) with(user fs.FS, compile Compile) (*Set, Problems) {
	if user == nil {
		return s, nil
	}
	folders, found := readFolders(user, false, false)
	set, refused := s.admit(folders, compile)
	return set, slices.Concat(found, refused)
}

// Lint tells all that is wrong with the packs of a folder, or with the one
// pack whose files stand in it, when loaded beside those of the program.
func Lint(fsys fs.FS, compile Compile) Problems {
	set := borrow(builtIn())
	folders, problems := readFolders(fsys, false, true)
	if len(folders) == 0 && len(problems) == 0 {
		return Problems{{File: ".", Reason: "there is no pack here", Expected: "files that end in .yaml, or folders that hold such files"}}
	}
	_, refused := set.admit(folders, compile)
	return append(problems, refused...)
}

// builtIn is the folder of the packs that come with the program.
func builtIn() fs.FS {
	packs, err := fs.Sub(embedded, "packs")
	if err != nil { // no other path than one that is no path at all fails
		panic(err)
	}
	return packs
}

// candidate is a pack that holds by itself and may still not fit the others.
type candidate struct {
	*Pack
	folder string
	reader *reader
}

// admit adds the packs of folders to a set, as far as they are without
// problems. It returns a new set; the old one stays as it is.
func (s *Set) admit(folders []*folder, compile Compile) (*Set, Problems) {
	parseAll(folders)
	var problems Problems
	var candidates []*candidate
	for _, f := range folders {
		c := f.decode(compile)
		if c.ID != "" && c.Edition != "" {
			s.checkIdentity(c, candidates)
		}
		if c.reader.found.count() == 0 {
			if s.Pack(c.Ref()) == nil { // else it is a copy of one that is there
				candidates = append(candidates, c)
			}
			continue
		}
		problems = append(problems, c.reader.found.sorted(f.name)...)
	}
	admitted := s.shelf
	for _, c := range s.checkTogether(candidates) {
		if c.reader.found.count() == 0 {
			admitted = append(admitted, opened(c.Pack))
			continue
		}
		problems = append(problems, c.reader.found.sorted(c.folder)...)
	}
	return newSet(admitted), problems
}

// decode makes a pack of a folder's files and checks what it shows by itself.
func (f *folder) decode(compile Compile) *candidate {
	r := &reader{file: f.name, language: f.language(), header: map[string]origin{}, origins: map[any]origin{}}
	p := &Pack{Header: Header{BuiltIn: f.builtIn}}
	f.each(r, func(root *yaml.Node) { object(r, root, "a file of a pack", packFields, p) })
	unread := len(f.problems) > 0 || slices.ContainsFunc(f.documents, func(d *document) bool { return d.root == nil })
	if !unread { // else what seems to be missing may stand in what could not be read
		r.file = f.name
		for _, key := range requiredHeader {
			if _, ok := r.header[key]; !ok {
				r.badHeader("pack", nil, "", "the header lacks the key %q", key)
			}
		}
		r.link(p)
		p.translate(f.translations)
		if !f.builtIn { // those of the program are held by its tests
			r.checkTranslations(p)
		}
	}
	if compile != nil && !unread {
		r.compile(p, compile)
	}
	p.Digest = f.digest()
	return &candidate{Pack: p, folder: f.name, reader: r}
}

// each hands on the files that could be parsed, and reports what is wrong with the rest.
func (f *folder) each(r *reader, read func(root *yaml.Node)) {
	for _, problem := range f.problems {
		r.found.add(problem)
	}
	for _, d := range f.documents {
		for _, problem := range d.problems {
			r.found.add(problem)
		}
		if d.root != nil {
			r.file = d.name
			read(d.root)
		}
	}
}

// checkIdentity refuses a pack whose id and edition are taken. A copy of a
// pack that is there, byte by byte, is neither refused nor needed.
func (s *Set) checkIdentity(c *candidate, others []*candidate) {
	if there := s.Pack(c.Ref()); there != nil && there.Digest != c.Digest {
		c.reader.badHeader("edition", nil, "another id, or an edition of your own as "+strconv.Quote(c.Edition+"-own"),
			"%s comes with the program and is not replaced", c.Ref())
	}
	for _, other := range others {
		if other.Ref() == c.Ref() {
			c.reader.badHeader("edition", nil, "each edition of a pack once", "%s stands in the folder %s already", c.Ref(), other.folder)
		}
	}
}

// checkTogether checks what only shows when packs are together: edges to
// entries that another pack lacks, and chains of editions that loop. A loop is
// laid to the pack that closes it, in the order of the folders.
func (s *Set) checkTogether(candidates []*candidate) []*candidate {
	others := map[Ref]*Pack{}
	for _, c := range candidates {
		others[c.Ref()] = c.Pack
	}
	loops := newLoops(s.shelf)
	for _, c := range candidates {
		for _, e := range c.Edges {
			target := others[e.To.Whole()]
			if target == nil {
				target = s.Pack(e.To)
			}
			if target != nil && e.To.ID != "" && target.Entry(e.To.ID) == nil {
				c.reader.badAt(&e.To, at("id"), "the id of one of its entries", "%s has no entry %q", e.To.Whole(), e.To.ID)
			}
		}
		if c.reader.found.count() == 0 {
			loops.add(c)
		}
	}
	return candidates
}
