package report

import (
	_ "embed" // the fonts are part of the program
	"fmt"
	"strings"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

//go:embed fonts/Inter_400Regular.ttf
var interRegular []byte

//go:embed fonts/Inter_400Regular_Italic.ttf
var interItalic []byte

//go:embed fonts/Inter_600SemiBold.ttf
var interBold []byte

//go:embed fonts/DejaVuSansMono.ttf
var mono []byte

// face is a typeface of the papers.
type face int

const (
	plain face = iota
	strong
	slanted
	code
	faces
)

// family and style are the face's names in fpdf.
func (f face) name() (family, style string) {
	switch f {
	case strong:
		return "Inter", "B"
	case slanted:
		return "Inter", "I"
	case code:
		return "Mono", ""
	}
	return "Inter", ""
}

func (f face) file() []byte {
	return [faces][]byte{interRegular, interBold, interItalic, mono}[f]
}

// widest is the highest character that fpdf sets: it writes two bytes for each.
const widest = 0xFFFF

// stranger stands for what no face has a sign for.
const stranger = '□'

// alike are signs that stand for others which look the same.
var alike = strings.NewReplacer("ŉ", "ʼn", "\u2011", "-", "\u2010", "-")

// types are the faces of one PDF: which signs they have, and how wide these are.
type types struct {
	pdf     *fpdf.Fpdf
	fonts   [faces]*sfnt.Font
	buffer  sfnt.Buffer
	widths  [faces]map[rune]float64 // in thousandths of the size
	homes   [faces]map[rune]face    // where a face lacks a sign, the one that has it
	strange bool                    // some text had a sign that no face has
}

func newTypes(pdf *fpdf.Fpdf) (*types, error) {
	t := &types{pdf: pdf}
	for f := range faces {
		font, err := sfnt.Parse(f.file())
		if err != nil {
			return nil, fmt.Errorf("read a font of the papers: %w", err)
		}
		family, style := f.name()
		pdf.AddUTF8FontFromBytes(family, style, f.file())
		t.fonts[f], t.widths[f], t.homes[f] = font, map[rune]float64{}, map[rune]face{}
	}
	return t, pdf.Error()
}

func (t *types) has(f face, r rune) bool {
	index, err := t.fonts[f].GlyphIndex(&t.buffer, r)
	return err == nil && index != 0
}

// home is the face that sets a character: the one asked for, else the one with
// the most signs.
func (t *types) home(f face, r rune) face {
	home, ok := t.homes[f][r]
	if !ok {
		home = f
		if !t.has(f, r) && t.has(code, r) {
			home = code
		}
		t.homes[f][r] = home
	}
	return home
}

// width is how wide a character is at a size of one.
func (t *types) width(f face, r rune) float64 {
	f = t.home(f, r)
	width, ok := t.widths[f][r]
	if !ok {
		t.choose(f, 10)
		width = float64(t.pdf.GetStringSymbolWidth(string(r))) / 1000
		t.widths[f][r] = width
	}
	return width
}

func (t *types) choose(f face, size float64) {
	family, style := f.name()
	t.pdf.SetFont(family, style, size)
}

// legible brings text into a form in which each character has a sign: what
// is made of a letter and an accent becomes one letter, control characters go,
// and what no face can set becomes an empty box, of which the paper tells.
func (t *types) legible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == softHyphen:
			return r
		case r == '\t':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
			return -1
		case r > widest, rightToLeft(r), !t.has(plain, r) && !t.has(code, r):
			t.strange = true
			return stranger
		}
		return r
	}, alike.Replace(norm.NFC.String(text)))
}

// rightToLeft tells letters whose lines run the other way. They are not set:
// in the wrong order they would be read wrongly.
func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}
