package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"surety/record"
)

func titles(entries []Entry) []string {
	var list []string
	for _, e := range entries {
		list = append(list, e.Title)
	}
	return list
}

func TestSearchFindsBeginningsOfWordsWithTitlesFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		person := f.person("Jürgen Groß")
		f.put("create", person,
			f.asset(&testAsset{Name: "Mail server", Text: "Serves mail in Straßburg"}),
			f.asset(&testAsset{Name: "Backup", Text: "of the mail server, a server among servers"}),
			f.asset(&testAsset{Name: "Service desk", Owner: record.Ref("")}),
			f.asset(&testAsset{Name: "漏洞管理システム"}))
		cases := map[string][]string{
			"server":       {"Mail server", "Backup"},
			"SERV":         {"Mail server", "Service desk", "Backup"},
			"serv mail":    {"Mail server", "Backup"},
			"mail serv":    {"Mail server", "Backup"},
			"strassb":      {"Mail server"},
			"STRASSBURG":   {"Mail server"},
			"gross":        {"Jürgen Groß"},
			"jurgen groß":  {"Jürgen Groß"},
			"管理":           {"漏洞管理システム"},
			"漏洞管理":         {"漏洞管理システム"},
			"asset-000":    {"Mail server", "Backup", "Service desk", "漏洞管理システム"},
			"ASSET-0002":   {"Backup"},
			"nothing":      nil,
			"server x":     nil,
			"  ":           nil,
			"%":            nil,
			"' OR 1=1":     nil,
			"mail, server": {"Mail server", "Backup"},
		}
		view := f.AsOf(1 << 30)
		for words, expected := range cases {
			found, err := f.Search(f.ctx, words, Sight{}, nil, 10)
			if diff := cmp.Diff(expected, titles(found)); err != nil || diff != "" {
				t.Errorf("%q: %v %s", words, err, diff)
			}
			was, err := view.Search(f.ctx, words, Sight{}, nil, 10)
			slices.SortFunc(was, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
			slices.SortFunc(found, func(a, b Entry) int { return strings.Compare(a.Key, b.Key) })
			if diff := cmp.Diff(titles(found), titles(was)); !strings.Contains(strings.ToLower(words), "asset-") && (err != nil || diff != "") {
				t.Errorf("%q as of now: %v %s", words, err, diff)
			}
		}
		found, err := f.Search(f.ctx, "serv", Sight{}, []string{"person", "note"}, 10)
		if err != nil || len(found) != 0 {
			t.Errorf("among persons and notes there are %v, %v", found, err)
		}
		found, err = f.Search(f.ctx, "serv", Sight{}, nil, 2)
		if diff := cmp.Diff([]string{"Mail server", "Service desk"}, titles(found)); err != nil || diff != "" {
			t.Errorf("the first two: %v %s", err, diff)
		}
	})
}

func TestSightComesBeforeTheLimitOfASearch(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		reader, owner, stranger := f.person("Reader"), f.person("Owner"), f.person("Stranger")
		f.put("create", reader, owner, stranger)
		for i := range 30 {
			rec := f.asset(&testAsset{Name: fmt.Sprintf("Canary %02d", i), Owner: record.Ref(owner.ID)})
			if i < 29 {
				rec.Mark, rec.Readers = record.MarkRestricted, []record.Ref{record.Ref(reader.ID)}
			}
			f.put("create", rec)
		}
		for _, c := range []struct {
			sight    Sight
			expected int
		}{{Sight{}, 1}, {Sight{All: true}, 30}, {Sight{Person: reader.ID}, 30}, {Sight{Person: owner.ID}, 30}, {Sight{Person: stranger.ID}, 1}} {
			found, err := f.Search(f.ctx, "canary", c.sight, nil, 5)
			if n := min(5, c.expected); err != nil || len(found) != n {
				t.Errorf("%+v finds %v, %v, expected %d", c.sight, titles(found), err, n)
			}
			keys := allPages(t, f, f, Query{Kind: "asset", Limit: 7, Sight: c.sight, Search: "canary"})
			if len(keys) != c.expected {
				t.Errorf("%+v lists %v, expected %d", c.sight, keys, c.expected)
			}
			counts, err := f.Count(f.ctx, Query{Kind: "asset", Sight: c.sight}, "state")
			if err != nil || counts["planned"] != c.expected {
				t.Errorf("%+v counts %v, %v, expected %d", c.sight, counts, err, c.expected)
			}
		}
		entries, err := f.Entries(f.ctx, record.ID("01930000-0000-7000-8000-000000000004"))
		if err != nil || len(entries) != 1 {
			t.Fatal(entries, err)
		}
		for _, e := range entries {
			if diff := cmp.Diff([]record.ID{reader.ID, owner.ID}, e.Readers); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestSearchForgetsWhatARecordNoLongerSays(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.asset(&testAsset{Name: "Old name", Text: "alpha beta"})
		f.put("create", rec)
		rec.Body = &testAsset{Name: "New beta", Text: "gamma"}
		f.put("update", rec)
		for word, expected := range map[string]int{"old": 0, "name": 0, "alpha": 0, "beta": 1, "gamma": 1, "new": 1} {
			found, err := f.Search(f.ctx, word, Sight{}, nil, 10)
			if err != nil || len(found) != expected {
				t.Errorf("%s finds %v, %v, expected %d", word, titles(found), err, expected)
			}
		}
	})
}

func FuzzTokens(f *testing.F) {
	for _, text := range []string{"Mail server", "Straße ÅNGSTRÖM", "漏洞管理 x", "e\u0301", "ﬁnance Ⅷ", "\xff\xfe", "a|b", strings.Repeat("long", 100)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := newWordList("", []string{text})
		again := parseWordList(w.text())
		if diff := cmp.Diff(w.other, again.other); diff != "" && len(w.other) > 0 {
			t.Fatalf("%q: %s", text, diff)
		}
		for _, token := range w.other {
			if token == "" || len(token) > longestToken || strings.ContainsAny(token, " |") || utf8.ValidString(text) && !utf8.ValidString(token) {
				t.Fatalf("%q has the word %q", text, token)
			}
			if !w.has(token) {
				t.Fatalf("%q does not have its own word %q", text, token)
			}
		}
	})
}
