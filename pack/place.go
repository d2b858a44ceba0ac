package pack

import (
	"fmt"
	"strconv"

	yaml "go.yaml.in/yaml/v4"
)

// badAt reports a problem with an object that was read: at the value that the
// path of keys and positions in lists leads to, or at the nearest that is there.
func (r *reader) badAt(object any, path []string, expected, format string, args ...any) {
	o := r.origins[object]
	n := descend(o.node, path)
	r.found.add(Problem{o.file, n.Line, n.Column, fmt.Sprintf(format, args...), expected})
}

// badHeader reports a problem with a key of the header.
func (r *reader) badHeader(key string, path []string, expected, format string, args ...any) {
	o, ok := r.header[key]
	if !ok {
		r.found.add(Problem{File: r.file, Reason: fmt.Sprintf(format, args...), Expected: expected})
		return
	}
	n := descend(o.node, path)
	r.found.add(Problem{o.file, n.Line, n.Column, fmt.Sprintf(format, args...), expected})
}

// place says where an object stands: "10-clauses.yaml at line 12".
func (r *reader) place(object any) string {
	o := r.origins[object]
	return fmt.Sprintf("%s at line %d", o.file, o.node.Line)
}

// descend follows a path through mappings and lists as far as it goes.
func descend(n *yaml.Node, path []string) *yaml.Node {
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

func child(n *yaml.Node, step string) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		if i, err := strconv.Atoi(step); err == nil && i < len(n.Content) {
			return n.Content[i]
		}
		return nil
	}
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == step {
			return n.Content[i+1]
		}
	}
	return nil
}

// at is the way to a value: keys as texts, positions in lists as numbers.
func at(steps ...any) []string {
	texts := make([]string, len(steps))
	for i, step := range steps {
		texts[i] = fmt.Sprint(step)
	}
	return texts
}
