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

// shifted waits until the fonts are there and were drawn, and sums what moved.
const shifted = `(async () => {
  let sum = 0;
  const add = entries => entries.forEach(e => { sum += e.value; });
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  add(observer.takeRecords());
  return sum;
})()`

// Shifted is how much of the page moved by itself since it was opened: the sum of
// the scores of the Layout Instability API, of which 0.1 is what people begin to mind.
func (p *Page) Shifted() float64 {
	p.t.Helper()
	return Value(p, chromedp.Evaluate[float64](shifted, chromedp.EvalAwaitPromise))
}
