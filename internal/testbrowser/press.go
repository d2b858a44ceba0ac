package testbrowser

import "github.com/chromedp/chromedp"

// Notice is what the page says once an act was done.
const Notice = chromedp.CSS(".notice")

// Press clicks an element and waits for the notice that this act gives.
func Press[S chromedp.Selectable](element S) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.WaitVisible(element), Noticed(chromedp.Click(element)))
}

// Noticed does an act and waits for its notice. Notices of earlier acts are taken
// off the page before: one of them may stand there still, and would be taken for it.
func Noticed(act chromedp.Action[chromedp.Void]) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("`+string(Notice)+`").forEach(n => n.remove())`), act, chromedp.WaitVisible(Notice))
}
