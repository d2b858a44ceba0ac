// Package api is the door for scripts: JSON over HTTP under /api/v1, the same
// for every kind, described by /api/v1/openapi.json which is made from the
// kinds. A bearer token names the account; everything goes through app.
//
// Errors are problem documents (RFC 9457); a stale write carries the record
// that stands.
package api
