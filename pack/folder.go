package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"
)

// folder is the files of one pack, in the order of their names.
type folder struct {
	name      string
	builtIn   bool
	documents []*document
	problems  []Problem // that concern the folder, not one of its files

	translations *translations
}

// readFolders finds the packs of a folder: each folder in it. Loose YAML files
// are the files of one pack where alone is set, and a problem elsewhere. A
// folder that isn't there holds no packs.
func readFolders(fsys fs.FS, builtIn, alone bool) ([]*folder, Problems) {
	items, err := fs.ReadDir(fsys, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, Problems{{File: ".", Reason: "the folder of packs can't be read: " + err.Error()}}
	}
	var folders []*folder
	var problems Problems
	if loose := slices.IndexFunc(items, isPackFile); loose >= 0 && alone {
		return []*folder{readFolder(fsys, ".", builtIn)}, nil
	} else if loose >= 0 {
		problems = Problems{{File: items[loose].Name(), Reason: "the file belongs to no pack", Expected: "a folder for each pack, with its files in it"}}
	}
	for _, item := range items {
		name := item.Name()
		if strings.HasPrefix(name, ".") {
			continue
		}
		info, err := fs.Stat(fsys, name)
		if err != nil {
			problems = append(problems, Problem{File: name, Reason: unreadable(item, err), Expected: linksInside(item)})
			continue
		}
		if !info.IsDir() {
			continue
		}
		if len(folders) == maxPacks {
			return folders, append(problems, Problem{File: name, Reason: fmt.Sprintf("there are too many packs: at most %d are read", maxPacks)})
		}
		folders = append(folders, readFolder(fsys, name, builtIn))
	}
	return folders, problems
}

// isPackFile tells the files that are read: YAML, not hidden.
func isPackFile(item fs.DirEntry) bool {
	name := item.Name()
	return !item.IsDir() && !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml"))
}

// readFolder reads the bytes of a pack's files, within the bounds.
func readFolder(fsys fs.FS, name string, builtIn bool) *folder {
	f := &folder{name: name, builtIn: builtIn}
	refuse := func(file, format string, args ...any) {
		f.problems = append(f.problems, Problem{File: path.Join(name, file), Reason: fmt.Sprintf(format, args...)})
	}
	items, err := fs.ReadDir(fsys, name)
	if err != nil {
		refuse("", "the folder can't be read: %v", err)
		return f
	}
	f.translations = readTranslations(fsys, name, items)
	size := 0
	for _, item := range items {
		if !isPackFile(item) {
			continue
		}
		data, err := readFile(fsys, path.Join(name, item.Name()))
		size += len(data)
		switch {
		case err != nil:
			f.problems = append(f.problems, Problem{File: path.Join(name, item.Name()), Reason: unreadable(item, err), Expected: linksInside(item)})
		case len(data) > maxFileSize:
			refuse(item.Name(), "the file is too large: at most %d bytes are read", maxFileSize)
		case size > maxPackSize:
			refuse("", "the pack is too large: at most %d bytes of files are read", maxPackSize)
			return f
		case len(f.documents) == maxFiles:
			refuse("", "the pack has too many files: at most %d are read", maxFiles)
			return f
		default:
			f.documents = append(f.documents, &document{name: path.Join(name, item.Name()), data: data})
		}
	}
	if len(f.documents) == 0 && len(f.problems) == 0 {
		f.problems = append(f.problems, Problem{File: name, Reason: "the folder holds no file of a pack", Expected: "files that end in .yaml"})
	}
	return f
}

// unreadable says why a file or folder can't be read.
func unreadable(item fs.DirEntry, err error) string {
	if item.Type()&fs.ModeSymlink != 0 {
		return "the link leads out of the folder, or to nothing"
	}
	return "it can't be read: " + err.Error()
}

// linksInside is what is expected of a link.
func linksInside(item fs.DirEntry) string {
	if item.Type()&fs.ModeSymlink != 0 {
		return "the file itself, or a link to one in the folder of packs"
	}
	return ""
}

// errNoFile is of what is neither file nor folder: to open it might wait for ever.
var errNoFile = errors.New("it is no file")

// readFile reads a file as far as one byte over the bound.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNoFile
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, maxFileSize+1))
	return data, errors.Join(err, file.Close())
}

// parseAll parses the files of all folders, several at a time: that is where
// loading spends its time.
func parseAll(folders []*folder) {
	var work sync.WaitGroup
	documents := make(chan *document)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for d := range documents {
				d.parse()
			}
		})
	}
	for _, f := range folders {
		for _, d := range f.documents {
			documents <- d
		}
	}
	close(documents)
	work.Wait()
}

// digest is the SHA-256 over names and bytes of a pack's files. The name of
// the folder is not in it, nor are translations: they change nothing of what holds.
func (f *folder) digest() string {
	sum := sha256.New()
	for _, d := range f.documents {
		fmt.Fprintf(sum, "%d %s %d\n", len(path.Base(d.name)), path.Base(d.name), len(d.data))
		sum.Write(d.data)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// language is the pack's, which must be known before its texts are read.
func (f *folder) language() string {
	for _, d := range f.documents {
		if d.root == nil || d.root.Kind != yaml.MappingNode {
			continue
		}
		if n := child(d.root, "language"); n != nil && n.Kind == yaml.ScalarNode {
			return n.Value
		}
	}
	return ""
}
