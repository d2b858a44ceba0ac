package picture_test

import (
	"math"
	"testing"

	"surety/picture"
)

// luminance and contrast are those of WCAG 2.2.
func luminance(c picture.Colour) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

func contrast(a, b picture.Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// lightness is L* of CIE 1976, what remains of a colour in a grey copy.
func lightness(c picture.Colour) float64 {
	y := luminance(c)
	if y <= 0.008856 {
		return 903.3 * y
	}
	return 116*math.Cbrt(y) - 16
}

func tone(name string, step int) picture.Tone { return picture.Tone(name + string(rune('0'+step))) }

func TestWordsOnEveryShadeAreReadable(t *testing.T) {
	for step := 1; step <= picture.Steps; step++ {
		if c := contrast(picture.Paper(tone("level", step)), picture.Paper(tone("on-level", step))); c < 4.5 {
			t.Errorf("words on shade %d have a contrast of %.2f, expected 4.5 at least", step, c)
		}
	}
	for _, name := range []picture.Tone{picture.Ink, picture.Muted, picture.Holds, picture.Person, picture.Fails, picture.Accent} {
		if c := contrast(picture.Paper(name), picture.Paper(picture.Sheet)); c < 4.5 {
			t.Errorf("%s on paper has a contrast of %.2f", name, c)
		}
	}
}

func TestLevelsAreToldApartInGrey(t *testing.T) {
	for levels := 2; levels <= picture.Steps; levels++ {
		least := 6.0 // with all six; twice as much with the few that are usual
		if levels <= 4 {
			least = 12
		}
		for level := 1; level < levels; level++ {
			a, b := picture.ShadeOf(level-1, levels), picture.ShadeOf(level, levels)
			if fall := lightness(picture.Paper(tone("level", a))) - lightness(picture.Paper(tone("level", b))); fall < least {
				t.Errorf("of %d levels, %d and %d differ by %.1f in lightness, expected %v", levels, level-1, level, fall, least)
			}
		}
	}
}

func TestEveryNumberOfLevelsUsesTheShadesInOrder(t *testing.T) {
	for levels := 1; levels <= 20; levels++ {
		before := 0
		for level := range levels {
			step := picture.ShadeOf(level, levels)
			if step < before || step < 1 || step > picture.Steps {
				t.Errorf("level %d of %d has shade %d after %d", level, levels, step, before)
			}
			before = step
		}
	}
}
