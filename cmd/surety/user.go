package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"surety/app"
	"surety/fault"
	"surety/record"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Add an account. The password is asked for, or read from standard input."`
	List    userListCommand    `cmd:"" help:"List the accounts."`
	Change  userChangeCommand  `cmd:"" help:"Change an account's name, roles, person or password; what is not named stays."`
	Disable userDisableCommand `cmd:"" help:"Let an account in no more; it is signed out at once."`
	Enable  userEnableCommand  `cmd:"" help:"Let a disabled account in again."`
	Enter   userEnterCommand   `cmd:"" help:"Print an address by which an account signs in once, within a day; for whoever is locked out."`
}

// managing opens what is there and lets a command work in it as whoever sits at
// the command line.
func (c *commands) managing(ctx context.Context, work func(*program, app.Actor) error) (err error) {
	p, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	return work(p, actor)
}

func roles(names []string) []app.Role {
	var list []app.Role
	for _, name := range names {
		list = append(list, app.Role(name))
	}
	return list
}

type userAddCommand struct {
	Login  string   `arg:"" help:"What they sign in with, such as a mail address."`
	Name   string   `help:"Their name." required:""`
	Role   []string `help:"manager, risk_owner, control_owner, contributor, auditor or reader; may be given several times." required:""`
	Person string   `help:"Key of the person whose account it is; approvals and acceptances need one."`
}

// Help shows an example to be pasted.
func (*userAddCommand) Help() string {
	return example(`echo 'correct horse battery' | surety user add eva@example.org --name 'Eva Lind' --role risk_owner --person PERSON-0001`)
}

// Run adds an account; the password is asked for, or read from standard input.
func (u *userAddCommand) Run(ctx context.Context, std streams, c *commands) error {
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		password, err := readPassword(std)
		if err != nil {
			return err
		}
		account, err := p.AddAccount(ctx, actor, app.NewAccount{Login: u.Login, Name: u.Name, Password: password, Roles: roles(u.Role), Person: u.Person})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.Out, "%s can sign in as %s\n", account.Name, account.Login)
		return err
	})
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
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "", &fault.Error{Kind: fault.Malformed, Message: "no password was given on standard input", Mend: "send one line to it, or run this on a terminal"}
	}
	return line, err
}

type userListCommand struct{}

// Help shows an example to be pasted.
func (*userListCommand) Help() string {
	return example(`surety user list`)
}

// Run lists the accounts: what they sign in with, whose they are and what they may.
func (*userListCommand) Run(ctx context.Context, std streams, c *commands) error {
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		accounts, err := p.Accounts(ctx, actor)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(std.Out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(table, "LOGIN\tNAME\tROLES\tPERSON\tSTATE")
		for _, account := range accounts {
			state := "enabled"
			if account.Disabled {
				state = "disabled"
			}
			person, err := personKey(ctx, p, actor, account.Person)
			if err != nil {
				return err
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", account.Login, account.Name, strings.Join(account.Roles, ","), person, state)
		}
		return table.Flush()
	})
}

// personKey is the key of an account's person; - where it is nobody's.
func personKey(ctx context.Context, p *program, actor app.Actor, id record.ID) (string, error) {
	if id == "" {
		return "-", nil
	}
	person, err := p.Get(ctx, actor, string(id))
	if err != nil {
		return "", err
	}
	return person.Key, nil
}

type userChangeCommand struct {
	Login    string   `arg:"" help:"What they sign in with."`
	Name     *string  `help:"Another name."`
	Role     []string `help:"The roles from now on; may be given several times."`
	Person   *string  `help:"Key of the person whose account it is; empty: nobody's."`
	Password bool     `help:"Another password, asked for or read from standard input; signs the account out everywhere."`
}

// Help shows an example to be pasted.
func (*userChangeCommand) Help() string {
	return example(`surety user change mara@nordwerk-netz.example --role manager --role risk_owner`)
}

// Run changes what is named.
func (u *userChangeCommand) Run(ctx context.Context, std streams, c *commands) error {
	change := app.AccountChange{Name: u.Name, Roles: roles(u.Role), Person: u.Person}
	if u.Name == nil && u.Role == nil && u.Person == nil && !u.Password {
		return &fault.Error{Kind: fault.Malformed, Message: "nothing is to be changed", Mend: "say what: --name, --role, --person or --password"}
	}
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		if u.Password {
			password, err := readPassword(std)
			if err != nil {
				return err
			}
			change.Password = &password
		}
		return changeAccount(ctx, std, p, actor, u.Login, change, "is changed")
	})
}

func changeAccount(ctx context.Context, std streams, p *program, actor app.Actor, login string, change app.AccountChange, done string) error {
	account, err := p.ChangeAccount(ctx, actor, login, change)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "%s %s: %s, %s\n", account.Login, done, account.Name, strings.Join(account.Roles, ", "))
	return err
}

type userDisableCommand struct {
	Login string `arg:"" help:"What they sign in with."`
}

// Help shows an example to be pasted.
func (*userDisableCommand) Help() string {
	return example(`surety user disable anke@nordwerk-netz.example`)
}

// Run disables an account.
func (u *userDisableCommand) Run(ctx context.Context, std streams, c *commands) error {
	disabled := true
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		return changeAccount(ctx, std, p, actor, u.Login, app.AccountChange{Disabled: &disabled}, "is disabled")
	})
}

type userEnableCommand struct {
	Login string `arg:"" help:"What they sign in with."`
}

// Help shows an example to be pasted.
func (*userEnableCommand) Help() string {
	return example(`surety user enable anke@nordwerk-netz.example`)
}

// Run enables an account.
func (u *userEnableCommand) Run(ctx context.Context, std streams, c *commands) error {
	disabled := false
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		return changeAccount(ctx, std, p, actor, u.Login, app.AccountChange{Disabled: &disabled}, "is enabled")
	})
}

type userEnterCommand struct {
	Login string `arg:"" help:"What they sign in with."`
	At    string `help:"Where surety serves." default:"http://127.0.0.1:8443" placeholder:"URL"`
}

// Help shows an example to be pasted.
func (*userEnterCommand) Help() string {
	return example(`surety user enter mara@nordwerk-netz.example`)
}

// Run prints a one-time address, alone on the last line.
func (u *userEnterCommand) Run(ctx context.Context, std streams, c *commands) error {
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		token, account, err := p.OneTimeFor(ctx, actor, u.Login)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.Out, "While surety serves at %s, %s signs in once, within a day, by:\n%s/enter#%s\n", u.At, account.Name, strings.TrimSuffix(u.At, "/"), token)
		return err
	})
}
