package main

import (
	"bytes"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"surety/app"
	"surety/demo/sample"
	"surety/isms"
	"surety/language"
	"surety/pack"
	"surety/record"
)

// english are frequent words of English that are no words of German: where one
// stands, somebody forgot a reader.
var english = regexp.MustCompile(`(?:^|[^\pL\pN_.-])(the|and|of|is|are|with|which|from|for|this|that|these|those|its|has|have|had|been|be|by|to|or|not|no|nobody|nothing|you|your|there|their|they|who|what|when|where|than|as|at|on|if|can|may|must|should|would|could|one|each|every|any|because|yet|since|until|does|did|says|said|row|rows|file|record|records|recorded|missing|holds|fails|needs|unknown|new|more|other|only|without|before|after|between|here)(?:$|[^\pL\pN_-])`)

// alsoGerman are texts in which such a word is right for a German reader.
var alsoGerman = []string{
	" with Amd 1:2024", // a part of the name of a standard
	"„not pla“",        // the beginnings of two German words
	"information, process, service, software, hardware, network, site, people, other", // values that no page lets one choose wrongly
}

// spoken are the attributes that people read or hear.
var spoken = []string{"title", "alt", "placeholder", "aria-label", "aria-description", "data-confirm", "content"}

// germanReader walks the site as somebody whose browser asks for German.
type germanReader struct {
	*site
	client *http.Client
	typed  string            // all that people have typed, joined
	pieces *strings.Replacer // takes away what people have typed
	found  map[string]string // what is English, and where it first stood
	read   map[string]bool   // addresses
	routes []route
	shapes map[string]int // how many addresses of a shape were read
	plain  []*pack.Pack   // packs that are said in English only
}

// route is an address that the browser's door answers, and how often it was read.
type route struct {
	pattern string
	matches *regexp.Regexp
	read    int
}

// routes are the addresses that the browser's door answers, the plainest first.
func routes(t *testing.T) []route {
	t.Helper()
	files, err := filepath.Glob("../../web/*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`Handle(?:Func)?\("GET ([^"]+[^"/])"`)
	var list []route
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(source), -1) {
			matches := regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(strings.ReplaceAll(m[1], "{$}", ""), "[^/]+")
			list = append(list, route{pattern: m[1], matches: regexp.MustCompile("^" + matches + "$")})
		}
	}
	slices.SortStableFunc(list, func(a, b route) int { return strings.Count(a.pattern, "{") - strings.Count(b.pattern, "{") })
	return list
}

func newGermanReader(t *testing.T, s *site) *germanReader {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &germanReader{
		site: s, client: &http.Client{Jar: jar, Transport: asksForGerman{}}, routes: routes(t),
		found: map[string]string{}, read: map[string]bool{}, shapes: map[string]int{}, plain: inEnglishOnly(s.App.Packs()),
	}
}

// inEnglishOnly are the packs of which no entry is said in German.
func inEnglishOnly(set *pack.Set) []*pack.Pack {
	return slices.DeleteFunc(slices.Clone(set.Packs()), func(p *pack.Pack) bool {
		return p.Language != "en" || slices.ContainsFunc(p.Entries, func(e *pack.Entry) bool { return e.Title.In("de") != e.Title.String() })
	})
}

// ofPack are the addresses of pages of a pack, with or without its edition.
var ofPack = regexp.MustCompile(`^/(?:standards|conformity)/([^/@?#]+)(?:@([^/?#]+))?`)

// ofPlain tells whether a page shows a pack that is said in English only.
func (g *germanReader) ofPlain(path string) bool {
	m := ofPack.FindStringSubmatch(path)
	return m != nil && slices.ContainsFunc(g.plain, func(p *pack.Pack) bool { return m[1] == p.ID && (m[2] == "" || m[2] == p.Edition) })
}

// plainly tells whether a text names a pack that is said in English only.
func (g *germanReader) plainly(text string) bool {
	return slices.ContainsFunc(g.plain, func(p *pack.Pack) bool {
		return strings.Contains(text, p.Designation) || text == spaced(p.Title.String())
	})
}

// asksForGerman sends requests as a browser set to German does.
type asksForGerman struct{}

