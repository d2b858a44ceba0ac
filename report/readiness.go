package report

import (
	"context"
	"slices"
	"strings"

	"surety/app"
	"surety/app/readiness"
	"surety/conform"
	"surety/record"
)

// Readiness makes the paper of how ready a management system is for certification:
// what is missing, what each stage will ask, and what shows each requirement.
func Readiness(ctx context.Context, a *app.App, actor app.Actor, query app.VerdictQuery) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		ready, err := readiness.Of(ctx, a, actor, query)
		if err != nil {
			return err
		}
		r := p.reader
		p.Name, p.Formats, p.Title, p.Wide = "readiness", []string{PDF, XLSX, Markdown}, r.Say("Readiness for certification"), true
		p.Standing = ready.Report.Pack.Designation
		p.Facts = []Fact{
			{Label: r.Say("Management system"), Value: ready.Report.ManagementSystem},
			{Label: r.Say("Standard"), Value: ready.Report.Pack.Designation},
			{Label: r.Say("Before stage 2 can begin"), Value: r.Count(ready.Blocking(1), "one gap", "%d gaps")},
			{Label: r.Say("In stage 2"), Value: r.Count(ready.Blocking(2), "one gap", "%d gaps")},
		}
		if err := p.markProofs(ctx, a, actor, ready); err != nil {
			return err
		}
		p.add(paragraph(p.disclaimer()), heading{1, r.Say("What is missing")})
		if len(ready.Gaps) == 0 {
			p.add(paragraph(r.Say("No requirement fails, and none waits for a person.")))
		}
		p.add(p.gaps(ready))
		p.add(heading{1, r.Say("What stage 1 will ask, and what shows it")}, p.asked(ready, 1), heading{1, r.Say("What stage 2 will ask, and what shows it")}, p.asked(ready, 2))
		return nil
	})
}

// markProofs keeps which records of the paper are not for everybody.
func (p *Paper) markProofs(ctx context.Context, a *app.App, actor app.Actor, ready *readiness.Readiness) error {
	var keys []string
	for _, row := range ready.Rows {
		for _, proof := range row.Proofs {
			keys = append(keys, proof.Key)
		}
	}
	slices.Sort(keys)
	for chunk := range slices.Chunk(slices.Compact(keys), app.MostLimit) {
		found, err := a.Named(ctx, actor, chunk...)
		if err != nil {
			return err
		}
		for _, rec := range found {
			p.restrict([]*record.Record{rec})
		}
	}
	return nil
}

// gaps are what does not hold, what blocks most first.
func (p *Paper) gaps(ready *readiness.Readiness) *table {
	r := p.reader
	t := &table{name: sheetName(r.Say("What is missing")), columns: []column{{head: r.Say("Holds up"), short: true}, {head: r.Say("Requirement")}, {head: r.Say("Verdict"), short: true}, {head: r.Say("Why")}, {head: r.Say("What to do"), quiet: true}}}
	for _, gap := range ready.Gaps {
		t.rows = append(t.rows, row{cells: []cell{said(r.Say("Stage %d", gap.Stage)), p.requirement(gap), p.verdict(gap), said(gap.Reason), said(gap.Mend)}})
	}
	return t
}

// asked are the requirements of a stage under their clauses, each with what an auditor
// will ask and the records that answer it.
func (p *Paper) asked(ready *readiness.Readiness, stage int) *table {
	r := p.reader
	t := &table{name: sheetName(r.Say("Stage %d", stage)), columns: []column{{head: r.Say("Requirement")}, {head: r.Say("What is asked")}, {head: r.Say("Verdict"), short: true}, {head: r.Say("Shown by")}}}
	clause := ""
	for _, of := range ready.Rows {
		if of.Stage != stage {
			continue
		}
		top := of.Entry.Path()[0]
		if name := top.ID + "  " + top.Title.In(r.Tag()); name != clause {
			clause = name
			t.rows = append(t.rows, row{group: clause})
		}
		var questions []string
		for _, question := range of.Entry.Questions {
			questions = append(questions, question.In(r.Tag()))
		}
		t.rows = append(t.rows, row{cells: []cell{p.requirement(of), said(strings.Join(questions, "\n")), p.verdict(of), p.proofs(of)}})
	}
	return t
}

func (p *Paper) requirement(of readiness.Row) cell {
	return said(of.ID + " " + of.Entry.Title.In(p.reader.Tag()))
}

// verdict is a verdict in words, with the sign of what it means.
func (p *Paper) verdict(of readiness.Row) cell {
	r := p.reader
	switch of.Verdict {
	case conform.Holds:
		return toned(r.Say("holds"), good)
	case conform.Fails:
		return toned(r.Say("fails"), bad)
	case conform.NeedsPerson:
		return toned(r.Say("needs a person"), doubtful)
	case conform.NoOccasion:
		return toned(r.Say("no occasion yet"), quiet)
	}
	return toned(r.Say("could not be computed"), bad)
}

// proofs names the records that passed a check.
func (p *Paper) proofs(of readiness.Row) cell {
	var c cell
	for i, proof := range of.Proofs {
		if i > 0 {
			c.pieces = append(c.pieces, piece{text: "; "})
		}
		c.pieces = append(c.pieces, piece{text: proof.Key, key: proof.Key}, piece{text: " " + proof.Title})
	}
	if len(c.pieces) == 0 {
		return toned(p.reader.Say("no record"), quiet)
	}
	return c
}
