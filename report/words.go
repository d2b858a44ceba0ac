package report

// What the papers say by themselves, gathered here. A sentence is whole and is
// never put together of parts, so that it can be said in another language.
const (
	// Disclaimer is what every paper says of itself.
	Disclaimer = "Computed from records; not a statement of conformity."

	sayPage    = "Page %d of %d"
	sayFoot    = "%s · %s"
	sayStrange = "Characters that the fonts of this paper lack stand as □."

	sayAsOf        = "%s, log entry %d"
	sayAsOfBetween = "%s, log entries %d to %d" // records changed meanwhile

	sayAbout   = "About"
	sayPaper   = "Paper"
	sayInShort = "In short"
	sayNote    = "Note"

	sayNobodyYet   = "nobody yet"
	sayNoReason    = "no reason given"
	sayDifferences = "Differences from released %s"
)