func (asksForGerman) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Accept-Language", "de-DE,de;q=0.9,en;q=0.5")
	return http.DefaultTransport.RoundTrip(r)
}

// knows gathers what the records hold, which may be in any language.
func (g *germanReader) knows(t *testing.T) map[string][]string {
	t.Helper()
	texts, keys := map[string]bool{}, map[string][]string{}
	for _, kind := range isms.Kinds() {
		query := app.Query{Kind: kind.Name, Limit: app.MostLimit, IncludeEnded: true}
		for {
			listing, err := g.App.List(t.Context(), g.manager, query)
			if err != nil {
				t.Fatal(err)
			}
			states := map[string]int{}
			for _, rec := range listing.Records {
				textsOf(reflect.ValueOf(rec.Body), texts)
				if rec.Revision > 1 {
					g.remembers(t, rec, texts)
				}
				if states[rec.State]++; states[rec.State] <= 2 {
					keys[kind.Name] = append(keys[kind.Name], rec.Key)
				}
			}
			if query.After = listing.Next; query.After == "" {
				break
			}
		}
	}
	list := slices.Collect(maps.Keys(texts))
	g.typed = spaced(strings.Join(list, "\n"))
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, text := range list {
		if english.MatchString(text) {
			pairs = append(pairs, spaced(text), "")
		}
	}
	g.pieces = strings.NewReplacer(pairs...)
	return keys
}

// remembers gathers what a record held before, and why people changed it.
func (g *germanReader) remembers(t *testing.T, rec *record.Record, into map[string]bool) {
	t.Helper()
	history, err := g.App.History(t.Context(), g.manager, rec, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range history {
		if e.NoteSaid(language.For(language.German, nil)) == e.Note {
			into[e.Note] = true
		}
		for _, c := range e.Changes {
			into[c.Before], into[c.After] = true, true
		}
	}
}

// textsOf gathers the texts of a body.
func textsOf(v reflect.Value, into map[string]bool) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 2 {
			into[v.String()] = true
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			textsOf(v.Elem(), into)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				textsOf(v.Field(i), into)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			textsOf(v.Index(i), into)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			textsOf(v.MapIndex(key), into)
		}
	}
}

