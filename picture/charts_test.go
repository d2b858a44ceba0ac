package picture_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"surety/picture"
)

func TestBarsStayInTheirPictureAndAreAsLongAsTheirNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := picture.Bars{Title: "Levels", Of: "Owner", Width: rapid.SampledFrom([]float64{320, 700, 1000}).Draw(t, "width")}
		var levels []picture.Level
		for i := range rapid.IntRange(1, 7).Draw(t, "parts") {
			levels = append(levels, picture.Level{Name: fmt.Sprintf("Level number %d", i), Shade: rapid.IntRange(0, picture.Steps).Draw(t, "shade")})
		}
		b.Parts = picture.LevelParts(levels)
		for range rapid.IntRange(0, 8).Draw(t, "bars") {
			b.Rows = append(b.Rows, picture.Bar{
				Name:   rapid.StringMatching(`[A-Z][a-z ]{0,60}`).Draw(t, "name"),
				Counts: rapid.SliceOfN(rapid.IntRange(0, 5000), len(levels), len(levels)).Draw(t, "counts"),
			})
		}
		p := b.Picture()
		var lengths []float64
		walk(p.Marks, func(m picture.Mark, _ *picture.Group) {
			if !inside(picture.BoxOf(m), picture.Box{W: p.Width, H: p.Height}) {
				t.Fatalf("%+v stands outside of %v × %v", m, p.Width, p.Height)
			}
			if g, ok := m.(picture.Group); ok && g.Name == "bar" {
				lengths = append(lengths, 0)
			}
			if r, ok := m.(picture.Rect); ok && r.H > 12 {
				lengths[len(lengths)-1] += r.W
			}
		})
		for i := range lengths {
			for j := range lengths {
				if a, b := total(b.Rows[i]), total(b.Rows[j]); a > b && lengths[i] <= lengths[j] {
					t.Fatalf("%d is drawn %v long, %d %v", a, lengths[i], b, lengths[j])
				}
			}
		}
	})
}

func total(b picture.Bar) int {
	sum := 0
	for _, n := range b.Counts {
		sum += n
	}
	return sum
}

func TestATrendStaysInItsPictureAndRisesWithItsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trend := picture.Trend{Title: "Trend", Of: "Result", When: "On", Width: rapid.SampledFrom([]float64{320, 700}).Draw(t, "width"), TargetName: "Target 95 %", Unit: " %"}
		at := 0.0
		for i := range rapid.IntRange(0, 40).Draw(t, "readings") {
			at += rapid.Float64Range(0, 90).Draw(t, "days")
			v := rapid.Float64Range(-1e6, 1e6).Draw(t, "value")
			trend.Readings = append(trend.Readings, picture.Reading{At: at, Day: fmt.Sprintf("%d November 2026", i), Value: v, Words: fmt.Sprint(v)})
		}
		if rapid.Bool().Draw(t, "target") {
			target := rapid.Float64Range(-1e6, 1e6).Draw(t, "target")
			trend.Target = &target
		}
		p := trend.Picture()
		var dots []picture.Box
		walk(p.Marks, func(m picture.Mark, within *picture.Group) {
			if !inside(picture.BoxOf(m), picture.Box{W: p.Width, H: p.Height}) {
				t.Fatalf("%+v stands outside of %v × %v", m, p.Width, p.Height)
			}
			if r, ok := m.(picture.Rect); ok && within != nil && within.Name == "reading" {
				dots = append(dots, r.Box)
			}
		})
		for i := 1; i < len(dots); i++ {
			if a, b := trend.Readings[i-1].Value, trend.Readings[i].Value; dots[i].X < dots[i-1].X || a < b && dots[i-1].Y < dots[i].Y-slack {
				t.Fatalf("from %v to %v the line goes from %+v to %+v", a, b, dots[i-1], dots[i])
			}
		}
	})
}

func TestAGaugeIsAsLongAsItsPartsAndSaysThemInItsTable(t *testing.T) {
	parts := []picture.Part{{Name: "fails", Tone: picture.Fails}, {Name: "needs a person", Hatch: picture.Person}, {Name: "holds", Tone: picture.Holds}}
	p := picture.Gauge{Title: "1 fails", Of: "Clause 4", Parts: parts, Counts: []int{1, 0, 3}}.Picture()
	if len(p.Marks) != 2 || picture.BoxOf(p.Marks[0]).W*3 != picture.BoxOf(p.Marks[1]).W {
		t.Errorf("drawn as %+v", p.Marks)
	}
	if len(p.Table.Rows) != 3 || p.Table.Rows[2][1] != "3" {
		t.Errorf("the table says %v", p.Table)
	}
}
