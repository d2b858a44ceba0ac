package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/internal/testpostgres"
	"surety/isms"
	"surety/isms/asset"
)

// acme is an organization of one's own, served, beside which a demonstration can
// be begun.
type acme struct {
	*program
	t       *testing.T
	dir     string
	address string
	mara    app.Actor
	client  *http.Client
}

// newAcme serves an empty data folder.
func newAcme(t *testing.T, database string) *acme {
	t.Helper()
	a := &acme{t: t, dir: t.TempDir()}
	var err error
	if a.program, err = (&commands{Dir: a.dir, DB: database, kinds: isms.Kinds()}).open(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer((&serveCommand{}).handler(a.program, slog.New(slog.NewTextHandler(io.Discard, nil))))
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	a.address, a.client = server.URL, &http.Client{Jar: jar}
	return a
}

// setUp sets it up, and signs its manager in.
func (a *acme) setUp() {
	a.t.Helper()
	code, err := a.SetUpToken(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	session, err := a.SetUp(a.t.Context(), code, app.SetUpForm{Organization: "Acme", Name: "Mara Lind", Login: "mara", Password: "correct horse battery"})
	if err != nil {
		a.t.Fatal(err)
	}
	if a.mara, _, err = a.ActorOfSession(a.t.Context(), session.Secret); err != nil {
		a.t.Fatal(err)
	}
	a.signIn(a.client, "mara")
}

func (a *acme) signIn(client *http.Client, login string) {
	a.t.Helper()
	response, err := client.PostForm(a.address+"/sign-in", url.Values{"login": {login}, "password": {"correct horse battery"}})
	a.read(response, err)
}

func (a *acme) read(response *http.Response, err error) string {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return html.UnescapeString(string(body))
}

func (a *acme) get(path string) string {
	a.t.Helper()
	return a.read(a.client.Get(a.address + path))
}

var formToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

// press sends a form of a page.
func (a *acme) press(on, form string) string {
	a.t.Helper()
	token := formToken.FindStringSubmatch(a.get(on))
	if token == nil {
		a.t.Fatalf("%s has no form", on)
	}
	return a.read(a.client.PostForm(a.address+form, url.Values{"token": {token[1]}}))
}

func (a *acme) says(page, words string) {
	a.t.Helper()
	if !strings.Contains(page, words) {
		_, page, _ = strings.Cut(page, "<main")
		a.t.Errorf("the page does not say %q:\n%.2000s", words, page)
	}
}

func (a *acme) saysNot(page, words string) {
	a.t.Helper()
	if strings.Contains(page, words) {
		a.t.Errorf("the page says %q", words)
	}
}

// kept is all that a backup of the database holds: the rows of every table and the
// attachments, by what the backup calls them.
func (a *acme) kept() map[string]string {
	a.t.Helper()
	var backup bytes.Buffer
	if _, err := a.store.Backup(a.t.Context(), &backup); err != nil {
		a.t.Fatal(err)
	}
	z, err := gzip.NewReader(&backup)
	if err != nil {
		a.t.Fatal(err)
	}
	parts := map[string]string{}
	for r := tar.NewReader(z); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			a.t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			a.t.Fatal(err)
		}
		if strings.Contains(header.Name, "/") { // not what tells when it was made
			parts[header.Name] = string(content)
		}
	}
	return parts
}

// files are the digests of what lies in a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found[path] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestADemonstrationBesideLeavesNoRowInTheOrganizationOnBothDatabases(t *testing.T) {
	for name, database := range map[string]string{"SQLite": "", "PostgreSQL": testpostgres.Database(t)} {
		t.Run(name, func(t *testing.T) {
			a := newAcme(t, database)
			a.setUp()
			if _, err := a.Do(t.Context(), a.mara, app.Request{}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Our only press", Type: "hardware"}}); err != nil {
				t.Fatal(err)
			}
			a.get("/")
			before, keys := a.kept(), files(t, filepath.Join(a.dir, "keys"))

			a.says(a.press("/", "/demonstration"), "Nordwerk Netz is invented")
			a.says(a.get("/search?q=SCADA"), "RISK-")
			a.saysNot(a.get("/search?q=press"), "Our only press")
			a.saysNot(a.get("/accounts"), "Mara Lind")
			if during := a.kept(); !maps.Equal(before, during) {
				t.Errorf("while the demonstration is there, the organization's tables hold something else: %v", slices.Sorted(maps.Keys(during)))
			}

			a.says(a.press("/", "/demonstration/leave"), "Good day, Mara Lind")
			a.saysNot(a.get("/search?q=SCADA"), "RISK-")
			a.saysNot(a.get("/accounts"), "Astrid")
			a.saysNot(a.get("/list/risk"), "RISK-0001")
			a.says(a.get("/demonstration/remove"), "Nothing of your own organization changes")
			a.says(a.press("/settings", "/demonstration/remove"), "The demonstration is removed.")

			if after := a.kept(); !maps.Equal(before, after) {
				t.Errorf("afterwards the organization's tables hold something else: %v", slices.Sorted(maps.Keys(after)))
			}
			if !maps.Equal(keys, files(t, filepath.Join(a.dir, "keys"))) {
				t.Error("a key was added, changed or removed")
			}
			left, err := filepath.Glob(filepath.Join(a.dir, "demonstration*"))
			if err != nil || len(left) > 0 {
				t.Errorf("%v is left (%v)", left, err)
			}
			report, err := a.VerifyLog(t.Context(), a.mara)
			if err != nil || !report.OK() {
				t.Errorf("the log: %+v, %v", report, err)
			}
		})
	}
}

