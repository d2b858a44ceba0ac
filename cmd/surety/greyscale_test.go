package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// toldApart is by how much the greys of two levels that follow each other differ at
// least, of 255: what the eye tells apart in fields that lie side by side.
const toldApart = 12

// withoutColour shows the page as one sees it who sees no colours.
var withoutColour = chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
	_, err := chromedp.Call(ctx, emulation.SetEmulatedVisionDeficiency, emulation.SetEmulatedVisionDeficiencyParams{Type: emulation.SetEmulatedVisionDeficiencyTypeAchromatopsia})
	return err
})

// cellShade is a cell of the map: its level, by the tone that draws it, its words,
// and a point in it that no text covers.
type cellShade struct {
	Level int
	Words string
	X, Y  float64
}

const cellShades = `[...document.querySelectorAll(".riskmap .cell")].filter(c => c.getBoundingClientRect().width).map(c => {
  const rect = c.querySelector("rect"), b = rect.getBoundingClientRect();
  return { Level: +/f-level([1-6])/.exec(rect.getAttribute("class"))[1], Words: c.dataset.words || [...c.querySelectorAll("title,text")].map(t => t.textContent).join(" "), X: b.right - 5, Y: b.bottom - 4 };
})`

func TestTheLevelsOfTheMapAreToldApartWithoutColour(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), withoutColour)
	for _, look := range []struct {
		width int
		dark  bool
	}{{1280, false}, {1280, true}, {390, false}, {390, true}} {
		p.Look(look.width, look.dark)
		p.Do(chromedp.Navigate(s.address+"/risks/map"), chromedp.WaitVisible(chromedp.CSS("main h1")), chromedp.ScrollIntoView(chromedp.CSS(".riskmap")))
		picture, err := png.Decode(bytes.NewReader(testbrowser.Value(p, chromedp.CaptureScreenshot())))
		if err != nil {
			t.Fatal(err)
		}
		where := fmt.Sprintf("at %d pixels, dark %v", look.width, look.dark)
		greys := map[int]int{}
		for _, cell := range testbrowser.Value(p, chromedp.Evaluate[[]cellShade](cellShades)) {
			if at := image.Pt(int(cell.X), int(cell.Y)); at.In(picture.Bounds()) {
				greys[cell.Level] = grey(t, picture, at)
			}
			if !slices.ContainsFunc(demoLevels, func(level string) bool { return strings.Contains(cell.Words, level) }) {
				t.Errorf("%s: a cell says %q and no level", where, cell.Words)
			}
		}
		if len(greys) < 4 {
			t.Fatalf("%s: only %d levels were seen", where, len(greys))
		}
		levels := slices.Sorted(maps.Keys(greys))
		for i, level := range levels[1:] {
			step := greys[levels[i]] - greys[level]
			if look.dark {
				step = -step
			}
			if step < toldApart {
				t.Errorf("%s: levels %d and %d have the greys %d and %d", where, levels[i], level, greys[levels[i]], greys[level])
			}
		}
		t.Logf("%s: %v", where, greys)
	}
}

// grey is a point of a picture that has no colours.
func grey(t *testing.T, picture image.Image, at image.Point) int {
	t.Helper()
	r, g, b, _ := picture.At(at.X, at.Y).RGBA()
	if max(r, g, b)-min(r, g, b) > 0x0200 {
		t.Fatalf("the point %v is not grey: %x %x %x", at, r>>8, g>>8, b>>8)
	}
	return int(g >> 8)
}

// demoLevels are those of the demonstration organization's method.
var demoLevels = []string{"Very low", "Low", "Moderate", "High", "Critical"}
