// Command withpostgres runs a command with a PostgreSQL server for tests, named by
// SURETY_TEST_POSTGRES, and ends the server with it:
//
//	withpostgres go test ./...
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"surety/internal/testpostgres"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "withpostgres: expected a command to run: withpostgres COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// run returns the command's own exit code. A server that is already named is used
// as it is.
func run(command []string) (code int, err error) {
	if os.Getenv(testpostgres.Variable) == "" {
		server, startErr := testpostgres.Start(false)
		if startErr != nil {
			return 1, startErr
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		if err := os.Setenv(testpostgres.Variable, server.URL()); err != nil {
			return 1, err
		}
	}
	child := exec.Command(command[0], command[1:]...)
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		return 1, err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		for received := range signals {
			_ = child.Process.Signal(received) // it fails only when the command has ended
		}
	}()
	err = child.Wait()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}
