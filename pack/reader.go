package pack

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// reader turns the nodes of a pack's files into the pack. It goes on after
// each problem, so that a person learns of all at once.
type reader struct {
	file     string // being read
	language string // of plain texts
	found    findings
	header   map[string]origin // where each key of the header stands
	origins  map[any]origin    // where each object stands, by its pointer
}

// origin is where an object was read from.
type origin struct {
	file string
	node *yaml.Node
}

// bad reports a problem at a node of the file that is being read.
func (r *reader) bad(n *yaml.Node, expected, format string, args ...any) {
	r.found.add(Problem{r.file, n.Line, n.Column, fmt.Sprintf(format, args...), expected})
}

// field is a key that a mapping may have, and how its value is read into T.
type field[T any] struct {
	key      string
	required bool
	read     func(r *reader, n *yaml.Node, into *T)
}

// object reads a mapping whose keys are fields. It reports unknown, repeated
// and missing keys; what names the object in messages.
func object[T any](r *reader, n *yaml.Node, what string, fields []field[T], into *T) bool {
	if !r.is(n, yaml.MappingNode, what+": keys with values") {
		return false
	}
	r.origins[into] = origin{r.file, n}
	seen := make([]bool, len(fields))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.IndexFunc(fields, func(f field[T]) bool { return f.key == key.Value })
		switch {
		case at < 0 || key.Kind != yaml.ScalarNode:
			r.bad(key, "one of "+keys(fields), "%s has no key %q", what, clip(key.Value))
		case seen[at]:
			r.bad(key, "each key once", "%s has the key %q twice", what, key.Value)
		default:
			seen[at] = true
			fields[at].read(r, value, into)
		}
	}
	for i, f := range fields {
		if f.required && !seen[i] {
			r.bad(n, "", "%s lacks the key %q", what, f.key)
		}
	}
	return true
}

func keys[T any](fields []field[T]) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.key
	}
	return strings.Join(names, ", ")
}

// is checks the kind of a node, and that it neither has an anchor nor is an
// alias or of a type of somebody's own: what a file says, it says where it stands.
func (r *reader) is(n *yaml.Node, kind yaml.Kind, expected string) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		r.bad(n, "the value itself", "the alias *%s is not followed", clip(n.Value))
	case n.Anchor != "":
		r.bad(n, "the value without it", "the anchor &%s is of no use: aliases are not followed", clip(n.Anchor))
	case n.Style&yaml.TaggedStyle != 0:
		r.bad(n, "the value without it, in quotes where it is text", "tags such as %s are not used here", clip(n.Tag))
	case n.Kind != kind:
		r.bad(n, expected, "%s stands here", describe(n))
	default:
		return true
	}
	return false
}

// describe says what a node is.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping of keys"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "nothing"
	case n.Tag == "!!str":
		return "the text " + strconv.Quote(clip(n.Value))
	}
	return "the value " + clip(n.Value)
}

// clip keeps messages short whatever a file holds.
func clip(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// items reads a list; each is called with the items one after the other.
func (r *reader) items(n *yaml.Node, most int, expected string, each func(item *yaml.Node)) {
	if !r.is(n, yaml.SequenceNode, "a list of "+expected) {
		return
	}
	if len(n.Content) > most {
		r.bad(n.Content[most], "", "the list is too long: at most %d items are read", most)
		return
	}
	for _, item := range n.Content {
		each(item)
	}
}
