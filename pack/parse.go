package pack

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// document is one file of a pack, read as YAML and not yet understood.
type document struct {
	name     string
	data     []byte
	root     *yaml.Node // nil when it could not be read
	problems []Problem
}

// parse reads the one YAML document of a file. Nodes keep line and column, and
// an alias stays a node of its own, so nothing is multiplied here.
func (d *document) parse() {
	if at := invalidUTF8(d.data); at >= 0 {
		line, column := position(d.data, at)
		d.problems = append(d.problems, Problem{d.name, line, column, "the file is no UTF-8 text from here on", "a file saved as UTF-8"})
		return
	}
	loader, err := yaml.NewLoader(bytes.NewReader(d.data), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxNesting))))
	if err != nil {
		d.problems = append(d.problems, Problem{File: d.name, Reason: err.Error()})
		return
	}
	var root, second yaml.Node
	if err := loader.Load(&root); err != nil {
		d.problems = append(d.problems, d.syntax(err))
		return
	}
	switch err := loader.Load(&second); {
	case err == nil:
		d.problems = append(d.problems, Problem{d.name, second.Line, second.Column, "a second YAML document begins here", "one document a file"})
		return
	case !errors.Is(err, io.EOF):
		d.problems = append(d.problems, d.syntax(err))
		return
	}
	d.root = &root
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		d.root = root.Content[0]
	}
}

// syntax says where the YAML itself is wrong.
func (d *document) syntax(err error) Problem {
	if errors.Is(err, io.EOF) {
		return Problem{File: d.name, Line: 1, Column: 1, Reason: "the file is empty", Expected: "keys of a pack, such as entries"}
	}
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return Problem{File: d.name, Reason: "no YAML: " + err.Error()}
	}
	line, column := load.Mark.Line, load.Mark.Column
	if line == 0 { // what the reader of characters refuses has an offset only
		line, column = position(d.data, load.Mark.Index)
	}
	if last, end := position(d.data, len(d.data)); line > last { // a last line that nothing ends counts for two
		line, column = last, end
	}
	reason := "no YAML: " + load.Message
	if load.ContextMsg != "" {
		reason += ", " + load.ContextMsg
	}
	return Problem{File: d.name, Line: line, Column: column, Reason: reason}
}

// invalidUTF8 is the offset of the first byte that begins no character, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// lineBreak is what YAML counts lines by; editors don't all agree.
var lineBreak = regexp.MustCompile(`\r\n|[\n\r\x{85}\x{2028}\x{2029}]`)

// position turns an offset into line and column, both from 1.
func position(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	start := 0
	breaks := lineBreak.FindAllIndex(before, -1)
	if len(breaks) > 0 {
		start = breaks[len(breaks)-1][1]
	}
	return len(breaks) + 1, utf8.RuneCount(before[start:]) + 1
}
