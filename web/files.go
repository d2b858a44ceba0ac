package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var static embed.FS

// files serves what is embedded, under names that change with the content, so
// that browsers may keep it for ever.
type files struct {
	names   map[string]string // "style.css" to "style.0a1b2c3d.css"
	content map[string][]byte // by the name with the hash
}

func newFiles() *files {
	f := &files{names: map[string]string{}, content: map[string][]byte{}}
	raw := map[string][]byte{}
	err := fs.WalkDir(static, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := static.ReadFile(name)
		raw[strings.TrimPrefix(name, "static/")] = data
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	for name, data := range raw {
		if name != "style.css" {
			f.add(name, data)
		}
	}
	sheet := string(raw["style.css"])
	for name, hashed := range f.names { // the stylesheet names its fonts
		sheet = strings.ReplaceAll(sheet, "url("+name+")", "url("+hashed+")")
	}
	f.add("style.css", []byte(sheet))
	return f
}

func (f *files) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	f.names[name], f.content[hashed] = hashed, data
}

// url is the address of an embedded file.
func (f *files) url(name string) string { return "/static/" + f.names[name] }

func (f *files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/static/")
	data, ok := f.content[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	media := mime.TypeByExtension(path.Ext(name))
	if strings.HasSuffix(name, ".woff2") {
		media = "font/woff2"
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if _, err := w.Write(data); err != nil {
		return // the browser has gone
	}
}
