package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// visitor is somebody who is signed in and sends the forms that pages show, as a
// browser does that draws nothing.
type visitor struct {
	client  *http.Client
	address string
}

// fill opens a page, fills in one of its forms and sends it. The form is named as
// in CSS: #id, form.class, form[action='…'] or form[action$='…'].
func (v *visitor) fill(path, form string, with map[string]string) error {
	response, err := v.client.Get(v.address + path)
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // it is only read
	page, err := html.Parse(response.Body)
	if err != nil {
		return err
	}
	found := find(page, func(n *html.Node) bool { return n.Data == "form" && named(n, form) })
	if found == nil {
		return fmt.Errorf("%s (%s) has no %s:\n%s", path, response.Status, form, wordsOf(page))
	}
	values := inputs(found)
	for name, value := range with {
		if !values.Has(name) {
			return fmt.Errorf("%s: the form %s asks for no %q", path, form, name)
		}
		values.Set(name, value)
	}
	to := path
	if action := attribute(found, "action"); action != "" {
		to = action
	}
	return v.send(v.address+to, values)
}

// send posts a form, follows where it leads, and tells what the page says where it
// was refused.
func (v *visitor) send(address string, values url.Values) error {
	response, err := v.client.PostForm(address, values)
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // it is only read
	if response.StatusCode < 400 {
		_, err := io.Copy(io.Discard, response.Body)
		return err
	}
	page, err := html.Parse(response.Body)
	if err != nil {
		return err
	}
	return fmt.Errorf("%s is answered with %s:\n%s", address, response.Status, wordsOf(page))
}

var formName = regexp.MustCompile(`^(?:#([\w-]+)|form\.([\w-]+)|form\[action(\$?)='([^']+)'\])$`)

func named(n *html.Node, form string) bool {
	m := formName.FindStringSubmatch(form)
	switch {
	case m == nil:
		return false
	case m[1] != "":
		return attribute(n, "id") == m[1]
	case m[2] != "":
		return slices.Contains(strings.Fields(attribute(n, "class")), m[2])
	case m[3] != "":
		return strings.HasSuffix(attribute(n, "action"), m[4])
	}
	return attribute(n, "action") == m[4]
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for inner := range n.Descendants() {
		if inner.Type == html.ElementNode && is(inner) {
			return inner
		}
	}
	return nil
}

// inputs are what a form sends as it stands.
func inputs(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name := attribute(n, "name")
		if n.Type != html.ElementNode || name == "" {
			continue
		}
		has := func(key string) bool {
			return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
		}
		switch n.Data {
		case "textarea":
			values.Add(name, wordsOf(n))
		case "select":
			if chosen := find(n, func(o *html.Node) bool {
				return o.Data == "option" && slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" })
			}); chosen != nil {
				values.Add(name, attribute(chosen, "value"))
			} else if first := find(n, func(o *html.Node) bool { return o.Data == "option" }); first != nil {
				values.Add(name, attribute(first, "value"))
			}
		case "input":
			kind := attribute(n, "type")
			if kind == "file" || kind == "submit" || (kind == "checkbox" || kind == "radio") && !has("checked") {
				continue
			}
			values.Add(name, attribute(n, "value"))
		}
	}
	return values
}

// wordsOf are the words of what an element holds: of a page those of its main part.
func wordsOf(n *html.Node) string {
	if main := find(n, func(n *html.Node) bool { return n.Data == "main" }); main != nil {
		n = main
	}
	var words strings.Builder
	for inner := range n.Descendants() {
		if inner.Type == html.TextNode {
			words.WriteString(inner.Data)
		}
	}
	return strings.TrimSpace(words.String())
}
