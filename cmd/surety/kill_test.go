package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// rounds is how often the server is killed: a few times with every test run,
// many in a long fault run.
func rounds() int {
	if os.Getenv("SURETY_TORTURE") != "" {
		return 200
	}
	return 10
}

// surety runs a command of the program and returns its output.
func surety(t *testing.T, dir, stdin string, args ...string) (string, error) {
	t.Helper()
	c := exec.Command(os.Args[0], append([]string{"--dir", dir}, args...)...)
	c.Env = append(os.Environ(), asProgram+"=1")
	c.Stdin = strings.NewReader(stdin)
	out, err := c.CombinedOutput()
	return string(out), err
}

func mustSurety(t *testing.T, dir, stdin string, args ...string) string {
	t.Helper()
	out, err := surety(t, dir, stdin, args...)
	if err != nil {
		t.Fatalf("surety %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// server is a running surety that will be killed.
type server struct {
	command *exec.Cmd
	address string
}

func startServer(t testing.TB, dir string) *server {
	t.Helper()
	c := exec.Command(os.Args[0], "--dir", dir, "serve", "--listen", "127.0.0.1:0")
	c.Env = append(os.Environ(), asProgram+"=1")
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server says nothing: %v", err)
	}
	return &server{command: c, address: strings.TrimSpace(strings.TrimPrefix(line, "Serving at "))}
}

func (s *server) kill(t testing.TB) {
	t.Helper()
	if err := s.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.command.Wait() // it was killed
}

func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara@example.org")
	said := strings.Split(strings.TrimSpace(mustSurety(t, dir, "", "token", "add", "test", "--role", "manager")), "\n")
	token := said[len(said)-1]
	random := rand.New(rand.NewPCG(1, 2))
	var acknowledged []string
	for round := range rounds() {
		s := startServer(t, dir)
		acknowledged = append(acknowledged, writeUntilKilled(t, s, token, round, 1+random.IntN(60))...)
		if out := mustSurety(t, dir, "", "log", "verify"); !strings.Contains(out, "entries") {
			t.Fatalf("round %d: the log says %s", round, out)
		}
	}
	there := names(t, dir)
	for _, name := range acknowledged {
		if !there[name] {
			t.Errorf("%s was acknowledged and is lost", name)
		}
	}
	if len(acknowledged) < rounds() {
		t.Errorf("only %d writes were acknowledged in %d rounds", len(acknowledged), rounds())
	}
}

// writeUntilKilled lets several clients write until so many writes have been
// acknowledged, then kills the server while others are under way.
func writeUntilKilled(t *testing.T, s *server, token string, round, after int) []string {
	t.Helper()
	var mu sync.Mutex
	var acknowledged []string
	var clients sync.WaitGroup
	killed := make(chan struct{})
	for client := range 4 {
		clients.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprintf("asset %d-%d-%d", round, client, n)
				if !post(s.address, token, name) {
					return // the server is gone
				}
				mu.Lock()
				acknowledged = append(acknowledged, name)
				if len(acknowledged) == after {
					close(killed)
				}
				mu.Unlock()
			}
		})
	}
	<-killed
	s.kill(t)
	clients.Wait()
	return acknowledged
}

func post(address, token, name string) bool {
	body, err := json.Marshal(map[string]string{"name": name, "type": "service"})
	if err != nil {
		panic(err)
	}
	request, err := http.NewRequest(http.MethodPost, address+"/api/v1/asset", bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && response.StatusCode == http.StatusCreated
}

// names lists the names of all assets.
func names(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found, after := map[string]bool{}, ""
	for {
		args := []string{"list", "asset", "--limit", "500", "--format", "json"}
		if after != "" {
			args = append(args, "--where", "after="+after)
		}
		var page struct {
			Items []struct{ Name string }
			Next  string
		}
		if err := json.Unmarshal([]byte(mustSurety(t, dir, "", args...)), &page); err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			found[item.Name] = true
		}
		if after = page.Next; after == "" {
			return found
		}
	}
}

func TestAnImportThatIsKilledLeavesAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara@example.org")
	const rows = 2000
	var sheet strings.Builder
	sheet.WriteString("Name;Type\n")
	for i := range rows {
		fmt.Fprintf(&sheet, "Asset %d;service\n", i)
	}
	file := filepath.Join(t.TempDir(), "assets.csv")
	if err := os.WriteFile(file, []byte(sheet.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for round := range max(rounds()/3, 3) {
		c := exec.Command(os.Args[0], "--dir", dir, "import", "sheet", file, "--kind", "asset")
		c.Env = append(os.Environ(), asProgram+"=1")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		grown := watch(filepath.Join(dir, "surety.db-wal"), int64(random.IntN(1<<20)), c)
		<-grown
		_ = c.Process.Kill() // it may have ended already
		_ = c.Wait()
		if n := len(names(t, dir)); n != 0 && n != rows {
			t.Fatalf("round %d: %d of %d rows are there", round, n, rows)
		}
		mustSurety(t, dir, "", "log", "verify")
	}
}

// watch tells when the write-ahead log has grown to a size, or the command has
// ended: the import is then somewhere in its writing.
func watch(file string, size int64, c *exec.Cmd) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			if info, err := os.Stat(file); err == nil && info.Size() > size {
				return
			}
			if _, err := os.Stat(fmt.Sprintf("/proc/%d/exe", c.Process.Pid)); err != nil {
				return // it has ended; its process is a zombie
			}
		}
	}()
	return done
}
