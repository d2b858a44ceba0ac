package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// mostFileBytes makes the test's binary, being surety, unable to write any file
// longer than this: the disk is full from there on, whoever runs the test.
const mostFileBytes = "SURETY_TEST_MOST_FILE_BYTES"

// limitFiles sets the limit that mostFileBytes asks for, where it does.
func limitFiles() error {
	limit := os.Getenv(mostFileBytes)
	if limit == "" {
		return nil
	}
	bytes, err := strconv.ParseUint(limit, 10, 64)
	if err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: bytes})
}

// exitCode is the exit code that an error of a command stands for.
func exitCode(err error) int {
	var left *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &left):
		return left.ExitCode()
	}
	return -1
}

// disk is a place that runs full; told is what is said when it does.
type disk struct {
	dir  string
	told string
	fill func() // from now on there is no room
	free func() // from now on there is room again
}

// fullDisks are the ways to run out of room: a limit on each file for anybody,
// and a small file system of its own for whoever may mount one.
func fullDisks(t *testing.T) map[string]disk {
	t.Helper()
	disks := map[string]disk{"a file that can't grow": {
		dir: t.TempDir(), told: "the disk can't be read or written, nothing was changed",
		fill: func() { t.Setenv(mostFileBytes, "2000000") },
		free: func() { t.Setenv(mostFileBytes, "") },
	}}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=100m"); err != nil {
		t.Logf("no file system of its own is tried, for none can be mounted: %v", err)
		return disks
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	resize := func(size string) func() {
		return func() {
			if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
				t.Fatal(err)
			}
		}
	}
	disks["a small disk"] = disk{dir: dir, told: "the disk is full, nothing was changed", fill: resize("4m"), free: resize("100m")}
	return disks
}

func TestOnAFullDiskACommandSaysSoAndNothingIsLostOrHalfDone(t *testing.T) {
	for name, d := range fullDisks(t) {
		t.Run(name, func(t *testing.T) {
			mustSurety(t, d.dir, "correct horse battery\n", "init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara")
			before := entries(t, d.dir)
			var rows strings.Builder
			rows.WriteString("Name;Type;Description\n")
			for i := range 5000 {
				fmt.Fprintf(&rows, "Asset %d;service;%s\n", i, strings.Repeat("words ", 100))
			}
			file := filepath.Join(t.TempDir(), "assets.csv")
			if err := os.WriteFile(file, []byte(rows.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			d.fill()
			out, err := surety(t, d.dir, "", "import", "sheet", file, "--kind", "asset")
			if exitCode(err) != 2 || !strings.Contains(out, d.told) || strings.Contains(out, "imported") {
				t.Errorf("the import gave exit %d and %.600q, expected %q", exitCode(err), out, d.told)
			}
			if n := len(names(t, d.dir)); n != 0 || entries(t, d.dir) != before {
				t.Errorf("of the import that failed %d rows are there", n)
			}
			d.free()
			mustSurety(t, d.dir, "", "import", "sheet", file, "--kind", "asset")
			if n := len(names(t, d.dir)); n != 5000 {
				t.Errorf("with room again %d rows are there", n)
			}
		})
	}
}

func TestOnAFullDiskAServerRefusesWritesKeepsWhatItAcknowledgedAndReadsOn(t *testing.T) {
	for name, d := range fullDisks(t) {
		t.Run(name, func(t *testing.T) {
			mustSurety(t, d.dir, "correct horse battery\n", "init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara")
			token := strings.TrimSpace(lastLine.FindString(mustSurety(t, d.dir, "", "token", "add", "test", "--role", "manager")))
			d.fill()
			s := startServer(t, d.dir)
			defer s.kill(t)
			call := func(method, path, body string) (int, string) {
				request, err := http.NewRequestWithContext(t.Context(), method, s.address+path, strings.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				request.Header.Set("Authorization", "Bearer "+token)
				response, err := http.DefaultClient.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				defer response.Body.Close()
				answer, err := io.ReadAll(response.Body)
				if err != nil {
					t.Fatal(err)
				}
				return response.StatusCode, string(answer)
			}
			var acknowledged []string
			status, answer := http.StatusCreated, ""
			for n := 0; status == http.StatusCreated && n < 5000; n++ {
				name := fmt.Sprintf("asset %d", n)
				body, err := json.Marshal(map[string]string{"name": name, "type": "service", "description": strings.Repeat("words ", 600)})
				if err != nil {
					t.Fatal(err)
				}
				if status, answer = call(http.MethodPost, "/api/v1/asset", string(body)); status == http.StatusCreated {
					acknowledged = append(acknowledged, name)
				}
			}
			if status != http.StatusServiceUnavailable || !strings.Contains(answer, d.told) || len(acknowledged) == 0 {
				t.Errorf("after %d writes the answer is %d: %s", len(acknowledged), status, answer)
			}
			if status, answer := call(http.MethodGet, "/api/v1/asset?limit=1", ""); status != http.StatusOK {
				t.Errorf("reading is answered with %d: %s", status, answer)
			}
			d.free()
			there := names(t, d.dir)
			for _, name := range acknowledged {
				if !there[name] {
					t.Errorf("%s was acknowledged and is lost", name)
				}
			}
			if len(there) != len(acknowledged) {
				t.Errorf("%d assets are there, %d were acknowledged", len(there), len(acknowledged))
			}
			mustSurety(t, d.dir, "", "log", "verify")
		})
	}
}

func TestAPaperThatDoesNotFitOnTheDiskLeavesTheOldOne(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	mustSurety(t, dir, "", "demo")
	paper := filepath.Join(out, "soa.pdf")
	if err := os.WriteFile(paper, []byte("the old one"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(mostFileBytes, "33000")
	for _, args := range [][]string{{"report", "soa", "-o", paper}, {"backup", "-o", paper}} {
		said, err := surety(t, dir, "", args...)
		if exitCode(err) != 2 || !strings.Contains(said, "soa.pdf") {
			t.Errorf("%s gave exit %d and %q", args[0], exitCode(err), said)
		}
		if left := folder(t, out); len(left) != 1 || left[paper] != "the old one" {
			t.Errorf("%s left %d files and %.40q", args[0], len(left), left[paper])
		}
	}
}
