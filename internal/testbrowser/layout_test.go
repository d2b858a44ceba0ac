package testbrowser

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestWhatDoesNotFitItsRoomIsFound(t *testing.T) {
	wide, fixed := `<pre id="wide">`+strings.Repeat("wide", 30)+`</pre>`, `<p id="fixed">Words that just fit.</p>`
	for name, test := range map[string]struct{ body, sideways, cut string }{
		"what fits":                     {`<p>Words that find their room.</p>`, "", ""},
		"a wide element":                {wide, `id="wide"`, `id="wide"`},
		"one in a region of its own":    {`<div id="region">` + wide + `</div>`, "", ""},
		"a box without room for spaces": {fixed, "", `id="fixed"`},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = w.Write([]byte(`<!doctype html><html lang=en><title>Rooms</title><link rel=icon href=data:><style>#region{overflow-x:auto} #fixed{font:16px monospace;width:205px;height:20px;overflow:hidden}</style><body>` + test.body))
			}))
			defer server.Close()
			page := Start(t).Page(t)
			page.Look(320, false)
			page.Do(chromedp.Navigate(server.URL))
			for what, found := range map[string]struct {
				got  []string
				want string
			}{"sideways": {page.Sideways(), test.sideways}, "cut off": {page.CutOff(), test.cut}} {
				if found.want == "" && len(found.got) > 0 || !strings.Contains(strings.Join(found.got, "\n"), found.want) {
					t.Errorf("%s: %q, expected %q", what, found.got, found.want)
				}
			}
		})
	}
}
