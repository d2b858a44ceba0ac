package main

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"surety/isms"
)

// asProgram makes the test's own binary be surety, for tests that kill it.
const asProgram = "SURETY_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	program := func() {
		os.Exit(run(context.Background(), isms.Kinds(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
	}
	if os.Getenv(asProgram) != "" {
		program()
	}
	testscript.Main(m, map[string]func(){"surety": program})
}

func TestTheCommandLineDoesWhatItsScriptsSay(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireUniqueNames: true})
}
