package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"surety/app"
	"surety/fault"
)

type userCommand struct {
	Add  userAddCommand  `cmd:"" help:"Add an account.\n\nExample: surety user add mara@example.org --name 'Mara Lind' --role manager --person PERSON-0001"`
	List userListCommand `cmd:"" help:"List the accounts.\n\nExample: surety user list"`
}

type userAddCommand struct {
	Login  string   `arg:"" help:"What they sign in with, such as a mail address."`
	Name   string   `help:"Their name." required:""`
	Role   []string `help:"manager, risk_owner, control_owner, contributor, auditor or reader; may be given several times." required:""`
	Person string   `help:"Key of the person whose account it is; approvals and acceptances need one."`
}

// Run adds an account; the password is asked for, or read from standard input.
func (u *userAddCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	password, err := readPassword(std)
	if err != nil {
		return err
	}
	roles := make([]app.Role, len(u.Role))
	for i, role := range u.Role {
		roles[i] = app.Role(role)
	}
	account, err := p.AddAccount(ctx, actor, app.NewAccount{Login: u.Login, Name: u.Name, Password: password, Roles: roles, Person: u.Person})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "%s can sign in as %s\n", account.Name, account.Login)
	return err
}

// readPassword asks on a terminal, without showing what is typed, and reads a
// line where there is none.
func readPassword(std streams) (string, error) {
	if f, ok := std.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(std.Err, "Password: ")
		typed, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(std.Err)
		return string(typed), err
	}
	line, err := readLine(std.In, 1000)
	if err != nil {
		return "", fault.New(fault.Malformed, "no password was given on standard input: %w", err)
	}
	return line, nil
}

type userListCommand struct{}

// Run lists the accounts.
func (*userListCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	accounts, err := p.Accounts(ctx, actor)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		state := ""
		if account.Disabled {
			state = "  disabled"
		}
		if _, err := fmt.Fprintf(std.Out, "%s  %s  %s%s\n", account.Login, account.Name, strings.Join(account.Roles, ", "), state); err != nil {
			return err
		}
	}
	return nil
}

type tokenCommand struct {
	Add tokenAddCommand `cmd:"" help:"Add a token for a script; it is printed once, alone on the last line.\n\nExample: surety token add nightly --role reader"`
}

type tokenAddCommand struct {
	Name string        `arg:"" help:"What the token is for."`
	Role []string      `help:"Roles of the token." default:"reader"`
	For  time.Duration `help:"How long it is valid." default:"8760h"`
}

// Run adds a token and prints it.
func (t *tokenAddCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	roles := make([]app.Role, len(t.Role))
	for i, role := range t.Role {
		roles[i] = app.Role(role)
	}
	secret, err := p.AddToken(ctx, actor, t.Name, roles, t.For)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.Out, "Token %q, valid until %s. It is shown this once:\n%s\n", t.Name, p.Now().Add(t.For).Format("2006-01-02"), secret)
	return nil
}