// spaced is a text with single blanks.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// look reads a page for English, and returns where it leads.
func (g *germanReader) look(t *testing.T, at string, body []byte) []string {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var leads []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			g.judge(at, n.Data)
		case html.ElementNode:
			if slices.Contains([]string{"script", "style", "code", "pre", "textarea", "kbd"}, n.Data) {
				return
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "lang" && n.Data == "html":
					if a.Val != "de" {
						t.Errorf("%s is in the language %q", at, a.Val)
					}
				case a.Key == "lang" && a.Val != "de":
					return
				case a.Key == "href" || a.Key == "hx-get":
					leads = append(leads, a.Val)
				case slices.Contains(spoken, a.Key) && n.Data != "meta":
					g.judge(at, a.Val)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(page)
	return leads
}

// keyed is a record's key before its title, which a picture cuts short.
var keyed = regexp.MustCompile(`^[A-Z]+-\d+ `)

// pauses part what stands in a frame from the frame and from its key, and a text from where it is cut.
var pauses = regexp.MustCompile(`[:;,.] (?:[A-Z]+-\d+ )?| ?[„“…]`)

// judge notes a text if it is English and the program's own.
func (g *germanReader) judge(at, text string) {
	text = keyed.ReplaceAllString(spaced(text), "")
	if !english.MatchString(text) || strings.Contains(g.typed, strings.Trim(text, "„…“")) || g.plainly(text) {
		return
	}
	left := g.pieces.Replace(text)
	for _, part := range pauses.Split(left, -1) { // what several records say may stand in one German frame
		if english.MatchString(part) && strings.Contains(g.typed, part) {
			left = strings.ReplaceAll(left, part, "")
		}
	}
	for _, allowed := range alsoGerman {
		left = strings.ReplaceAll(left, allowed, "")
	}
	if english.MatchString(left) {
		if _, known := g.found[text]; !known {
			g.found[text] = at
		}
	}
}

// opens looks at a page and returns where it leads.
func (g *germanReader) opens(t *testing.T, path string) []string {
	t.Helper()
	response, err := g.client.Get(g.address + path)
	if err != nil {
		t.Fatal(err)
	}
	return g.sees(t, path, response)
}

// walks looks at a page and at all that it leads to.
func (g *germanReader) walks(t *testing.T, path string) {
	t.Helper()
	queue := []string{path}
	for len(queue) > 0 {
		path, queue = queue[0], queue[1:]
		if g.wants(path) {
			queue = append(queue, g.opens(t, path)...)
		}
	}
}

// wants tells whether an address is one to read: each once, and of those that
// differ only in what they ask for, or in the record of a kind, a few.
func (g *germanReader) wants(path string) bool {
	if path == "" || path[0] != '/' || g.read[path] || g.ofPlain(path) {
		return false
	}
	g.read[path] = true
	path, _, _ = strings.Cut(path, "#")
	plain, _, asks := strings.Cut(path, "?")
	shape := plain
	for i, r := range g.routes {
		if !r.matches.MatchString(plain) {
			continue
		}
		g.routes[i].read++
		if kind, _, _ := strings.Cut(plain, "-"); strings.HasPrefix(r.pattern, "/{key}") {
			shape = r.pattern + kind
		}
		break
	}
	most := 6
	if asks {
		shape, most = shape+"?", 2
	}
	g.shapes[shape]++
	return g.shapes[shape] <= most
}

// sees looks at an answer.
func (g *germanReader) sees(t *testing.T, at string, response *http.Response) []string {
	t.Helper()
	defer response.Body.Close() //nolint:errcheck // it was only read
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode >= 500 {
		t.Errorf("%s answers %d", at, response.StatusCode)
	}
	if !strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		return nil
	}
	if got := response.Header.Get("Content-Language"); got != "de" && bytes.Contains(body, []byte("<html")) {
		t.Errorf("%s is sent as of the language %q", at, got)
	}
	return g.look(t, at, body)
}

// sends sends a form, as its page does, and looks at the answer.
func (g *germanReader) sends(t *testing.T, path string, form url.Values) {
	t.Helper()
	if form == nil {
		form = url.Values{}
	}
	form.Set("token", g.token(t))
	response, err := g.client.PostForm(g.address+path, form)
	if err != nil {
		t.Fatal(err)
	}
	g.sees(t, "POST "+path+" "+response.Status, response)
}

// token is what each form carries.
func (g *germanReader) token(t *testing.T) string {
	t.Helper()
	response, err := g.client.Get(g.address + "/settings")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	m := formToken.FindSubmatch(body)
	if m == nil {
		return "" // nobody is signed in yet
	}
	return string(m[1])
}

