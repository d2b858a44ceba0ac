// Package guide is the user's guide: chapters in Markdown, by role and by clause
// of ISO/IEC 27001, and their pictures. A chapter reads the same in the
// repository and in the program, where links lead to the program's own pages.
package guide

import (
	"embed"
	"io/fs"
	"regexp"
	"strings"
)

// Address is where the program serves the guide; a chapter's is this, a slash
// and its name.
const Address = "/help/guide"

// contents is the chapter that lists the others.
const contents = "README"

//go:embed *.md de/*.md pictures/*.webp
var files embed.FS

// Chapter is one subject of the guide.
type Chapter struct {
	Title    string
	Text     string // Markdown without the title
	Language string // of its words: English where it was not translated
}

// Find reads a chapter by its name in a language; an empty name is the contents.
func Find(name, language string) (Chapter, bool) {
	if name == "" {
		name = contents
	}
	for _, in := range []struct{ language, folder string }{{language, language + "/"}, {"en", ""}} {
		text, err := fs.ReadFile(files, in.folder+name+".md")
		if err != nil {
			continue
		}
		title, rest, _ := strings.Cut(strings.TrimPrefix(string(text), "# "), "\n")
		return Chapter{Title: title, Text: lead(rest), Language: in.language}, true
	}
	return Chapter{}, false
}

// Picture is a picture of a chapter, as WebP.
func Picture(name string) ([]byte, bool) {
	data, err := fs.ReadFile(files, "pictures/"+name)
	return data, err == nil
}

var (
	toChapter = regexp.MustCompile(`\]\(([a-z0-9-]+)\.md\b`)
	toPicture = regexp.MustCompile(`\]\((?:\.\./)?pictures/`)
)

// lead makes links between files into such between the program's pages.
func lead(text string) string {
	text = toChapter.ReplaceAllString(text, "]("+Address+"/$1")
	return toPicture.ReplaceAllString(text, "]("+Address+"/pictures/")
}

// AtClause names the chapter about a clause, such as "27001 6.1.2" or
// "27001 A.5.9"; empty is the contents.
func AtClause(clause string) string {
	_, clause, _ = strings.Cut(clause, " ")
	part, _, _ := strings.Cut(clause, ".")
	switch {
	case part == "":
		return ""
	case part == "A":
		return "annex-a"
	case strings.HasPrefix(clause, "7.5"):
		return "documents"
	}
	return "clause-" + part
}
