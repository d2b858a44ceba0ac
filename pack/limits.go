package pack

// Bounds on what a pack may hold. The largest standards of the family have
// some 300 entries and 300 kB; a pack of a user is refused well before it
// could make the program slow or fill its memory.
const (
	maxPacks      = 200
	maxFiles      = 100     // of one pack
	maxFileSize   = 1 << 20 // bytes
	maxPackSize   = 8 << 20 // bytes of all files of one pack
	maxNesting    = 24      // of YAML: the format itself needs 8
	maxEntries    = 10_000  // also of terms
	maxEdges      = 50_000  // of one pack
	maxDepth      = 12      // of the tree of entries
	maxList       = 200     // items of one list inside an entry, term or header
	maxText       = 20_000  // bytes of one text
	maxExpression = 4_000   // bytes of one expression
	maxProblems   = 100     // told of one pack
	maxHops       = 4       // of a walk over edges
)
