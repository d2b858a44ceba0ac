package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	yaml "go.yaml.in/yaml/v4"
)

// Overlay is an organization's licensed text of entries of an edition. It is no part
// of a pack: it is kept apart, and shown to those alone whom the licence covers.
type Overlay struct {
	Pack    string
	Edition string
	Licence string            // such as "Licensed to Acme GmbH, order 4711"; may be empty
	Texts   map[string]string // by the entry's id
	IDs     []string          // of the entries, in the order of the files
}

// Ref names the edition over which the texts lie.
func (o *Overlay) Ref() Ref { return Ref{Pack: o.Pack, Edition: o.Edition} }

// Digest is the SHA-256 over all texts: it tells two copies apart and gives nothing of
// them away.
func (o *Overlay) Digest() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n", o.Ref())
	for _, id := range slices.SortedFunc(slices.Values(o.IDs), CompareIDs) {
		fmt.Fprintf(sum, "%d %s %d\n%s\n", len(id), id, len(o.Texts[id]), o.Texts[id])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// overlayFile is what one file says.
type overlayFile struct {
	Overlay
	entries *yaml.Node
}

var overlayFields = []field[overlayFile]{
	{"pack", true, func(r *reader, n *yaml.Node, o *overlayFile) { o.Pack = r.identifier(n, packForm) }},
	{"edition", true, func(r *reader, n *yaml.Node, o *overlayFile) { o.Edition = r.identifier(n, editionForm) }},
	{"licence", false, func(r *reader, n *yaml.Node, o *overlayFile) { o.Licence = r.licence(n) }},
	{"entries", true, func(_ *reader, n *yaml.Node, o *overlayFile) { o.entries = n }},
}

// licence reads a short text that is the same in all languages.
func (r *reader) licence(n *yaml.Node) string {
	text, _ := r.plain(n, "a short text", mostLicence)
	return text
}

// mostLicence bounds the bytes of the words on a licence.
const mostLicence = 300

// Overlays reads the overlays of a folder, or of the named files in it. Files of the
// same edition are joined. All that is wrong is told, with its place; nothing is given
// then, since half a text is worse than none.
func (s *Set) Overlays(fsys fs.FS, names ...string) ([]*Overlay, Problems) {
	if len(names) == 0 {
		items, err := fs.ReadDir(fsys, ".")
		if err != nil {
			return nil, Problems{{File: ".", Reason: "the folder can't be read: " + err.Error()}}
		}
		for _, item := range items {
			if isPackFile(item) {
				names = append(names, item.Name())
			}
		}
	}
	switch {
	case len(names) == 0:
		return nil, Problems{{File: ".", Reason: "there is no overlay here", Expected: "files that end in .yaml"}}
	case len(names) > maxFiles:
		return nil, Problems{{File: ".", Reason: fmt.Sprintf("there are too many files: at most %d are read", maxFiles)}}
	}
	o := &overlaying{set: s, reader: &reader{language: "en", header: map[string]origin{}, origins: map[any]origin{}}, places: map[Ref]origin{}}
	size := 0
	for _, name := range names {
		data, err := readFile(fsys, name)
		switch size += len(data); {
		case err != nil:
			o.found.add(Problem{File: name, Reason: "it can't be read: " + readReason(err)})
		case len(data) > maxFileSize:
			o.found.add(Problem{File: name, Reason: fmt.Sprintf("the file is too large: at most %d bytes are read", maxFileSize)})
		case size > maxPackSize:
			o.found.add(Problem{File: name, Reason: fmt.Sprintf("the files are too large together: at most %d bytes are read", maxPackSize)})
			return nil, o.found.sorted(".")
		default:
			o.read(name, data)
		}
	}
	if problems := o.found.sorted("."); len(problems) > 0 {
		return nil, problems
	}
	return o.list, nil
}

func readReason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

// overlaying reads files one after the other.
type overlaying struct {
	*reader
	set    *Set
	list   []*Overlay
	places map[Ref]origin // where each entry's text stands
}

func (o *overlaying) read(name string, data []byte) {
	d := &document{name: name, data: data}
	d.parse()
	for _, p := range d.problems {
		o.found.add(p)
	}
	if d.root == nil {
		return
	}
	o.file = name
	var file overlayFile
	before := o.found.count()
	if !object(o.reader, d.root, "an overlay", overlayFields, &file) || o.found.count() > before {
		return
	}
	p := o.set.Pack(file.Ref())
	if p == nil {
		o.bad(child(d.root, "pack"), "an edition that is loaded: surety standard list", "there is no pack %s", file.Ref())
		return
	}
	o.texts(p, o.under(&file.Overlay), file.entries)
}

// under is the overlay that a file adds to.
func (o *overlaying) under(file *Overlay) *Overlay {
	for _, known := range o.list {
		if known.Ref() == file.Ref() {
			if known.Licence == "" {
				known.Licence = file.Licence
			}
			return known
		}
	}
	file.Texts = map[string]string{}
	o.list = append(o.list, file)
	return file
}

// texts reads a mapping from ids of entries to their texts.
func (o *overlaying) texts(p *Pack, into *Overlay, n *yaml.Node) {
	if !o.is(n, yaml.MappingNode, "ids of entries with their texts") {
		return
	}
	if len(n.Content)/2 > maxEntries {
		o.bad(n, "", "there are too many entries: at most %d are read", maxEntries)
		return
	}
	if len(n.Content) == 0 {
		o.bad(n, "ids of entries with their texts", "no entry stands here")
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		id := o.identifier(key, idForm)
		text, ok := o.plain(value, "the entry's text", maxText)
		if id == "" || !ok {
			continue
		}
		ref := Ref{Pack: into.Pack, Edition: into.Edition, ID: id}
		if p.Entry(id) == nil {
			o.bad(key, "", "%s has no entry %s", p.Ref(), id)
			continue
		}
		if first, twice := o.places[ref]; twice {
			o.bad(key, "each entry once", "the text of %s stands in %s at line %d already", id, first.file, first.node.Line)
			continue
		}
		o.places[ref] = origin{o.file, key}
		into.Texts[id], into.IDs = text, append(into.IDs, id)
	}
}
