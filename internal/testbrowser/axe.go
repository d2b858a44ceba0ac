package testbrowser

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// axeScript is axe-core 4.14.1 of Deque Systems (axe.LICENSE, and for what it holds of
// others axe.LICENSE-3RD-PARTY.txt), which looks for what keeps people with a
// disability out of a page. It is used by tests alone and is never a part of the program.
//
//go:embed axe.min.js
var axeScript string

// Barrier is a rule of axe-core that the page breaks, once for each element.
type Barrier struct {
	Rule    string // as in https://dequeuniversity.com/rules/axe/4.14
	Impact  string // minor, moderate, serious or critical
	Element string // a selector and the beginning of its HTML
	Why     string // what was measured and what was expected
}

func (b Barrier) String() string {
	return fmt.Sprintf("%s (%s) at %s: %s", b.Rule, b.Impact, b.Element, b.Why)
}

// axeRun asks for what axe-core found, flattened to one entry an element.
const axeRun = `axe.run(document, {resultTypes: ["violations"], ...%s}).then(found => found.violations.flatMap(v =>
  v.nodes.map(n => ({Rule: v.id, Impact: n.impact, Element: n.target.join(" ") + " " + n.html.slice(0, 200), Why: n.failureSummary.split("\n").slice(1).map(s => s.trim()).join("; ")}))))`

// byStandard asks for the rules of WCAG 2.2, levels A and AA, and those of good
// practice. axe-core leaves out the size of targets (2.5.8) unless it is asked for.
const byStandard = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: {"target-size": {enabled: true}%s}}`

// Barriers are what axe-core finds on the page as it stands: by the rules of WCAG
// 2.2, levels A and AA, and by those of good practice; or by the named rules alone.
func (p *Page) Barriers(rules ...string) []Barrier {
	p.t.Helper()
	if len(rules) > 0 {
		return p.axe(`{runOnly: {type: "rule", values: ["` + strings.Join(rules, `", "`) + `"]}}`)
	}
	return p.axe(fmt.Sprintf(byStandard, ""))
}

// BarriersBeside are those by all rules but one, for a look in which its subject is
// as it was: colours are the same in a narrow window, and looking at each is slow.
func (p *Page) BarriersBeside(rule string) []Barrier {
	p.t.Helper()
	return p.axe(fmt.Sprintf(byStandard, `, "`+rule+`": {enabled: false}`))
}

func (p *Page) axe(options string) []Barrier {
	p.t.Helper()
	// The debugger evaluates it, not the page: the page's policy allows no foreign
	// script. It stays until another page is opened.
	if !Value(p, chromedp.Evaluate[bool](`"axe" in window`)) {
		Value(p, chromedp.Evaluate[bool](axeScript+"\ntrue"))
	}
	return Value(p, chromedp.Evaluate[[]Barrier](fmt.Sprintf(axeRun, options), chromedp.EvalAwaitPromise))
}
