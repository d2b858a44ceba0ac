package report

// What the papers say by themselves, gathered here. A sentence is whole and is
// never put together of parts, so that it can be said in another language.
const (
	// Disclaimer is what every paper says of itself.
	Disclaimer = "Computed from records; not a statement of conformity."

	sayPage    = "Page %d of %d"
	sayFoot    = "%s · %s"
	sayStrange = "Characters that the fonts of this paper lack stand as □."

	sayFromTo = "%d to %d" // records changed while the paper was made

	sayAbout   = "About"
	sayPaper   = "Paper"
	sayInShort = "In short"
	sayNote    = "Note"

	// A picture's description stands between these two.
	sayPictureBefore = "[Picture, not in this paper: "
	sayPictureAfter  = "]"
)

// Of the Statement of Applicability.
const (
	sayNobodyYet   = "nobody yet"
	sayNoReason    = "no reason given"
	sayTheme       = "%s  %s"
	sayOwnControls = "The organization's own controls"
	sayDifferences = "Differences from released %s"
)

// Of lists.
const (
	sayRecords         = "%d records"
	sayHoldsRestricted = "Holds restricted records: %d"
	sayRestrictedState = "%s, restricted"
	sayNothing         = "Nothing fits."
	sayWords           = "Words: %s"
	sayAll             = "All, ended ones too"
	sayLive            = "All that have not ended"
	sayAscending       = "%s, ascending"
	sayDescending      = "%s, descending"
)

// sayOperators say a condition on a field by its operator.
var sayOperators = map[string]string{
	"eq": "%s: %s", "in": "%s: %s", "ne": "%s: not %s", "lt": "%s: below %s", "le": "%s: at most %s", "gt": "%s: above %s", "ge": "%s: at least %s",
	"prefix": "%s: begins with %s", "set": "%s: given%s", "empty": "%s: none%s",
}

// Of the risk register.
const (
	sayRisks       = "%d risks"
	sayRegister    = "Risk register"
	saySummary     = "Risks by level"
	sayLevels      = "Under each level stand the consequence and the likelihood that it comes of, consequence first."
	sayInherent    = "Inherent: how many risks stand where before treatment"
	sayResidual    = "Residual: how many stand where after it"
	sayConsequence = "Consequence"
	sayLikelihood  = "Likelihood"
	sayBorder      = "Below the heavy line a risk may stay as it is."
	sayNotAssessed = "Not assessed"
	sayNotAccepted = "not accepted"
	sayAcceptedBy  = "%s\n%s"
	sayAcceptedTil = "%s\n%s\nuntil %s"
	sayLapsed      = "lapsed, given %s\nby %s"
	sayAsserted    = "only asserted,\nby %s"
	sayCells       = "%s\n%d × %d"
	sayDue         = " Due\u00a0%s."
	sayDone        = " Done\u00a0%s."
	sayUntreated   = "none"
)

// Of documents.
const (
	sayVersionState = "Version %s, %s"
	sayApproval     = "%s, %s"
	sayFile         = "The text of this document is the file %s (%d bytes, SHA-256 %s). It is kept with the record and is not part of this paper."
	sayElsewhere    = "The text of this document is kept elsewhere: %s"
	sayNoText       = "This document has no text yet."
	sayHistory      = "Change history"
	sayOlder        = "Older versions stand in the history of the record."
	sayRestricted   = "Restricted"
	sayBoth         = "%s · %s"
)
