package report

import (
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// inliner turns the text of one block into spans.
type inliner struct {
	*press
	source []byte
	look   span
	spans  []span
}

// inlines are the spans of a block's text in a look.
func (d *press) inlines(block ast.Node, source []byte, look span) []span {
	in := &inliner{press: d, source: source, look: look}
	in.children(block, look)
	return in.spans
}

func (in *inliner) children(parent ast.Node, look span) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		in.node(n, look)
	}
}

// node adds the spans of one piece of text. HTML is left out, as on the screen.
func (in *inliner) node(n ast.Node, look span) {
	switch n := n.(type) {
	case *ast.Text:
		in.words(string(n.Value(in.source)), look)
		switch {
		case n.HardLineBreak():
			in.words("\n", look)
		case n.SoftLineBreak():
			in.words(" ", look)
		}
	case *ast.String:
		in.words(string(n.Value), look)
	case *ast.CodeSpan:
		look.face, look.size = code, look.size*0.88
		in.children(n, look)
	case *ast.Emphasis:
		if n.Level > 1 {
			look.face = strong
		} else if look.face != strong {
			look.face = slanted
		}
		in.children(n, look)
	case *extended.Strikethrough:
		look.struck = true
		in.children(n, look)
	case *ast.Link:
		in.children(n, in.leading(look, string(n.Destination)))
	case *ast.AutoLink:
		in.words(string(n.Label(in.source)), in.leading(look, string(n.URL(in.source))))
	case *ast.Image:
		look.face, look.ink = slanted, muted
		before, after, _ := strings.Cut(in.paper.reader.Say("[Picture, not in this paper: %s]"), "%s")
		in.words(before, look)
		in.children(n, look)
		in.words(after, look)
	case *ast.RawHTML:
	default:
		in.children(n, look)
	}
}

func (in *inliner) words(text string, look span) {
	look.text = in.legible(text)
	in.spans = append(in.spans, look)
}

// leading is a look that leads to an address; to those of the web, of mail and
// of this program alone.
func (in *inliner) leading(look span, address string) span {
	if look.link == "" {
		look.link = in.paper.outside(address)
	}
	if look.link != "" {
		look.ink, look.underlined = accent, true
	}
	return look
}

// outside is an address that a paper may lead to: of the web, of mail, and of this
// program where that is known; empty for any other.
func (p *Paper) outside(address string) string {
	to, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return ""
	case slices.Contains([]string{"http", "https", "mailto"}, to.Scheme):
		return to.String()
	case to.Scheme == "" && to.Host == "" && strings.HasPrefix(to.Path, "/"):
		return p.leadsTo(strings.TrimPrefix(to.String(), "/"))
	}
	return ""
}
