package picture_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"surety/picture"
)

func TestAnExceedanceCurveIsDrawnWithItsToleranceAndSaysTheSameInATable(t *testing.T) {
	e := picture.Exceedance{
		Title: "Curve", LossAxis: "Loss", OddsAxis: "Probability", CurveName: "reckoned", ToleranceName: "tolerated",
		Curve:     []picture.Odds{{Loss: 1000, Share: 0.5}, {Loss: 10_000, Share: 0.2}, {Loss: 100_000, Share: 0.001}},
		Tolerance: []picture.Odds{{Loss: 1000, Share: 0.4}, {Loss: 100_000, Share: 0.004}},
		Amount:    func(loss float64) string { return fmt.Sprint(loss) }, Percent: func(share float64) string { return fmt.Sprintf("%.3f", share) },
	}
	for _, width := range []float64{350, 960} {
		e.Width = width
		p := e.Picture()
		var b strings.Builder
		if err := p.Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{"reckoned", "tolerated", "Probability"} {
			if !strings.Contains(b.String(), words) {
				t.Errorf("%v wide: it does not say %q", width, words)
			}
		}
		if got, expected := fmt.Sprint(p.Table.Rows[1]), "[10000 0.200 0.040]"; got != expected {
			t.Errorf("its table says %s, expected %s", got, expected)
		}
	}
	e.Curve, e.Tolerance = nil, nil
	if p := e.Picture(); len(p.Table.Rows) != 0 {
		t.Errorf("nothing has rows: %v", p.Table.Rows)
	}
}
