package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"surety/record"
)

// prompt is a data folder as people come to it from outside: spreadsheets are
// imported at the command line, records are written over the API by each person's
// token, and what wants the person is done on the pages, signed in as them.
type prompt struct {
	ts       *testscript.TestScript
	dir      string
	server   *exec.Cmd
	address  string
	tokens   map[string]string   // of people, by name
	visitors map[string]*visitor // those who are signed in, by name
	logins   map[string]string
}

// atOnce is from how many rows on people would rather import a sheet.
const atOnce = 3

// surety runs a command of the program over the folder, where it has to succeed.
func (p *prompt) surety(stdin string, args ...string) string {
	c := exec.Command(os.Args[0], append([]string{"--dir", p.dir}, args...)...)
	c.Env = append(os.Environ(), asProgram+"=1", standsAt+"="+p.ts.Getenv(standsAt))
	c.Stdin = strings.NewReader(stdin)
	out, err := c.CombinedOutput()
	if err != nil {
		p.ts.Fatalf("surety %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// shownOnce is where commands print what is shown once.
func shownOnce(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return lines[len(lines)-1]
}

func (p *prompt) serve() {
	c := exec.Command(os.Args[0], "--dir", p.dir, "serve", "--listen", "127.0.0.1:0")
	c.Env = append(os.Environ(), asProgram+"=1", standsAt+"="+p.ts.Getenv(standsAt))
	var complaint bytes.Buffer
	c.Stderr = &complaint
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		p.ts.Fatalf("serve: %v", err)
	}
	p.server = c
	p.ts.Defer(p.stop)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		p.ts.Fatalf("the server says nothing: %v\n%s", err, complaint.String())
	}
	p.address = strings.TrimSpace(strings.TrimPrefix(line, "Serving at "))
}

// stop lets the server end what it does.
func (p *prompt) stop() {
	if p.server == nil {
		return
	}
	if err := p.server.Process.Signal(os.Interrupt); err == nil {
		_ = p.server.Wait() // what it exits with says nothing here
	}
	p.server = nil
}

func (p *prompt) account(login, person string, roles []string) {
	name, _, _ := strings.Cut(login, "@")
	args := []string{"user", "add", login, "--name", name, "--person", person}
	for _, role := range roles {
		args = append(args, "--role", role)
	}
	p.surety("correct horse battery\n", args...)
	p.logins[name] = login
}

// visitor is a person who is signed in, by the address that a command prints.
func (p *prompt) visitor(name string) *visitor {
	if v := p.visitors[name]; v != nil {
		return v
	}
	entry := shownOnce(p.surety("", "user", "enter", p.logins[name], "--at", p.address))
	address, code, _ := strings.Cut(entry, "#")
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.ts.Fatalf("%v", err)
	}
	v := &visitor{client: &http.Client{Jar: jar, Timeout: time.Minute}, address: p.address}
	if err := v.send(address, url.Values{"code": {code}}); err != nil {
		p.ts.Fatalf("%s can't enter: %v", name, err)
	}
	p.visitors[name] = v
	return v
}

func (p *prompt) fill(as, path, form string, with map[string]string) {
	if err := p.visitor(as).fill(path, form, with); err != nil {
		p.ts.Fatalf("%s: %v", as, err)
	}
}

// token is a person's own, for programs.
func (p *prompt) token(name string) string {
	if p.tokens[name] == "" {
		args := []string{"token", "add", "script", "--owner", p.logins[name]}
		for _, role := range p.rolesOf(name) {
			args = append(args, "--role", role)
		}
		p.tokens[name] = shownOnce(p.surety("", args...))
	}
	return p.tokens[name]
}

// rolesOf are the roles of somebody's account, as the command line lists them.
func (p *prompt) rolesOf(name string) []string {
	for line := range strings.Lines(p.surety("", "user", "list")) {
		if strings.HasPrefix(line, p.logins[name]) {
			columns := strings.Fields(line)
			return strings.Split(columns[len(columns)-3], ",")
		}
	}
	p.ts.Fatalf("%s has no account", name)
	return nil
}

// api sends a request in a person's name and returns the answer's body.
func (p *prompt) api(as, method, path string, body []byte) []byte {
	request, err := http.NewRequest(method, p.address+path, bytes.NewReader(body))
	if err != nil {
		p.ts.Fatalf("%v", err)
	}
	request.Header.Set("Authorization", "Bearer "+p.token(as))
	response, err := (&http.Client{Timeout: time.Minute}).Do(request)
	if err != nil {
		p.ts.Fatalf("%v", err)
	}
	defer response.Body.Close() //nolint:errcheck // it is read whole below
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode >= 300 {
		p.ts.Fatalf("%s %s by %s: %s %v\n%s\n%s", method, path, as, response.Status, err, answer, body)
	}
	return answer
}

func (p *prompt) put(kind *record.Kind, rows []row) {
	if len(rows) >= atOnce {
		data, err := sheetOf(kind, rows)
		file := filepath.Join(p.ts.MkAbs("."), kind.Name+".csv")
		if err == nil {
			err = os.WriteFile(file, data, 0o600)
		}
		if err != nil {
			p.ts.Fatalf("%s: %v", kind.Name, err)
		}
		p.surety("", "import", "sheet", file, "--kind", kind.Name)
		return
	}
	for _, r := range rows {
		if r.Key == "" {
			p.api(r.As, http.MethodPost, "/api/v1/"+kind.Name, p.json(r.Fields))
			continue
		}
		p.change(r.As, kind, r.Key, r.Fields)
	}
}

// change sends back what the API answered, with some fields changed.
func (p *prompt) change(as string, kind *record.Kind, key string, fields map[string]any) {
	path := "/api/v1/" + kind.Name + "/" + key
	stands := map[string]any{}
	if err := json.Unmarshal(p.api(as, http.MethodGet, path, nil), &stands); err != nil {
		p.ts.Fatalf("%s: %v", path, err)
	}
	for name, value := range fields {
		stands[name] = value
	}
	p.api(as, http.MethodPut, path, p.json(stands))
}

func (p *prompt) json(fields map[string]any) []byte {
	text, err := json.Marshal(fields)
	if err != nil {
		p.ts.Fatalf("%v", err)
	}
	return text
}

func (p *prompt) keysOf(kind string) []string {
	var page struct {
		Items []struct{ Key string }
		Next  string
	}
	if err := json.Unmarshal(p.api("mara", http.MethodGet, "/api/v1/"+kind+"?sort=key&limit=500", nil), &page); err != nil || page.Next != "" {
		p.ts.Fatalf("%s: %v, more follow: %q", kind, err, page.Next)
	}
	var keys []string
	for _, item := range page.Items {
		keys = append(keys, item.Key)
	}
	return keys
}

// keeps are what a walk is remembered by beside its folder.
type keeps struct {
	Keys, Tokens, Logins map[string]string
}

func (k keeps) write(file string) error {
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

func readKeeps(file string) (k keeps, err error) {
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &k)
	}
	if err != nil {
		return k, fmt.Errorf("remember the walk: %w", err)
	}
	return k, nil
}