func TestADemonstrationIsRemovedFromWithinAndBegunAgainAsNew(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	a.press("/", "/demonstration")
	token := formToken.FindStringSubmatch(a.get("/new/asset"))[1]
	a.says(a.read(a.client.PostForm(a.address+"/new/asset", url.Values{"token": {token}, "name": {"Tried out"}, "type": {"hardware"}})), "Tried out")
	a.says(a.press("/", "/demonstration/remove"), "Good day, Mara Lind")
	a.says(a.press("/", "/demonstration"), "Nordwerk Netz is invented")
	a.saysNot(a.get("/search?q=Tried"), "Tried out")
}

func TestWhoHasSetNothingUpLooksAtTheDemonstrationFirst(t *testing.T) {
	a := newAcme(t, "")
	code, err := a.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a.says(a.get("/"), "Name your organization") // there is nobody who could sign in
	a.says(a.read(a.client.PostForm(a.address+"/setup/demonstration", url.Values{"code": {"x"}, "organization": {"Acme"}})), `value="Acme"`)
	if a.beside.There() {
		t.Fatal("it was begun without the code")
	}
	a.says(a.read(a.client.PostForm(a.address+"/setup/demonstration", url.Values{"code": {code}})), "Leave the demonstration")
	back := a.press("/", "/demonstration/leave")
	a.says(back, `value="`+code+`"`) // nobody has to look for the address again
	home := a.read(a.client.PostForm(a.address+"/setup", url.Values{"code": {code}, "organization": {"Acme"}, "name": {"Mara Lind"}, "login": {"mara"}, "password": {"correct horse battery"}}))
	a.says(home, "Good day, Mara Lind")
	a.says(home, "Go to the demonstration")
	a.says(a.press("/settings", "/demonstration/remove"), "The demonstration is removed.")
}

func TestOnlyManagersBeginAndRemoveADemonstration(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	if _, err := a.AddAccount(t.Context(), a.mara, app.NewAccount{Login: "tom", Name: "Tom Okafor", Password: "correct horse battery", Roles: []app.Role{app.Contributor}}); err != nil {
		t.Fatal(err)
	}
	a.signIn(a.client, "tom")
	a.saysNot(a.get("/settings"), "Begin the demonstration")
	a.says(a.press("/settings", "/demonstration"), "Ask a manager")
	if a.beside.There() {
		t.Error("it was begun")
	}
	if err := a.beside.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.says(a.press("/settings", "/demonstration/remove"), "Ask a manager")
	if !a.beside.There() {
		t.Error("it was removed")
	}
}

func TestWhoSignsOutOfTheDemonstrationIsSignedInNowhere(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	a.press("/", "/demonstration")
	a.says(a.press("/", "/sign-out"), "Sign in")
	a.says(a.get("/"), "Sign in")
	a.signIn(a.client, "mara")
	a.says(a.get("/"), "Good day, Mara Lind")
}

func TestAFormOfTheOrganizationSentFromTheDemonstrationIsWrittenNowhere(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	token := formToken.FindStringSubmatch(a.get("/new/asset"))[1] // in a tab that stays open
	a.press("/", "/demonstration")
	a.says(a.read(a.client.PostForm(a.address+"/new/asset", url.Values{"token": {token}, "name": {"Misplaced"}, "type": {"hardware"}})), "This form does not come from your session")
	a.saysNot(a.get("/search?q=Misplaced"), "ASSET-")
	a.press("/", "/demonstration/leave")
	a.saysNot(a.get("/search?q=Misplaced"), "ASSET-")
}

