package main

import (
	"bytes"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"surety/isms"
	"surety/record"
)

// farm is an organization that keeps turbines beside what all keep. Its
// commands are the program's own, but for the list of kinds.
type farm struct {
	t       *testing.T
	flags   []string
	kinds   []*record.Kind
	address string
	client  *http.Client // signed in
	form    string       // the token of its forms
}

func newFarm(t *testing.T, db string) *farm {
	t.Helper()
	f := &farm{t: t, kinds: append(isms.Kinds(), turbines())}
	dir := t.TempDir()
	f.flags = []string{"--dir", dir}
	if db != "" {
		f.flags = append(f.flags, "--db", db)
	}
	f.mustRun("correct horse battery\n", "init", "--organization", "Windhof", "--name", "Mara Lind", "--login", "mara@example.org")

	p, err := (&commands{Dir: dir, DB: db, kinds: f.kinds}).open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer((&serveCommand{}).handler(p, slog.New(slog.NewTextHandler(io.Discard, nil))))
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	f.address, f.client = server.URL, &http.Client{Jar: jar}
	home := f.post("/sign-in", "login", "mara@example.org", "password", "correct horse battery")
	f.form = between(t, home, `name="token" value="`, `"`)
	return f
}

// run carries out a command line and returns its exit code and both outputs.
func (f *farm) run(stdin string, args ...string) (code int, out, complaint string) {
	var o, e bytes.Buffer
	code = run(f.t.Context(), f.kinds, append(f.flags, args...), streams{strings.NewReader(stdin), &o, &e})
	return code, o.String(), e.String()
}

func (f *farm) mustRun(stdin string, args ...string) string {
	f.t.Helper()
	code, out, complaint := f.run(stdin, args...)
	if code != 0 {
		f.t.Fatalf("surety %s: exit %d\n%s%s", strings.Join(args, " "), code, out, complaint)
	}
	return out
}

func (f *farm) page(path string) string {
	f.t.Helper()
	response, err := f.client.Get(f.address + path)
	return f.read(response, err)
}

func (f *farm) post(path string, pairs ...string) string {
	f.t.Helper()
	values := url.Values{"token": {f.form}}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	response, err := f.client.PostForm(f.address+path, values)
	return f.read(response, err)
}

// upload sends a file to the import page, to be shown what it would do.
func (f *farm) upload(file string) string {
	f.t.Helper()
	status, page := f.uploadAny(file)
	if status != http.StatusOK {
		f.t.Fatalf("%s uploaded is answered with %d:\n%s", file, status, page)
	}
	return page
}

// uploadAny sends a file that may be refused.
func (f *farm) uploadAny(file string) (status int, page string) {
	f.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		f.t.Fatal(err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range map[string]string{"token": f.form, "kind": "turbine"} {
		if err := form.WriteField(name, value); err != nil {
			f.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("upload", filepath.Base(file))
	if err != nil {
		f.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		f.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		f.t.Fatal(err)
	}
	response, err := f.client.Post(f.address+"/import", form.FormDataContentType(), &body)
	if err != nil {
		f.t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

func (f *farm) read(response *http.Response, err error) string {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	if response.StatusCode >= 400 {
		f.t.Fatalf("%s %s answers %d:\n%s", response.Request.Method, response.Request.URL.Path, response.StatusCode, body)
	}
	return string(body)
}

func between(t *testing.T, text, before, after string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, before)
	found, _, ended := strings.Cut(rest, after)
	if !ok || !ended {
		t.Fatalf("there is nothing between %q and %q in:\n%s", before, after, text)
	}
	return found
}

func says(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("there is no %q in:\n%s", word, text)
		}
	}
}
