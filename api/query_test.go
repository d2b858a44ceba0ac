package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestAListIsFilteredBySeveralValues(t *testing.T) {
	c := newClient(t)
	c.made(t, "person", `{"name":"Bo Berg"}`)
	for _, body := range []string{
		`{"name":"A","power":"low","maker":"Acme","owner":"PERSON-0001","users":["PERSON-0002"],"size":1}`,
		`{"name":"B","power":"high","maker":"Boreas, Sons","owner":"PERSON-0002","size":2}`,
		`{"name":"C","maker":"Ceres","size":3}`,
	} {
		c.made(t, "gadget", body)
	}
	c.made(t, "custom_field", `{"of":"gadget","name":"centre","label":"Centre","type":"text"}`)
	c.made(t, "gadget", `{"name":"D","custom":{"centre":"K1"}}`)
	for query, want := range map[string]string{
		"power.in=low,high":                         "A B",
		"power.in=low&power.in=high":                "A B",
		"maker.in=acme,%20Ceres":                    "A C",
		"maker=Boreas,%20Sons&maker=Acme":           "A B",
		"owner.in=PERSON-0001,PERSON-0002":          "A B",
		"owner=PERSON-0001&owner=PERSON-0002":       "A B",
		"users.in=PERSON-0002,PERSON-0001":          "A",
		"size.in=1,3":                               "A C",
		"key.in=GADGET-0001,gadget-0003":            "A C",
		"state.in=current,retired":                  "A B C D",
		"owner.empty=yes":                           "C D",
		"owner.set":                                 "A B",
		"owner.ne=PERSON-0001":                      "B C D",
		"owner=PERSON-0404":                         "",
		"custom.centre=k1":                          "D",
		"custom.centre.in=K1,K2&custom.centre.set=": "D",
	} {
		status, list := c.do(t, "GET", "/api/v1/gadget?"+query, "")
		items, _ := list["items"].([]any)
		var names []string
		for _, item := range items {
			names = append(names, item.(map[string]any)["name"].(string))
		}
		if got := strings.Join(names, " "); status != http.StatusOK || got != want {
			t.Errorf("%s finds %q, expected %q: %d %v", query, got, want, status, list["detail"])
		}
	}
}

func TestAListWhoseQueryCannotBeMeantIsRefusedAndNamesWhat(t *testing.T) {
	c := newClient(t)
	for query, want := range map[string]string{
		"sort=title;drop":               "400 semicolon",
		"%zz=1":                         "400 %zz",
		"limit=1&limit=2":               "400 limit",
		"sort=title&sort=key":           "400 sort",
		"q=a&q=b":                       "400 q",
		"ended=perhaps":                 "400 ended",
		"power.in=low,,high":            "400 power.in",
		"power.in=":                     "400 power.in",
		"owner=":                        "400 owner",
		"owner.empty=no":                "400 owner.empty",
		"after=nonsense":                "400 cursor",
		"owner=PERSON-0001,PERSON-0002": "422 owner",
		"owner=Mara":                    "422 PERSON-0042",
		"owner=GADGET-0001":             "422 PERSON-0042",
		"owner.like=PERSON-0001":        "422 like",
		"key=x":                         "422 GADGET-0042",
		"size.in=1,many":                "422 many",
		"power=low,high":                "422 low, high",
		"custom.nothing=1":              "422 custom.nothing",
		"sort=-nonsense":                "422 nonsense",
		"state.in=current,gone":         "422 gone",
	} {
		status, problem := c.do(t, "GET", "/api/v1/gadget?"+query, "")
		code, word, _ := strings.Cut(want, " ")
		if fmt.Sprint(status) != code || !strings.Contains(problem["detail"].(string), word) {
			t.Errorf("%s: %d %v, expected %s", query, status, problem, want)
		}
		errors, _ := problem["errors"].([]any)
		if len(errors) == 0 {
			t.Errorf("%s: nothing stands among the errors: %v", query, problem)
		}
		for _, e := range errors {
			if e := e.(map[string]any); e["detail"] == "" || strings.HasPrefix(fmt.Sprint(e["field"]), "-") {
				t.Errorf("%s: an error without words, or a field that is none: %v", query, e)
			}
		}
	}
	if status, problem := c.do(t, "GET", "/api/v1/person/PERSON-0001/history?before=1&before=2", ""); status != http.StatusBadRequest {
		t.Errorf("history before two: %d %v", status, problem)
	}
}
