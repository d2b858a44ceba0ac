// Package record is the meta-model that everything in surety stands on: what
// an information security management system keeps is a record of a kind.
//
// A kind is one Go struct whose tags declare its fields:
//
//	type Supplier struct {
//		Name   string      `json:"name" label:"Name" is:"required,title,search"`
//		Owner  record.Ref  `json:"owner,omitzero" label:"Owner" to:"person" back:"suppliers" is:"required,index"`
//		Rating string      `json:"rating,omitzero" label:"Rating" enum:"low,medium,high" is:"index,list"`
//		Review record.Date `json:"review,omitzero" label:"Next review" clause:"27001 8.1" is:"index"`
//	}
//
// The tags:
//
//	json    the field's name in bodies, expressions, files and the API
//	label   the short name that a person reads
//	help    one sentence about what belongs here
//	enum    the permitted values, "low,medium,high" or "low=Low indeed,high=High"
//	to      for a Ref or []Ref: the kinds it may point to, "person" or "asset,supplier"
//	back    the name under which the target sees the records that point to it
//	order   the indexed field that lists sort by in this one's place, "rank"
//	clause  the clause that the field answers to, "27001 6.1.2 c 2"
//	max     the most characters of a text (default 300; Markdown 200,000), or rows of a list
//	is      comma-separated marks, see [Mark] constants
//
// From one declaration come form, table, filters, search, history, API, JSON
// Schema, spreadsheet columns and import. Other words of the package: a body
// is a pointer to a kind's struct; a record is a body with its identity, key,
// state and revision; a lifecycle says which states a record may be in, which
// transitions lead there and who may make them.
//
// Invariants: a catalogue holds each kind once and every reference names a
// kind of the catalogue; encoding a body and decoding it again gives the same
// body; validation never panics, whatever the body holds.
package record
