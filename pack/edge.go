package pack

import "slices"

// Relation says how the entry that an edge comes from relates to the one that
// it leads to.
type Relation string

// The relations of edges. The first eight map a newer edition to an older one,
// or an adopting standard to what it adopts, always in this direction.
const (
	RelationSame     Relation = "same"     // one old entry became this one
	RelationMerged   Relation = "merged"   // several old entries became this one
	RelationSplit    Relation = "split"    // the old entry is divided among several
	RelationWidened  Relation = "widened"  // asks for more than the old one
	RelationNarrowed Relation = "narrowed" // asks for less than the old one
	RelationNew      Relation = "new"      // nothing in the old edition led here: To.ID is empty
	RelationGone     Relation = "gone"     // nothing here goes on with the old entry: From.ID is empty
	RelationSupports Relation = "supports" // helps to fulfil the other
	RelationRelated  Relation = "related"  // concerns the same matter
)

// lineage are the relations by which one entry became another.
var lineage = []Relation{RelationSame, RelationMerged, RelationSplit, RelationWidened, RelationNarrowed}

// IsLineage tells relations by which one entry became another: same, merged,
// split, widened and narrowed.
func (r Relation) IsLineage() bool { return slices.Contains(lineage, r) }

// Edge is one line of a crosswalk.
type Edge struct {
	From     Ref // in the pack that states the edge
	To       Ref // in an edition that may be loaded or not
	Relation Relation
	Strength float64 // 0 to 1: how much of the one is in the other
}
