package main

import (
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kept are the files under a folder of the organization's data.
func (f *farm) kept(folder string) []string {
	f.t.Helper()
	files, err := fs.Glob(os.DirFS(filepath.Join(f.flags[1], folder)), "*/*")
	if err != nil {
		f.t.Fatal(err)
	}
	return files
}

func TestAnUploadIsKeptUntilItIsDecidedOnAndIsNoAttachment(t *testing.T) {
	f := newFarm(t, "")
	if status, _ := f.uploadAny(f.file("paper.xlsx", []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"))); status < 400 || len(f.kept("uploads")) != 0 {
		t.Errorf("a file that is no spreadsheet is answered with %d, and %v is kept", status, f.kept("uploads"))
	}
	plan := f.upload(f.file("sound.xlsx", soundWorkbook(t)))
	digest := between(t, plan, `name="file" value="`, `"`)
	if len(f.kept("uploads")) != 1 {
		t.Fatalf("while it waits %v is kept", f.kept("uploads"))
	}

	other := *f
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	other.client = &http.Client{Jar: jar}
	f.mustRun("correct horse battery\n", "user", "add", "tom@example.org", "--name", "Tom Okafor", "--role", "manager")
	other.form = between(t, other.post("/sign-in", "login", "tom@example.org", "password", "correct horse battery"), `name="token" value="`, `"`)
	act := func(f *farm) string {
		response, err := f.client.PostForm(f.address+"/import", map[string][]string{"token": {f.form}, "kind": {"turbine"}, "file": {digest}, "name": {"sound.xlsx"}, "mapping": {""}, "act": {"run"}})
		if err != nil {
			t.Fatal(err)
		}
		response.StatusCode = 0 // whatever it is, the page is looked at
		return f.read(response, err)
	}
	says(t, act(&other), "The file that you sent is no longer kept", "Import a spreadsheet")
	says(t, act(f), "1 created")
	if len(f.kept("uploads"))+len(f.kept("blobs")) != 0 {
		t.Errorf("after the import %v and %v are kept", f.kept("uploads"), f.kept("blobs"))
	}
	if page := act(f); !strings.Contains(page, "no longer kept") || strings.Contains(page, "as JSON") {
		t.Errorf("a file that is gone is answered with %s", page)
	}
}
