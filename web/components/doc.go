// Package components holds the parts of which every page is made: the frame with
// its places and palette, headings and acts, verdicts and states, notices and what
// stands in the way, tables, filters, fields, facts, trees, histories and gauges.
// /help/components shows each in every state.
//
// A component knows nothing of app: it is given what it shows. What it says itself
// it says in the language of the reader in the context (package language). Its
// looks stand in static/style.css, which names each component in a comment.
package components
