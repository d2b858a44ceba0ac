package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/report"
)

// papers are the media types of a paper's formats.
var papers = map[string]string{
	report.PDF: "application/pdf", report.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report.Markdown: "text/markdown; charset=utf-8",
	report.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// paperRoutes are where papers are had: of a statement or document below its
// record, of a list below the list, with its filters and order.
func (s *server) paperRoutes(places, records *http.ServeMux) {
	records.Handle("GET /{key}/paper/{file}", s.page(s.paper))
	places.Handle("GET /list/{kind}/paper/{file}", s.page(s.listPaper))
	places.Handle("GET /paper/{file}", s.page(s.policySet))
}

func (s *server) paper(w http.ResponseWriter, v visit) error {
	key := v.PathValue("key")
	return s.sendPaper(w, v, func(ctx context.Context, name string) (*report.Paper, error) { return s.recordPaper(ctx, v, key, name) })
}

func (s *server) listPaper(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	selected := listView{values: given(v.URL.Query())}.selection()
	return s.sendPaper(w, v, func(ctx context.Context, name string) (*report.Paper, error) {
		parts, remarks, err := s.meant(v, kind, selected)
		if err != nil {
			return nil, err
		}
		for _, r := range remarks { // the screen says beside its list what it left out; a paper is what was asked for, or none
			if r.LeftOut {
				return nil, fault.New(fault.Invalid, "%s", r.Text)
			}
		}
		query, err := app.ParseQuery(kind, parts)
		if err != nil {
			return nil, err
		}
		switch {
		case name == "list":
			return report.List(ctx, s.app, v.Actor, query, v.Actor.Preferences.Lists[kind.Name].Columns...)
		case name == "register" && kind.Name == "risk":
			return report.Register(ctx, s.app, v.Actor, query)
		case name == "register" && kind.Name == "nonconformity":
			return report.Nonconformities(ctx, s.app, v.Actor, query)
		}
		return nil, noPaper()
	})
}

func noPaper() error { return fault.New(fault.NotFound, "there is no such paper") }

// sendPaper reads a paper by the name of its file, in the language of who asks, and
// sends it whole or, where that fails, not at all.
func (s *server) sendPaper(w http.ResponseWriter, v visit, read func(ctx context.Context, name string) (*report.Paper, error)) error {
	name, format, _ := strings.Cut(v.PathValue("file"), ".")
	media, ok := papers[format]
	if !ok {
		return noPaper()
	}
	paper, err := read(v.Context(), name)
	if err != nil {
		return err
	}
	paper.Address = s.address(v.Request)
	var whole bytes.Buffer
	if err := paper.Write(&whole, format); err != nil {
		return err
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", paper.Name+"."+format))
	_, err = whole.WriteTo(w)
	return err
}

// address is where the reader has found the program: where links in a paper that
// the reader takes along lead.
func (s *server) address(r *http.Request) string {
	scheme := "http"
	if s.secure {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String()
}

// PaperURL is the address of a paper of what the list shows.
func (l listView) PaperURL(file string) string {
	address := listURL(l.Kind) + "/paper/" + file
	values := url.Values{}
	for name, list := range l.selection() {
		if name != "after" && name != "limit" {
			values[name] = list
		}
	}
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	return address
}
