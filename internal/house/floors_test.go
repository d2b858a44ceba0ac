// Package house holds the rules of which package may import which, and the test
// that they are kept. The table of floors is the one place that states them; a new
// package needs a line in it.
package house

// room is a package with all below it, or where its path ends in /*, each package
// of that folder with all below it. Within a room imports are free.
type room struct {
	path string
	// only: of ours it imports these alone, not all that lies on lower floors.
	only []string
	// users: it is imported by these alone, not by all on higher floors.
	users []string
	// tests: it is for tests alone. It may use what has users of its own, as they do.
	tests bool
	// pure: it neither reads a clock nor draws by chance, and touches no file, network
	// or database. What it needs of these is handed to it.
	pure bool
}

// foundation is what even those rooms import that import nothing else of ours.
var foundation = []string{"fault", "record"}

// floors stand in the order in which they carry each other: a room imports rooms
// of lower floors, never one of its own floor or above.
var floors = [][]room{
	{{path: "fault", pure: true}, {path: "language", pure: true}, {path: "picture", pure: true}},
	{{path: "record", pure: true}},
	{{path: "expr", pure: true}},
	{{path: "pack", pure: true}},
	{{path: "isms/*", only: foundation, pure: true}},
	{{path: "isms", pure: true}}, // the list of kinds
	{{path: "journal", only: foundation, pure: true}},
	// Edges reach records through app alone, which authorizes, validates and tells.
	{{path: "store", users: []string{"conform", "app", "cmd/*"}}},
	{{path: "conform", pure: true}},
	{{path: "app"}},
	{{path: "report"}, {path: "connect"}, {path: "demo", users: []string{"cmd/*"}, pure: true}},
	{{path: "interop/*"}},
	{{path: "docs/guide", users: []string{"web"}, pure: true}},
	{{path: "web/components", users: []string{"web/*", "web"}}},
	{{path: "web/*", users: []string{"web", "cmd/*"}}},
	{{path: "web"}, {path: "api"}, {path: "mcp"}, {path: "taxii"}},
	{{path: "cmd/*"}},
	{
		{path: "internal/house", tests: true},
		{path: "internal/testbrowser", tests: true},
		{path: "internal/testpostgres", tests: true},
	},
	{{path: "internal/testhouse", tests: true}},
}

// confinement says where packages that are not ours may be imported. A path ending
// in /... stands for all below it too.
type confinement struct {
	paths []string
	rooms []string
	why   string
}

var confinements = []confinement{
	{
		paths: []string{"database/sql/...", "github.com/jackc/pgx/v5/...", "modernc.org/sqlite/..."},
		rooms: []string{"store", "internal/testpostgres"},
		why:   "SQL stays in store",
	},
	{
		paths: []string{"net/http/..."},
		rooms: []string{"connect", "web/components", "web/*", "web", "api", "mcp", "taxii", "cmd/*"},
		why:   "HTTP stays at the doors",
	},
	{
		paths: []string{"github.com/danielgtaylor/huma/v2/..."},
		rooms: []string{"api"},
		why:   "the library of the REST interface stays in it",
	},
}

// impure is what a pure room does not import.
var impure = []string{"os/...", "net", "net/http/...", "database/sql/...", "syscall", "log", "crypto/rand"}

// sources are the packages whose clock or chance a pure room does not use, and the
// names of each that it may: those that are handed what they depend on.
var sources = map[string]func(name string) bool{
	"time":                   noneOf("Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"),
	"math/rand":              oneOf("New", "NewSource", "NewZipf", "Rand", "Source", "Source64", "Zipf"),
	"math/rand/v2":           oneOf("New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "PCG", "ChaCha8", "Zipf"),
	"github.com/google/uuid": noneOf("New", "NewString", "NewRandom", "NewUUID", "NewV6", "NewV7", "NewDCEPerson", "NewDCEGroup", "NewDCESecurity"),
}
