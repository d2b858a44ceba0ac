package web

import (
	"bytes"
	"html"
	"net/http"
	"regexp"

	"github.com/a-h/templ"
	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// markdown turns Markdown into HTML that is safe in a page: raw HTML is shown as
// it was typed, and what remains is sanitized once more.
func markdown(text string) string {
	var b bytes.Buffer
	typed := renderer.WithNodeRenderers(util.Prioritized(asTyped{}, 100)) // before the renderer of HTML, which is at 1000
	if err := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(typed)).Convert([]byte(text), &b); err != nil {
		return "<pre>" + html.EscapeString(text) + "</pre>"
	}
	return openPlace.ReplaceAllString(bluemonday.UGCPolicy().Sanitize(b.String()), "<mark>$0</mark>")
}

// openPlace is what a text leaves open, in double brackets: the eye is to find it.
var openPlace = regexp.MustCompile(`\[\[[^\[\]<>]+\]\]`)

// asTyped writes raw HTML as text. To leave it out would take words away from a
// policy that nobody misses: "the <name of the provider> is told".
type asTyped struct{}

func (asTyped) RegisterFuncs(to renderer.NodeRendererFuncRegisterer) {
	to.Register(ast.KindRawHTML, rawHTML)
	to.Register(ast.KindHTMLBlock, htmlBlock)
}

func rawHTML(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkSkipChildren, nil
	}
	segments := node.(*ast.RawHTML).Segments
	for i := range segments.Len() {
		segment := segments.At(i)
		if _, err := w.WriteString(html.EscapeString(string(segment.Value(source)))); err != nil {
			return ast.WalkStop, err
		}
	}
	return ast.WalkSkipChildren, nil
}

func htmlBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	block := node.(*ast.HTMLBlock)
	if !entering {
		_, err := w.WriteString("</p>\n")
		return ast.WalkContinue, err
	}
	text := block.Lines().Value(source)
	if block.HasClosure() {
		text = append(text, block.ClosureLine.Value(source)...)
	}
	_, err := w.WriteString("<p>" + html.EscapeString(string(bytes.TrimSpace(text))))
	return ast.WalkContinue, err
}

// preview answers how a text that is being written will look.
func (s *server) preview(w http.ResponseWriter, v visit) error {
	return s.part(w, v, templ.Raw(markdown(v.PostFormValue(v.URL.Query().Get("field")))))
}
