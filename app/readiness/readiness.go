// Package readiness says how ready a management system is for certification: what
// shows each requirement, what is missing in the order of what it blocks, and what an
// auditor of each stage will ask. It serves the initial certification audit of ISO/IEC
// 17021-1 and 27006-1.
//
// Main words: a gap is a requirement that does not hold; a stage is one of the two
// parts of an initial certification audit. A proof is a record that passed a check.
//
// Invariants: guidance and rules of one's own are no gaps. Nothing here says that a
// requirement is met: it says what records show.
//
// What each stage looks at is known from public sources and was not checked in a
// licensed copy of either standard; pages and papers say so.
package readiness

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"surety/app"
	"surety/conform"
	"surety/pack"
)

// mostProofs is how many records are named that show a requirement.
const mostProofs = 5

// Readiness is how ready one management system is.
type Readiness struct {
	Report *conform.Report
	Rows   []Row // the requirements, in the order of the standard
	Gaps   []Row // those that do not hold, what blocks most first
}

// Row is one requirement with what shows it.
type Row struct {
	*conform.Requirement
	Stage  int // 1: it stands in the way of stage 2 beginning at all; 2: it is looked at there
	Blocks Block
	Proofs []conform.Named
}

// Block is what a gap holds up. The lower comes first.
type Block int

// What gaps hold up.
const (
	Nothing     Block = iota // it is no gap
	SecondStage              // stage 2 can't begin: there is nothing yet that it could audit
	Certificate              // a nonconformity, to be mended before a certificate is given
	Judgement                // the answer of a person, which an auditor will ask for
)

// Of computes the readiness of a management system, as the actor may see it.
func Of(ctx context.Context, a *app.App, actor app.Actor, query app.VerdictQuery) (*Readiness, error) {
	report, err := a.Verdict(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	query.Standard = report.Pack.Ref().String()
	proofs, err := a.Proofs(ctx, actor, query, mostProofs)
	if err != nil {
		return nil, err
	}
	list := &Readiness{Report: report}
	for i := range report.Requirements {
		q := &report.Requirements[i]
		if q.Force != pack.ForceRequirement {
			continue
		}
		row := Row{Requirement: q, Stage: stageOf(q), Proofs: proofs[q.ID]}
		row.Blocks = row.blocks()
		list.Rows = append(list.Rows, row)
		if row.Blocks != Nothing {
			list.Gaps = append(list.Gaps, row)
		}
	}
	slices.SortStableFunc(list.Gaps, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Blocks, b.Blocks), cmp.Compare(a.weight(), b.weight()))
	})
	return list, nil
}

// blocks is what the row holds up.
func (r Row) blocks() Block {
	switch {
	case !r.Verdict.Worse(conform.Holds):
		return Nothing
	case r.Stage == 1:
		return SecondStage
	case r.Verdict.Worse(conform.NeedsPerson):
		return Certificate
	}
	return Judgement
}

// weight puts what fails or can't be computed before what waits for a person. Rows
// of one weight stay in the order of the standard.
func (r Row) weight() int {
	if r.Verdict.Worse(conform.NeedsPerson) {
		return 0
	}
	return 1
}

// stageOne are the clauses that stage 1 looks at first, since without them there is
// nothing that stage 2 could audit: the scope, the policy, the assessment and
// treatment of risks with the Statement of Applicability, the objectives, and that
// internal audits and management reviews are planned and held.
var stageOne = []string{"4.3", "5.2", "6.1.2", "6.1.3", "6.2", "9.2", "9.3"}

// stageOf is the stage of a certification audit that a requirement holds up.
func stageOf(q *conform.Requirement) int {
	for _, clause := range stageOne {
		if q.Clause == clause || strings.HasPrefix(q.Clause, clause+".") || strings.HasPrefix(q.Clause, clause+" ") {
			return 1
		}
	}
	return 2
}

// Asked are the rows of a stage of which the standard's pack knows what an auditor
// will ask.
func (r *Readiness) Asked(stage int) []Row {
	return slices.DeleteFunc(slices.Clone(r.Rows), func(row Row) bool { return row.Stage != stage || len(row.Entry.Questions) == 0 })
}

// Blocking are the gaps that hold up something.
func (r *Readiness) Blocking(what Block) []Row {
	return slices.DeleteFunc(slices.Clone(r.Gaps), func(row Row) bool { return row.Blocks != what })
}
