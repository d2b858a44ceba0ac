package house

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// pkg is what the rules need to know of one of our packages. Tests are left out:
// they may import what they like.
type pkg struct {
	path       string // within the module, as "isms/risk"
	imports    []use  // of other packages: "surety/record" is named "record", others by their whole path
	references []use  // of names in packages of sources: "time.Now"
}

// use is one import or reference and its place, "record/kind.go:12".
type use struct {
	name  string
	place string
	ours  bool
}

// readPackages reads every package of a module, from the folder of its go.mod.
func readPackages(files fs.FS) (map[string]*pkg, error) {
	module, err := modulePath(files)
	if err != nil {
		return nil, err
	}
	packages := map[string]*pkg{}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if name != "." && notOurs(entry.Name()) {
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		folder := path.Dir(name)
		if packages[folder] == nil {
			packages[folder] = &pkg{path: folder}
		}
		return packages[folder].read(module, name, text)
	})
	return packages, err
}

// notOurs tells the folders that the go command passes over too.
func notOurs(folder string) bool {
	return folder == "testdata" || strings.HasPrefix(folder, ".") || strings.HasPrefix(folder, "_")
}

func modulePath(files fs.FS) (string, error) {
	text, err := fs.ReadFile(files, "go.mod")
	if err != nil {
		return "", err
	}
	found := regexp.MustCompile(`(?m)^module (\S+)`).FindSubmatch(text)
	if found == nil {
		return "", errors.New("go.mod names no module")
	}
	return string(found[1]), nil
}

// read adds one file's imports and references.
func (p *pkg) read(module, name string, text []byte) error {
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	place := func(node ast.Node) string {
		return fmt.Sprintf("%s:%d", name, positions.Position(node.Pos()).Line)
	}
	watched := map[string]string{} // the name in this file to the import path
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		within, ours := strings.CutPrefix(imported, module+"/")
		p.imports = append(p.imports, use{name: within, place: place(spec), ours: ours})
		if sources[imported] == nil {
			continue
		}
		local := localName(spec, imported)
		if local == "." {
			p.references = append(p.references, use{name: imported + ".*", place: place(spec)})
		}
		watched[local] = imported
	}
	ast.Inspect(file, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if from, ok := selector.X.(*ast.Ident); ok && watched[from.Name] != "" {
			p.references = append(p.references, use{name: watched[from.Name] + "." + selector.Sel.Name, place: place(selector)})
		}
		return true
	})
	return nil
}

// localName is the name by which a file calls an import.
func localName(spec *ast.ImportSpec, imported string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	if version := path.Base(imported); regexp.MustCompile(`^v\d+$`).MatchString(version) {
		imported = path.Dir(imported)
	}
	return path.Base(imported)
}
