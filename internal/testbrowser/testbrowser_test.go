package testbrowser

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// site serves each path's HTML; every other path is not found.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		html, found := pages[r.URL.Path]
		if !found {
			http.NotFound(w, r)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "last", Value: r.URL.Path})
		w.Header().Set("Content-Security-Policy", "script-src 'self' 'unsafe-inline'; style-src 'self'")
		fmt.Fprintf(w, "<!doctype html><html lang=en><title>%s</title><body>%s", r.URL.Path, html)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAPageIsOperatedAsAPersonWould(t *testing.T) {
	address := site(t, map[string]string{
		"/":     `<form action=/next><input name=q><button>Go</button></form>`,
		"/next": `<p>arrived</p>`,
	})
	page := Start(t).Page(t)
	page.Do(
		chromedp.Navigate(address+"/"),
		chromedp.SendKeys(chromedp.CSS("input"), "risk"),
		chromedp.Click(chromedp.CSS("button")),
		chromedp.WaitVisible(chromedp.CSS("p")),
	)
	if got, want := Value(page, chromedp.Location()), address+"/next?q=risk"; got != want {
		t.Errorf("the page is at %s, expected %s", got, want)
	}
}

func TestEachFaultOfAPageIsHeardOnce(t *testing.T) {
	address := site(t, map[string]string{
		"/sound":     `<p>nothing wrong</p>`,
		"/missing":   `<img src=/no-picture.png>`,
		"/elsewhere": `<img src=https://example.org/logo.png>`,
		"/throws":    `<script>undefinedFunction()</script>`,
		"/complains": `<script>console.error("level", 4)</script>`,
		"/styled":    `<p style="color: red">inline style</p>`,
	})
	browser := Start(t)
	for _, test := range []struct{ path, want string }{
		{"/sound", ""},
		{"/missing", "GET /no-picture.png: 404"},
		{"/absent", "GET /absent: 404"},
		{"/elsewhere", "GET https://example.org/logo.png: net::ERR_NAME_NOT_RESOLVED"},
		{"/throws", "exception: Uncaught ReferenceError: undefinedFunction is not defined"},
		{"/complains", "console: level 4"},
		{"/styled", "security: "},
	} {
		t.Run(test.path, func(t *testing.T) {
			page := browser.Page(t)
			page.Do(chromedp.Navigate(address + test.path))
			faults := page.Faults()
			if test.want == "" {
				if len(faults) > 0 {
					t.Errorf("faults of a sound page: %q", faults)
				}
				return
			}
			if len(faults) != 1 || !strings.HasPrefix(faults[0], test.want) {
				t.Errorf("faults are %q, expected one that begins with %q", faults, test.want)
			}
		})
	}
}

// failures stands in for a test whose failing is what is tested.
type failures struct {
	testing.TB
	cleanups []func()
	messages []string
}

func (f *failures) Cleanup(do func()) { f.cleanups = append(f.cleanups, do) }

func (f *failures) Errorf(format string, values ...any) {
	f.messages = append(f.messages, fmt.Sprintf(format, values...))
}

func TestAFaultThatNobodyTakesFailsTheTest(t *testing.T) {
	address := site(t, map[string]string{"/": `<img src=/no-picture.png>`})
	failing := &failures{TB: t}
	page := Start(t).Page(failing)
	page.Do(chromedp.Navigate(address + "/"))
	for _, cleanup := range failing.cleanups {
		cleanup()
	}
	want := []string{"the page met a fault that the test did not expect: GET /no-picture.png: 404"}
	if diff := cmp.Diff(want, failing.messages); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
}

func TestTwoPagesAreTwoPeople(t *testing.T) {
	address := site(t, map[string]string{"/": "", "/other": ""})
	browser := Start(t)
	first, second := browser.Page(t), browser.Page(t)
	first.Do(chromedp.Navigate(address + "/"))
	second.Do(chromedp.Navigate(address + "/other"))
	if got := Value(first, chromedp.Evaluate[string]("document.cookie")); got != "last=/" {
		t.Errorf("the first page's cookies are %q, expected its own alone", got)
	}
}

func TestAScreenshotShowsTheWholePage(t *testing.T) {
	address := site(t, map[string]string{"/": strings.Repeat("<p>line</p>", 100)})
	page := Start(t).Page(t)
	page.Do(chromedp.Navigate(address + "/"))
	file := filepath.Join(t.TempDir(), "page.png")
	page.Screenshot(file)
	picture, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	config, err := png.DecodeConfig(picture)
	if err != nil {
		t.Fatal(err)
	}
	if config.Width != 1280 || config.Height <= 800 {
		t.Errorf("the picture is %d × %d, expected 1280 wide and higher than the window", config.Width, config.Height)
	}
}
