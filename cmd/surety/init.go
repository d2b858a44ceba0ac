package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"surety/app"
)

type initCommand struct {
	Organization string `help:"Name of the organization." required:""`
	Name         string `help:"Name of the first account's person." required:""`
	Login        string `help:"What they sign in with." required:""`
}

// Help shows an example to be pasted.
func (*initCommand) Help() string {
	return example(`echo 'correct horse battery' | surety --dir own init --organization 'Nordwerk Netz' --name 'Mara Lind' --login mara@example.org`)
}

// Run makes the organization and its first account; the password is asked for,
// or read from standard input.
func (i *initCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	password, err := readPassword(std)
	if err != nil {
		return err
	}
	token, err := p.SetUpToken(ctx)
	if err != nil {
		return err
	}
	if _, err := p.SetUp(ctx, token, app.SetUpForm{Organization: i.Organization, Name: i.Name, Login: i.Login, Password: password}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "%s is set up in %s. Begin with: surety serve\n", i.Organization, c.Dir)
	return err
}

// readLine reads up to the first line end, at most a number of bytes.
func readLine(r io.Reader, most int) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(most)))
	if err != nil {
		return "", err
	}
	text, _, _ := strings.Cut(string(data), "\n")
	if text = strings.TrimSuffix(text, "\r"); text == "" {
		return "", io.ErrUnexpectedEOF
	}
	return text, nil
}
