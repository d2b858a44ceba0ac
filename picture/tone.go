package picture

import "strconv"

// Tone is what a colour means; what it looks like is said by the page's stylesheet,
// or by [Paper].
type Tone string

// The tones. None draws nothing.
const (
	None   Tone = ""
	Ink    Tone = "ink"    // words and what must be seen
	Muted  Tone = "muted"  // words that stand back
	Line   Tone = "line"   // rules
	Strong Tone = "strong" // borders
	Sheet  Tone = "sheet"  // the ground
	Accent Tone = "accent" // what was chosen
	Fails  Tone = "fails"
	Person Tone = "person"
	Holds  Tone = "holds"
)

// Steps is how many shades there are for levels, from the lowest to the highest.
const Steps = 6

// shade is the tone of a step, counted from 1.
func shade(step int) Tone { return Tone("level" + strconv.Itoa(step)) }

// onShade is the tone of words on a step.
func onShade(step int) Tone { return Tone("on-level" + strconv.Itoa(step)) }

// spreads are the steps that few levels take, so that neighbours differ well.
var spreads = [...][]int{1: {1}, 2: {1, 5}, 3: {1, 3, 5}, 4: {1, 3, 4, 5}, 5: {1, 3, 4, 5, 6}, 6: {1, 2, 3, 4, 5, 6}}

// ShadeOf is the shade, from 1 to [Steps], of one of so many levels, the lowest
// being 0. More levels than shades share them; the words in the cells differ.
func ShadeOf(level, levels int) int {
	if levels < len(spreads) {
		return spreads[levels][level]
	}
	return 1 + (level*(Steps-1)+(levels-1)/2)/(levels-1)
}

// Colour is a colour's red, green and blue.
type Colour [3]uint8

// Paper is what each tone looks like on paper.
func Paper(t Tone) Colour { return paper[t] }

var paper = map[Tone]Colour{
	Ink: {29, 33, 41}, Muted: {92, 100, 112}, Line: {227, 230, 234}, Strong: {139, 146, 157}, Sheet: {255, 255, 255}, Accent: {31, 95, 191},
	Fails: {179, 38, 30}, Person: {131, 85, 0}, Holds: {28, 107, 63},
	shade(1): {232, 244, 236}, shade(2): {212, 229, 180}, shade(3): {239, 201, 95}, shade(4): {232, 145, 58}, shade(5): {200, 69, 47}, shade(6): {134, 22, 29},
	onShade(1): {29, 33, 41}, onShade(2): {29, 33, 41}, onShade(3): {29, 33, 41}, onShade(4): {29, 33, 41}, onShade(5): {255, 255, 255}, onShade(6): {255, 255, 255},
}
