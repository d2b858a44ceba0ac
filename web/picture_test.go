package web

import (
	"math"
	"regexp"
	"strconv"
	"testing"

	"surety/picture"
)

// shades are the colours of the levels and of words on them, as the stylesheet
// gives them in light and in dark.
func shades(t *testing.T) (found [2]map[string]picture.Colour) {
	t.Helper()
	sheet, err := static.ReadFile("static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	found = [2]map[string]picture.Colour{{}, {}}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+):light-dark\((#[0-9a-f]{3,6}),(#[0-9a-f]{3,6})\)`).FindAllStringSubmatch(string(sheet), -1) {
		found[0][m[1]], found[1][m[1]] = colour(t, m[2]), colour(t, m[3])
	}
	return found
}

func colour(t *testing.T, hex string) picture.Colour {
	t.Helper()
	digits := hex[1:]
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	value, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return picture.Colour{uint8(value >> 16), uint8(value >> 8), uint8(value)}
}

// luminance and the contrast of two are those of WCAG 2.2.
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

// wordsOn names the colour of words on each shade, as the stylesheet assigns it.
var wordsOn = map[string]string{"level1": "on-low", "level2": "on-low", "level3": "on-low", "level4": "on-level4", "level5": "on-high", "level6": "on-high"}

func TestShadesReadInLightAndDarkAndInGrey(t *testing.T) {
	for mode, colours := range shades(t) {
		before := 0.0
		for step := 1; step <= picture.Steps; step++ {
			name := "level" + strconv.Itoa(step)
			shade, light := colours[name], luminance(colours[name])
			words := luminance(colours[wordsOn[name]])
			if c := (max(light, words) + 0.05) / (min(light, words) + 0.05); c < 4.5 {
				t.Errorf("mode %d: words on %s have a contrast of %.2f", mode, name, c)
			}
			// The ratio of neighbours: a copy in grey still tells them apart.
			if ratio := (max(light, before) + 0.05) / (min(light, before) + 0.05); step > 1 && (ratio < 1.15 || (light > before) != (mode == 1)) {
				t.Errorf("mode %d: %s differs from the shade below by %.2f only, or the wrong way", mode, name, ratio)
			}
			before = light
			if paper := picture.Paper(picture.Tone(name)); mode == 0 && shade != paper {
				t.Errorf("%s is %v in pages and %v on paper", name, shade, paper)
			}
		}
	}
}
