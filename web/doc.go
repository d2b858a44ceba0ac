// Package web is the browser's door: server-rendered pages made of about
// fifteen components, the same for every kind of record, and pages of their
// own where a concern deserves one.
//
// Main words: a page has a shell (places, search, notices) and content; a
// component draws one thing from values that a handler has read through app.
//
// Invariants: everything works without script; no script or style stands
// inline, nothing is loaded from elsewhere; every form carries the session's
// token; nothing is shown that app did not give for this actor.
package web
