package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/report"
	"surety/store"
)

type reportCommand struct {
	SoA        reportSoACommand        `cmd:"" name:"soa" help:"Write the Statement of Applicability."`
	Risks      reportRisksCommand      `cmd:"" help:"Write the risk register."`
	Assessment reportAssessmentCommand `cmd:"" help:"Write the whole risk assessment and treatment, with its method and pictures."`
	Document   reportDocumentCommand   `cmd:"" help:"Write a document with its approval and history."`
	List       reportListCommand       `cmd:"" help:"Write any list."`

	Plan            reportPlanCommand            `cmd:"" help:"Write a risk treatment plan."`
	Audit           reportAuditCommand           `cmd:"" help:"Write the report of an audit."`
	Minutes         reportMinutesCommand         `cmd:"" help:"Write the minutes of a management review."`
	Nonconformity   reportNonconformityCommand   `cmd:"" help:"Write one nonconformity with its causes and actions."`
	Nonconformities reportNonconformitiesCommand `cmd:"" help:"Write the register of nonconformities."`
	Readiness       reportReadinessCommand       `cmd:"" help:"Write how ready a management system is for certification."`
	Conformity      reportConformityCommand      `cmd:"" help:"Write where a management system stands by any standard, section by section."`
	Policies        reportPoliciesCommand        `cmd:"" help:"Write all policies in force as one paper."`
}

// paperFlags say how and where a paper is written.
type paperFlags struct {
	Output   string `short:"o" help:"File to write; - for standard output." required:""`
	Language string `help:"Language of the paper, en or de. A document is written in its own." enum:"en,de" default:"en"`
	Address  string `help:"Where people open surety, such as https://isms.example.org; keys in the paper then lead there."`
}

// write reads a paper with the rights of who asks, and writes it.
func (f *paperFlags) write(ctx context.Context, std streams, c *commands, format string, read func(context.Context, *program, app.Actor) (*report.Paper, error)) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	paper, err := read(language.With(ctx, language.For(f.Language, nil)), p, actor)
	if err != nil {
		return err
	}
	if paper.Address, err = baseAddress(f.Address); err != nil {
		return err
	}
	return writeFile(std, f.Output, func(w io.Writer) error { return paper.Write(w, format) })
}

// baseAddress is an address that those of records are put behind.
func baseAddress(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	address, err := url.Parse(text)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" || address.RawQuery != "" || address.Fragment != "" {
		return "", &fault.Error{Kind: fault.Malformed, Message: fmt.Sprintf("%q is no address of a program", text), Mend: "give one such as https://isms.example.org"}
	}
	return strings.TrimRight(address.String(), "/"), nil
}

type reportSoACommand struct {
	Key    string `arg:"" optional:"" help:"Key of the statement; needed where there are several."`
	Format string `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	Draft  bool   `help:"Write the draft, although a release is in force."`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportSoACommand) Help() string {
	return example(`surety report soa --format pdf -o soa.pdf`)
}

// Run writes the released statement, or the draft where none is released.
func (r *reportSoACommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (paper *report.Paper, err error) {
		key := r.Key
		if key == "" {
			if key, err = onlyStatement(ctx, p, actor); err != nil {
				return nil, err
			}
		}
		return report.SoA(ctx, p.App, actor, key, r.Draft)
	})
}

type reportRisksCommand struct {
	Where  []string `help:"Filter or sort as in the API: state=open, owner=PERSON-0001, sort=-residual_rank." sep:"none"`
	Format string   `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportRisksCommand) Help() string {
	return example(`surety report risks --where evaluation=treat -o risks.pdf`)
}

// Run writes the risk register.
func (r *reportRisksCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		query, err := whereQuery(p, "risk", r.Where, app.MostLimit)
		if err != nil {
			return nil, err
		}
		return report.Register(ctx, p.App, actor, query)
	})
}

type reportAssessmentCommand struct {
	Format string `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportAssessmentCommand) Help() string {
	return example(`surety report assessment --format xlsx -o assessment.xlsx`)
}

// Run writes the risk assessment and treatment.
func (r *reportAssessmentCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return report.Assessment(ctx, p.App, actor)
	})
}

type reportDocumentCommand struct {
	Key    string `arg:"" help:"Key of the document, such as DOC-0001."`
	Format string `help:"pdf, docx or md." enum:"pdf,docx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportDocumentCommand) Help() string {
	return example(`surety report document DOC-0001 -o policy.pdf`)
}

// Run writes a document.
func (r *reportDocumentCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return report.Document(ctx, p.App, actor, r.Key)
	})
}

type reportListCommand struct {
	Kind   string   `arg:"" help:"Kind of record, such as asset."`
	Where  []string `help:"Filter or sort as in the API: state=open, due.lt=2026-12-31, sort=-level." sep:"none"`
	Column []string `help:"Field to show as a column; can be given several times. Without it: those that lists show."`
	Format string   `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportListCommand) Help() string {
	return example(`surety report list supplier --format xlsx -o suppliers.xlsx`)
}

// Run writes a list whole, under the columns that lists show.
func (r *reportListCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		query, err := whereQuery(p, r.Kind, r.Where, app.MostLimit)
		if err != nil {
			return nil, err
		}
		kind := p.Catalogue().Kind(r.Kind)
		for _, name := range r.Column {
			if kind.Field(name) == nil {
				return nil, fault.At(fault.NotFound, kind.Name, name, "there is no such field to show as a column")
			}
		}
		return report.List(ctx, p.App, actor, query, r.Column...)
	})
}

func onlyStatement(ctx context.Context, p *program, actor app.Actor) (string, error) {
	listing, err := p.App.List(ctx, actor, store.Query{Kind: "soa", Limit: 2})
	if err != nil {
		return "", err
	}
	switch len(listing.Records) {
	case 1:
		return listing.Records[0].Key, nil
	case 0:
		return "", fault.New(fault.NotFound, "there is no Statement of Applicability yet")
	}
	return "", &fault.Error{Kind: fault.Invalid, Message: "there are several Statements of Applicability", Mend: "name one by its key; surety list soa shows them"}
}

// writeFile writes a file whole or not at all: into a new one beside it, which
// takes its name at the end.
func writeFile(std streams, name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		return write(std.Out)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".surety-*")
	if err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the error that is told is the first
		}
	}()
	if err := write(f); err != nil {
		_ = f.Close() // likewise
		var failed *fs.PathError
		if errors.As(err, &failed) && failed.Path == f.Name() { // a name that nobody knows
			return &fault.Error{Kind: fault.Unavailable, Message: name + " can't be written, nothing of it was changed", Mend: "make room there, or name another file", Err: failed.Err}
		}
		return err
	}
	if err := f.Sync(); err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	return nil
}
