package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/org"
	"surety/language"
	"surety/report"
)

// printed is a paper as text and its PDF.
func printed(t *testing.T, make func(context.Context) (*report.Paper, error), tag string) (markdown string, pdf []byte) {
	t.Helper()
	paper, err := make(language.With(t.Context(), language.For(tag, nil)))
	if err != nil {
		t.Fatal(err)
	}
	var text, pages bytes.Buffer
	if err := paper.Write(&text, report.Markdown); err != nil {
		t.Fatal(err)
	}
	if err := paper.Write(&pages, report.PDF); err != nil {
		t.Fatal(err)
	}
	return text.String(), pages.Bytes()
}

func TestThePapersOfClausesNineAndTenSayWhatTheRecordsSay(t *testing.T) {
	s := newSite(t)
	of := func(make func(context.Context, *app.App, app.Actor, string) (*report.Paper, error), key string) func(context.Context) (*report.Paper, error) {
		return func(ctx context.Context) (*report.Paper, error) { return make(ctx, s.App, s.manager, key) }
	}
	for name, paper := range map[string]struct {
		make func(context.Context) (*report.Paper, error)
		tag  string
		want []string
	}{
		"minutes":        {of(report.Minutes, "MR-0002"), language.English, []string{"Astrid Lorenzen", "DEC-0007", "Three outcomes of four show", "Chair, place and date, signature", "Opportunities for improvement"}},
		"audit report":   {of(report.Audit, "AUDIT-0008"), language.English, []string{"Access is closed in time", "FIND-0011", "no evidence named", "Internal audit programme, second cycle", "Lead auditor, place and date, signature", "Impartiality"}},
		"nonconformity":  {of(report.Nonconformity, "NC-0009"), language.English, []string{"Why nine hours?", "Tests had always restored a part, never the whole", "CA-0011"}},
		"treatment plan": {of(report.Plan, "PLAN-0001"), language.English, []string{"TREAT-0001", "High → Moderate", "Henrik Clausen"}},
		"register": {func(ctx context.Context) (*report.Paper, error) {
			return report.Nonconformities(ctx, s.App, s.manager, app.Query{})
		}, language.English, []string{"NC-0001", "NC-0010", "Effective"}},
		"policies":           {func(ctx context.Context) (*report.Paper, error) { return report.Policies(ctx, s.App, s.manager) }, language.English, []string{"## Information security policy", "## Backup and restoration"}},
		"minutes, in German": {of(report.Minutes, "MR-0002"), language.German, []string{"Entscheidungen", "Vorsitz, Ort und Datum, Unterschrift", "Genehmigt"}},
	} {
		t.Run(name, func(t *testing.T) {
			text, pdf := printed(t, paper.make, paper.tag)
			for _, want := range paper.want {
				if !strings.Contains(text, want) {
					t.Errorf("it lacks %q:\n%.3000s", want, text)
				}
			}
			if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
				t.Error("its pages are no PDF")
			}
		})
	}
}

func TestPapersCarryTheOrganizationsLogo(t *testing.T) {
	s := newSite(t)
	minutes := func(ctx context.Context) (*report.Paper, error) {
		return report.Minutes(ctx, s.App, s.manager, "MR-0002")
	}
	_, bare := printed(t, minutes, language.English)
	mark := image.NewGray16(image.Rect(0, 0, 60, 20)) // sixteen bits, which PDF does not know
	for x := range 60 {
		mark.Set(x, 10, color.White)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, mark); err != nil {
		t.Fatal(err)
	}
	rec, err := s.Get(t.Context(), s.manager, "ORG-0001")
	if err != nil {
		t.Fatal(err)
	}
	logo, err := s.KeepAttachment(t.Context(), s.manager, rec.Kind, "logo.png", "image/png", &file)
	if err != nil {
		t.Fatal(err)
	}
	body := *rec.Body.(*org.Organization)
	body.Logo = logo
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision, Body: &body}); err != nil {
		t.Fatal(err)
	}
	_, branded := printed(t, minutes, language.English)
	if bytes.Contains(bare, []byte("/Subtype /Image")) || !bytes.Contains(branded, []byte("/Subtype /Image")) {
		t.Error("the logo is not on the paper")
	}
	body.Logo.Name = "logo.svg"
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision + 1, Body: &body}); err == nil {
		t.Error("a logo that no paper can show is taken")
	}
}

// wordParts are the words of a document for word processors, by part.
func wordParts(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var words strings.Builder
		for d := xml.NewDecoder(r); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s is no XML: %v", f.Name, err)
			}
			switch token := token.(type) {
			case xml.CharData:
				words.Write(token)
			case xml.StartElement:
				if token.Name.Local == "fldSimple" {
					words.WriteString(token.Attr[0].Value)
				}
			}
		}
		parts[f.Name] = words.String()
	}
	return parts
}

func TestMinutesAndAuditReportsGoIntoAWordProcessor(t *testing.T) {
	s := newSite(t)
	for key, paper := range map[string]struct {
		make func(context.Context, *app.App, app.Actor, string) (*report.Paper, error)
		want []string
	}{
		"MR-0002":    {report.Minutes, []string{"Astrid Lorenzen", "DEC-0007", "Chair, place and date, signature", "Minutes by, place and date, signature", "Opportunities for improvement", "Approved by"}},
		"AUDIT-0008": {report.Audit, []string{"Access is closed in time", "FIND-0011", "no evidence named", "Lead auditor, place and date, signature", "For the area audited, place and date, signature"}},
	} {
		made, err := paper.make(t.Context(), s.App, s.manager, key)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := made.Write(&file, report.DOCX); err != nil {
			t.Fatal(err)
		}
		parts := wordParts(t, file.Bytes())
		for _, want := range append(paper.want, key, "State") {
			if !strings.Contains(parts["word/document.xml"], want) {
				t.Errorf("%s lacks %q", key, want)
			}
		}
		if head := parts["word/header1.xml"]; !strings.Contains(head, key) {
			t.Errorf("the head of the pages of %s is %q", key, head)
		}
		if foot := parts["word/footer1.xml"]; !strings.Contains(foot, "Page  PAGE 1 of  NUMPAGES 1") {
			t.Errorf("the foot of the pages of %s is %q", key, foot)
		}
	}
}
