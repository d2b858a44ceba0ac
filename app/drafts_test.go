package app_test

import (
	"fmt"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
	"surety/record"
)

// says is all that a value holds, in words.
func says(values ...any) string {
	var b strings.Builder
	for _, v := range values {
		switch v := v.(type) {
		case *record.Record:
			fmt.Fprintf(&b, "%s %+v\n", v.State, v.Body)
		case []*record.Record:
			for _, rec := range v {
				b.WriteString(says(rec))
			}
		case []app.Entry:
			for _, e := range v {
				b.WriteString(says(e.Record))
				for _, c := range e.Changes {
					b.WriteString(c.Before + c.After)
				}
			}
		default:
			fmt.Fprintf(&b, "%+v\n", v)
		}
	}
	return b.String()
}

func TestWhoOnlyReadsNeverComesUponADraftsWords(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		reader, owner := h.colleague(t, "Tom Beck", app.Reader), h.colleague(t, "Ida Own", app.Reader)
		rec := h.draft(t)
		rec = h.must(t, h.manager, app.Move{ID: rec.ID, Base: rec.Revision, Transition: "approve"})[0]
		since := h.now
		rec = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"title": "Zebra", "text": "Quagga each hour.", "owner": string(owner.Person)}})[0]
		h.must(t, h.manager, app.Create{Kind: "document_comment", Body: &document.Comment{Document: record.Ref(rec.ID), Passage: "Quagga each hour.", At: 1, Text: "Why?", By: record.Ref(h.manager.Person), On: "2026-11-24"}})
		never := h.must(t, h.manager, app.Create{Kind: "document", Body: &document.Document{Title: "New", Type: "procedure", RequiredBy: "organization", Version: "1", Text: "Quagga first.", Systems: []record.Ref{"ISMS-0001"}}})[0]

		all := func(actor app.Actor) string {
			t.Helper()
			var b strings.Builder
			keep := func(v any, err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString(says(v))
			}
			for _, key := range []string{rec.Key, never.Key} {
				one, err := h.Get(t.Context(), actor, key)
				keep(one, err)
				past, err := h.History(t.Context(), actor, one, 0)
				keep(past, err)
				detail, err := h.Detail(t.Context(), actor, key)
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString(says(detail.Record, detail.History, detail.Names))
			}
			for _, kind := range []string{"document", "document_comment", "document_release"} {
				list, err := h.List(t.Context(), actor, app.Query{Kind: kind, IncludeEnded: true})
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString(says(list.Records, list.Names))
			}
			named, err := h.Named(t.Context(), actor, rec.Key)
			keep(named[rec.Key], err)
			before, err := h.Before(t.Context(), actor, since, rec.ID)
			keep(before[rec.ID], err)
			return b.String()
		}
		if got := all(reader); strings.Contains(got, "Quagga") || strings.Contains(got, "Zebra") {
			t.Errorf("a reader comes upon a draft:\n%s", got)
		}
		if got := all(owner); !strings.Contains(got, "Quagga each hour") || strings.Contains(got, "Quagga first") {
			t.Errorf("an owner sees their draft, and no other's:\n%s", got)
		}
		if got := all(h.manager); !strings.Contains(got, "Quagga each hour") || !strings.Contains(got, "Quagga first") {
			t.Error("a manager does not see the drafts")
		}

		stands, err := h.Get(t.Context(), reader, rec.Key)
		if err != nil {
			t.Fatal(err)
		}
		if body := stands.Body.(*document.Document); stands.State != "approved" || body.Text != "Each night." || body.Title != "Backup" || body.Version != "3.0" || len(stands.Kind.Approvals(body)) != 1 {
			t.Errorf("a reader reads %s %+v", stands.State, body)
		}

		for _, try := range []struct {
			actor app.Actor
			words string
			want  string
		}{
			{reader, "quagga", ""}, {reader, "zebra", ""}, {reader, "night", "DOC-0001 Backup"}, {reader, "backup", "DOC-0001 Backup"},
			{h.manager, "quagga", "DOC-0001 Zebra, DOC-0002 New"}, {h.manager, "night", ""},
		} {
			for _, kinds := range [][]string{nil, {"document"}} {
				names, err := h.Search(t.Context(), try.actor, try.words, kinds, 20)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, n := range names {
					if n.Kind.Name == "document" || n.Kind.Name == "document_release" {
						got = append(got, n.Key+" "+n.Title)
					}
				}
				if strings.Join(got, ", ") != try.want {
					t.Errorf("%s finds by %q: %v; not %s", try.actor.Name, try.words, got, try.want)
				}
			}
		}
		if n, err := h.Count(t.Context(), reader, app.Query{Kind: "document", Search: "quagga"}, ""); err != nil || n[""] != 0 {
			t.Errorf("a reader learns by counting what a draft says: %v, %v", n, err)
		}

		h.must(t, h.manager, app.Create{Kind: "document_review", Body: &document.Round{Document: record.Ref(never.ID), Version: "1", Reviewers: []record.Ref{record.Ref(reader.Person)}, Until: "2026-12-24"}})
		if got := all(reader); !strings.Contains(got, "Quagga first") || strings.Contains(got, "Quagga each hour") {
			t.Errorf("a reviewer sees what they are asked about, and nothing else:\n%s", got)
		}
	})
}
