package testpostgres

import (
	"bufio"
	"bytes"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

//go:embed serve.sh
var serveScript string

// startAttempts bounds how often another port is tried: between finding a free
// one and listening on it, somebody else may take it.
const startAttempts = 3

// Server is a PostgreSQL in a scratch folder. It ends with the process that
// started it, however that ends.
type Server struct {
	url   string
	shell *exec.Cmd
	hold  io.Closer // while it is open, the server lives
}

// Start starts a server whose data are synced to disk only where durable, which
// tests do without and benchmarks need. Its error says what is missing and what
// to do.
func Start(durable bool) (*Server, error) {
	programs, err := programFolder()
	if err != nil {
		return nil, err
	}
	var failed error
	for range startAttempts {
		server, err := start(programs, durable)
		if err == nil {
			return server, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, failed
}

// URL names the server's first database, as a role that may create databases and
// is no superuser (a superuser would pass every row-level security policy).
func (s *Server) URL() string { return s.url }

// address is the URL of another of the server's databases.
func (s *Server) address(database string) string {
	other, err := url.Parse(s.url)
	if err != nil {
		panic(err) // it was used before
	}
	other.Path = "/" + database
	return other.String()
}

// Stop stops the server and removes its folder.
func (s *Server) Stop() error {
	if err := s.hold.Close(); err != nil {
		return err
	}
	return s.shell.Wait()
}

// programFolder finds the newest server programs: Debian keeps them off the path,
// one folder a version.
func programFolder() (string, error) {
	folders, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	newest, found := 0, ""
	for _, initdb := range folders {
		folder := filepath.Dir(initdb)
		version, err := strconv.Atoi(filepath.Base(filepath.Dir(folder)))
		if err == nil && version > newest {
			newest, found = version, folder
		}
	}
	if found != "" {
		return found, nil
	}
	initdb, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("the PostgreSQL server is not installed (no initdb in /usr/lib/postgresql/*/bin or on the path): run `make setup`")
	}
	return filepath.Dir(initdb), nil
}

func start(programs string, durable bool) (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	superuserPassword := rand.Text()
	shell, err := newShell(programs, port, superuserPassword, durable)
	if err != nil {
		return nil, err
	}
	server, err := hold(shell)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(shell.Dir))
	}
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	if server.url, err = addRole(address, superuserPassword); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return server, nil
}

// newShell prepares the script and its folder, which is the command's Dir.
func newShell(programs string, port int, superuserPassword string, durable bool) (*exec.Cmd, error) {
	folder, err := os.MkdirTemp("", "surety-postgres-")
	if err != nil {
		return nil, err
	}
	err = os.WriteFile(filepath.Join(folder, "password"), []byte(superuserPassword), 0o600)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	identity, err := serverIdentity(folder)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	fsync := "off"
	if durable {
		fsync = "on"
	}
	shell := exec.Command("/bin/sh", "-c", serveScript, "serve.sh", folder, programs, strconv.Itoa(port), fsync)
	shell.Dir = folder
	shell.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C"}
	shell.SysProcAttr = identity
	return shell, nil
}

// serverIdentity is as whom the server runs: PostgreSQL refuses to run as root, so
// root hands the folder to the user postgres. A process group of its own keeps an
// interrupt at the terminal from reaching the server before the tests have ended.
func serverIdentity(folder string) (*syscall.SysProcAttr, error) {
	identity := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return identity, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL refuses to run as root and there is no user postgres to run it as: %w", err)
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	for _, path := range []string{folder, filepath.Join(folder, "password")} {
		if err := os.Chown(path, int(uid), int(gid)); err != nil {
			return nil, err
		}
	}
	identity.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return identity, nil
}

// hold runs the script with a pipe as its standard input and waits for its
// "ready".
func hold(shell *exec.Cmd) (*Server, error) {
	var complaint bytes.Buffer
	shell.Stderr = &complaint
	input, err := shell.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := shell.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := shell.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err == nil && line == "ready\n" {
		return &Server{shell: shell, hold: input}, nil
	}
	err = errors.Join(input.Close(), shell.Wait())
	return nil, fmt.Errorf("PostgreSQL did not start: %w\n%s", err, strings.TrimSpace(complaint.String()))
}

// addRole makes the role that tests connect as and returns the URL with which they do.
func addRole(address, superuserPassword string) (string, error) {
	at := url.URL{
		Scheme: "postgres", Host: address, Path: "/postgres",
		User: url.UserPassword("postgres", superuserPassword), RawQuery: "sslmode=disable",
	}
	password := rand.Text()
	if err := execute(at.String(), "CREATE ROLE surety LOGIN CREATEDB PASSWORD '"+password+"'"); err != nil {
		return "", err
	}
	at.User = url.UserPassword("surety", password)
	return at.String(), nil
}

// freePort finds a port of the loopback address that nobody listens on.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}
