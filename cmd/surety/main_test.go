package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"surety/isms"
)

// asProgram makes the test's own binary be surety, for tests that kill it.
const asProgram = "SURETY_TEST_AS_PROGRAM"

// standsAt names an instant at which the clock of that surety stands.
const standsAt = "SURETY_TEST_STANDS_AT"

func TestMain(m *testing.M) {
	program := func() {
		if err := errors.Join(limitFiles(), becomeNobody()); err != nil {
			panic(err)
		}
		c := &commands{kinds: isms.Kinds()}
		if at := os.Getenv(standsAt); at != "" {
			var err error
			if c.at, err = time.Parse(time.RFC3339, at); err != nil {
				panic(err)
			}
		}
		os.Exit(c.run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
	}
	if os.Getenv(asProgram) != "" {
		program()
	}
	testscript.Main(allTests{m}, map[string]func(){"surety": program})
}

func TestTheCommandLineDoesWhatItsScriptsSay(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireUniqueNames: true, Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits}})
}

// exits is a command of the scripts: "exits 2 surety …" runs a program and wants
// this very exit code, where "! exec" takes any but 0.
func exits(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGUMENT…]")
	}
	var left *exec.ExitError
	code, err := 0, ts.Exec(args[1], args[2:]...)
	if errors.As(err, &left) {
		code = left.ExitCode()
	} else if err != nil {
		ts.Fatalf("%s can't be run: %v", args[1], err)
	}
	if args[0] != strconv.Itoa(code) {
		ts.Fatalf("%s exits with %d, expected %s", args[1], code, args[0])
	}
}
