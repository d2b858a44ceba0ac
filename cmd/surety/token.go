package main

import (
	"context"
	"fmt"
	"time"

	"surety/app"
)

type tokenCommand struct {
	Add tokenAddCommand `cmd:"" help:"Add a token for a script; it is printed once, alone on the last line."`
}

type tokenAddCommand struct {
	Name  string        `arg:"" help:"What the token is for."`
	Owner string        `help:"Sign-in name of whom it belongs to: it may do no more than they may, and history names them. Without: the command line's."`
	Role  []string      `help:"Roles of the token." default:"reader"`
	For   time.Duration `help:"How long it is valid." default:"8760h"`
}

// Help shows an example to be pasted.
func (*tokenAddCommand) Help() string {
	return example(`surety token add nightly --owner mara@nordwerk-netz.example --role reader`)
}

// Run adds a token and prints it.
func (t *tokenAddCommand) Run(ctx context.Context, std streams, c *commands) error {
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		secret, err := t.add(ctx, p, actor)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(std.Out, "Token %q of %s, valid until %s. It is shown this once:\n%s\n", t.Name, t.whose(), p.Now().Add(t.For).Format("2006-01-02"), secret)
		return err
	})
}

func (t *tokenAddCommand) add(ctx context.Context, p *program, actor app.Actor) (string, error) {
	if t.Owner == "" {
		return p.AddToken(ctx, actor, t.Name, roles(t.Role), t.For)
	}
	return p.AddTokenFor(ctx, actor, t.Owner, t.Name, roles(t.Role), t.For)
}

func (t *tokenAddCommand) whose() string {
	if t.Owner == "" {
		return "the command line"
	}
	return t.Owner
}
