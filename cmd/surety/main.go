// Command surety runs an information security management system: it serves it
// in the browser, judges it by the standards, imports and reports. Each command
// is a file of this package; here is nothing but their wiring.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // organizations name time zones, and not every machine knows them

	"github.com/alecthomas/kong"

	"surety/fault"
	"surety/isms"
	"surety/record"
)

// commands is the grammar of the command line.
type commands struct {
	Dir string `help:"Data folder; the SQLite database is surety.db in it." default:"surety-data" env:"SURETY_DIR" type:"path"`
	DB  string `help:"PostgreSQL database to use instead, as postgres://…" env:"SURETY_DB" name:"db"`
	Org string `help:"Organization, where the database holds several." env:"SURETY_ORG"`

	Serve    serveCommand    `cmd:"" help:"Serve the browser and the API."`
	Init     initCommand     `cmd:"" help:"Make an organization and its first account without a browser. The password is asked for, or read from standard input."`
	Check    checkCommand    `cmd:"" help:"Judge the requirements of a standard from the records."`
	Import   importCommand   `cmd:"" help:"Import from files."`
	Report   reportCommand   `cmd:"" help:"Write a paper."`
	List     listCommand     `cmd:"" help:"List the records of a kind."`
	Get      getCommand      `cmd:"" help:"Show one record."`
	Risk     riskCommand     `cmd:"" help:"Risk in figures."`
	Standard standardCommand `cmd:"" help:"The standards that surety knows."`
	Pack     packCommand     `cmd:"" help:"Packs of your own."`
	Backup   backupCommand   `cmd:"" help:"Write a backup, also while surety serves."`
	Restore  restoreCommand  `cmd:"" help:"Restore a backup into an empty place."`
	Log      logCommand      `cmd:"" help:"The log that proves what was recorded."`
	Demo     demoCommand     `cmd:"" help:"The demonstration organization."`
	User     userCommand     `cmd:"" help:"Accounts."`
	Token    tokenCommand    `cmd:"" help:"Tokens for scripts."`
	Version  versionCommand  `cmd:"" help:"Print the version."`

	kinds []*record.Kind // what the organization keeps; all else follows from them
	at    time.Time      // when the program believes it is; zero: by the machine's clock
}

// catalogue is the catalogue of the program's kinds.
func (c *commands) catalogue() (*record.Catalogue, error) { return record.NewCatalogue(c.kinds...) }

// streams are what a command talks through.
type streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// exit is an outcome that isn't an error: the command did its work, and the
// code tells what it found.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, isms.Kinds(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// example is how a command's help shows a line to be pasted: unbroken, however
// narrow the terminal is.
func example(line string) string { return "Example:\n\n\t" + line }

// run carries out one command line and returns its exit code: 0 done, 2 could
// not be done, and what the command's own contract says.
func run(ctx context.Context, kinds []*record.Kind, args []string, std streams) int {
	return (&commands{kinds: kinds}).run(ctx, args, std)
}

func (c *commands) run(ctx context.Context, args []string, std streams) (code int) {
	parser, err := kong.New(c, kong.Name("surety"),
		kong.Description("Plans, runs, measures and proves an information security management system."),
		kong.Writers(std.Out, std.Err), kong.Exit(func(status int) { panic(exit(status)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(std, c))
	if err != nil {
		return tell(std, err)
	}
	defer func() { // kong leaves by its exit function after --help
		switch left := recover().(type) {
		case nil:
		case exit:
			code = int(left)
		default:
			panic(left)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return tell(std, fault.New(fault.Malformed, "%w", err))
	}
	return tell(std, parsed.Run())
}

// tell writes an error for the person at the terminal and returns the exit code.
func tell(std streams, err error) int {
	var found exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &found):
		return int(found)
	}
	fmt.Fprintf(std.Err, "surety: %v\n", err)
	return fault.KindOf(err).Exit()
}
