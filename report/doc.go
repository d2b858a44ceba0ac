// Package report writes the papers that leave the house: today the Statement
// of Applicability (ISO/IEC 27001 6.1.3 d) as PDF, spreadsheet and Markdown.
//
// Main words: a paper is the content, worked out once from what app lets its
// reader see; a format only lays it out. So all formats say the same, in the
// order of the screen, and none shows what its reader may not see.
//
// Invariants: a paper made from a draft says so and how it differs from the
// release; every paper says that it is computed from records and is not a
// statement of conformity.
package report
