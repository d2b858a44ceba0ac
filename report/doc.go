// Package report writes the papers that leave the house: the Statement of
// Applicability (ISO/IEC 27001 6.1.3 d), the risk register (6.1.2, 6.1.3, 8.2, 8.3),
// documents (7.5) and any list, as PDF, spreadsheet and Markdown.
//
// Main words: a [Paper] is the content, worked out once from what app lets its
// reader see; a format only lays it out, so all formats say the same, in the order
// of the screen, and none shows what its reader may not see. A press sets a paper on
// pages: types know the letters and break lines, columns share out the width of a
// table, prose is a text in Markdown, furniture is the title block with the head and
// foot of each page. What a paper says by itself it says in the language of the
// context's reader, with the days of the organization; that of a document speaks the
// document's own.
//
// Invariants: a paper made from a draft says so and how it differs from the release;
// every paper says from which records it was made, that it is computed from them and
// that it is not a statement of conformity. A paper that holds what is not for
// everybody says so on each page. What means something by its colour says it by a
// sign or a word too. No text becomes a formula, Markdown or a link of its own making.
package report
