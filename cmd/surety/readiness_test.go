package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"surety/app"
	"surety/app/readiness"
	"surety/conform"
	"surety/internal/testbrowser"
	"surety/language"
	"surety/report"
)

func TestReadinessNamesWhatBlocksStageTwoFirstAndWhatShowsTheRest(t *testing.T) {
	s := newSite(t)
	ready, err := readiness.Of(t.Context(), s.App, s.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range []readiness.Block{readiness.SecondStage, readiness.Certificate, readiness.Judgement} {
		if len(ready.Blocking(block)) == 0 {
			t.Errorf("nothing holds up %d", block)
		}
	}
	last := readiness.SecondStage
	for _, gap := range ready.Gaps {
		if gap.Blocks < last {
			t.Errorf("%s holds up %d and comes after what holds up %d", gap.ID, gap.Blocks, last)
		}
		last = gap.Blocks
		if gap.Verdict == conform.Holds || gap.Verdict == conform.NoOccasion {
			t.Errorf("%s is a gap although it %s", gap.ID, gap.Verdict)
		}
	}
	if first := ready.Gaps[0]; first.ID != "6.1.2-6" {
		t.Errorf("the first gap is %s", first.ID)
	}
	shown := 0
	for _, row := range ready.Rows {
		if len(row.Proofs) > 5 {
			t.Errorf("%s names %d records", row.ID, len(row.Proofs))
		}
		if row.Verdict == conform.Holds && len(row.Proofs) > 0 {
			shown++
		}
	}
	if shown < 50 {
		t.Errorf("only %d requirements that hold name a record", shown)
	}
	t.Run("as a paper, in both languages", func(t *testing.T) {
		for tag, want := range map[string]string{language.English: "not a statement of conformity", language.German: "Was Stufe 1 fragen wird"} {
			text, _ := printed(t, func(ctx context.Context) (*report.Paper, error) {
				return report.Readiness(ctx, s.App, s.manager, app.VerdictQuery{})
			}, tag)
			if !strings.Contains(text, want) || !strings.Contains(text, "RISK-0009") {
				t.Errorf("in %s it lacks %q", tag, want)
			}
		}
	})
	t.Run("as a paper whose mends lead to the very field", func(t *testing.T) {
		text, _ := printed(t, func(ctx context.Context) (*report.Paper, error) {
			paper, err := report.Readiness(ctx, s.App, s.manager, app.VerdictQuery{})
			if err == nil {
				paper.Address = s.address
			}
			return paper, err
		}, language.English)
		if !strings.Contains(text, "](<"+s.address+"/RISK-0009/edit#") {
			t.Errorf("it does not lead to a field of RISK-0009:\n%s", text)
		}
	})
	t.Run("as a workbook whose mends lead to the very field, with how many are judged", func(t *testing.T) {
		paper, err := report.Readiness(t.Context(), s.App, s.manager, app.VerdictQuery{})
		if err != nil {
			t.Fatal(err)
		}
		paper.Address = s.address
		var file bytes.Buffer
		if err := paper.Write(&file, report.XLSX); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(&file)
		if err != nil {
			t.Fatal(err)
		}
		links := 0
		for row := range 60 {
			if leads, address, err := book.GetCellHyperLink(book.GetSheetList()[0], fmt.Sprintf("E%d", row+2)); err == nil && leads && strings.Contains(address, "/edit#") {
				links++
			}
		}
		if links == 0 {
			t.Error("no cell of what to do leads to a field")
		}
		if !slices.ContainsFunc(paper.Facts, func(f report.Fact) bool {
			return f.Label == "Judged by a person" && strings.HasSuffix(f.Value, " requirements")
		}) {
			t.Errorf("the paper does not say how many are judged: %v", paper.Facts)
		}
	})
	t.Run("on its page, from which one mends at the very field", func(t *testing.T) {
		p := testbrowser.Start(t).Page(t)
		p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/readiness"), chromedp.WaitVisible(chromedp.CSS("main h1")))
		shows(t, p, "What is missing")
		shows(t, p, "6.1.2-6")
		shows(t, p, "not a statement of conformity")
		shows(t, p, "check in your licensed copies")
		p.Do(chromedp.Click(chromedp.CSS(`table.readiness a[href^="/RISK-0009/edit#"]`)), chromedp.WaitVisible(chromedp.CSS("form.record")))
		if field := testbrowser.Value(p, chromedp.Evaluate[string](`location.hash.slice(1)`)); field == "" || testbrowser.Value(p, chromedp.Evaluate[int](`document.querySelectorAll(location.hash).length`)) != 1 {
			t.Errorf("the form has no field %q", field)
		}
	})
}
