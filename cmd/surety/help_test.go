package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"surety/isms"
)

// commandLines are the commands that do something: "log verify".
func commandLines(t *testing.T) []string {
	t.Helper()
	model, err := kong.New(&commands{kinds: isms.Kinds()}, kong.Name("surety"))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, leaf := range model.Model.Leaves(true) {
		var words []string
		for node := leaf; node.Parent != nil; node = node.Parent {
			words = append([]string{node.Name}, words...)
		}
		list = append(list, strings.Join(words, " "))
	}
	return list
}

// exampleOf is the example that a command's help shows, as a reader copies it.
func exampleOf(t *testing.T, command string) string {
	t.Helper()
	var out bytes.Buffer
	if code := run(t.Context(), isms.Kinds(), append(strings.Fields(command), "--help"), streams{strings.NewReader(""), &out, &out}); code != 0 {
		t.Fatalf("surety %s --help exits %d: %s", command, code, &out)
	}
	_, after, found := strings.Cut(out.String(), "Example:\n\n")
	if !found {
		t.Fatalf("the help of surety %s has no example:\n%s", command, &out)
	}
	example, _, _ := strings.Cut(after, "\n")
	if example = strings.TrimSpace(example); !strings.Contains(example, " "+command) {
		t.Fatalf("the example of surety %s is another's: %s", command, example)
	}
	return example
}

// paste runs a line in a shell as somebody does who copied it, and returns its
// output and exit code.
func paste(t *testing.T, folder, bin, line string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "sh", "-c", line)
	c.Dir = folder
	c.Env = append(os.Environ(), asProgram+"=1", "PATH="+bin+":"+os.Getenv("PATH"), "SURETY_LISTEN=127.0.0.1:0")
	out, err := c.CombinedOutput()
	return string(out), exitCode(err)
}

func TestTheExampleInEachCommandsHelpWorksWhenItIsPastedOnAFreshDemonstration(t *testing.T) {
	fresh, bin := t.TempDir(), t.TempDir()
	if err := os.Symlink(executable(t), filepath.Join(bin, "surety")); err != nil {
		t.Fatal(err)
	}
	if out, code := paste(t, fresh, bin, "surety demo"); code != 0 {
		t.Fatalf("surety demo exits %d: %s", code, out)
	}
	for _, command := range commandLines(t) {
		t.Run(command, func(t *testing.T) {
			example := exampleOf(t, command)
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(fresh)); err != nil {
				t.Fatal(err)
			}
			if command == "serve" {
				serves(t, folder, bin, example)
				return
			}
			out, code := paste(t, folder, bin, example)
			if code != 0 && (command != "check" || code == 2) { // a verdict is a result
				t.Errorf("%s exits %d:\n%.600s", example, code, out)
			}
			if strings.TrimSpace(out) == "" && !strings.HasPrefix(command, "report ") && command != "log checkpoint" {
				t.Errorf("%s says nothing", example)
			}
		})
	}
}

func executable(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// serves starts a line that serves, and ends it when it has told an address.
func serves(t *testing.T, folder, bin, line string) {
	t.Helper()
	c := exec.Command("sh", "-c", "exec "+line)
	c.Dir = folder
	c.Env = append(os.Environ(), asProgram+"=1", "PATH="+bin+":"+os.Getenv("PATH"), "SURETY_LISTEN=127.0.0.1:0")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 1000)
	n, err := out.Read(said)
	if err != nil || !address.Match(said[:n]) {
		t.Errorf("%s says %q: %v", line, said[:n], err)
	}
	if err := c.Process.Signal(syscall.SIGKILL); err != nil {
		t.Error(err)
	}
	_ = c.Wait() // it was killed
}