func TestWhoseAccountIsDisabledIsInTheDemonstrationNoLonger(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	if _, err := a.AddAccount(t.Context(), a.mara, app.NewAccount{Login: "tom", Name: "Tom Okafor", Password: "correct horse battery", Roles: []app.Role{app.Manager}}); err != nil {
		t.Fatal(err)
	}
	a.signIn(a.client, "tom")
	a.says(a.press("/", "/demonstration"), "Nordwerk Netz is invented")
	yes := true
	if _, err := a.ChangeAccount(t.Context(), a.mara, "tom", app.AccountChange{Disabled: &yes}); err != nil {
		t.Fatal(err)
	}
	a.says(a.get("/list/risk"), "Sign in")
}

func TestTheOrganizationsClockGoesOnWhileADemonstrationIsBegun(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	begun := make(chan error, 1)
	started := time.Now().Add(-time.Second)
	go func() { begun <- a.beside.Begin(t.Context()) }()
	for n := 0; ; n++ {
		made, err := a.Do(t.Context(), a.mara, app.Request{}, app.Create{Kind: "asset", Body: &asset.Asset{Name: fmt.Sprintf("Asset %d", n), Type: "hardware"}})
		if err != nil {
			t.Fatal(err)
		}
		if made[0].Created.Before(started) {
			t.Fatalf("%s was made at %s, before it was begun at %s", made[0].Key, made[0].Created, started)
		}
		select {
		case err := <-begun:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}

func TestATokenOfTheDemonstrationLetsAScriptIntoItAlone(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	a.press("/", "/demonstration")
	shown, _, err := a.beside.Shown(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	there, err := shown.CommandLineActor(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	secret, err := shown.AddToken(t.Context(), there, "script", []app.Role{app.Reader}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	list := func(secret string) string {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.address+"/api/v1/risk", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+secret)
		return a.read(http.DefaultClient.Do(request))
	}
	a.says(list(secret), "RISK-0001")
	own, err := a.AddToken(t.Context(), a.mara, "script", []app.Role{app.Reader}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	a.saysNot(list(own), "RISK-0001")
	if err := a.beside.Remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.says(list(secret), "this token is not valid")
}

func TestTheCommandLineBeginsAndRemovesADemonstrationWhileSuretyServes(t *testing.T) {
	a := newAcme(t, "")
	a.setUp()
	mustSurety(t, a.dir, "", "demo", "begin")
	a.says(a.get("/"), "Go to the demonstration")
	a.says(a.press("/", "/demonstration"), "Nordwerk Netz is invented")
	mustSurety(t, a.dir, "", "demo", "remove")
	a.says(a.get("/"), "Good day, Mara Lind")
	mustSurety(t, a.dir, "", "demo", "begin")
	a.says(a.press("/", "/demonstration"), "Nordwerk Netz is invented")
}

func TestTheCommandLinesDemonstrationLeavesEveryByteOfTheFolderAsItWas(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Acme", "--name", "Mara Lind", "--login", "mara")
	before := files(t, dir)
	mustSurety(t, dir, "", "demo", "begin")
	mustSurety(t, filepath.Join(dir, besideFolder), "", "log", "verify")
	mustSurety(t, dir, "", "demo", "remove")
	if after := files(t, dir); !maps.Equal(before, after) {
		t.Errorf("before: %v\nafter: %v", before, after)
	}
	if out := mustSurety(t, dir, "", "demo", "remove"); !strings.Contains(out, "There is no demonstration") {
		t.Errorf("the second time it says %q", out)
	}
}

func TestWhatIsNoDemonstrationIsNotRemovedAsOne(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, besideFolder)
	mustSurety(t, folder, "correct horse battery\n", "init", "--organization", "Acme", "--name", "Mara Lind", "--login", "mara")
	out, err := surety(t, dir, "", "demo", "remove")
	if err == nil || !strings.Contains(out, "Acme, which is no demonstration") {
		t.Errorf("it says %q (%v)", out, err)
	}
	mustSurety(t, folder, "", "log", "verify")
}

func TestServeBeginsTheDemonstrationBesideAnOrganizationThatIsThere(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Acme", "--name", "Mara Lind", "--login", "mara")
	s, entry := serveDemonstration(t, dir)
	defer s.kill(t)
	if entry == "" || !letsIn(t, entry) {
		t.Errorf("the address %q lets nobody in", entry)
	}
	if out := mustSurety(t, dir, "", "list", "person", "--format", "json"); strings.Contains(out, "Astrid") {
		t.Error("the demonstration is in the organization's own database")
	}
}
