// Package picture turns plain numbers into pictures: a heat map, a bar of where
// requirements stand, bars made of pieces, a line of readings over time.
//
// A picture is laid out once, of rectangles, paths and texts, and drawn twice: as
// SVG in a page, whose colours the page's stylesheet gives, and in a PDF, in the
// colours of paper. Beside it stands the table that says the same, for who reads
// with the ears and for who wants the figures.
//
// Colour never stands alone: lightness falls from level to level, so that a copy in
// grey reads, and a number or a word is in every cell.
package picture
