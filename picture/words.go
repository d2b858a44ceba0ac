package picture

import (
	"strings"
	"unicode"
)

// The widths of the printable letters of ASCII in thousandths of the size, in
// Inter, which pages and papers are set in. Another font in its place is narrower.
var (
	regularWidths = [...]int{281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662}
	boldWidths    = [...]int{252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640, 576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922, 759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624, 591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673}
)

// Widths of what is not ASCII, at most, but for a few.
const (
	smallWidth = 720
	otherWidth = 1040
)

// TextWidth is how wide a text is at most.
func TextWidth(text string, size float64, bold bool) float64 {
	widths := regularWidths[:]
	if bold {
		widths = boldWidths[:]
	}
	sum := 0
	for _, r := range text {
		switch i := int(r) - ' '; {
		case i >= 0 && i < len(widths):
			sum += widths[i]
		case unicode.IsLower(r) || r == '–' || r == '·' || r == '×':
			sum += smallWidth
		default:
			sum += otherWidth
		}
	}
	return size * float64(sum) / 1000
}

// fit shortens a text until it is no wider than a width.
func fit(text string, width, size float64, bold bool) string {
	if TextWidth(text, size, bold) <= width {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(runes[:n]), " ,.-") + "…"; TextWidth(short, size, bold) <= width {
			return short
		}
	}
	return ""
}

// wrap breaks a text between its words into at most so many lines; the last is
// shortened where more would follow.
func wrap(text string, width, size float64, bold bool, most int) []string {
	var lines []string
	words := strings.Fields(text)
	for len(words) > 0 && len(lines) < most {
		n := 1
		for n < len(words) && TextWidth(strings.Join(words[:n+1], " "), size, bold) <= width {
			n++
		}
		if len(lines) == most-1 {
			n = len(words)
		}
		lines = append(lines, fit(strings.Join(words[:n], " "), width, size, bold))
		words = words[n:]
	}
	return lines
}