// imports sends a file to be looked at.
func (g *germanReader) imports(t *testing.T, kind, name, text string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, value := range map[string]string{"token": g.token(t), "kind": kind} {
		if err := form.WriteField(field, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("upload", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, text); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	response, err := g.client.Post(g.address+"/import", form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	g.sees(t, "the import of "+name+" "+response.Status, response)
}

// says fails the test with what is English.
func (g *germanReader) says(t *testing.T) {
	t.Helper()
	for _, text := range slices.Sorted(maps.Keys(g.found)) {
		t.Errorf("%s says %q", g.found[text], text)
	}
}

func TestAGermanReaderMeetsNoEnglishOnAnyPage(t *testing.T) {
	g := newGermanReader(t, newSite(t))
	keys := g.knows(t)
	for _, path := range []string{"/sign-in", "/enter", "/setup"} {
		g.walks(t, path)
	}
	clear(g.read)
	g.signIn(t, g.client, g.manager.Account)
	for _, path := range []string{
		"/", "/settings", "/accounts", "/log", "/terms", "/standards/iso27002/change", "/help/keys", "/help/components", "/palette", "/palette?q=ris", "/search?q=risk", "/search?q=zzzz",
		"/choose?kinds=person&field=owner&owner=a", "/list/risk/change?record=RISK-0001&field=owner", "/list/risk?group=owner", "/list/risk/group/owner?owner=PERSON-0002", "/RISK-0001/cell/owner", "/RISK-0001/cell/quatsch",
		"/import/done?kind=risk&file=a.csv&created=2&updated=1&unchanged=3&made=RISK-0001,RISK-0002&changed=RISK-0003&beside=PERSON-0001",
		"/NOPE-1", "/RISK-9999", "/RISK-9999/edit", "/list/quatsch", "/new/quatsch", "/nowhere/at/all", "/conformity/iso9001", "/conformity/iso27001/99", "/standards/iso9001", "/standards/iso27001/99",
		"/export/quatsch.xlsx", "/DOC-0001/differences", "/calendar/quatsch.ics", "/export/risk.doc", "/RISK-0001/paper/quatsch.pdf", "/DOC-0001/file/attachments/1", "/list/risk?sort=quatsch", "/list/risk?state=quatsch", "/conformity/iso27001?as_of=2026-13-01",
	} {
		g.walks(t, path)
	}
	for _, kind := range isms.Kinds() {
		for _, path := range []string{"/list/", "/new/", "/import?kind="} {
			g.walks(t, path+kind.Name)
		}
		for _, key := range keys[kind.Name] {
			for _, part := range []string{"", "/edit", "/history"} {
				g.walks(t, "/"+key+part)
			}
		}
	}
	for _, r := range g.routes {
		if r.read == 0 {
			t.Errorf("no page of %s was read", r.pattern)
		}
	}
	g.says(t)
}

func TestAGermanReaderIsRefusedInGerman(t *testing.T) {
	g := newGermanReader(t, newSite(t))
	keys := g.knows(t)
	g.sends(t, "/sign-in", url.Values{"login": {"mara"}, "password": {"wrong"}})
	g.sends(t, "/enter", url.Values{"code": {"wrong"}})
	g.sends(t, "/setup", url.Values{"code": {"wrong"}})
	g.signIn(t, g.client, g.manager.Account)
	for _, kind := range isms.Kinds() {
		g.sends(t, "/new/"+kind.Name, nil)
		for _, key := range keys[kind.Name][:min(len(keys[kind.Name]), 1)] {
			g.sends(t, "/"+key+"/edit", url.Values{"base": {"999"}})
			g.sends(t, "/"+key+"/edit", url.Values{"base": {"1"}})
			for _, move := range kind.Lifecycle.Transitions {
				g.sends(t, "/"+key+"/move/"+move.Name, url.Values{"base": {"999"}})
			}
		}
	}
	for _, path := range []string{
		"/RISK-0001/assess", "/METHOD-0001/matrix", "/SOA-0001/put-forward", "/SOA-0001/release", "/SOAREL-0001/release", "/RISK-0001/confirm/0", "/DOC-0001/confirm/0", "/PERSON-0001/erase/email",
		"/begin-soa", "/list/risk/change", "/list/risk/columns", "/list/risk/views", "/accounts", "/accounts/quatsch", "/accounts/quatsch/once", "/settings/password", "/settings/tokens", "/settings/tokens/quatsch/revoke",
		"/tokens/quatsch/revoke", "/import", "/conformity/iso27001/6.1.2-6", "/conformity/iso27001/99", "/log", "/tour", "/seen", "/RISK-0001/cell/owner",
	} {
		g.sends(t, path, nil)
	}
	for path, form := range map[string]url.Values{
		"/settings":                    {"language": {"tlh"}, "zone": {"Mars/Base"}},
		"/settings/password":           {"old": {"x"}, "new": {"y"}},
		"/settings/tokens":             {"name": {"x"}, "role": {"manager"}},
		"/log":                         {"checkpoint": {"nonsense"}},
		"/list/risk/change":            {"record": {"RISK-0001", "RISK-0002"}, "field": {"owner"}, "owner": {"NOBODY"}, "do": {"1"}},
		"/conformity/iso27001/6.1.2-6": {"outcome": {"holds"}, "reason": {"so"}, "until": {"2020-01-01"}, "judge": {"NOBODY"}, "saw": {"NOPE-1"}},
		"/RISK-0001/assess":            {"base": {"1"}, "consequence": {"99"}, "likelihood": {"0"}},
		"/accounts":                    {"login": {"a b"}, "name": {""}, "roles": {"king"}},
		"/new/risk":                    {"title": {"x"}, "owner": {"NOBODY-1"}, "assessed": {"12.13.2026"}, "identified": {"never"}},
		"/new/asset":                   {"name": {"x"}, "type": {"quatsch"}, "owner": {"RISK-0001"}, "confidentiality": {"many"}},
	} {
		g.sends(t, path, form)
	}
	for _, form := range []url.Values{{"token": {"stolen"}}, {"token": {""}}} {
		response, err := g.client.PostForm(g.address+"/settings", form)
		if err != nil {
			t.Fatal(err)
		}
		g.sees(t, "POST /settings of another session", response)
	}
	g.says(t)
}

func TestAGermanReaderOfFewRightsReadsGerman(t *testing.T) {
	g := newGermanReader(t, newSite(t))
	keys := g.knows(t)
	reader, err := g.AddAccount(t.Context(), g.manager, app.NewAccount{Login: "rita", Name: "Rita Reader", Roles: []app.Role{app.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	g.signIn(t, g.client, reader.ID)
	for _, path := range []string{"/", "/accounts", "/log", "/import", "/begin-soa", "/list/risk/change?record=RISK-0001&field=owner", "/risks/map"} {
		g.opens(t, path)
	}
	for _, kind := range isms.Kinds() {
		g.opens(t, "/new/"+kind.Name)
		for _, key := range keys[kind.Name][:min(len(keys[kind.Name]), 1)] {
			g.opens(t, "/"+key+"/edit")
			g.sends(t, "/"+key+"/edit", url.Values{"base": {"1"}})
		}
		g.sends(t, "/new/"+kind.Name, nil)
	}
	g.says(t)
}

func TestAGermanReaderImportsInGerman(t *testing.T) {
	g := newGermanReader(t, newSite(t))
	g.knows(t)
	g.signIn(t, g.client, g.manager.Account)
	workbook, err := sample.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []struct{ kind, name, text string }{
		{"asset", "assets.csv", messyAssets},
		{"risk", "register.xlsx", string(workbook)},
		{"risk", "empty.csv", ""},
		{"risk", "paper.pdf", "%PDF-1.7"},
		{"risk", "page.xlsx", "<html>"},
		{"risk", "old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
		{"risk", "broken.xlsx", "PK\x03\x04"},
		{"risk", "prose.csv", "Wer das liest;findet nichts\n"},
		{"risk", "quote.csv", "Titel;Text\n\"offen;x\n"},
		{"person", "people.csv", "Name;E-Mail;Von\nJürgen Groß;x;31.02.2026\n;y;bald\nJürgen Groß;z;03/04/2026\n"},
		{"objective", "objectives.csv", "Titel;Fällig;Status;Eigentümer;Was\nA;03/04/2026;erfunden;Keiner Da;1\nB;31.02.2026;Erreicht;RISK-0001;2\n"},
		{"supplier", "suppliers.csv", "Nr.;Name;Kritikalität;Wert\nL-1;Nordlicht;unfassbar;12 Dollar\nL-1;Südwind;;1,234\n"},
		{"document", "documents.csv", "Titel;Status;Genehmigt von;Genehmigt am;Nächste Prüfung;Intervall\nA;Genehmigt;Mara Lind;;gestern;oft\n"},
	} {
		g.imports(t, file.kind, file.name, file.text)
	}
	g.says(t)
}

func TestAGermanReaderBeginsInGerman(t *testing.T) {
	a := newAcme(t, "")
	g := newGermanReader(t, &site{program: a.program, address: a.address})
	g.opens(t, "/setup")
	a.setUp()
	g.manager = a.mara
	g.knows(t)
	clear(g.read)
	g.signIn(t, g.client, g.manager.Account)
	for _, path := range []string{"/", "/conformity", "/risks/map", "/begin-soa", "/log", "/accounts", "/settings", "/import"} {
		g.opens(t, path)
	}
	for _, kind := range isms.Kinds() {
		g.opens(t, "/list/"+kind.Name)
		g.opens(t, "/new/"+kind.Name)
	}
	g.says(t)
}
