package testbrowser

import "github.com/chromedp/chromedp"

// Received is how many bytes of answers came over the wire, headers too and as they
// were compressed, since it was last asked. What the browser had kept counts nothing.
func (p *Page) Received() int64 {
	p.t.Helper()
	// With this answer everything that came before it has been heard.
	Value(p, chromedp.Evaluate[bool]("document.fonts.ready.then(() => true)", chromedp.EvalAwaitPromise))
	p.lock.Lock()
	defer p.lock.Unlock()
	received := p.received
	p.received = 0
	return received
}

// shifted waits until the fonts are there and were drawn, sums what moved and names it.
const shifted = `(async () => {
  let Sum = 0;
  const What = [];
  const place = r => [r.x, r.y, r.width, r.height].map(Math.round).join(" ");
  const add = entries => entries.forEach(e => {
    Sum += e.value;
    e.sources.forEach(s => What.push((s.node ? (s.node.outerHTML || s.node.data).slice(0, 80) : "what is gone") + " from " + place(s.previousRect) + " to " + place(s.currentRect)));
  });
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  add(observer.takeRecords());
  return {Sum, What};
})()`

// Shift is how much of a page moved by itself: the sum of the scores of the Layout
// Instability API, of which 0.1 is what people begin to mind, and the elements that
// moved, each with x, y, width and height in pixels before and after.
type Shift struct {
	Sum  float64
	What []string
}

// Shifted is what of the page moved by itself since it was opened.
func (p *Page) Shifted() Shift {
	p.t.Helper()
	return Value(p, chromedp.Evaluate[Shift](shifted, chromedp.EvalAwaitPromise))
}
