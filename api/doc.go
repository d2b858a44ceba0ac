// Package api is the door for scripts: JSON over HTTP under /api/v1, the same
// for every kind, described by /api/v1/openapi.json which is made from the
// kinds. A bearer token names the account; everything goes through app.
//
// What GET answers can be sent back by PUT. What the program gives (key, state,
// what is computed, approvals) is left out or sent as it stands; anything else is
// refused by name. A reference to what the token may not see reads "restricted",
// and is kept where it is sent back so; in filters such a record is one that isn't
// there. Bodies and queries are read strictly: what would be guessed, dropped or
// taken for something else is refused.
//
// Errors are problem documents (RFC 9457); a stale write carries the record
// that stands.
package api
