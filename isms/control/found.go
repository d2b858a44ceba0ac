package control

import "surety/record"

// Found says what evidence shows of a control that is declared implemented.
type Found string

// What may be found. Assessed comes from assessments, of which there are none
// in this package: a control is never found effective by evidence alone.
const (
	FoundNothing Found = ""        // nothing is declared that could be shown
	Claimed      Found = "claimed" // declared implemented, no evidence in date
	InDate       Found = "in_date" // evidence in date
)

// Proof is one piece of evidence as far as a status depends on it.
type Proof struct {
	Collected record.Date
	Expires   record.Date // empty: it does not run out
	Ended     bool        // withdrawn
}

// InDate tells whether the proof counts on a day.
func (p Proof) InDate(today record.Date) bool {
	return !p.Ended && p.Collected != "" && p.Collected <= today && (p.Expires == "" || p.Expires >= today)
}

// FoundStatus holds a declared status against its evidence: only what is
// declared implemented or partly implemented can be found in date or claimed.
func FoundStatus(declared string, proofs []Proof, today record.Date) Found {
	if declared != "implemented" && declared != "partly" {
		return FoundNothing
	}
	for _, p := range proofs {
		if p.InDate(today) {
			return InDate
		}
	}
	return Claimed
}
