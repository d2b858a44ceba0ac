package fault

// Kind is the kind of an error; the doors know nothing finer.
type Kind int

// The kinds, with what each means to the person who meets it.
const (
	Internal        Kind = iota // our mistake: told plainly, details in the log
	Malformed                   // the request or file can't be read as what it claims to be
	Invalid                     // readable, but breaks a rule of its kind
	Unauthenticated             // nobody is signed in
	Forbidden                   // signed in, but not entitled
	NotFound                    // no such record, kind, field or file, or not visible to the actor
	Exists                      // it is already there
	Stale                       // based on a revision that is no longer the newest
	TooLarge                    // over a bound on rows, bytes, depth or time
	Unsupported                 // made by a newer program, or a format that isn't read
	Unavailable                 // disk full, database gone: nothing was changed, try again
	Uncomputable                // a verdict that could not be computed
	Throttled                   // tried too often: the error says how long to wait
)

// kinds is the one table from a kind to its name, HTTP status and exit code.
// Exit codes: 2 could not be done, as the command line's contract says.
var kinds = [...]struct {
	name   string
	status int
	exit   int
}{
	Internal:        {"internal error", 500, 2},
	Malformed:       {"malformed", 400, 2},
	Invalid:         {"invalid", 422, 2},
	Unauthenticated: {"not signed in", 401, 2},
	Forbidden:       {"not allowed", 403, 2},
	NotFound:        {"not found", 404, 2},
	Exists:          {"already exists", 409, 2},
	Stale:           {"changed by somebody else", 409, 2},
	TooLarge:        {"too large", 413, 2},
	Unsupported:     {"not supported", 415, 2},
	Unavailable:     {"unavailable", 503, 2},
	Uncomputable:    {"could not be computed", 500, 2},
	Throttled:       {"tried too often", 429, 2},
}

// String names the kind.
func (k Kind) String() string { return kinds[k].name }

// Status is the HTTP status that tells the kind (RFC 9110, RFC 6585).
func (k Kind) Status() int { return kinds[k].status }

// Exit is the exit code that tells the kind on the command line.
func (k Kind) Exit() int { return kinds[k].exit }
