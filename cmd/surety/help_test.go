package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"surety/isms"
	"surety/pack"
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
	licensed(t, fresh, bin)
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
			if !strings.HasPrefix(command, "pack overlay") {
				givesNothingAway(t, command, out, folder)
			}
		})
	}
}

// publishers is a sentence of a standard's licensed text.
const publishers = "Canary sentence of the publisher"

// licensed lays a publisher's sentence over each entry of the standard that the
// demonstration goes by.
func licensed(t *testing.T, folder, bin string) {
	t.Helper()
	set, problems := pack.Load(nil, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	text := "pack: iso27001\nedition: \"2022\"\nentries:\n"
	for _, entry := range set.Pack(pack.Ref{Pack: "iso27001", Edition: "2022"}).Entries {
		text += fmt.Sprintf("  %q: %s\n", entry.ID, publishers)
	}
	file := filepath.Join(t.TempDir(), "copy.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, code := paste(t, folder, bin, "surety pack overlay add "+file); code != 0 || strings.Contains(out, "Canary") {
		t.Fatalf("surety pack overlay add exits %d: %s", code, out)
	}
}

// givesNothingAway refuses the publisher's sentence in what a command has told and
// written. A backup is the organization's own copy of all that it keeps.
func givesNothingAway(t *testing.T, command, out, folder string) {
	t.Helper()
	if strings.Contains(out, publishers) {
		t.Errorf("surety %s tells licensed text", command)
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if file.IsDir() || command == "backup" || command == "restore" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), publishers) || strings.Contains(unpacked(data), publishers) {
			t.Errorf("surety %s writes licensed text into %s", command, file.Name())
		}
	}
}

// unpacked is what stands in the files of a ZIP archive, as which office papers are
// kept; empty for what is none.
func unpacked(data []byte) string {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	var all strings.Builder
	for _, file := range archive.File {
		if content, err := file.Open(); err == nil {
			_, _ = io.Copy(&all, content) // what can't be unpacked gives nothing away
			_ = content.Close()
		}
	}
	return all.String()
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
