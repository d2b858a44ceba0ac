package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
)

func TestADateForTheNextReviewLeavesADocumentApproved(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.WaitVisible(chromedp.CSS("main h1")))
	listing, err := s.List(t.Context(), s.manager, app.Query{Kind: "document", Limit: 6, Filters: []app.Filter{{Field: "state", Values: []string{"approved"}}}})
	if err != nil || len(listing.Records) == 0 {
		t.Fatal(err)
	}
	for _, rec := range listing.Records {
		p.Do(chromedp.Navigate(s.address+"/"+rec.Key+"/edit"), chromedp.WaitVisible(chromedp.CSS("#next_review")),
			chromedp.SetValue(chromedp.CSS("#next_review"), "2031-05-04"),
			testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
		after, err := s.Get(t.Context(), s.manager, rec.Key)
		if err != nil {
			t.Fatal(err)
		}
		if after.State != "approved" || after.Revision != rec.Revision+1 {
			t.Errorf("%s is %s in revision %d after %d", rec.Key, after.State, after.Revision, rec.Revision)
		}
	}
}
