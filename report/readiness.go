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
		}
		for _, b := range blocks {
			p.Facts = append(p.Facts, Fact{Label: r.Say(b.title), Value: r.Count(len(ready.Blocking(b.block)), "one gap", "%d gaps")})
		}
		judged := 0
		for _, row := range ready.Rows {
			if row.Judgement != nil && row.Judgement.Lapsed == "" {
				judged++
			}
		}
		p.Facts = append(p.Facts, Fact{Label: r.Say("Judged by a person"), Value: r.Say("%d of %d requirements", judged, len(ready.Rows))})
		if err := p.markProofs(ctx, a, actor, ready); err != nil {
			return err
		}
		p.add(paragraph(p.disclaimer()), paragraph(r.Say("What each stage looks at is told from public sources: check in your licensed copies of ISO/IEC 17021-1 and ISO/IEC 27006-1.")), heading{1, r.Say("What is missing")})
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

// blocks are what gaps hold up, in the order in which they are mended.
var blocks = []struct {
	block readiness.Block
	title string
}{
	{readiness.SecondStage, "Before stage 2 can begin"},
	{readiness.Certificate, "Before a certificate is given"},
	{readiness.Judgement, "Answers that stage 2 will ask for"},
}

// mostMends is how many acts are named that mend one gap.
const mostMends = 10

// gaps are what does not hold under what it holds up, what blocks most first.
func (p *Paper) gaps(ready *readiness.Readiness) *table {
	r := p.reader
	t := &table{name: sheetName(r.Say("What is missing")), columns: []column{{head: r.Say("Holds up"), short: true}, {head: r.Say("Requirement")}, {head: r.Say("Verdict"), short: true}, {head: r.Say("Why")}, {head: r.Say("What to do"), quiet: true}}}
	for _, b := range blocks {
		gaps := ready.Blocking(b.block)
		if len(gaps) > 0 {
			t.rows = append(t.rows, row{group: r.Say(b.title)})
		}
		for _, gap := range gaps {
			t.rows = append(t.rows, row{cells: []cell{said(r.Say("Stage %d", gap.Stage)), p.requirement(gap), p.verdict(gap.Requirement), said(gap.Reason), p.mends(gap)}})
		}
	}
	return t
}

// mends are what to do about a gap, each at the field of the record where it is done.
func (p *Paper) mends(gap readiness.Row) cell {
	mends, more := gap.Mends(mostMends)
	if len(mends) == 0 {
		return said(gap.Mend)
	}
	var c cell
	for i, mend := range mends {
		line := ""
		if i > 0 {
			line = "\n"
		}
		if mend.Key == "" {
			c.pieces = append(c.pieces, piece{text: line + mend.Text})
			continue
		}
		if line != "" {
			c.pieces = append(c.pieces, piece{text: line})
		}
		c.pieces = append(c.pieces, piece{text: mend.Key, key: mend.Key, field: mend.Field}, piece{text: " " + mend.Text})
	}
	if more > 0 {
		c.pieces = append(c.pieces, piece{text: "\n" + p.reader.Say("and %d more", more)})
	}
	return c
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
		t.rows = append(t.rows, row{cells: []cell{p.requirement(of), said(strings.Join(questions, "\n")), p.verdict(of.Requirement), p.proofs(of)}})
	}
	return t
}

func (p *Paper) requirement(of readiness.Row) cell {
	return said(of.ID + " " + of.Entry.Title.In(p.reader.Tag()))
}

// verdict is a verdict in words, with the sign of what it means.
func (p *Paper) verdict(of *conform.Requirement) cell {
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
