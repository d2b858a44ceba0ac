package testbrowser

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// sideways names some of the innermost elements that stand out of the window on the right.
const sideways = `(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = e => e && e !== document.body && e !== document.documentElement && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const out = [...document.body.querySelectorAll(":not(svg *)")].filter(e => { const b = e.getBoundingClientRect(); return b.width && e.checkVisibility() && Math.max(b.right, b.left + e.scrollWidth) > width + 1 && !scrolls(e); });
  return out.filter(e => !out.some(o => o !== e && e.contains(o))).map(e => e.outerHTML.slice(0, 160)).slice(0, 3);
})()`

// Sideways are the elements for which one has to scroll sideways, in a window as
// wide as it is now, but for those in a region that scrolls by itself: tables and
// pictures may (WCAG 2.2, 1.4.10).
func (p *Page) Sideways() []string {
	p.t.Helper()
	return Value(p, chromedp.Evaluate[[]string](sideways))
}

// cutOff sets lines, paragraphs, letters and words as far apart as WCAG 2.2, 1.4.12
// says, as a person's own stylesheet does, and takes it back; between, it names the
// texts of which a part lies under the edge of what holds them.
const cutOff = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [sheet];
  const cut = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  while (words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    const b = range.getBoundingClientRect();
    if (!b.width || b.right < 0 || !words.currentNode.parentElement.checkVisibility()) continue;
    for (let e = words.currentNode.parentElement; e && e !== document.body; e = e.parentElement) {
      if (e instanceof SVGElement) break; // each picture has its table
      const style = getComputedStyle(e), edge = e.getBoundingClientRect();
      const x = /hidden|clip/.test(style.overflowX) && b.right > edge.right + 1, y = /hidden|clip/.test(style.overflowY) && b.bottom > edge.bottom + 1;
      if (x || y) { cut.push(words.currentNode.data.trim().slice(0, 60) + " in " + e.outerHTML.slice(0, 100)); break; }
    }
  }
  const out = %s;
  document.adoptedStyleSheets = [];
  return [...cut, ...out];
})()`

// CutOff are the texts that can't be read whole, and the elements that stand out of
// the window, once everything was set further apart as a person with weak eyes may
// need it (WCAG 2.2, 1.4.12).
func (p *Page) CutOff() []string {
	p.t.Helper()
	return Value(p, chromedp.Evaluate[[]string](fmt.Sprintf(cutOff, sideways)))
}
